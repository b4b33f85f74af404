// Ed25519 keys and signatures (RFC 8032), by OpenSSL.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

namespace jidoka::crypto {

class SigningKey {
 public:
  static SigningKey generate();
  static Result<SigningKey> from_seed(std::string_view seed_32_bytes);
  SigningKey(SigningKey&&) noexcept;
  SigningKey& operator=(SigningKey&&) noexcept;
  ~SigningKey();

  std::string sign(std::string_view message) const;  // 64 bytes
  std::string public_key() const;                    // 32 bytes
  std::string seed() const;                          // 32 bytes: a secret

 private:
  struct Key;
  explicit SigningKey(std::unique_ptr<Key> key);
  std::unique_ptr<Key> key_;
};

bool verify(std::string_view public_key, std::string_view message, std::string_view signature);

}  // namespace jidoka::crypto
