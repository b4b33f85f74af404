#include "spc/chart.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace jidoka::spc {

Result<Chart> Chart::create(const ChartSpec& spec) {
  TRY_VOID(check(spec));
  ChartState state;
  state.type = spec.type;
  state.size = spec.subgroup_size;
  state.rules = RuleSet::of(spec.rules);
  if (spec.limits.learn)
    state.basis = Baseline{.wanted = *spec.limits.learn};
  else
    state.basis = chart_kind(spec.type).limits(*spec.limits.mean, *spec.limits.sigma, spec.subgroup_size);
  return Chart(state);
}

std::uint32_t Chart::points_to_learn() const {
  const auto* baseline = std::get_if<Baseline>(&state_.basis);
  return baseline == nullptr ? 0 : baseline->wanted - baseline->points;
}

namespace {

// A spread panel knows rule 1 only.
std::optional<PanelPoint> judge_spread(const Limits& limits, std::optional<double> value, RuleSet rules) {
  if (!value) return std::nullopt;
  PanelPoint point{*value, zone_of(limits, *value), {}};
  if (!rules.contains(Rule::we1) || std::abs(point.zone) < 4) return point;
  point.fired.rules.add(Rule::we1);
  point.fired.side = point.zone > 0 ? Side::high : Side::low;
  point.fired.reach[static_cast<std::size_t>(Rule::we1)] = 1;
  return point;
}

}  // namespace

// Points are built where the caller wants them: filling one in and moving it out costs as much as judging it.
std::optional<Point> Chart::add(double value) {
  if (std::isnan(value)) return std::nullopt;
  const auto found = chart_kind(state_.type).take(state_, std::clamp(value, -largest_value, largest_value));
  if (!found) return std::nullopt;
  const std::uint64_t index = state_.points++;
  if (const auto* panels = std::get_if<Panels>(&state_.basis)) {
    const int zone = zone_of(panels->location, found->location);
    const PanelPoint location{found->location, zone, state_.runs.update(zone, state_.rules)};
    return std::optional<Point>(std::in_place, index, location,
                                judge_spread(panels->spread, found->spread, state_.rules), *panels, false);
  }
  const bool is_learnt = learn(*found);
  std::optional<PanelPoint> spread;
  if (found->spread) spread = PanelPoint{*found->spread, 0, {}};
  return std::optional<Point>(std::in_place, index, PanelPoint{found->location, 0, {}}, spread, std::nullopt,
                              is_learnt);
}

// True when this point completes the window.
bool Chart::learn(const Statistics& found) {
  const ChartKind& kind = chart_kind(state_.type);
  auto& baseline = std::get<Baseline>(state_.basis);
  baseline.points += 1;
  baseline.location = mean_with(baseline.location, found.location, baseline.points);
  if (found.spread)
    baseline.spread = mean_with(baseline.spread, *found.spread, baseline.points - kind.points_before_spread);
  if (baseline.points < baseline.wanted) return false;
  state_.basis = kind.limits(baseline.location, kind.sigma(baseline.spread, state_.size), state_.size);
  return true;
}

Result<std::vector<Point>> evaluate(const ChartSpec& spec, std::span<const double> values) {
  TRY(Chart chart, Chart::create(spec));
  std::vector<Point> points;
  points.reserve(values.size() / spec.subgroup_size);
  for (double value : values)
    if (auto point = chart.add(value)) points.push_back(*point);
  return points;
}

}  // namespace jidoka::spc
