// Decimal numbers in text to double, fast. Up to 15 digits with a power of ten up to 22 are exact by one division or
// multiplication (Clinger 1990, "How to read floating point numbers accurately"); everything else goes to
// std::from_chars. Refused: nothing at all, NaN, infinities, hexadecimal, a leading '+', numbers beyond a double.
#pragma once

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

namespace jidoka::wire {

inline constexpr std::array<double, 23> powers_of_ten = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                         1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                         1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

inline bool is_digit(char c) { return static_cast<unsigned char>(c - '0') < 10; }

// Reads the longest number at `from`; null when there is none.
inline const char* read_number_slowly(const char* from, const char* end, double& out) {
  const char* first = from != end && *from == '-' ? from + 1 : from;
  if (first == end || !(is_digit(*first) || *first == '.')) return nullptr;  // from_chars also takes "inf" and "nan"
  const auto [stop, error] = std::from_chars(from, end, out);
  return error == std::errc() && std::isfinite(out) ? stop : nullptr;
}

inline const char* read_number(const char* from, const char* end, double& out) {
  const char* p = from;
  const bool negative = p != end && *p == '-';
  p += negative;
  const char* first = p;
  std::uint64_t digits = 0;
  while (p != end && is_digit(*p)) digits = digits * 10 + static_cast<std::uint64_t>(*p++ - '0');
  std::size_t count = static_cast<std::size_t>(p - first);
  std::size_t decimals = 0;
  if (p != end && *p == '.') {
    const char* fraction = ++p;
    while (p != end && is_digit(*p)) digits = digits * 10 + static_cast<std::uint64_t>(*p++ - '0');
    decimals = static_cast<std::size_t>(p - fraction);
    count += decimals;
  }
  const bool has_exponent = p != end && (*p == 'e' || *p == 'E');
  if (count == 0 || count > 15 || has_exponent) return read_number_slowly(from, end, out);
  const double magnitude = static_cast<double>(digits) / powers_of_ten[decimals];
  out = negative ? -magnitude : magnitude;
  return p;
}

// The whole text as one number.
inline std::optional<double> parse_number(std::string_view text) {
  double value = 0;
  const char* end = text.data() + text.size();
  return read_number(text.data(), end, value) == end && !text.empty() ? std::optional(value) : std::nullopt;
}

// A whole number with an optional '-', the whole text; nothing when it does not fit 64 bits.
inline std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace jidoka::wire
