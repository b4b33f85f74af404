// From a described type to JSON text. Canonical: fields in the order of the description, map keys sorted, no space,
// the shortest numbers that read back the same, non-ASCII as UTF-8. The same value always gives the same bytes, so a
// hash of the text is a hash of the value. NaN and infinities, which JSON cannot say, become null; bytes that are not
// UTF-8 become U+FFFD. A Decimal of more than 15 digits with a fraction is a string, because readers of JSON numbers
// would round it.
#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/decimal.h"
#include "core/instant.h"
#include "core/text.h"
#include "json/describe.h"

namespace jidoka::json {

void append_string(std::string& out, std::string_view text);
void append_number(std::string& out, double value);
void append_number(std::string& out, std::int64_t value);
void append_number(std::string& out, std::uint64_t value);

inline void append(std::string& out, bool value) { out += value ? "true" : "false"; }
template <std::signed_integral T>
void append(std::string& out, T value) {
  append_number(out, static_cast<std::int64_t>(value));
}
template <std::unsigned_integral T>
  requires(!std::same_as<T, bool>)
void append(std::string& out, T value) {
  append_number(out, static_cast<std::uint64_t>(value));
}
template <std::floating_point T>
void append(std::string& out, T value) {
  append_number(out, static_cast<double>(value));
}
inline void append(std::string& out, const std::string& value) { append_string(out, value); }
inline void append(std::string& out, std::string_view value) { append_string(out, value); }
inline void append(std::string& out, const char* value) { append_string(out, value); }  // or it would become a bool
inline void append(std::string& out, const Raw& value) { out += value.text; }
void append(std::string& out, Instant value);         // "2026-01-01T00:00:00.5Z"
void append(std::string& out, Duration value);        // "30s"
void append(std::string& out, const Decimal& value);  // a number, without trailing zeros
void append(std::string& out, const Text& value);     // {"en":…,"zh":…}

template <NamedEnum E>
void append(std::string& out, E value) {
  append_string(out, enum_name(value));
}
template <class T>
void append(std::string& out, const std::optional<T>& value);
template <class T>
void append(std::string& out, const std::vector<T>& values);
template <class T>
void append(std::string& out, const std::map<std::string, T>& values);
template <Described T>
void append(std::string& out, const T& value);

template <class T>
void append(std::string& out, const std::optional<T>& value) {
  if (value)
    append(out, *value);
  else
    out += "null";
}
template <class T>
void append(std::string& out, const std::vector<T>& values) {
  out += '[';
  bool first = true;
  for (const T& value : values) {
    if (!first) out += ',';
    first = false;
    append(out, value);
  }
  out += ']';
}
template <class T>
void append(std::string& out, const std::map<std::string, T>& values) {
  out += '{';
  bool first = true;
  for (const auto& [key, value] : values) {
    if (!first) out += ',';
    first = false;
    append_string(out, key);
    out += ':';
    append(out, value);
  }
  out += '}';
}

template <class T>
constexpr bool is_absent(const T&) {
  return false;
}
template <class T>
constexpr bool is_absent(const std::optional<T>& value) {
  return !value.has_value();
}

template <Described T>
void append(std::string& out, const T& value) {
  out += '{';
  bool first = true;
  for_each_field<T>([&](const auto& f) {
    const auto& member = value.*(f.member);
    if (is_absent(member)) return;
    if (!first) out += ',';
    first = false;
    append_string(out, f.name);
    out += ':';
    append(out, member);
  });
  out += '}';
}

template <class T>
std::string encode(const T& value) {
  std::string out;
  append(out, value);
  return out;
}

}  // namespace jidoka::json
