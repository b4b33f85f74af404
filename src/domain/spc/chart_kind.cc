#include "spc/chart_kind.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "spc/constants.h"
#include "spc/median.h"

namespace jidoka::spc {
namespace {

using enum ChartType;

double size_of(const ChartState& state) { return static_cast<double>(state.size); }

std::optional<Statistics> take_individual(ChartState& state, double value) {
  Statistics statistics{value, std::nullopt};
  if (state.filled != 0) statistics.spread = std::abs(value - state.sum);
  state.filled = 1;
  state.sum = value;
  return statistics;
}

std::optional<Statistics> take_subgroup_value(ChartState& state, double value) {
  if (state.filled == 0) {
    state.sum = state.low = state.high = value;
    state.filled = 1;
    return std::nullopt;
  }
  add_to_subgroup(state, value);
  if (state.filled < state.size) return std::nullopt;
  state.filled = 0;
  // Rounding may carry the mean of nearly equal values outside them; a constant process must not differ from itself.
  const double mean = std::clamp(state.sum / state.size, state.low, state.high);
  return Statistics{mean, state.high - state.low};
}

std::optional<Statistics> take_of_any_size(ChartState& state, double value) {
  return state.size == 1 ? take_individual(state, value) : take_subgroup_value(state, value);
}

// Welford's sum of squares as its root, `high`, which no value overflows; `sum` is the running mean here.
std::optional<Statistics> take_for_deviation(ChartState& state, double value) {
  ++state.filled;
  if (state.filled == 1) {
    state.sum = value;
    state.high = 0;
    return std::nullopt;
  }
  const double k = state.filled;
  const double off = value / k - state.sum / k;
  state.high = std::hypot(state.high, off * std::sqrt(k * (k - 1)));
  state.sum += off;
  if (state.filled < state.size) return std::nullopt;
  state.filled = 0;
  return Statistics{state.sum, state.high / std::sqrt(k - 1)};
}

// The values of the open subgroup stand in the memory, all but the last.
std::optional<Statistics> take_for_median(ChartState& state, double value) {
  if (state.filled + 1 < state.size) {
    state.memory[state.filled++] = value;
    return std::nullopt;
  }
  std::array<double, largest_median> values{};
  std::copy_n(state.memory.begin(), state.filled, values.begin());
  values[state.filled] = value;
  const std::size_t n = state.size;
  std::sort(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(n));
  state.filled = 0;
  state.memory = {};
  const double middle = values[n / 2];
  return Statistics{n % 2 == 1 ? middle : values[n / 2 - 1] / 2 + middle / 2, values[n - 1] - values[0]};
}

std::optional<Statistics> take_count(ChartState& state, double value) {
  const bool is_share = state.type == p || state.type == u;
  return Statistics{is_share ? value / state.memory[0] : value, std::nullopt};
}

Process from_ranges(const Baseline& found, const ChartState& state) {
  return {found.location, found.spread / d2(std::max<int>(state.size, 2))};
}
Process from_deviations(const Baseline& found, const ChartState& state) {
  return {found.location, found.spread / c4(state.size)};
}
// Binomial or Poisson; a share that counts of wrong size carry outside 0 to 1 has no binomial spread.
Process from_counts(const Baseline& found, const ChartState& state) {
  const double mean = std::max(found.location, 0.0);
  const double items = state.memory[0];
  switch (state.type) {
    case p:
      return {mean, std::sqrt(std::max(0.0, mean * (1 - mean)) / items)};
    case np:
      return {mean, std::sqrt(std::max(0.0, mean * (1 - mean / items)))};
    case u:
      return {mean, std::sqrt(mean / items)};
    default:
      return {mean, std::sqrt(mean)};
  }
}

Panels begin_means(ChartState& state, const Process& process) {
  return mean_range_limits(process.mean, process.sigma, state.size);
}
Panels begin_deviations(ChartState& state, const Process& process) {
  const double c = c4(state.size);
  return {limits_around(process.mean, process.sigma / std::sqrt(size_of(state))),
          spread_limits_around(c * process.sigma, std::sqrt(1 - c * c) * process.sigma)};
}
Panels begin_medians(ChartState& state, const Process& process) {
  Panels panels = mean_range_limits(process.mean, process.sigma, state.size);
  panels.location = limits_around(process.mean, median_error(state.size) * process.sigma);
  return panels;
}
Panels begin_individuals(ChartState&, const Process& process) { return individual_limits(process.mean, process.sigma); }

Panels begin_counts(ChartState& state, const Process& process) {
  Limits limits = spread_limits_around(process.mean, process.sigma);
  if (state.type == p) limits.upper = std::max(process.mean, std::min(limits.upper, 1.0));
  if (state.type == np) limits.upper = std::max(process.mean, std::min(limits.upper, state.memory[0]));
  limits.lower = std::min(limits.lower, limits.center);
  return {limits, {}};
}

Process process_of_location(const ChartState& state, const Panels& panels) {
  return {panels.location.center, panels.location.sigma_of_point * std::sqrt(size_of(state))};
}
Process process_of_median(const ChartState& state, const Panels& panels) {
  return {panels.location.center, panels.location.sigma_of_point / median_error(state.size)};
}

// Memory of the moving average: the means before, newest first; `held` of them count. Its limits are those of a full
// span, wider while it fills.
Panels begin_moving_average(ChartState& state, const Process& process) {
  state.memory = {};
  state.held = 0;
  return {limits_around(process.mean, process.sigma / std::sqrt(size_of(state) * state.span)), {}};
}
Process process_of_moving_average(const ChartState& state, const Panels& panels) {
  return {panels.location.center, panels.location.sigma_of_point * std::sqrt(size_of(state) * state.span)};
}
Plotted plot_moving_average(ChartState& state, const Statistics& found, const Panels& panels) {
  const double center = panels.location.center;
  double off = found.location - center;
  for (std::size_t i = 0; i < state.held; ++i) off += state.memory[i] - center;
  const int count = state.held + 1;
  const double error = panels.location.sigma_of_point * std::sqrt(static_cast<double>(state.span) / count);
  const Plotted plotted{center + off / count, std::nullopt, {limits_around(center, error), {}}};
  std::shift_right(state.memory.begin(), state.memory.begin() + state.span - 1, 1);
  state.memory[0] = found.location;
  if (state.held + 1 < state.span) ++state.held;
  return plotted;
}

// Memory of the EWMA: how far it is off the centre, its variance in squared standard errors of a subgroup, λ, L, and
// that standard error.
Panels begin_ewma(ChartState& state, const Process& process) {
  state.memory[0] = state.memory[1] = 0;
  state.memory[4] = process.sigma / std::sqrt(size_of(state));
  const double lambda = state.memory[2];
  const double error = state.memory[4] * std::sqrt(lambda / (2 - lambda));
  const double width = state.memory[3] * error;
  return {{process.mean, error, process.mean - width, process.mean + width}, {}};
}
Process process_of_ewma(const ChartState& state, const Panels& panels) {
  return {panels.location.center, state.memory[4] * std::sqrt(size_of(state))};
}
Plotted plot_ewma(ChartState& state, const Statistics& found, const Panels& panels) {
  const double center = panels.location.center;
  const double lambda = state.memory[2];
  state.memory[0] = lambda * (found.location - center) + (1 - lambda) * state.memory[0];
  state.memory[1] = lambda * lambda + (1 - lambda) * (1 - lambda) * state.memory[1];
  const double error = state.memory[4] * std::sqrt(state.memory[1]);
  const double width = state.memory[3] * error;
  return {center + state.memory[0], std::nullopt, {{center, error, center - width, center + width}, {}}};
}

// Memory of the CUSUM: the upper and the lower sum, k, the process's mean and the standard error of a subgroup, and h,
// below 0 for the fast initial response. Its panels are the upper sum and the lower sum, in standard errors.
Panels begin_cusum(ChartState& state, const Process& process) {
  const double h = std::abs(state.memory[5]);
  state.memory[0] = state.memory[5] < 0 ? h / 2 : 0;
  state.memory[1] = -state.memory[0];
  state.memory[3] = process.mean;
  state.memory[4] = process.sigma / std::sqrt(size_of(state));
  return {{0, 1, 0, h}, {0, 1, -h, 0}};
}
Process process_of_cusum(const ChartState& state, const Panels&) {
  return {state.memory[3], state.memory[4] * std::sqrt(size_of(state))};
}
Plotted plot_cusum(ChartState& state, const Statistics& found, const Panels& panels) {
  // A learnt sigma of 0 makes any difference infinite; a sum beyond 1e300 says no more.
  const double off = found.location - state.memory[3];
  const double z = off == 0 ? 0 : std::clamp(off / state.memory[4], -largest_value, largest_value);
  state.memory[0] = std::clamp(state.memory[0] + z - state.memory[2], 0.0, largest_value);
  state.memory[1] = std::clamp(state.memory[1] + z + state.memory[2], -largest_value, 0.0);
  return {state.memory[0], state.memory[1], panels};
}

// In the order of ChartType.
constexpr std::array<ChartKind, 11> kinds = {{
    {i_mr, "i-mr", 1, 1, take_individual, from_ranges, begin_individuals, nullptr, process_of_location,
     "I-MR: individuals and moving range", "单值-移动极差图（I-MR）", "Individual value", "单值", "Moving range",
     "移动极差"},
    {xbar_r, "xbar-r", 2, largest_subgroup, take_subgroup_value, from_ranges, begin_means, nullptr, process_of_location,
     "X̄-R: mean and range", "均值-极差图（X̄-R）", "Mean", "均值", "Range", "极差"},
    {xbar_s, "xbar-s", 2, largest_subgroup, take_for_deviation, from_deviations, begin_deviations, nullptr,
     process_of_location, "X̄-S: mean and standard deviation", "均值-标准差图（X̄-S）", "Mean", "均值",
     "Standard deviation", "标准差"},
    {median, "median", 2, largest_median, take_for_median, from_ranges, begin_medians, nullptr, process_of_median,
     "Median and range", "中位数-极差图", "Median", "中位数", "Range", "极差"},
    {moving_average, "moving-average", 1, largest_subgroup, take_of_any_size, from_ranges, begin_moving_average,
     plot_moving_average, process_of_moving_average, "Moving average", "移动平均图", "Moving average", "移动平均", "",
     ""},
    {ewma, "ewma", 1, largest_subgroup, take_of_any_size, from_ranges, begin_ewma, plot_ewma, process_of_ewma,
     "EWMA: exponentially weighted moving average", "指数加权移动平均图（EWMA）", "EWMA", "指数加权移动平均", "", ""},
    {cusum, "cusum", 1, largest_subgroup, take_of_any_size, from_ranges, begin_cusum, plot_cusum, process_of_cusum,
     "CUSUM: cumulative sums", "累积和图（CUSUM）", "Upper sum", "上侧累积和", "Lower sum", "下侧累积和"},
    {p, "p", 1, 1, take_count, from_counts, begin_counts, nullptr, process_of_location,
     "p: share of nonconforming items", "不合格品率图（p）", "Share", "不合格品率", "", ""},
    {np, "np", 1, 1, take_count, from_counts, begin_counts, nullptr, process_of_location,
     "np: number of nonconforming items", "不合格品数图（np）", "Nonconforming items", "不合格品数", "", ""},
    {c, "c", 1, 1, take_count, from_counts, begin_counts, nullptr, process_of_location, "c: number of nonconformities",
     "不合格数图（c）", "Nonconformities", "不合格数", "", ""},
    {u, "u", 1, 1, take_count, from_counts, begin_counts, nullptr, process_of_location, "u: nonconformities per unit",
     "单位不合格数图（u）", "Nonconformities per unit", "单位不合格数", "", ""},
}};

Text text(std::string_view en, std::string_view zh) { return {std::string(en), std::string(zh)}; }

}  // namespace

Text ChartKind::name() const { return text(name_en, name_zh); }
Text ChartKind::location_name() const { return text(location_en, location_zh); }
Text ChartKind::spread_name() const { return text(spread_en, spread_zh); }

bool keeps_previous(const ChartState& state) { return state.size == 1 && !is_of_counts(state.type); }

std::span<const ChartKind> chart_kinds() { return kinds; }
const ChartKind& chart_kind(ChartType type) { return kinds[static_cast<std::size_t>(type)]; }

const ChartKind* find_chart_kind(ChartType type) {
  return static_cast<std::size_t>(type) < kinds.size() ? &chart_kind(type) : nullptr;
}

}  // namespace jidoka::spc
