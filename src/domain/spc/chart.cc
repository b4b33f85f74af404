#include "spc/chart.h"

#include <algorithm>
#include <cmath>

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

std::optional<Point> Chart::add(double value) {
  if (std::isnan(value)) return std::nullopt;
  const auto statistics = chart_kind(state_.type).take(state_, std::clamp(value, -largest_value, largest_value));
  if (!statistics) return std::nullopt;
  std::optional<Point> point(std::in_place);
  point->index = state_.points++;
  if (const auto* panels = std::get_if<Panels>(&state_.basis))
    judge(*panels, *statistics, *point);
  else
    learn(std::get<Baseline>(state_.basis), *statistics, *point);
  return point;
}

void Chart::learn(Baseline baseline, const Statistics& statistics, Point& point) {
  const ChartKind& kind = chart_kind(state_.type);
  point.location.value = statistics.location;
  baseline.points += 1;
  baseline.location = mean_with(baseline.location, statistics.location, baseline.points);
  if (statistics.spread) {
    point.spread.emplace().value = *statistics.spread;
    baseline.spread = mean_with(baseline.spread, *statistics.spread, baseline.points - kind.points_before_spread);
  }
  point.learnt = baseline.points == baseline.wanted;
  if (point.learnt)
    state_.basis = kind.limits(baseline.location, kind.sigma(baseline.spread, state_.size), state_.size);
  else
    state_.basis = baseline;
}

void Chart::judge(const Panels& panels, const Statistics& statistics, Point& point) {
  point.limits = panels;
  point.location.value = statistics.location;
  point.location.zone = zone_of(panels.location, statistics.location);
  point.location.fired = state_.runs.update(point.location.zone, state_.rules);
  if (!statistics.spread) return;
  PanelPoint& spread = point.spread.emplace();
  spread.value = *statistics.spread;
  spread.zone = zone_of(panels.spread, *statistics.spread);
  if (!state_.rules.contains(Rule::we1) || std::abs(spread.zone) < 4) return;
  spread.fired.rules.add(Rule::we1);
  spread.fired.side = spread.zone > 0 ? Side::high : Side::low;
  spread.fired.reach[static_cast<std::size_t>(Rule::we1)] = 1;
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
