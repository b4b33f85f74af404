// A control chart that never looks back: each value updates 192 bytes in constant time, and a completed subgroup, or
// each individual, comes out as a Point that says what it set off.
//
//   TRY(Chart chart, Chart::create(spec));
//   if (std::optional<Point> point = chart.add(24.003)) { if (point->signals()) … }
//   std::string bytes = chart.serialise();  TRY(Chart same, Chart::restore(bytes));
//   TRY(std::vector<Point> series, evaluate(spec, values));   // the same points, for a page
//
// EWMA, CUSUM and moving averages plot what their subgroups make together: of these only limits are judged. A CUSUM's
// panels are its upper and its lower sum. While they learn, all of them show the subgroups themselves.
// While learning nothing signals. The point that fills the window says `learnt`; limits() then has the limits, in force
// from the next point on, and the run rules begin empty. A learnt sigma of 0 (a gauge too coarse to see variation)
// makes every different value signal; look at limits()->location.sigma_of_point before trusting it. Values beyond
// ±1e300 count as ±1e300: beyond any limit. NaN is no value: add() answers nothing and changes nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/result.h"
#include "spc/chart_kind.h"
#include "spc/chart_spec.h"
#include "spc/limits.h"
#include "spc/rules.h"

namespace jidoka::spc {

struct PanelPoint {
  double value = 0;
  int zone = 0;  // as zone_of() in limits.h; 0 while learning
  Fired fired;

  friend bool operator==(const PanelPoint&, const PanelPoint&) = default;
};

struct Point {
  std::uint64_t index = 0;  // from 0, the chart's first point
  PanelPoint location;
  std::optional<PanelPoint> spread;  // knows its limits only; none for the first individual
  std::optional<Panels> limits;      // in force for this point; none while learning
  bool learnt = false;               // this point completed the window

  bool signals() const { return location.fired.any() || (spread && spread->fired.any()); }
  friend bool operator==(const Point&, const Point&) = default;
};

class Chart {
 public:
  static Result<Chart> create(const ChartSpec& spec);
  static Result<Chart> restore(std::string_view bytes);  // refuses (corrupt) what serialise() never wrote

  std::optional<Point> add(double value);

  // Little-endian, the same on every machine; the version stands first.
  std::string serialise() const;

  ChartType type() const { return state_.type; }
  int subgroup_size() const { return state_.size; }
  RuleSet rules() const { return state_.rules; }
  std::uint64_t points() const { return state_.points; }
  bool is_learning() const { return std::holds_alternative<Baseline>(state_.basis); }
  const Panels* limits() const { return std::get_if<Panels>(&state_.basis); }  // null while learning
  std::optional<Process> process() const;  // what the limits in force are laid around; none while learning
  // Points still to come before limits are in force.
  std::uint32_t points_to_learn() const;

  friend bool operator==(const Chart&, const Chart&) = default;

 private:
  explicit Chart(const ChartState& state) : state_(state) {}
  bool learn(const Statistics& found);
  std::optional<Point> plotted(const Plotted& found, std::uint64_t index) const;

  ChartState state_;
};
static_assert(std::is_trivially_copyable_v<Chart> && sizeof(Chart) <= 192);

// The points that a new chart of this kind gives for these values, in order.
Result<std::vector<Point>> evaluate(const ChartSpec& spec, std::span<const double> values);

}  // namespace jidoka::spc
