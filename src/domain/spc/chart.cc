#include "spc/chart.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace jidoka::spc {

namespace {

// What the type's own functions look for in the memory; see chart_kind.cc.
void remember(ChartState& state, const ChartTuning& tuning) {
  switch (state.type) {
    case ChartType::moving_average:
      state.span = tuning.span;
      break;
    case ChartType::ewma:
      state.memory[2] = tuning.lambda;
      state.memory[3] = tuning.l;
      break;
    case ChartType::cusum:
      state.memory[2] = tuning.k;
      state.memory[5] = tuning.fir ? -tuning.h : tuning.h;
      break;
    case ChartType::p:
    case ChartType::np:
    case ChartType::u:
      state.memory[0] = tuning.items;
      break;
    default:
      break;
  }
}

}  // namespace

Result<Chart> Chart::create(const ChartSpec& spec) {
  TRY_VOID(check(spec));
  ChartState state;
  state.type = spec.type;
  state.size = spec.subgroup_size;
  state.rules = RuleSet::of(spec.rules);
  remember(state, spec.tuning);
  if (spec.limits.learn)
    state.basis = Baseline{.wanted = *spec.limits.learn};
  else
    state.basis = chart_kind(spec.type).begin(state, {*spec.limits.mean, *spec.limits.sigma});
  return Chart(state);
}

std::optional<Process> Chart::process() const {
  const Panels* panels = limits();
  if (panels == nullptr) return std::nullopt;
  return chart_kind(state_.type).process_of(state_, *panels);
}

std::uint32_t Chart::points_to_learn() const {
  const auto* baseline = std::get_if<Baseline>(&state_.basis);
  return baseline == nullptr ? 0 : baseline->wanted - baseline->points;
}

namespace {

// Ranges are not normal: of a panel of spread only its limits are judged.
std::optional<PanelPoint> judge_spread(const Limits& limits, std::optional<double> value, RuleSet rules) {
  if (!value) return std::nullopt;
  const int zone = zone_of(limits, *value);
  return PanelPoint{*value, zone, fired_beyond(rules, zone)};
}

}  // namespace

// Points are built where the caller wants them: filling one in and moving it out costs as much as judging it.
std::optional<Point> Chart::add(double value) {
  if (std::isnan(value)) return std::nullopt;
  value = std::clamp(value, -largest_value, largest_value);
  // Most values complete no point: those of the commonest chart go no further than here.
  if (state_.type == ChartType::xbar_r && state_.filled != 0 && state_.filled + 1 < state_.size) {
    add_to_subgroup(state_, value);
    return std::nullopt;
  }
  const ChartKind& kind = chart_kind(state_.type);
  const auto found = kind.take(state_, value);
  if (!found) return std::nullopt;
  const std::uint64_t index = state_.points++;
  if (const auto* panels = std::get_if<Panels>(&state_.basis)) {
    if (kind.plot != nullptr) return plotted(kind.plot(state_, *found, *panels), index);
    const int zone = zone_of(panels->location, found->location);
    const PanelPoint location{found->location, zone, state_.runs.update(zone, found->location, state_.rules)};
    return std::optional<Point>(std::in_place, index, location,
                                judge_spread(panels->spread, found->spread, state_.rules), *panels, false);
  }
  const bool is_learnt = learn(*found);
  std::optional<PanelPoint> spread;
  if (found->spread && !kind.spread_en.empty()) spread = PanelPoint{*found->spread, 0, {}};
  return std::optional<Point>(std::in_place, index, PanelPoint{found->location, 0, {}}, spread, std::nullopt,
                              is_learnt);
}

// Sums and averages of neighbouring points go on from each other: only their limits are judged.
std::optional<Point> Chart::plotted(const Plotted& found, std::uint64_t index) const {
  const auto judged = [&](const Limits& limits, double value) {
    const int zone = value > limits.upper ? 4 : value < limits.lower ? -4 : 0;
    return PanelPoint{value, zone, fired_beyond(state_.rules, zone)};
  };
  std::optional<PanelPoint> spread;
  if (found.spread) spread = judged(found.limits.spread, *found.spread);
  return Point{index, judged(found.limits.location, found.location), spread, found.limits, false};
}

// True when this point completes the window.
bool Chart::learn(const Statistics& found) {
  const ChartKind& kind = chart_kind(state_.type);
  auto& baseline = std::get<Baseline>(state_.basis);
  baseline.points += 1;
  baseline.location = mean_with(baseline.location, found.location, baseline.points);
  if (found.spread)
    baseline.spread = mean_with(baseline.spread, *found.spread, baseline.points - keeps_previous(state_));
  if (baseline.points < baseline.wanted) return false;
  const Process process = kind.process(baseline, state_);
  state_.basis = kind.begin(state_, process);
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
