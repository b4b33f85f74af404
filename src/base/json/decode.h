// From JSON to a described type. All faults of a document are reported, not only the first, each with its JSON path
// and what would be right. Unknown fields are faults too: a misspelt optional field must not be lost in silence.
//
//   Result<Hold> hold = json::decode<Hold>(text);                       // one Error: the first fault, the rest in its
//   text Result<json::Value> v = json::parse(text, Limits{});                 // strict JSON (RFC 8259), bounded depth
//   and size std::vector<Error> faults; Hold h = json::decode_into<Hold>(v, "", faults);
#pragma once

#include <boost/json/value.hpp>
#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/decimal.h"
#include "core/instant.h"
#include "core/result.h"
#include "json/describe.h"

namespace jidoka::json {

using Value = boost::json::value;

struct Limits {
  std::size_t bytes = 16u << 20;
  std::size_t depth = 32;
};

// Strict JSON: valid UTF-8, no comments, no trailing commas, no NaN, nothing after the value, no duplicate keys.
Result<Value> parse(std::string_view text, Limits limits = {});
std::string to_text(const Value& value);  // canonical, as encode.h

using Faults = std::vector<Error>;

void expected(Faults& faults, std::string_view path, const Text& what, const Value& found);
void missing_field(Faults& faults, std::string_view path, std::string_view name);
void unknown_field(Faults& faults, std::string_view path, std::string_view name,
                   const std::vector<std::string_view>& known);
void unknown_name(Faults& faults, std::string_view path, const Value& found,
                  const std::vector<std::string_view>& known);

void decode_to(bool& out, const Value& value, const std::string& path, Faults& faults);
void decode_to(double& out, const Value& value, const std::string& path, Faults& faults);
void decode_to(std::string& out, const Value& value, const std::string& path, Faults& faults);
void decode_to(Instant& out, const Value& value, const std::string& path,
               Faults& faults);  // RFC 3339 or integer nanoseconds
void decode_to(Duration& out, const Value& value, const std::string& path,
               Faults& faults);  // "30s" or integer nanoseconds
void decode_to(Decimal& out, const Value& value, const std::string& path, Faults& faults);  // number or string
void decode_to(Text& out, const Value& value, const std::string& path,
               Faults& faults);  // {en, zh} or one string for both
void decode_to(Raw& out, const Value& value, const std::string& path, Faults& faults);
void decode_key(std::string& out, std::string_view key, const std::string& path, Faults& faults);
void decode_integer(std::int64_t& out, std::int64_t low, std::int64_t high, const Value& value, const std::string& path,
                    Faults& faults);
void decode_unsigned(std::uint64_t& out, const Value& value, const std::string& path, Faults& faults);

template <std::integral T>
  requires(!std::same_as<T, bool>)
void decode_to(T& out, const Value& value, const std::string& path, Faults& faults) {
  if constexpr (std::unsigned_integral<T> && sizeof(T) == 8) {
    std::uint64_t whole = 0;
    decode_unsigned(whole, value, path, faults);
    out = static_cast<T>(whole);
  } else {
    using Wide = std::numeric_limits<T>;
    std::int64_t whole = 0;
    decode_integer(whole, Wide::min(), Wide::max(), value, path, faults);
    out = static_cast<T>(whole);
  }
}
template <NamedEnum E>
void decode_to(E& out, const Value& value, const std::string& path, Faults& faults) {
  constexpr auto rows = describe_enum(static_cast<const E*>(nullptr)).rows;
  if (value.is_string())
    for (const auto& [row, name] : rows)
      if (std::string_view(value.get_string().data(), value.get_string().size()) == name) {
        out = row;
        return;
      }
  std::vector<std::string_view> known;
  known.reserve(rows.size());
  for (const auto& row : rows) known.push_back(row.second);
  unknown_name(faults, path, value, known);
}
template <class T>
void decode_to(std::optional<T>& out, const Value& value, const std::string& path, Faults& faults);
template <class T>
void decode_to(std::vector<T>& out, const Value& value, const std::string& path, Faults& faults);
template <class T>
void decode_to(std::map<std::string, T>& out, const Value& value, const std::string& path, Faults& faults);
template <Described T>
void decode_to(T& out, const Value& value, const std::string& path, Faults& faults);

template <class T>
void decode_to(std::optional<T>& out, const Value& value, const std::string& path, Faults& faults) {
  if (value.is_null()) {
    out.reset();
    return;
  }
  decode_to(out.emplace(), value, path, faults);
}
template <class T>
void decode_to(std::vector<T>& out, const Value& value, const std::string& path, Faults& faults) {
  if (!value.is_array()) return expected(faults, path, {"a list", "列表"}, value);
  out.clear();
  std::size_t index = 0;
  for (const Value& item : value.get_array()) {
    T element{};
    decode_to(element, item, path + "[" + std::to_string(index++) + "]", faults);
    out.push_back(std::move(element));
  }
}
template <class T>
void decode_to(std::map<std::string, T>& out, const Value& value, const std::string& path, Faults& faults) {
  if (!value.is_object()) return expected(faults, path, {"an object", "对象"}, value);
  out.clear();
  for (const auto& row : value.get_object()) {
    std::string key;
    decode_key(key, row.key(), path, faults);
    std::string inner = path;
    if (!inner.empty()) inner += '.';
    inner += key;
    decode_to(out[key], row.value(), inner, faults);
  }
}
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <Described T>
void decode_to(T& out, const Value& value, const std::string& path, Faults& faults) {
  if (!value.is_object()) return expected(faults, path, {"an object", "对象"}, value);
  const auto& object = value.get_object();
  std::vector<std::string_view> known;
  for_each_field<T>([&](const auto& f) {
    known.push_back(f.name);
    auto& member = out.*(f.member);
    const Value* found = object.if_contains({f.name.data(), f.name.size()});
    if (found != nullptr)
      decode_to(member, *found, path.empty() ? std::string(f.name) : path + "." + std::string(f.name), faults);
    else if (f.required && !IsOptional<std::remove_cvref_t<decltype(member)>>::value)
      missing_field(faults, path, f.name);
  });
  for (const auto& row : object) {
    const std::string_view key(row.key().data(), row.key().size());
    bool is_known = false;
    for (std::string_view name : known) is_known = is_known || name == key;
    if (!is_known) unknown_field(faults, path, key, known);
  }
}

template <class T>
T decode_into(const Value& value, const std::string& path, Faults& faults) {
  T out{};
  decode_to(out, value, path, faults);
  return out;
}

// One Error for a list of faults: the first one's code, slug and field; every fault in the text.
Error summary(const Faults& faults);

template <class T>
Result<T> decode(const Value& value) {
  Faults faults;
  T out = decode_into<T>(value, "", faults);
  if (!faults.empty()) return fail(summary(faults));
  return out;
}
template <class T>
Result<T> decode(std::string_view text, Limits limits = {}) {
  TRY(const Value value, parse(text, limits));
  return decode<T>(value);
}
template <class T>
Result<T> decode(const char* text) {  // a literal is JSON text, not a Value that is a string
  return decode<T>(std::string_view(text));
}

}  // namespace jidoka::json
