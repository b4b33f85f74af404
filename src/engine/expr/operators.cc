#include "expr/operators.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "expr/compare.h"
#include "expr/moment.h"

namespace jidoka::expr {
namespace {

Value pair_refused(Call& call, const Value& a, const Value& b) { return refused(call, std::array{a, b}); }

Value overflow(Call& call) { return call.fault(FaultKind::overflow); }

Value concatenated(Call& call, const Value& a, const Value& b) {
  const std::size_t size = std::size_t{a.extra} + b.extra;
  if (!call.spend(1 + size / 8)) return call.cost_fault();
  char* const out = call.arena.bytes(size);
  if (a.extra > 0) std::memcpy(out, a.text, a.extra);
  if (b.extra > 0) std::memcpy(out + a.extra, b.text, b.extra);
  return of_text(a.kind, {out, size});
}

Value joined_lists(Call& call, const Value& a, const Value& b) {
  if (!call.spend(1 + std::size_t{a.extra} + b.extra)) return call.cost_fault();
  const std::span<Value> out = call.arena.values(std::size_t{a.extra} + b.extra);
  std::copy_n(a.items, a.extra, out.begin());
  std::copy_n(b.items, b.extra, out.begin() + a.extra);
  return of_list(out);
}

Value moved(Call& call, const Value& timestamp, std::int64_t nanoseconds) {
  const auto out = timestamp_plus(timestamp, nanoseconds);
  return out ? *out : call.fault(FaultKind::range, {&timestamp, 1});
}

// The index as a whole number: int, uint, or a double that is one.
bool whole_index(const Value& index, std::uint64_t& out) {
  switch (index.kind) {
    case Kind::integer:
      out = static_cast<std::uint64_t>(index.integer);  // negative ones become too large
      return true;
    case Kind::natural:
      out = index.natural;
      return true;
    case Kind::real:
      if (std::trunc(index.real) != index.real || std::abs(index.real) > 0x1p53) return false;
      out = static_cast<std::uint64_t>(static_cast<std::int64_t>(index.real));
      return true;
    default:
      return false;
  }
}

}  // namespace

Value refused(Call& call, std::span<const Value> operands) {
  for (const Value& operand : operands)
    if (operand.is_error()) return operand;
  return call.fault(FaultKind::no_overload, operands);
}

Value add(Call& call, const Value& a, const Value& b) {
  std::int64_t i = 0;
  std::uint64_t u = 0;
  if (a.kind != b.kind) {
    if (a.is(Kind::timestamp) && b.is(Kind::duration)) return moved(call, a, b.integer);
    if (a.is(Kind::duration) && b.is(Kind::timestamp)) return moved(call, b, a.integer);
    return pair_refused(call, a, b);
  }
  switch (a.kind) {
    case Kind::real:
      return of_double(a.real + b.real);
    case Kind::integer:
      return __builtin_add_overflow(a.integer, b.integer, &i) ? overflow(call) : of_int(i);
    case Kind::natural:
      return __builtin_add_overflow(a.natural, b.natural, &u) ? overflow(call) : of_uint(u);
    case Kind::duration:
      return __builtin_add_overflow(a.integer, b.integer, &i) ? call.fault(FaultKind::range, {&a, 1}) : of_duration(i);
    case Kind::string:
    case Kind::bytes:
      return concatenated(call, a, b);
    case Kind::list:
      return joined_lists(call, a, b);
    default:
      return pair_refused(call, a, b);
  }
}

Value subtract(Call& call, const Value& a, const Value& b) {
  std::int64_t i = 0;
  std::uint64_t u = 0;
  if (a.is(Kind::timestamp) && b.is(Kind::duration)) {
    if (b.integer != INT64_MIN) return moved(call, a, -b.integer);
    return call.fault(FaultKind::range, {&b, 1});
  }
  if (a.kind != b.kind) return pair_refused(call, a, b);
  switch (a.kind) {
    case Kind::real:
      return of_double(a.real - b.real);
    case Kind::integer:
      return __builtin_sub_overflow(a.integer, b.integer, &i) ? overflow(call) : of_int(i);
    case Kind::natural:
      return __builtin_sub_overflow(a.natural, b.natural, &u) ? overflow(call) : of_uint(u);
    case Kind::duration:
      return __builtin_sub_overflow(a.integer, b.integer, &i) ? call.fault(FaultKind::range, {&a, 1}) : of_duration(i);
    case Kind::timestamp: {
      const auto out = timestamp_difference(a, b);
      return out ? of_duration(*out) : call.fault(FaultKind::range, {&a, 1});
    }
    default:
      return pair_refused(call, a, b);
  }
}

Value multiply(Call& call, const Value& a, const Value& b) {
  std::int64_t i = 0;
  std::uint64_t u = 0;
  if (a.kind != b.kind) return pair_refused(call, a, b);
  switch (a.kind) {
    case Kind::real:
      return of_double(a.real * b.real);
    case Kind::integer:
      return __builtin_mul_overflow(a.integer, b.integer, &i) ? overflow(call) : of_int(i);
    case Kind::natural:
      return __builtin_mul_overflow(a.natural, b.natural, &u) ? overflow(call) : of_uint(u);
    default:
      return pair_refused(call, a, b);
  }
}

Value divide(Call& call, const Value& a, const Value& b) {
  if (a.kind != b.kind) return pair_refused(call, a, b);
  switch (a.kind) {
    case Kind::real:
      return of_double(a.real / b.real);  // by IEEE 754: infinity or NaN for a divisor of 0
    case Kind::integer:
      if (b.integer == 0) return call.fault(FaultKind::divide_by_zero);
      if (a.integer == INT64_MIN && b.integer == -1) return overflow(call);
      return of_int(a.integer / b.integer);
    case Kind::natural:
      if (b.natural == 0) return call.fault(FaultKind::divide_by_zero);
      return of_uint(a.natural / b.natural);
    default:
      return pair_refused(call, a, b);
  }
}

Value modulus(Call& call, const Value& a, const Value& b) {
  if (a.kind != b.kind) return pair_refused(call, a, b);
  switch (a.kind) {
    case Kind::integer:
      if (b.integer == 0) return call.fault(FaultKind::modulus_by_zero);
      if (a.integer == INT64_MIN && b.integer == -1) return overflow(call);
      return of_int(a.integer % b.integer);
    case Kind::natural:
      if (b.natural == 0) return call.fault(FaultKind::modulus_by_zero);
      return of_uint(a.natural % b.natural);
    default:
      return pair_refused(call, a, b);
  }
}

Value negate(Call& call, const Value& a) {
  if (a.is(Kind::real)) return of_double(-a.real);
  if (!a.is(Kind::integer)) return refused(call, {&a, 1});
  if (a.integer == INT64_MIN) return overflow(call);
  return of_int(-a.integer);
}

Value logical_not(Call& call, const Value& a) {
  return a.is(Kind::boolean) ? of_bool(!a.boolean) : refused(call, {&a, 1});
}

Value ordered(Call& call, Operator op, const Value& a, const Value& b) {
  const auto order = compare(a, b);
  if (!order) return pair_refused(call, a, b);
  switch (op) {
    case Operator::less:
      return of_bool(*order < 0);
    case Operator::less_equal:
      return of_bool(*order <= 0);
    case Operator::greater:
      return of_bool(*order > 0);
    default:
      return of_bool(*order >= 0);
  }
}

Value is_equal(Call& call, const Value& a, const Value& b, bool wanted) {
  if (a.is_error()) return a;
  if (b.is_error()) return b;
  const bool out = equal(a, b, call.budget);
  return call.budget >= 0 ? of_bool(out == wanted) : call.cost_fault();
}

Value is_in(Call& call, const Value& needle, const Value& place) {
  if (needle.is_error()) return needle;
  if (place.is(Kind::map)) return of_bool(find_key(*place.map, needle) != nullptr);
  if (!place.is(Kind::list)) return pair_refused(call, needle, place);
  bool out = false;
  for (const Value& item : place.list()) {
    if (!equal(needle, item, call.budget)) continue;
    out = true;
    break;
  }
  return call.budget >= 0 ? of_bool(out) : call.cost_fault();
}

Value element(Call& call, const Value& place, const Value& index) {
  if (place.is_error()) return place;
  if (index.is_error()) return index;
  if (place.is(Kind::map)) {
    const Value* const found = find_key(*place.map, index);
    if (found != nullptr) return *found;
    return call.fault(FaultKind::no_such_key, {&index, 1});
  }
  if (!place.is(Kind::list)) return pair_refused(call, place, index);
  std::uint64_t i = 0;
  if (!whole_index(index, i)) return call.fault(FaultKind::bad_index, {&index, 1});
  if (i >= place.extra) return call.fault(FaultKind::index_range, {&index, 1});
  return place.items[i];
}

Value field(Call& call, const Value& map, const Value& name) {
  if (map.is_error()) return map;
  if (!map.is(Kind::map)) return make_fault(call.arena, FaultKind::no_such_field, name.view(), {&map, 1});
  const Value* const found = find_key(*map.map, name);
  return found != nullptr ? *found : call.fault(FaultKind::no_such_key, {&name, 1});
}

Value has_field(Call& call, const Value& map, const Value& name) {
  if (map.is_error()) return map;
  if (!map.is(Kind::map)) return make_fault(call.arena, FaultKind::no_such_field, name.view(), {&map, 1});
  return of_bool(find_key(*map.map, name) != nullptr);
}

Value logical_join(Call& call, Operator op, const Value& a, const Value& b) {
  const bool deciding = op == Operator::logical_or;
  if (b.is(Kind::boolean)) {
    if (b.boolean == deciding || a.is(Kind::boolean)) return b;
    return a.is_error() ? a : pair_refused(call, a, b);
  }
  return pair_refused(call, a, b);
}

}  // namespace jidoka::expr
