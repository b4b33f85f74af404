#include "expr/code_points.h"

#include <algorithm>

namespace jidoka::expr {
namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

}  // namespace

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return !continues(c); }));
}

std::size_t byte_of_character(std::string_view text, std::int64_t number) {
  if (number < 0) return no_byte;
  std::int64_t seen = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (continues(text[at])) continue;
    if (seen == number) return at;
    ++seen;
  }
  return seen == number ? text.size() : no_byte;
}

std::size_t character_length(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && continues(text[end])) ++end;
  return end - at;
}

std::uint32_t code_point(std::string_view text, std::size_t at) {
  const std::size_t length = character_length(text, at);
  const auto first = static_cast<unsigned char>(text[at]);
  if (length == 1) return first;
  std::uint32_t out = first & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) out = (out << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3Fu);
  return out;
}

bool is_blank(std::uint32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

}  // namespace jidoka::expr
