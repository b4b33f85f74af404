#include "crypto/signature.h"

#include <openssl/evp.h>

#include "core/assert.h"
#include "crypto/hash.h"

namespace jidoka::crypto {
namespace {

constexpr std::size_t key_size = 32;
constexpr std::size_t signature_size = 64;

using Pkey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

Pkey private_key(std::string_view seed) {
  return {EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, raw(seed), seed.size()), EVP_PKEY_free};
}

}  // namespace

struct SigningKey::Key {
  Pkey pkey;
};

SigningKey::SigningKey(std::unique_ptr<Key> key) : key_(std::move(key)) {}
SigningKey::SigningKey(SigningKey&&) noexcept = default;
SigningKey& SigningKey::operator=(SigningKey&&) noexcept = default;
SigningKey::~SigningKey() = default;

SigningKey SigningKey::generate() {
  Pkey pkey = private_key(random_bytes(key_size));
  ASSERT(pkey != nullptr);
  return SigningKey(std::make_unique<Key>(std::move(pkey)));
}

Result<SigningKey> SigningKey::from_seed(std::string_view seed_32_bytes) {
  if (seed_32_bytes.size() != key_size)
    return fail(
        Code::invalid, "signing-key",
        {"The seed of a signing key must be 32 bytes, but this one has " + std::to_string(seed_32_bytes.size()) + ".",
         "签名密钥的种子须为 32 字节，实际为 " + std::to_string(seed_32_bytes.size()) + " 字节。"});
  Pkey pkey = private_key(seed_32_bytes);
  ASSERT(pkey != nullptr);
  return SigningKey(std::make_unique<Key>(std::move(pkey)));
}

std::string SigningKey::sign(std::string_view message) const {
  const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  ASSERT(context != nullptr);
  ASSERT(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_->pkey.get()) == 1);
  std::string out(signature_size, '\0');
  std::size_t size = out.size();
  ASSERT(EVP_DigestSign(context.get(), raw(out), &size, raw(message), message.size()) == 1 && size == signature_size);
  return out;
}

std::string SigningKey::public_key() const {
  std::string out(key_size, '\0');
  std::size_t size = out.size();
  ASSERT(EVP_PKEY_get_raw_public_key(key_->pkey.get(), raw(out), &size) == 1 && size == key_size);
  return out;
}

std::string SigningKey::seed() const {
  std::string out(key_size, '\0');
  std::size_t size = out.size();
  ASSERT(EVP_PKEY_get_raw_private_key(key_->pkey.get(), raw(out), &size) == 1 && size == key_size);
  return out;
}

bool verify(std::string_view public_key, std::string_view message, std::string_view signature) {
  if (public_key.size() != key_size || signature.size() != signature_size) return false;
  const Pkey pkey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(public_key), public_key.size()),
                  EVP_PKEY_free);
  const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  return pkey != nullptr && context != nullptr &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, pkey.get()) == 1 &&
         EVP_DigestVerify(context.get(), raw(signature), signature.size(), raw(message), message.size()) == 1;
}

}  // namespace jidoka::crypto
