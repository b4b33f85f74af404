#include "crypto/password.h"

#include <argon2.h>

#include "crypto/hash.h"

namespace jidoka::crypto {
namespace {

constexpr std::uint32_t passes = 2;
constexpr std::uint32_t memory_kib = 19 * 1024;
constexpr std::uint32_t lanes = 1;
constexpr std::size_t salt_size = 16;
constexpr std::size_t hash_size = 32;
constexpr std::size_t shortest = 8;
constexpr std::size_t longest = 1024;

}  // namespace

Result<std::string> hash_password(std::string_view password) {
  if (password.size() < shortest || password.size() > longest)
    return fail(Code::invalid, "password-length",
                {"A password must have 8 to 1024 bytes, but this one has " + std::to_string(password.size()) + ".",
                 "密码须为 8 至 1024 字节，实际为 " + std::to_string(password.size()) + " 字节。"});
  const std::string salt = random_bytes(salt_size);
  std::string out(argon2_encodedlen(passes, memory_kib, lanes, salt_size, hash_size, Argon2_id), '\0');
  const int fault = argon2id_hash_encoded(passes, memory_kib, lanes, password.data(), password.size(), salt.data(),
                                          salt.size(), hash_size, out.data(), out.size());
  if (fault != ARGON2_OK)
    return fail(Code::unavailable, "password-hash",
                {std::string("The password could not be hashed: ") + argon2_error_message(fault) + ".",
                 std::string("无法计算密码散列：") + argon2_error_message(fault) + "。"});
  out.resize(out.find('\0'));
  return out;
}

bool password_matches(std::string_view phc_text, std::string_view password) {
  if (password.size() > longest) return false;
  return argon2id_verify(std::string(phc_text).c_str(), password.data(), password.size()) == ARGON2_OK;
}

}  // namespace jidoka::crypto
