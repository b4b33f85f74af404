// How a Monitor puts what it found into a Verdict.
#include <algorithm>

#include "judge/explain.h"
#include "judge/monitor.h"

namespace jidoka::judge {
namespace {

Verdict begin_verdict(const Watch& watch, const TakenSample& sample, const sense::Context& context) {
  Verdict verdict;
  verdict.stream = watch.stream_name();
  verdict.equipment = watch.equipment;
  verdict.tag = watch.tag;
  verdict.time = sample.time;
  verdict.plan = watch.plan;
  verdict.line = watch.line;
  verdict.uom = watch.uom;
  if (watch.mode == plant::Mode::shadow) verdict.shadow = true;
  if (!context.unit.empty()) verdict.unit = context.unit;
  if (!context.lot.empty()) verdict.lot = context.lot;
  return verdict;
}

Side side_of(spc::Side side) {
  if (side == spc::Side::none) return Side::both;
  return side == spc::Side::low ? Side::low : Side::high;
}

}  // namespace

Verdict Monitor::specification_verdict(const TakenSample& sample, const sense::Context& context) const {
  Verdict verdict = begin_verdict(*watch_, sample, context);
  verdict.kind = VerdictKind::out_of_specification;
  verdict.panel = "value";
  verdict.side = sample.value > upper_ ? Side::high : Side::low;
  verdict.points = {{sample.time, sample.value}};
  verdict.limits = {watch_->target, watch_->lower, watch_->upper, std::nullopt};
  verdict.last_good = last_good_before(sample.time);
  verdict.text = explain_specification(*watch_, sample.value, verdict.side);
  return verdict;
}

// Parts that were measured at one instant do not speak for each other.
std::optional<Instant> Monitor::last_good_before(Instant time) const {
  for (const std::int64_t good : {state_.last_good, state_.good_before})
    if (good != distant_past.ns && good < time.ns) return Instant{good};
  return std::nullopt;
}

Verdict Monitor::signal_condition() const {
  Verdict verdict = begin_verdict(*watch_, {}, {});
  verdict.kind = VerdictKind::signal;
  return verdict;
}

// The panel of location speaks first; the spread panel only when it alone signals. last_good is the point just before
// the oldest point of the pattern: what the pattern shows began with its first point.
Verdict Monitor::signal_verdict(const TakenSample& sample, const sense::Context& context) const {
  Verdict verdict = begin_verdict(*watch_, sample, context);
  verdict.kind = VerdictKind::signal;
  verdict.began = Instant{state_.firing_since};
  const spc::Point& point = *last_point_;
  const bool spread = !point.location.fired.any();
  const spc::Fired& fired = spread ? point.spread->fired : point.location.fired;
  verdict.panel = spread ? "spread" : "location";
  verdict.side = side_of(fired.side);
  for (const spc::Rule rule : fired.rules.list()) verdict.rules.emplace_back(spc::run_rule(rule).id);
  const std::uint32_t reach = std::min(std::max<std::uint32_t>(fired.reach, 1), points_back());
  for (std::uint32_t back = reach; back-- > 0;) {
    const PlottedPoint& plotted = point_back(back);
    verdict.points.push_back({Instant{plotted.time}, spread ? plotted.spread : plotted.location});
  }
  if (reach < points_back()) verdict.last_good = Instant{point_back(reach).time};
  if (point.limits) {
    const spc::Limits& limits = spread ? point.limits->spread : point.limits->location;
    verdict.limits = {limits.center, limits.lower, limits.upper, limits.sigma_of_point};
  }
  verdict.text = explain_signal(*watch_, verdict);
  return verdict;
}

}  // namespace jidoka::judge
