#include "expr/print_value.h"

#include <array>
#include <charconv>
#include <cmath>

#include "expr/moment.h"

namespace jidoka::expr {
namespace {

template <class Integer>
void append_integer(std::string& out, Integer value) {
  std::array<char, 24> text{};
  const auto written = std::to_chars(text.data(), text.data() + text.size(), value);
  out.append(text.data(), written.ptr);
}

void append_octal(std::string& out, unsigned char byte) {
  out += '\\';
  out += static_cast<char>('0' + (byte >> 6));
  out += static_cast<char>('0' + ((byte >> 3) & 7u));
  out += static_cast<char>('0' + (byte & 7u));
}

bool append_escape(std::string& out, char c) {
  constexpr std::string_view plain = "\a\b\f\n\r\t\v\\\"";
  constexpr std::string_view named = "abfnrtv\\\"";
  const std::size_t at = plain.find(c);
  if (at == std::string_view::npos) return false;
  out += '\\';
  out += named[at];
  return true;
}

void print_list(std::string& out, const Value& value, PrintLimit limit) {
  out += '[';
  bool first = true;
  for (const Value& item : value.list()) {
    if (out.size() > limit.bytes) break;
    if (!first) out += ", ";
    first = false;
    print(out, item, limit);
  }
  out += ']';
}

void print_map(std::string& out, const Value& value, PrintLimit limit) {
  out += '{';
  bool first = true;
  for (const MapEntry& entry : value.map->all()) {
    if (out.size() > limit.bytes) break;
    if (!first) out += ", ";
    first = false;
    print(out, entry.key, limit);
    out += ": ";
    print(out, entry.value, limit);
  }
  out += '}';
}

// A literal must read back as a double: 3 is written 3.0.
void print_double(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "double(\"" + double_text(value) + "\")";
    return;
  }
  const std::string text = double_text(value);
  out += text;
  if (text.find_first_of(".e") == std::string::npos) out += ".0";
}

}  // namespace

void print_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (append_escape(out, c)) continue;
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      append_octal(out, static_cast<unsigned char>(c));
    else
      out += c;
  }
  out += '"';
}

void print_quoted_bytes(std::string& out, std::string_view bytes) {
  out += "b\"";
  for (const char c : bytes) {
    if (append_escape(out, c)) continue;
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7F)
      append_octal(out, byte);
    else
      out += c;
  }
  out += '"';
}

std::string double_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  std::array<char, 40> text{};
  const double size = std::abs(value);
  const bool plain = size == 0 || (size >= 1e-5 && size < 1e17);
  const auto written = plain ? std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed)
                             : std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), written.ptr};
}

void print(std::string& out, const Value& value, PrintLimit limit) {
  switch (value.kind) {
    case Kind::error:
    case Kind::series:
      out += kind_name(value.kind);
      return;
    case Kind::null:
      out += "null";
      return;
    case Kind::boolean:
      out += value.boolean ? "true" : "false";
      return;
    case Kind::integer:
      return append_integer(out, value.integer);
    case Kind::natural:
      append_integer(out, value.natural);
      out += 'u';
      return;
    case Kind::real:
      return print_double(out, value.real);
    case Kind::string:
      return print_quoted(out, value.view().substr(0, limit.bytes));
    case Kind::bytes:
      return print_quoted_bytes(out, value.view().substr(0, limit.bytes));
    case Kind::list:
      return print_list(out, value, limit);
    case Kind::map:
      return print_map(out, value, limit);
    case Kind::timestamp:
      out += "timestamp(\"" + timestamp_text(value) + "\")";
      return;
    case Kind::duration:
      out += "duration(\"" + duration_text(value.integer) + "\")";
      return;
    case Kind::type:
      out += value.view();
      return;
  }
}

}  // namespace jidoka::expr
