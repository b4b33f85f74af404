#include "spc/chart_kind.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "spc/constants.h"

namespace jidoka::spc {
namespace {

std::optional<Statistics> take_subgroup_value(ChartState& state, double value) {
  if (state.filled == 0) {
    state.sum = state.low = state.high = value;
    state.filled = 1;
    return std::nullopt;
  }
  ++state.filled;
  state.sum += value;
  state.low = std::min(state.low, value);
  state.high = std::max(state.high, value);
  if (state.filled < state.size) return std::nullopt;
  state.filled = 0;
  // Rounding may carry the mean of nearly equal values outside them; a constant process must not differ from itself.
  const double mean = std::clamp(state.sum / state.size, state.low, state.high);
  return Statistics{mean, state.high - state.low};
}

std::optional<Statistics> take_individual(ChartState& state, double value) {
  Statistics statistics{value, std::nullopt};
  if (state.filled != 0) statistics.spread = std::abs(value - state.sum);
  state.filled = 1;
  state.sum = value;
  return statistics;
}

double sigma_of_ranges(double mean_range, int subgroup_size) { return mean_range / d2(subgroup_size); }
double sigma_of_moving_ranges(double mean_range, int) { return mean_range / d2(2); }
Panels limits_of_individuals(double mean, double sigma, int) { return individual_limits(mean, sigma); }

// In the order of ChartType.
constexpr std::array<ChartKind, 2> kinds = {{
    {ChartType::i_mr, "i-mr", 1, 1, 1, true, take_individual, sigma_of_moving_ranges, limits_of_individuals,
     "I-MR: individuals and moving range", "单值-移动极差图（I-MR）", "Individual value", "单值", "Moving range",
     "移动极差"},
    {ChartType::xbar_r, "xbar-r", 2, largest_subgroup, 0, false, take_subgroup_value, sigma_of_ranges,
     mean_range_limits, "X̄-R: mean and range", "均值-极差图（X̄-R）", "Mean", "均值", "Range", "极差"},
}};

Text text(std::string_view en, std::string_view zh) { return {std::string(en), std::string(zh)}; }

}  // namespace

Text ChartKind::name() const { return text(name_en, name_zh); }
Text ChartKind::location_name() const { return text(location_en, location_zh); }
Text ChartKind::spread_name() const { return text(spread_en, spread_zh); }

std::span<const ChartKind> chart_kinds() { return kinds; }
const ChartKind& chart_kind(ChartType type) { return kinds[static_cast<std::size_t>(type)]; }

const ChartKind* find_chart_kind(ChartType type) {
  return static_cast<std::size_t>(type) < kinds.size() ? &chart_kind(type) : nullptr;
}

}  // namespace jidoka::spc
