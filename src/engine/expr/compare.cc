#include "expr/compare.h"

#include <algorithm>
#include <cmath>

namespace jidoka::expr {
namespace {

double as_double(const Value& number) {
  if (number.kind == Kind::integer) return static_cast<double>(number.integer);
  return number.kind == Kind::natural ? static_cast<double>(number.natural) : number.real;
}

std::partial_ordering int_and_uint(std::int64_t i, std::uint64_t u) {
  if (i < 0) return std::partial_ordering::less;
  return static_cast<std::uint64_t>(i) <=> u;
}

std::partial_ordering reversed(std::partial_ordering order) { return 0 <=> order; }

bool equal_lists(const Value& a, const Value& b, std::int64_t& budget) {
  if (a.extra != b.extra) return false;
  for (std::uint32_t i = 0; i < a.extra; ++i)
    if (!equal(a.items[i], b.items[i], budget)) return false;
  return true;
}

bool equal_maps(const Map& a, const Map& b, std::int64_t& budget) {
  if (a.size != b.size) return false;
  for (const MapEntry& entry : a.all()) {
    budget -= 8;
    const Value* const other = find_key(b, entry.key);
    if (other == nullptr || !equal(entry.value, *other, budget)) return false;
  }
  return true;
}

int key_group(Kind kind) {
  if (is_number(kind)) return 0;
  return kind == Kind::boolean ? 1 : 2;
}

bool same_key(const Value& a, const Value& b) { return !key_before(a, b) && !key_before(b, a); }

}  // namespace

std::partial_ordering compare_numbers(const Value& a, const Value& b) {
  if (a.kind == b.kind) {
    if (a.kind == Kind::integer) return a.integer <=> b.integer;
    if (a.kind == Kind::natural) return a.natural <=> b.natural;
    return a.real <=> b.real;
  }
  if (a.kind == Kind::real || b.kind == Kind::real) return as_double(a) <=> as_double(b);
  return a.kind == Kind::integer ? int_and_uint(a.integer, b.natural) : reversed(int_and_uint(b.integer, a.natural));
}

std::optional<std::partial_ordering> compare(const Value& a, const Value& b) {
  if (is_number(a.kind) && is_number(b.kind)) return compare_numbers(a, b);
  if (a.kind != b.kind) return {};
  switch (a.kind) {
    case Kind::boolean:
      return a.boolean <=> b.boolean;
    case Kind::string:
    case Kind::bytes:
      return a.view() <=> b.view();
    case Kind::duration:
      return a.integer <=> b.integer;
    case Kind::timestamp:
      if (a.integer != b.integer) return a.integer <=> b.integer;
      return a.extra <=> b.extra;
    default:
      return {};
  }
}

bool equal(const Value& a, const Value& b, std::int64_t& budget) {
  if (--budget < 0) return false;
  if (is_number(a.kind) && is_number(b.kind)) return compare_numbers(a, b) == 0;
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case Kind::null:
      return true;
    case Kind::boolean:
      return a.boolean == b.boolean;
    case Kind::string:
    case Kind::bytes:
    case Kind::type:
      budget -= a.extra / 64;
      return a.view() == b.view();
    case Kind::list:
      return equal_lists(a, b, budget);
    case Kind::map:
      return equal_maps(*a.map, *b.map, budget);
    case Kind::timestamp:
      return a.integer == b.integer && a.extra == b.extra;
    case Kind::duration:
      return a.integer == b.integer;
    case Kind::series:
      return a.series == b.series;
    default:
      return false;
  }
}

bool can_be_key(Kind kind) {
  return kind == Kind::integer || kind == Kind::natural || kind == Kind::boolean || kind == Kind::string;
}

bool key_before(const Value& a, const Value& b) {
  const int ga = key_group(a.kind);
  const int gb = key_group(b.kind);
  if (ga != gb) return ga < gb;
  if (ga == 0) return compare_numbers(a, b) < 0;
  if (ga == 1) return a.boolean < b.boolean;
  return a.view() < b.view();
}

const Value* find_key(const Map& map, const Value& key) {
  const bool is_whole = key.kind == Kind::real && std::isfinite(key.real);
  if (!can_be_key(key.kind) && !is_whole) return nullptr;
  if (map.order == nullptr) {
    for (const MapEntry& entry : map.all())
      if (same_key(entry.key, key)) return &entry.value;
    return nullptr;
  }
  const std::span<const std::uint32_t> order(map.order, map.size);
  const auto at = std::ranges::lower_bound(order, key, key_before,
                                           [&map](std::uint32_t i) -> const Value& { return map.entries[i].key; });
  if (at == order.end() || !same_key(map.entries[*at].key, key)) return nullptr;
  return &map.entries[*at].value;
}

}  // namespace jidoka::expr
