#include "crypto/hash.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <memory>

#include "core/assert.h"

namespace jidoka::crypto {
namespace {

// One context a thread, made ready once: fetching the algorithm costs more than hashing a Merkle node.
class Hasher {
 public:
  Hasher() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    ASSERT(context_ != nullptr && EVP_DigestInit_ex2(context_.get(), EVP_sha256(), nullptr) == 1);
  }
  void add(std::string_view bytes) { ASSERT(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1); }
  Hash finish() {
    Hash out;
    ASSERT(EVP_DigestFinal_ex(context_.get(), out.data(), nullptr) == 1);
    ASSERT(EVP_DigestInit_ex2(context_.get(), nullptr, nullptr) == 1);
    return out;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

Hasher& hasher() {
  thread_local Hasher one;
  return one;
}

constexpr std::string_view base64_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view base64url_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string encode_base64(std::string_view bytes, std::string_view alphabet) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  unsigned pending = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    pending = (pending << 8 | static_cast<unsigned char>(c)) & 0xFFFFu;
    for (bits += 8; bits >= 6; bits -= 6) out += alphabet[pending >> (bits - 6) & 63u];
  }
  if (bits > 0) out += alphabet[pending << (6 - bits) & 63u];
  return out;
}

// 64 for what is not in either alphabet.
unsigned base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<unsigned>(c - 'A');
  if (c >= 'a' && c <= 'z') return static_cast<unsigned>(c - 'a') + 26;
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0') + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return 64;
}

unsigned hex_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  return 16;
}

Failure not_base64() {
  return fail(Code::invalid, "not-base64",
              {"The text is not base64: it may hold A–Z, a–z, 0–9, + and / (or - and _), and = only at the end.",
               "文本不是有效的 base64：只能含 A–Z、a–z、0–9、+ 和 /（或 - 和 _），= 只能在末尾。"});
}

}  // namespace

Hash sha256(std::string_view bytes) {
  Hasher& one = hasher();
  one.add(bytes);
  return one.finish();
}

Hash sha256(std::initializer_list<std::string_view> parts) {
  Hasher& one = hasher();
  for (const std::string_view part : parts) one.add(part);
  return one.finish();
}

Hash hmac_sha256(std::string_view key, std::string_view bytes) {
  // OpenSSL takes a null key as "the key of before", so an empty one is given as a real pointer.
  const char* const secret = key.empty() ? "" : key.data();
  Hash out;
  unsigned length = 0;
  const unsigned char* const made =
      HMAC(EVP_sha256(), secret, static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(bytes.data()),
           bytes.size(), out.data(), &length);
  ASSERT(made != nullptr && length == out.size());
  return out;
}

std::string random_bytes(std::size_t count) {
  std::string out(count, '\0');
  // A system without randomness must not hand out guessable keys.
  ASSERT(RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(count)) == 1);
  return out;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && (a.empty() || CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0);
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    out += digits[static_cast<unsigned char>(c) >> 4];
    out += digits[static_cast<unsigned char>(c) & 15u];
  }
  return out;
}

std::string to_base64(std::string_view bytes) {
  std::string out = encode_base64(bytes, base64_alphabet);
  while (out.size() % 4 != 0) out += '=';
  return out;
}

std::string to_base64url(std::string_view bytes) { return encode_base64(bytes, base64url_alphabet); }

Result<std::string> from_hex(std::string_view text) {
  std::string out;
  out.reserve(text.size() / 2);
  bool valid = text.size() % 2 == 0;
  for (std::size_t i = 0; valid && i < text.size(); i += 2) {
    const unsigned high = hex_value(text[i]);
    const unsigned low = hex_value(text[i + 1]);
    valid = high < 16 && low < 16;
    out += static_cast<char>(high << 4 | low);
  }
  if (!valid)
    return fail(Code::invalid, "not-hexadecimal",
                {"The text is not hexadecimal: it must be an even number of 0–9 and a–f.",
                 "文本不是有效的十六进制：须为偶数个 0–9、a–f 字符。"});
  return out;
}

Result<std::string> from_base64(std::string_view text) {
  std::string_view body = text;
  while (!body.empty() && body.back() == '=' && text.size() - body.size() < 2) body.remove_suffix(1);
  const bool padded = body.size() != text.size();
  if (body.size() % 4 == 1 || (padded && text.size() % 4 != 0)) return not_base64();
  std::string out;
  out.reserve(body.size() / 4 * 3 + 2);
  unsigned pending = 0;
  unsigned bits = 0;
  for (const char c : body) {
    const unsigned value = base64_value(c);
    if (value == 64) return not_base64();
    pending = (pending << 6 | value) & 0xFFFFu;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out += static_cast<char>(pending >> bits & 0xFFu);
    }
  }
  // Bits left over must be zero, or two texts would stand for the same bytes.
  if ((pending & ((1u << bits) - 1)) != 0) return not_base64();
  return out;
}

}  // namespace jidoka::crypto
