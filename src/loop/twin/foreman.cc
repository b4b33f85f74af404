#include "twin/foreman.h"

#include <utility>

namespace jidoka::twin {

Foreman::Foreman(const Layout& layout, Scribe scribe)
    : layout_(layout), scribe_(std::move(scribe)), repaired_(layout.equipment.size(), distant_past) {}

void Foreman::run(Twin& twin, Instant until) {
  twin_ = &twin;
  twin.run_until(until);
}

Answer Foreman::take(const Act& act) {
  if (act.is_mislabelled) return Answer::refused;
  if (scribe_.act) scribe_.act(act);
  return Answer::done;
}

void Foreman::take(const Reading& reading) {
  if (scribe_.reading) scribe_.reading(reading);
  const StreamPlan& stream = layout_.streams[reading.stream];
  const VariablePlan& variable = layout_.variables[stream.variable];
  if (!variable.stops || (reading.value >= variable.lower && reading.value <= variable.upper)) return;
  if (twin_ == nullptr || twin_->is_stopped(stream.equipment)) return;
  repaired_[stream.equipment] = reading.at + layout_.equipment[stream.equipment].how.repair;
  twin_->stop(stream.equipment);
}

bool Foreman::may_run_again(Index equipment) { return twin_ != nullptr && twin_->now() >= repaired_[equipment]; }

void live_through(Twin& twin, const Layout& layout, Foreman& foreman, Instant until) {
  for (const Incident& incident : layout.parameters.past)
    if (const Instant at = until - incident.before; at >= twin.now())
      twin.disturb(layout.find_disturbance(incident.disturbance), at);
  foreman.run(twin, until);
}

}  // namespace jidoka::twin
