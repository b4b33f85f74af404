#include "backtest/consequences.h"

#include <algorithm>
#include <utility>

#include "act/alarms.h"
#include "act/condition.h"
#include "act/react.h"
#include "core/assert.h"

namespace jidoka::backtest {
namespace {

constexpr std::string_view by = "jidoka";

bool holds_an_item(const plant::ControlPlanLine& line) {
  return std::ranges::any_of(line.reactions, [](const plant::Reaction& reaction) {
    return std::ranges::any_of(reaction.actions, [](const plant::Action& action) {
      return action.hold && action.hold->scope != plant::HoldScope::exposure;
    });
  });
}

bool has_on_delay(const plant::ControlPlanLine& line) {
  return std::ranges::any_of(line.reactions, [](const plant::Reaction& reaction) {
    return std::ranges::any_of(reaction.actions,
                               [](const plant::Action& action) { return action.alarm && action.alarm->on_delay; });
  });
}

bool calls_people(plant::Mode mode) { return mode == plant::Mode::advise || mode == plant::Mode::enforce; }

}  // namespace

Consequences::Consequences(const plant::Model& model, const plant::ControlPlan& plan,
                           const plant::ControlPlanLine& line, const Runs* runs)
    : model_(model),
      plan_(plan),
      line_(line),
      runs_(runs),
      does_nothing_(line.reactions.empty()),
      asks_what_ran_(holds_an_item(line)),
      has_on_delay_(calls_people(plan.mode) && has_on_delay(line)) {}

bool Consequences::owes_alarm(const judge::Verdict& verdict) const {
  return act::owes_alarm(state_, line_.reactions, verdict);
}

act::RunningItems Consequences::running_at(const judge::Verdict& verdict) const {
  if (!asks_what_ran_ || runs_ == nullptr) return {};
  return runs_->running(verdict.equipment, verdict.time);
}

void Consequences::follow(judge::Verdict verdict) {
  if (does_nothing_) return;
  verdict.id = act::take_verdict_id(state_);
  act::note_repeat(state_, act::condition_of(verdict), verdict.time);
  for (const act::ActFact& fact : act::react(state_, model_, plan_, line_, verdict, running_at(verdict)))
    take(fact, verdict);
  for (const act::ActFact& fact : act::flush_repeats(state_)) take(fact, verdict);
}

void Consequences::take(const act::ActFact& fact, const judge::Verdict& verdict) {
  const Instant at = verdict.time;
  act::replay(state_, fact, at, by);
  if (const auto* hold = std::get_if<act::HoldPlaced>(&fact)) take_hold(*hold, at);
  if (std::holds_alternative<act::AlarmRaised>(fact)) ++reactions_.alarms;
  if (std::holds_alternative<act::MessageSent>(fact)) ++reactions_.messages;
  if (const auto* stop = std::get_if<act::EquipmentStopped>(&fact)) {
    ++reactions_.stops;
    stopped_by_[act::condition_of(verdict)] = stop->equipment;
  }
  if (const auto* command = std::get_if<act::CommandQueued>(&fact)) {
    ++reactions_.commands;
    act::replay(state_, act::CommandSettled{command->id, true, 1, ""}, at, by);
  }
}

// A unit is held once, however often it is found; so its hold need not be remembered but by its name.
void Consequences::take_hold(const act::HoldPlaced& hold, Instant at) {
  const act::Scope& scope = hold.scope;
  if (scope.kind == act::ScopeKind::exposure && !scope.to) {
    ++reactions_.holds;
    open_[hold.id] = {*scope.equipment, scope.from.value_or(distant_past)};
    return;
  }
  if (scope.kind == act::ScopeKind::exposure) {
    ++reactions_.holds;
    exposures_[*scope.equipment].push_back({scope.from.value_or(distant_past), *scope.to});
  } else if ((scope.kind == act::ScopeKind::unit ? items_.units : items_.lots).insert(*scope.id).second) {
    ++reactions_.holds;
  }
  act::replay(state_, act::HoldReleased{hold.id, ""}, at, by);
}

void Consequences::normal_again(const std::string& condition, Instant time) {
  if (does_nothing_) return;
  for (const act::ActFact& fact : act::return_to_normal(state_, condition, time)) {
    act::replay(state_, fact, time, by);
    if (const auto* closed = std::get_if<act::HoldClosed>(&fact)) {
      const auto open = open_.find(closed->id);
      ASSERT(open != open_.end());  // only what react() left open is closed
      exposures_[open->second.equipment].push_back({open->second.from, closed->to});
      open_.erase(open);
      act::replay(state_, act::HoldReleased{closed->id, ""}, time, by);
    }
    if (const auto* returned = std::get_if<act::AlarmReturned>(&fact))
      act::replay(state_, act::AlarmAcknowledged{returned->id, ""}, time, by);
    if (const auto* settling = std::get_if<act::AlarmSettling>(&fact))
      act::replay(state_, act::AlarmAcknowledged{settling->id, ""}, time, by);
  }
  const auto stopped = stopped_by_.find(condition);
  if (stopped == stopped_by_.end()) return;
  act::replay(state_, act::EquipmentRestarted{stopped->second, ""}, time, by);
  stopped_by_.erase(stopped);
}

HeldItems Consequences::held() const {
  HeldItems held = items_;
  if (runs_ == nullptr) return held;
  Exposures all = exposures_;
  for (const auto& [id, exposure] : open_) all[exposure.equipment].push_back({exposure.from, distant_future});
  runs_->add_exposed(all, held);
  return held;
}

}  // namespace jidoka::backtest
