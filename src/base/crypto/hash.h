// SHA-256, random bytes, hexadecimal and base64, constant-time comparison; all by OpenSSL.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "core/result.h"

namespace jidoka::crypto {

using Hash = std::array<std::uint8_t, 32>;

Hash sha256(std::string_view bytes);
// One pass over several parts, as if they were joined.
Hash sha256(std::initializer_list<std::string_view> parts);
Hash hmac_sha256(std::string_view key, std::string_view bytes);

std::string random_bytes(std::size_t count);  // from the operating system; only app and adapters may call it
bool equal_in_constant_time(std::string_view a, std::string_view b);

std::string to_hex(std::string_view bytes);
std::string to_base64(std::string_view bytes);
std::string to_base64url(std::string_view bytes);  // no padding
Result<std::string> from_hex(std::string_view text);
Result<std::string> from_base64(std::string_view text);  // either alphabet, padding optional

inline std::string_view view(const Hash& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

}  // namespace jidoka::crypto
