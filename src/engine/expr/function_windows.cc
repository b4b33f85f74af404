#include "expr/function.h"
#include "expr/window.h"

namespace jidoka::expr {
namespace {

using Arguments = std::span<const Value>;

// Looks up the window and pays for its readings; calls with it.
template <class Then>
Value in_window(Call& call, Arguments a, Then&& then) {
  if (call.windows == nullptr) return call.fault(FaultKind::no_windows);
  if (a[1].integer <= 0) return call.fault(FaultKind::bad_argument, {&a[1], 1});
  const Window window = window_of(*a[0].series, call.windows->now, Duration{a[1].integer});
  if (!call.spend(1 + window.points.size() / 4)) return call.cost_fault();
  return then(window);
}

template <std::optional<double> (*Figure)(const Window&)>
Value figure(Call& call, Arguments a) {
  return in_window(call, a, [&call](const Window& window) {
    const auto out = Figure(window);
    return out ? of_double(*out) : call.fault(FaultKind::empty_window);
  });
}

Value count(Call& call, Arguments a) {
  return in_window(call, a, [](const Window& w) { return of_int(static_cast<std::int64_t>(w.points.size())); });
}
Value duration_true(Call& call, Arguments a) {
  return in_window(call, a, [](const Window& w) { return of_duration(window_true(w).ns); });
}
Value changed(Call& call, Arguments a) {
  return in_window(call, a, [](const Window& w) { return of_bool(window_changed(w)); });
}

const FunctionRow rows[] = {
    {"mean(series, duration) -> double", figure<window_mean>, {"Mean of the readings", "读数的平均值"}},
    {"stddev(series, duration) -> double",
     figure<window_stddev>,
     {"Standard deviation of the readings, by n - 1", "读数的标准差（除以 n - 1）"}},
    {"rate(series, duration) -> double",
     figure<window_rate>,
     {"Change for each second, first to last reading", "首末读数之间每秒的变化量"}},
    {"count(series, duration) -> int", count, {"Number of readings", "读数个数"}},
    {"duration_true(series, duration) -> duration",
     duration_true,
     {"How long the value was other than 0", "数值不为 0 的时长"}},
    {"changed(series, duration) -> bool",
     changed,
     {"Whether a reading differs from the one before it", "读数是否与前一个不同"}},
};

}  // namespace

std::span<const FunctionRow> window_functions() { return rows; }

}  // namespace jidoka::expr
