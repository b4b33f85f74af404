#include "expr/function.h"

namespace jidoka::expr {
namespace {

using Arguments = std::span<const Value>;

Value and_int(Call&, Arguments a) { return of_int(a[0].integer & a[1].integer); }
Value and_uint(Call&, Arguments a) { return of_uint(a[0].natural & a[1].natural); }
Value or_int(Call&, Arguments a) { return of_int(a[0].integer | a[1].integer); }
Value or_uint(Call&, Arguments a) { return of_uint(a[0].natural | a[1].natural); }
Value xor_int(Call&, Arguments a) { return of_int(a[0].integer ^ a[1].integer); }
Value xor_uint(Call&, Arguments a) { return of_uint(a[0].natural ^ a[1].natural); }
Value not_int(Call&, Arguments a) { return of_int(~a[0].integer); }
Value not_uint(Call&, Arguments a) { return of_uint(~a[0].natural); }

std::uint64_t left(std::uint64_t bits, std::int64_t by) { return by > 63 ? 0 : bits << by; }

Value left_int(Call& call, Arguments a) {
  if (a[1].integer < 0) return call.fault(FaultKind::bad_argument, {&a[1], 1});
  return of_int(static_cast<std::int64_t>(left(static_cast<std::uint64_t>(a[0].integer), a[1].integer)));
}
Value left_uint(Call& call, Arguments a) {
  if (a[1].integer < 0) return call.fault(FaultKind::bad_argument, {&a[1], 1});
  return of_uint(left(a[0].natural, a[1].integer));
}
// Zeros come in, also for negative ones, as the extension has it.
Value right_int(Call& call, Arguments a) {
  if (a[1].integer < 0) return call.fault(FaultKind::bad_argument, {&a[1], 1});
  const auto bits = static_cast<std::uint64_t>(a[0].integer);
  return of_int(a[1].integer > 63 ? 0 : static_cast<std::int64_t>(bits >> a[1].integer));
}
Value right_uint(Call& call, Arguments a) {
  if (a[1].integer < 0) return call.fault(FaultKind::bad_argument, {&a[1], 1});
  return of_uint(a[1].integer > 63 ? 0 : a[0].natural >> a[1].integer);
}

const FunctionRow rows[] = {
    {"math.bitAnd(int, int) -> int", and_int, {"Bits that both have", "按位与"}},
    {"math.bitAnd(uint, uint) -> uint", and_uint, {"Bits that both have", "按位与"}},
    {"math.bitOr(int, int) -> int", or_int, {"Bits that either has", "按位或"}},
    {"math.bitOr(uint, uint) -> uint", or_uint, {"Bits that either has", "按位或"}},
    {"math.bitXor(int, int) -> int", xor_int, {"Bits that one has", "按位异或"}},
    {"math.bitXor(uint, uint) -> uint", xor_uint, {"Bits that one has", "按位异或"}},
    {"math.bitNot(int) -> int", not_int, {"The other bits", "按位取反"}},
    {"math.bitNot(uint) -> uint", not_uint, {"The other bits", "按位取反"}},
    {"math.bitShiftLeft(int, int) -> int", left_int, {"Bits moved up", "左移"}},
    {"math.bitShiftLeft(uint, int) -> uint", left_uint, {"Bits moved up", "左移"}},
    {"math.bitShiftRight(int, int) -> int", right_int, {"Bits moved down", "右移"}},
    {"math.bitShiftRight(uint, int) -> uint", right_uint, {"Bits moved down", "右移"}},
};

}  // namespace

std::span<const FunctionRow> bit_functions() { return rows; }

}  // namespace jidoka::expr
