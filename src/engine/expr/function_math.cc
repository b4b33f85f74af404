#include <cmath>

#include "expr/compare.h"
#include "expr/function.h"

namespace jidoka::expr {
namespace {

using Arguments = std::span<const Value>;

// The first of the greatest, or of the least; numbers of any kind beside each other. What no number compares with (NaN)
// is never chosen over a number.
template <bool Greatest>
Value extreme(Call& call, Arguments a) {
  const bool is_list = a.size() == 1 && a[0].is(Kind::list);
  const Arguments all = is_list ? a[0].list() : a;
  if (all.empty()) return call.fault(FaultKind::bad_argument, a);
  if (!call.spend(all.size())) return call.cost_fault();
  const Value* best = nullptr;
  for (const Value& each : all) {
    if (!is_number(each.kind)) return call.fault(FaultKind::no_overload, {&each, 1});
    if (best == nullptr) {
      best = &each;
      continue;
    }
    const auto order = compare_numbers(each, *best);
    const bool best_is_nan = best->is(Kind::real) && std::isnan(best->real);
    if (best_is_nan || (Greatest ? order > 0 : order < 0)) best = &each;
  }
  return *best;
}

template <double (*Apply)(double)>
Value rounded(Call&, Arguments a) {
  return of_double(Apply(a[0].real));
}

Value abs_int(Call& call, Arguments a) {
  return a[0].integer == INT64_MIN ? call.fault(FaultKind::overflow, a) : of_int(std::abs(a[0].integer));
}
Value abs_double(Call&, Arguments a) { return of_double(std::abs(a[0].real)); }
Value same(Call&, Arguments a) { return a[0]; }

Value sign_int(Call&, Arguments a) { return of_int((a[0].integer > 0) - (a[0].integer < 0)); }
Value sign_uint(Call&, Arguments a) { return of_uint(a[0].natural > 0 ? 1 : 0); }
Value sign_double(Call&, Arguments a) {
  if (std::isnan(a[0].real)) return a[0];
  return of_double((a[0].real > 0) - (a[0].real < 0));
}

Value is_nan(Call&, Arguments a) { return of_bool(std::isnan(a[0].real)); }
Value is_inf(Call&, Arguments a) { return of_bool(std::isinf(a[0].real)); }
Value is_finite(Call&, Arguments a) { return of_bool(std::isfinite(a[0].real)); }
Value sqrt_double(Call&, Arguments a) { return of_double(std::sqrt(a[0].real)); }
Value sqrt_int(Call&, Arguments a) { return of_double(std::sqrt(static_cast<double>(a[0].integer))); }
Value sqrt_uint(Call&, Arguments a) { return of_double(std::sqrt(static_cast<double>(a[0].natural))); }

double ceiling(double x) { return std::ceil(x); }
double floored(double x) { return std::floor(x); }
double nearest(double x) { return std::round(x); }  // halves away from zero
double truncated(double x) { return std::trunc(x); }

const FunctionRow rows[] = {
    {"math.greatest(dyn...) -> dyn", extreme<true>, {"The greatest of numbers, or of a list of them", "最大的数"}},
    {"math.least(dyn...) -> dyn", extreme<false>, {"The least of numbers, or of a list of them", "最小的数"}},
    {"math.ceil(double) -> double", rounded<ceiling>, {"The next whole number above", "向上取整"}},
    {"math.floor(double) -> double", rounded<floored>, {"The next whole number below", "向下取整"}},
    {"math.round(double) -> double", rounded<nearest>, {"Halves away from zero", "四舍五入，.5 远离零"}},
    {"math.trunc(double) -> double", rounded<truncated>, {"Towards zero", "向零取整"}},
    {"math.abs(int) -> int", abs_int, {"Without its sign", "绝对值"}},
    {"math.abs(uint) -> uint", same, {"Itself", "原值"}},
    {"math.abs(double) -> double", abs_double, {"Without its sign", "绝对值"}},
    {"math.sign(int) -> int", sign_int, {"-1, 0 or 1", "-1、0 或 1"}},
    {"math.sign(uint) -> uint", sign_uint, {"0 or 1", "0 或 1"}},
    {"math.sign(double) -> double", sign_double, {"-1, 0 or 1", "-1、0 或 1"}},
    {"math.isNaN(double) -> bool", is_nan, {"Whether it is no number", "是否为 NaN"}},
    {"math.isInf(double) -> bool", is_inf, {"Whether it is infinite", "是否为无穷大"}},
    {"math.isFinite(double) -> bool", is_finite, {"Whether it is neither", "是否为有限数"}},
    {"math.sqrt(double) -> double", sqrt_double, {"Square root; NaN below 0", "平方根；负数为 NaN"}},
    {"math.sqrt(int) -> double", sqrt_int, {"Square root; NaN below 0", "平方根；负数为 NaN"}},
    {"math.sqrt(uint) -> double", sqrt_uint, {"Square root", "平方根"}},
};

}  // namespace

std::span<const FunctionRow> math_functions() { return rows; }

}  // namespace jidoka::expr
