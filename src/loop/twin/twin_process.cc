// Values. A true value is its mean, what its causes do to it, its place (cavity) and its noise; what is read is that,
// rounded, after the gauge's bias or a sensor that is stuck. docs/twin.md has the formulas.
#include <algorithm>
#include <cmath>

#include "twin/twin.h"

namespace jidoka::twin {
namespace {

constexpr double ns_in_second = 1e9;
constexpr double cools_faster = 3;  // than it was heated up

}  // namespace

double Twin::deviation_of(const VariablePlan& variable, const Factors& factors) {
  double out = 0;
  for (const Effect& effect : variable.effects) {
    const double cause = factors[effect.factor];
    if (effect.beyond == 0)
      out += effect.by * cause;
    else
      out += effect.by * std::max(0.0, std::abs(cause) - effect.beyond);
  }
  if (variable.how.spread > 0) out += random_.around(variable.how.spread);
  if (variable.how.sigma > 0) out += variable.how.sigma * random_.normal();
  return out;
}

double Twin::shown(Index number, double deviation) {
  const StreamPlan& plan = layout_.streams[number];
  const VariablePlan& variable = layout_.variables[plan.variable];
  Stream& stream = streams_[number];
  double value = variable.mean + deviation;
  if (variable.how.lowest) value = std::max(value, *variable.how.lowest);
  value += stream.bias;
  if (stream.is_stuck) return stream.last;
  if (plan.precision > 0) value = std::round(value / plan.precision) * plan.precision;
  return stream.last = value;
}

void Twin::tell(Index stream, std::int64_t at, double value, std::uint32_t unit) {
  ++figures_.readings;
  outside_->take(Reading{stream, Instant{at}, value, unit});
}

void Twin::move_drift(Stream& stream, bool runs, double seconds) {
  const double step = std::abs(stream.drifts_by) * seconds * (runs ? 1 : cools_faster);
  const double goal = runs ? stream.drifts_to : 0;
  stream.drift += std::clamp(goal - stream.drift, -step, step);
}

void Twin::sense_all(Index place) {
  const EquipmentPlan& plan = layout_.equipment[place];
  Place& at = places_[place];
  Factors factors = at.unit == none ? Factors{} : units_[at.unit].factors;
  factors[wear_factor] = static_cast<float>(at.wear);
  const bool runs = at.standing == 0;  // what is told to stop is cut off from its heaters at once
  const std::uint64_t tick = at.ticks++;
  for (const Index number : plan.continuous) {
    const StreamPlan& how = layout_.streams[number];
    if (tick % static_cast<std::uint64_t>(how.every / plan.every) != 0) continue;
    const VariablePlan& variable = layout_.variables[how.variable];
    Stream& stream = streams_[number];
    if (stream.drifts_by != 0) move_drift(stream, runs, static_cast<double>(how.every) / ns_in_second);
    stream.deviation = deviation_of(variable, factors) + stream.drift;
    factors[variable.factor] = static_cast<float>(stream.deviation);
    const bool idles = !runs && (at.unit == none || at.is_interrupted) && variable.how.idle && !stream.is_stuck;
    tell(number, now_, idles ? *variable.how.idle : shown(number, stream.deviation), 0);
  }
  queue_.push(now_ + plan.every, sense, place);
}

bool Twin::is_measured(Index number) {
  const VariablePlan& variable = layout_.variables[layout_.streams[number].variable];
  if (!variable.is_sampled) return true;
  Stream& stream = streams_[number];
  if (stream.sample_left == 0) {
    if (now_ < stream.sample_due) return false;
    stream.sample_left = variable.sample_size;
    stream.sample_due = now_ + variable.sample_every;
  }
  --stream.sample_left;
  return true;
}

// Everything that is measured on a unit at the end of its run, in the order of causes; gives the defect that the
// station finds.
Index Twin::measure(Index place, Unit& unit) {
  const EquipmentPlan& plan = layout_.equipment[place];
  Place& at = places_[place];
  for (const Index number : plan.continuous)
    unit.factors[layout_.variables[layout_.streams[number].variable].factor] =
        static_cast<float>(streams_[number].deviation);
  unit.factors[wear_factor] = static_cast<float>(at.wear);
  const bool skips = at.skips > 0;
  if (skips) {
    --at.skips;
    unit.factors[at.skip_factor] = at.skip_by;
  }
  Index defect = none;
  for (const Index number : plan.on_units) {
    const VariablePlan& variable = layout_.variables[layout_.streams[number].variable];
    const Variable& how = variable.how;
    const bool measured = is_measured(number);
    const std::int64_t times = how.per_unit - (skips && how.per_unit > 1 ? 1 : 0);
    for (std::int64_t turn = 0; turn < times; ++turn) {
      double deviation = deviation_of(variable, unit.factors) + streams_[number].drift;
      if (!how.positions.empty()) deviation += how.positions[at.made % how.positions.size()];
      unit.factors[variable.factor] = static_cast<float>(deviation);
      const double value = shown(number, deviation);
      if (measured)
        tell(number, at.began + (now_ - at.began) * (2 * turn + 2) / (2 * how.per_unit + 1), value, unit.number);
      if (how.fails && (value < variable.lower || value > variable.upper)) defect = layout_.defect(*how.fails);
    }
  }
  return defect;
}

void Twin::wear_out(Index place) {
  Place& at = places_[place];
  const Machine& how = layout_.equipment[place].how;
  ++at.made;
  at.wear += at.wears_more;
  if (how.tool_life) at.wear += 1.0 / static_cast<double>(*how.tool_life);
  bool changes = how.tool_life && at.wear >= 1 && at.wears_more == 0;
  if (changes) at.wear = 0;
  if (how.changeover && how.changeover->every > 0 && ++at.since_changeover >= how.changeover->every) changes = true;
  if (!changes) return;
  at.since_changeover = 0;
  stand(place, changing);
  queue_.push(now_ + (how.changeover ? how.changeover->takes : how.repair).ns, changed_over, place);
}

// ---- disturbances

void Twin::disturb(Index disturbance, Instant at) { queue_.push(std::max(at.ns, now_), begins, disturbance); }

void Twin::begin_disturbance(Index number) {
  const DisturbancePlan& plan = layout_.disturbances[number];
  const Disturbance& how = plan.how;
  switch (how.kind) {
    case Wrong::drift:
      streams_[plan.stream].drifts_by = how.by / 60;
      streams_[plan.stream].drifts_to = how.most.value_or(how.by * 60);
      break;
    case Wrong::wear:
      places_[plan.equipment].wears_more = how.by;
      break;
    case Wrong::lot:
      supplies_[plan.material].next_condition = static_cast<float>(how.by);
      supplies_[plan.material].next_factor = plan.factor;
      open_lot(plan.material);
      break;
    case Wrong::skip:
      places_[plan.equipment].skips = how.units;
      places_[plan.equipment].skip_by = static_cast<float>(how.by);
      places_[plan.equipment].skip_factor = plan.factor;
      return;
    case Wrong::label:
      places_[plan.equipment].mislabels = how.units;
      return;
    case Wrong::stuck:
      streams_[plan.stream].is_stuck = true;
      break;
    case Wrong::bias:
      streams_[plan.stream].bias = how.by;
      break;
  }
  queue_.push(now_ + how.lasts.ns, ends, number);
}

void Twin::end_disturbance(Index number) {
  const DisturbancePlan& plan = layout_.disturbances[number];
  switch (plan.how.kind) {
    case Wrong::drift:
      streams_[plan.stream].drifts_by = 0;
      streams_[plan.stream].drift = 0;
      return;
    case Wrong::wear:
      if (places_[plan.equipment].wears_more != 0) places_[plan.equipment].wear = 0;  // a new tool
      places_[plan.equipment].wears_more = 0;
      return;
    case Wrong::stuck:
      streams_[plan.stream].is_stuck = false;
      return;
    case Wrong::bias:
      streams_[plan.stream].bias = 0;
      return;
    case Wrong::lot:
      if (supplies_[plan.material].factor == plan.factor) open_lot(plan.material);
      return;
    case Wrong::skip:
    case Wrong::label:
      return;
  }
}

}  // namespace jidoka::twin
