#include "expr/lexer.h"

namespace jidoka::expr {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool read_digits(std::string_view text, std::size_t at, std::size_t count, unsigned base, std::uint32_t& out) {
  if (at + count > text.size()) return false;
  out = 0;
  for (const char c : text.substr(at, count)) {
    const int digit = hex_digit(c);
    if (digit < 0 || static_cast<unsigned>(digit) >= base) return false;
    out = out * base + static_cast<unsigned>(digit);
  }
  return true;
}

void append_utf8(std::string& out, std::uint32_t c) {
  const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0u | (c >> 6));
  } else {
    if (c < 0x10000) {
      put(0xE0u | (c >> 12));
    } else {
      put(0xF0u | (c >> 18));
      put(0x80u | ((c >> 12) & 0x3Fu));
    }
    put(0x80u | ((c >> 6) & 0x3Fu));
  }
  put(0x80u | (c & 0x3Fu));
}

// \x41 \101 \u270c \U0001f431: how many digits in which base; `taken` counts from behind the backslash.
bool numeric_escape(std::string_view text, std::size_t at, bool is_bytes, std::string& out, std::size_t& taken) {
  std::uint32_t code = 0;
  bool is_byte = true;
  switch (text[at]) {
    case 'x':
    case 'X':
      if (!read_digits(text, at + 1, 2, 16, code)) return false;
      taken = 3;
      break;
    case 'u':
    case 'U':
      taken = text[at] == 'u' ? 5 : 9;
      is_byte = false;
      if (is_bytes || !read_digits(text, at + 1, taken - 1, 16, code)) return false;
      break;
    default:
      if (text[at] > '3' || !read_digits(text, at, 3, 8, code)) return false;
      taken = 3;
  }
  if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return false;
  if (is_bytes && is_byte)
    out += static_cast<char>(static_cast<unsigned char>(code));
  else
    append_utf8(out, code);
  return true;
}

}  // namespace

bool resolve_escapes(std::string_view inside, bool is_bytes, std::string& out, std::size_t& at) {
  constexpr std::string_view named = "abfnrtv\\?\"'`";
  constexpr std::string_view meant = "\a\b\f\n\r\t\v\\?\"'`";
  for (at = 0; at < inside.size();) {
    if (inside[at] != '\\') {
      out += inside[at++];
      continue;
    }
    if (at + 1 == inside.size()) return false;
    std::size_t taken = 1;
    if (const std::size_t which = named.find(inside[at + 1]); which != std::string_view::npos) {
      out += meant[which];
    } else if (std::string_view("xXuU0123").find(inside[at + 1]) == std::string_view::npos ||
               !numeric_escape(inside, at + 1, is_bytes, out, taken)) {
      return false;
    }
    at += 1 + taken;
  }
  return true;
}

}  // namespace jidoka::expr
