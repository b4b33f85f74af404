#include "json/encode.h"

#include <array>
#include <charconv>
#include <cmath>

#include "json/utf8.h"

namespace jidoka::json {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

// The bytes to look at: those that JSON does not let stand as they are, and those that begin or continue a character.
constexpr std::array<bool, 256> needs_a_look = [] {
  std::array<bool, 256> out{};
  for (std::size_t i = 0; i < 0x20; ++i) out[i] = true;
  out['"'] = true;
  out['\\'] = true;
  for (std::size_t i = 0x80; i < 0x100; ++i) out[i] = true;
  return out;
}();

void append_escape(std::string& out, unsigned char byte) {
  switch (byte) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u00";
      out += hex_digits[byte >> 4];
      out += hex_digits[byte & 15u];
  }
}

template <class Integer>
void append_integer(std::string& out, Integer value) {
  std::array<char, 24> text{};
  const auto written = std::to_chars(text.data(), text.data() + text.size(), value);
  out.append(text.data(), written.ptr);
}

// A double holds 15 significant digits of any decimal without loss; more digits than that travel as a string.
constexpr std::int64_t largest_as_number = 999'999'999'999'999;

}  // namespace

void append_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::size_t length = needs_a_look[byte] && byte >= 0x80 ? utf8_length(text, i) : 1;
    if (!needs_a_look[byte] || (byte >= 0x80 && length > 0)) {
      i += length;
      continue;
    }
    out.append(text, plain, i - plain);
    if (byte != 0 && byte < 0x80)
      append_escape(out, byte);
    else
      out += "\xEF\xBF\xBD";  // U+FFFD: what is written must always read back, and no text of ours holds a zero
    plain = ++i;
  }
  out.append(text, plain);
  out += '"';
}

void append_number(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  if (value == 0) {  // so that -0 and 0, which are equal, have the same bytes
    out += '0';
    return;
  }
  std::array<char, 32> text{};
  const auto written = std::to_chars(text.data(), text.data() + text.size(), value);
  out.append(text.data(), written.ptr);
}

void append_number(std::string& out, std::int64_t value) { append_integer(out, value); }
void append_number(std::string& out, std::uint64_t value) { append_integer(out, value); }

void append(std::string& out, Instant value) { append_string(out, to_string(value)); }
void append(std::string& out, Duration value) { append_string(out, to_string(value)); }

void append(std::string& out, const Decimal& value) {
  Decimal shortest = value;
  while (shortest.scale > 0 && shortest.digits % 10 == 0) {
    shortest.digits /= 10;
    --shortest.scale;
  }
  const bool fits = shortest.digits <= largest_as_number && shortest.digits >= -largest_as_number;
  if (fits || shortest.scale == 0)
    out += to_string(shortest);
  else
    append_string(out, to_string(shortest));
}

void append(std::string& out, const Text& value) {
  out += "{\"en\":";
  append_string(out, value.en);
  out += ",\"zh\":";
  append_string(out, value.zh);
  out += '}';
}

}  // namespace jidoka::json
