// Value: what an expression works on, in sixteen bytes that can be copied like a number. Strings, lists and maps are
// views: their bytes lie in a Program, in an Arena, or with the host, and live as long as those.
//
// An error is a value too (Kind::error): `1 / 0` is one, and `true || 1 / 0` is true, as the language has it. The kinds
// and what they are called in the language: boolean bool, integer int, natural uint, real double, null null_type,
// timestamp and duration google.protobuf.Timestamp and Duration. A series is a stream of readings of the host, which
// only functions over time windows read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace jidoka::expr {

enum class Kind : std::uint8_t {
  error,
  null,
  boolean,
  integer,
  natural,
  real,
  string,
  bytes,
  list,
  map,
  timestamp,
  duration,
  type,
  series
};

struct Map;
struct Fault;
struct Series;

struct Value {
  Kind kind = Kind::null;
  std::uint32_t extra = 0;  // bytes of a text, items of a list, nanoseconds of a timestamp, place of an error
  union {
    bool boolean;
    std::int64_t integer;  // also the seconds of a timestamp and the nanoseconds of a duration
    std::uint64_t natural = 0;
    double real;
    const char* text;
    const Value* items;
    const Map* map;
    const Fault* fault;
    const Series* series;
  };

  constexpr bool is(Kind k) const { return kind == k; }
  constexpr bool is_error() const { return kind == Kind::error; }
  constexpr bool is_true() const { return kind == Kind::boolean && boolean; }
  constexpr bool is_false() const { return kind == Kind::boolean && !boolean; }
  constexpr std::string_view view() const { return {text, extra}; }
  constexpr std::span<const Value> list() const { return {items, extra}; }
};
static_assert(sizeof(Value) == 16);

struct MapEntry {
  Value key;
  Value value;
};

// In the order in which it was written; `order` sorts the keys of long maps, so that one is found in few steps.
struct Map {
  const MapEntry* entries = nullptr;
  std::uint32_t size = 0;
  const std::uint32_t* order = nullptr;

  std::span<const MapEntry> all() const { return {entries, size}; }
};

constexpr Value of_bool(bool b) {
  Value out;
  out.kind = Kind::boolean;
  out.boolean = b;
  return out;
}
constexpr Value of_int(std::int64_t i) {
  Value out;
  out.kind = Kind::integer;
  out.integer = i;
  return out;
}
constexpr Value of_uint(std::uint64_t u) {
  Value out;
  out.kind = Kind::natural;
  out.natural = u;
  return out;
}
constexpr Value of_double(double d) {
  Value out;
  out.kind = Kind::real;
  out.real = d;
  return out;
}
constexpr Value of_text(Kind kind, std::string_view text) {  // string, bytes or type
  Value out;
  out.kind = kind;
  out.extra = static_cast<std::uint32_t>(text.size());
  out.text = text.data();
  return out;
}
constexpr Value of_string(std::string_view text) { return of_text(Kind::string, text); }
constexpr Value of_list(std::span<const Value> items) {
  Value out;
  out.kind = Kind::list;
  out.extra = static_cast<std::uint32_t>(items.size());
  out.items = items.data();
  return out;
}
constexpr Value of_map(const Map* map) {
  Value out;
  out.kind = Kind::map;
  out.map = map;
  return out;
}
constexpr Value of_timestamp(std::int64_t seconds, std::uint32_t nanoseconds) {
  Value out;
  out.kind = Kind::timestamp;
  out.extra = nanoseconds;
  out.integer = seconds;
  return out;
}
constexpr Value of_duration(std::int64_t nanoseconds) {
  Value out;
  out.kind = Kind::duration;
  out.integer = nanoseconds;
  return out;
}
constexpr Value of_series(const Series* series) {
  Value out;
  out.kind = Kind::series;
  out.series = series;
  return out;
}

// "int", "google.protobuf.Timestamp"; what type(value) shows.
constexpr std::string_view kind_name(Kind kind) {
  constexpr std::string_view names[] = {"error",
                                        "null_type",
                                        "bool",
                                        "int",
                                        "uint",
                                        "double",
                                        "string",
                                        "bytes",
                                        "list",
                                        "map",
                                        "google.protobuf.Timestamp",
                                        "google.protobuf.Duration",
                                        "type",
                                        "series"};
  return names[static_cast<std::size_t>(kind)];
}

constexpr bool is_number(Kind kind) { return kind == Kind::integer || kind == Kind::natural || kind == Kind::real; }

}  // namespace jidoka::expr
