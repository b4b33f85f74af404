// The table of chart types. A row says how values become points, how spread becomes sigma and sigma becomes limits, and
// what the panels are called. Adding a chart is one enumerator in chart_spec.h, one row and its functions here; the
// streaming, learning, rules and bytes of chart.h are the same for all.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <variant>

#include "core/text.h"
#include "spc/chart_spec.h"
#include "spc/limits.h"

namespace jidoka::spc {

// The phase-1 window so far, as running means.
struct Baseline {
  double location = 0;
  double spread = 0;
  std::uint32_t points = 0;
  std::uint32_t wanted = 0;

  friend bool operator==(const Baseline&, const Baseline&) = default;
};

// All that a running chart knows: two cache lines, copied as bytes.
struct ChartState {
  std::variant<Baseline, Panels> basis;  // learning, or the limits in force
  double sum = 0;                        // of the open subgroup; an I-MR chart keeps the value before here
  double low = 0;                        // smallest and largest of the open subgroup
  double high = 0;
  std::uint64_t points = 0;  // completed since the chart began
  RunState runs;
  std::uint16_t size = 1;    // values in a subgroup
  std::uint16_t filled = 0;  // values in the open subgroup; for I-MR 1 once there is a value before
  RuleSet rules;
  ChartType type = ChartType::i_mr;

  friend bool operator==(const ChartState&, const ChartState&) = default;
};
static_assert(sizeof(ChartState) <= 128);

struct Statistics {
  double location;
  std::optional<double> spread;  // the first individual has no moving range
};

struct ChartKind {
  ChartType type;
  std::string_view id;
  int smallest_subgroup;
  int largest_subgroup;
  std::uint32_t points_before_spread;  // points at the beginning that have no spread
  bool keeps_previous;  // ChartState::filled is 1 once there is a value before; else values in the open subgroup
  std::optional<Statistics> (*take)(ChartState&, double value);
  double (*sigma)(double mean_spread, int subgroup_size);
  Panels (*limits)(double mean, double sigma, int subgroup_size);
  std::string_view name_en, name_zh;
  std::string_view location_en, location_zh;
  std::string_view spread_en, spread_zh;

  Text name() const;
  Text location_name() const;
  Text spread_name() const;
};

std::span<const ChartKind> chart_kinds();
const ChartKind& chart_kind(ChartType type);
const ChartKind* find_chart_kind(ChartType type);  // null when bytes from outside name none

// Adds the k-th value to a running mean. Exact for equal values, and no sum that could overflow.
inline double mean_with(double mean, double value, double k) { return mean + (value / k - mean / k); }

}  // namespace jidoka::spc
