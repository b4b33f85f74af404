#include <cmath>

#include "expr/json_value.h"
#include "expr/moment.h"
#include "expr/print_value.h"
#include "json/encode.h"

namespace jidoka::expr {
namespace {

constexpr std::int64_t safe = std::int64_t{1} << 53;  // beyond it, readers of JSON numbers round

std::string hexadecimal(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += digits[byte >> 4];
    out += digits[byte & 15u];
  }
  return out;
}

void append_double(std::string& out, double value) {
  const std::string text = double_text(value);
  if (!std::isfinite(value)) return json::append_string(out, text);
  out += text;
  if (text.find_first_of(".e") == std::string::npos) out += ".0";
}

// Of all kinds that are neither number, bool, list nor map.
std::string text_of(const Value& value) {
  switch (value.kind) {
    case Kind::bytes:
      return hexadecimal(value.view());
    case Kind::timestamp:
      return timestamp_text(value);
    case Kind::duration:
      return duration_text(value.integer);
    case Kind::series:
    case Kind::error:
      return std::string(kind_name(value.kind));
    default:
      return std::string(value.view());
  }
}

std::string key_text(const Value& key) {
  if (key.is(Kind::string)) return std::string(key.view());
  std::string out;
  print(out, key);
  if (key.is(Kind::natural)) out.pop_back();
  return out;
}

void append_map(std::string& out, const Map& map) {
  out += '{';
  for (const MapEntry& entry : map.all()) {
    if (out.size() > longest_json) return;
    if (&entry != map.entries) out += ',';
    json::append_string(out, key_text(entry.key));
    out += ':';
    append_json(out, entry.value);
  }
  out += '}';
}

template <class Each>
void append_list(std::string& out, std::span<const Value> items, Each&& each) {
  out += '[';
  for (const Value& item : items) {
    if (out.size() > longest_json) return;
    if (&item != items.data()) out += ',';
    each(out, item);
  }
  out += ']';
}

std::string typed_name(Kind kind) {
  if (kind == Kind::null) return "null";
  if (kind == Kind::timestamp) return "timestamp";
  return kind == Kind::duration ? "duration" : std::string(kind_name(kind));
}

}  // namespace

void append_json(std::string& out, const Value& value) {
  switch (value.kind) {
    case Kind::null:
      out += "null";
      return;
    case Kind::boolean:
      return json::append(out, value.boolean);
    case Kind::integer:
      if (value.integer >= -safe && value.integer <= safe) return json::append(out, value.integer);
      return json::append_string(out, std::to_string(value.integer));
    case Kind::natural:
      if (value.natural <= static_cast<std::uint64_t>(safe)) return json::append(out, value.natural);
      return json::append_string(out, std::to_string(value.natural));
    case Kind::real:
      return append_double(out, value.real);
    case Kind::list:
      return append_list(out, value.list(), append_json);
    case Kind::map:
      return append_map(out, *value.map);
    default:
      return json::append_string(out, text_of(value));
  }
}

void append_typed_json(std::string& out, const Value& value) {
  out += "{\"t\":";
  json::append_string(out, typed_name(value.kind));
  if (value.is(Kind::null)) {
    out += '}';
    return;
  }
  out += value.is(Kind::bytes) ? ",\"hex\":" : ",\"v\":";
  switch (value.kind) {
    case Kind::boolean:
      json::append(out, value.boolean);
      break;
    case Kind::integer:
      json::append_string(out, std::to_string(value.integer));
      break;
    case Kind::natural:
      json::append_string(out, std::to_string(value.natural));
      break;
    case Kind::real:
      json::append_string(out, double_text(value.real));
      break;
    case Kind::list:
      append_list(out, value.list(), append_typed_json);
      break;
    case Kind::map: {
      out += '[';
      for (const MapEntry& entry : value.map->all()) {
        if (out.size() > longest_json) return;
        if (&entry != value.map->entries) out += ',';
        const Value pair[] = {entry.key, entry.value};
        append_list(out, pair, append_typed_json);
      }
      out += ']';
      break;
    }
    default:
      json::append_string(out, text_of(value));
  }
  out += '}';
}

}  // namespace jidoka::expr
