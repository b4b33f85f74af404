#include "expr/json_value.h"

#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <cmath>
#include <limits>

#include "expr/build.h"
#include "expr/moment.h"
#include "expr/print_value.h"
#include "expr/window.h"
#include "json/encode.h"

namespace jidoka::expr {
namespace {

using Json = boost::json::value;

std::string_view text_of(const Json& json) {
  const auto& text = json.get_string();
  return {text.data(), text.size()};
}

Failure refuse(const std::string& field, const Text& what) {
  return fail(Code::invalid, "binding", {"The value " + what.en + ".", "该值" + what.zh + "。"}, field);
}

const Json* member(const Json& json, std::string_view name) {
  return json.is_object() ? json.get_object().if_contains({name.data(), name.size()}) : nullptr;
}

// {"t": …} with "v" or "hex" beside it, or alone for null.
bool is_typed(const Json& json) {
  const Json* const type = member(json, "t");
  if (type == nullptr || !type->is_string()) return false;
  const std::string_view name = text_of(*type);
  const auto known = parse_type(name);
  const bool is_known = (known && known->form == Type::Form::kind);
  const std::size_t size = json.get_object().size();
  return is_known && (size == 1 ? name == "null" : size == 2 && (member(json, "v") || member(json, "hex")));
}

template <class Number>
bool read_number(const Json& json, Number& out) {
  if (json.is_string()) {
    const std::string_view text = text_of(json);
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
    return failed == std::errc() && end == text.data() + text.size();
  }
  boost::system::error_code failed;
  out = json.to_number<Number>(failed);
  return !failed;
}

Result<Value> list_of(const Json& json, Arena& arena, const std::string& field) {
  const auto& items = json.get_array();
  const std::span<Value> out = arena.values(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    TRY(out[i], value_of_json(items[i], arena, field + "[" + std::to_string(i) + "]"));
  }
  return of_list(out);
}

Result<Value> checked_map(Arena& arena, std::span<MapEntry> entries, const std::string& field) {
  const Value out = make_map(arena, entries);
  if (out.is_error()) return refuse(field, {"has a key twice, or one that cannot be a key", "有重复或无效的键"});
  return out;
}

Result<Value> plain_map(const Json& json, Arena& arena, const std::string& field) {
  const auto& object = json.get_object();
  const std::span entries(arena.make<MapEntry>(object.size()), object.size());
  std::size_t i = 0;
  for (const auto& row : object) {
    const std::string key(row.key().data(), row.key().size());
    entries[i].key = make_string(arena, key);
    TRY(entries[i].value, value_of_json(row.value(), arena, field + "." + key));
    ++i;
  }
  return checked_map(arena, entries, field);
}

Result<Value> typed_map(const Json& json, Arena& arena, const std::string& field) {
  if (!json.is_array()) return refuse(field, {"must be a list of [key, value]", "应为 [键, 值] 的列表"});
  const auto& rows = json.get_array();
  const std::span entries(arena.make<MapEntry>(rows.size()), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].is_array() || rows[i].get_array().size() != 2)
      return refuse(field, {"must be a list of [key, value]", "应为 [键, 值] 的列表"});
    TRY(entries[i].key, value_of_json(rows[i].get_array()[0], arena, field));
    TRY(entries[i].value, value_of_json(rows[i].get_array()[1], arena, field));
  }
  return checked_map(arena, entries, field);
}

Result<Value> series_of(const Json& json, Arena& arena, const std::string& field) {
  if (!json.is_array()) return refuse(field, {"must be a list of [time, number]", "应为 [时间, 数值] 的列表"});
  const auto& rows = json.get_array();
  Point* const points = arena.make<Point>(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool is_pair = rows[i].is_array() && rows[i].get_array().size() == 2 && rows[i].get_array()[0].is_string();
    if (!is_pair || !read_number(rows[i].get_array()[1], points[i].value) || !std::isfinite(points[i].value))
      return refuse(field, {"must be a list of [time, number]", "应为 [时间, 数值] 的列表"});
    TRY(points[i].time, parse_instant(text_of(rows[i].get_array()[0])));
    if (i > 0 && points[i].time < points[i - 1].time)
      return refuse(field, {"must have its readings in the order of time", "的读数应按时间先后排列"});
  }
  auto* const series = arena.make<Series>();
  series->points = {points, rows.size()};
  return of_series(series);
}

Result<Value> bytes_of(const Json& json, Arena& arena, const std::string& field) {
  if (!json.is_string()) return refuse(field, {"must be hexadecimal text", "应为十六进制文本"});
  const std::string_view hex = text_of(json);
  char* const out = arena.bytes(hex.size() / 2);
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    unsigned char byte = 0;
    const auto read = std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
    if (read.ec != std::errc() || read.ptr != hex.data() + i + 2)
      return refuse(field, {"must be hexadecimal text", "应为十六进制文本"});
    out[i / 2] = static_cast<char>(byte);
  }
  if (hex.size() % 2 != 0) return refuse(field, {"must be hexadecimal text", "应为十六进制文本"});
  return of_text(Kind::bytes, {out, hex.size() / 2});
}

Result<Value> typed_number(Kind kind, const Json& json, const std::string& field) {
  std::int64_t i = 0;
  std::uint64_t u = 0;
  double d = 0;
  if (kind == Kind::integer && read_number(json, i)) return of_int(i);
  if (kind == Kind::natural && read_number(json, u)) return of_uint(u);
  if (kind == Kind::real && read_number(json, d)) return of_double(d);
  return refuse(field, {"is not a number of its type", "不是该类型的数字"});
}

Result<Value> typed_text(Kind kind, const Json& json, Arena& arena, const std::string& field) {
  if (!json.is_string()) return refuse(field, {"must be text here", "此处应为文本"});
  const std::string_view text = text_of(json);
  if (kind == Kind::timestamp)
    if (const auto out = parse_timestamp(text)) return *out;
  if (kind == Kind::duration)
    if (const auto out = parse_span(text)) return of_duration(*out);
  if (kind == Kind::string || kind == Kind::type) return of_text(kind, arena.copy(text));
  return refuse(field, {"is no timestamp or duration", "不是时间或时长"});
}

Result<Value> typed_value(const Json& json, Arena& arena, const std::string& field) {
  const Kind kind = parse_type(text_of(*member(json, "t")))->kind;
  if (kind == Kind::null) return Value{};
  const Json* const hex = member(json, "hex");
  const Json& inner = hex != nullptr ? *hex : *member(json, "v");
  switch (kind) {
    case Kind::boolean:
      if (inner.is_bool()) return of_bool(inner.get_bool());
      return refuse(field, {"must be true or false", "应为 true 或 false"});
    case Kind::integer:
    case Kind::natural:
    case Kind::real:
      return typed_number(kind, inner, field);
    case Kind::bytes:
      return bytes_of(inner, arena, field);
    case Kind::list:
      if (inner.is_array()) return list_of(inner, arena, field);
      return refuse(field, {"must be a list", "应为列表"});
    case Kind::map:
      return typed_map(inner, arena, field);
    case Kind::series:
      return series_of(inner, arena, field);
    default:
      return typed_text(kind, inner, arena, field);
  }
}

}  // namespace

Result<Value> value_of_json(const Json& json, Arena& arena, const std::string& field) {
  switch (json.kind()) {
    case boost::json::kind::null:
      return Value{};
    case boost::json::kind::bool_:
      return of_bool(json.get_bool());
    case boost::json::kind::int64:
      return of_int(json.get_int64());
    case boost::json::kind::uint64:
      return of_uint(json.get_uint64());
    case boost::json::kind::double_:
      return of_double(json.get_double());
    case boost::json::kind::string:
      return make_string(arena, text_of(json));
    case boost::json::kind::array:
      return list_of(json, arena, field);
    case boost::json::kind::object:
      return is_typed(json) ? typed_value(json, arena, field) : plain_map(json, arena, field);
  }
  return Value{};
}

Result<Type> type_of_json(const Json& json, const std::string& field) {
  if (json.is_string()) {
    if (auto type = parse_type(text_of(json)); type && type->form != Type::Form::parameter) return std::move(*type);
    return fail(Code::invalid, "type",
                {"\"" + std::string(text_of(json)) +
                     "\" is no type. There are bool, int, uint, double, string, bytes, "
                     "timestamp, duration, list(T), map(K, V), series and dyn.",
                 "“" + std::string(text_of(json)) +
                     "”不是类型。可用 bool、int、uint、double、string、bytes、timestamp、"
                     "duration、list(T)、map(K, V)、series 和 dyn。"},
                field);
  }
  constexpr std::array<std::pair<std::string_view, Kind>, 8> ids = {{{"BOOL", Kind::boolean},
                                                                     {"INT64", Kind::integer},
                                                                     {"UINT64", Kind::natural},
                                                                     {"DOUBLE", Kind::real},
                                                                     {"STRING", Kind::string},
                                                                     {"BYTES", Kind::bytes},
                                                                     {"TIMESTAMP", Kind::timestamp},
                                                                     {"DURATION", Kind::duration}}};
  for (const std::string_view holder : {"primitive", "well_known", "wrapper"})
    if (const Json* inner = member(json, holder)) {
      const Json* const id = inner->is_object() ? member(*inner, "id") : inner;
      if (holder == "wrapper" || id == nullptr || !id->is_string()) return dyn_type();
      for (const auto& [name, kind] : ids)
        if (text_of(*id) == name) return kind_type(kind);
      return dyn_type();
    }
  if (member(json, "null") != nullptr) return kind_type(Kind::null);
  if (const Json* list = member(json, "list_type")) {
    const Json* const items = member(*list, "elem_type");
    if (items == nullptr) return list_type(dyn_type());
    TRY(Type of, type_of_json(*items, field));
    return list_type(std::move(of));
  }
  if (const Json* map = member(json, "map_type")) {
    const Json* const keys = member(*map, "key_type");
    const Json* const values = member(*map, "value_type");
    if (keys == nullptr || values == nullptr) return map_type(dyn_type(), dyn_type());
    TRY(Type key, type_of_json(*keys, field));
    TRY(Type value, type_of_json(*values, field));
    return map_type(std::move(key), std::move(value));
  }
  return dyn_type();
}

}  // namespace jidoka::expr
