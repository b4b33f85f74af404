// The table of chart types. A row says how values become points, how spread becomes sigma and sigma becomes limits, and
// what the panels are called. Adding a chart is one enumerator in chart_spec.h, one row and its functions here; the
// streaming, learning, rules and bytes of chart.h are the same for all.
#pragma once

#include <array>
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

// All that a running chart knows, copied as bytes: three cache lines. Two held the charts that look at one point alone;
// trends, sums and moving averages need what came before it. A value that completes no subgroup touches one of them.
struct ChartState {
  std::variant<Baseline, Panels> basis;  // learning, or the limits in force
  double sum = 0;                        // of the open subgroup; an I-MR chart keeps the value before here
  double low = 0;                        // smallest and largest of the open subgroup
  double high = 0;
  std::uint64_t points = 0;  // completed since the chart began
  RunState runs;
  RuleSet rules;
  std::array<double, 6> memory{};  // of charts that plot more than their newest subgroup; chart_kind.cc says what
  std::uint16_t size = 1;          // values in a subgroup
  std::uint16_t filled = 0;        // values in the open subgroup; for I-MR 1 once there is a value before
  ChartType type = ChartType::i_mr;
  std::uint8_t span = 0;  // subgroups in a moving average
  std::uint8_t held = 0;  // of these, how many are in the memory

  friend bool operator==(const ChartState&, const ChartState&) = default;
};
static_assert(sizeof(ChartState) <= 192);

struct Statistics {
  double location;
  std::optional<double> spread;  // the first individual has no moving range
};

// The process that limits are laid around, as a control plan gives it.
struct Process {
  double mean = 0;
  double sigma = 0;  // of single values; of the plotted figure for counts
};

// A point of a chart that plots something else than its newest subgroup, with its own limits.
struct Plotted {
  double location = 0;
  std::optional<double> spread;
  Panels limits;
};

struct ChartKind {
  ChartType type;
  std::string_view id;
  int smallest_subgroup;
  int largest_subgroup;
  std::optional<Statistics> (*take)(ChartState&, double value);
  Process (*process)(const Baseline&, const ChartState&);  // of a window that is full
  Panels (*begin)(ChartState&, const Process&);            // limits, and the memory that goes with them
  Plotted (*plot)(ChartState&, const Statistics&,
                  const Panels&);                           // null: the subgroup's own statistics, with all rules
  Process (*process_of)(const ChartState&, const Panels&);  // what begin() was given
  std::string_view name_en, name_zh;
  std::string_view location_en, location_zh;
  std::string_view spread_en, spread_zh;  // empty: it has one panel

  Text name() const;
  Text location_name() const;
  Text spread_name() const;
};

// Single values leave the one before in the state: ChartState::filled is 1 once there is one, else values in the open
// subgroup.
bool keeps_previous(const ChartState& state);

std::span<const ChartKind> chart_kinds();
const ChartKind& chart_kind(ChartType type);
const ChartKind* find_chart_kind(ChartType type);  // null when bytes from outside name none

// The next value of an open subgroup of means and ranges.
inline void add_to_subgroup(ChartState& state, double value) {
  ++state.filled;
  state.sum += value;
  state.low = value < state.low ? value : state.low;
  state.high = value > state.high ? value : state.high;
}

// Adds the k-th value to a running mean. Exact for equal values, and no sum that could overflow.
inline double mean_with(double mean, double value, double k) { return mean + (value / k - mean / k); }

}  // namespace jidoka::spc
