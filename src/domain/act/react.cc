#include "act/react.h"

#include <algorithm>

#include "act/alarms.h"
#include "act/condition.h"
#include "act/decide.h"

namespace jidoka::act {
namespace {

// What the matching reactions of a line ask for, joined.
struct Wanted {
  std::vector<const plant::HoldAction*> holds;
  std::optional<plant::AlarmAction> alarm;
  std::vector<const plant::NotifyAction*> notify;
  std::vector<const plant::CommandAction*> commands;
  bool stop = false;
};

bool matches(plant::When when, judge::VerdictKind kind) {
  return (when == plant::When::signal) == (kind == judge::VerdictKind::signal);
}

void join(std::optional<plant::Escalation>& into, const std::optional<plant::Escalation>& other) {
  if (other && (!into || other->after < into->after)) into = other;
}

void join(std::optional<plant::AlarmAction>& into, const plant::AlarmAction& other) {
  if (!into) into.emplace().priority = other.priority;
  into->priority = std::max(into->priority, other.priority);
  join(into->escalate, other.escalate);
}

Wanted wanted_by(const plant::ControlPlanLine& line, judge::VerdictKind kind) {
  Wanted wanted;
  for (const plant::Reaction& reaction : line.reactions) {
    if (!matches(reaction.when, kind)) continue;
    for (const plant::Action& action : reaction.actions) {
      if (action.hold) wanted.holds.push_back(&*action.hold);
      if (action.alarm) join(wanted.alarm, *action.alarm);
      if (action.notify) wanted.notify.push_back(&*action.notify);
      if (action.command) wanted.commands.push_back(&*action.command);
      wanted.stop = wanted.stop || action.stop.has_value();
    }
  }
  if (!wanted.notify.empty() && !wanted.alarm)
    wanted.alarm.emplace().priority = wanted.stop ? plant::Priority::high : plant::Priority::medium;
  for (const plant::NotifyAction* notify : wanted.notify) join(wanted.alarm->escalate, notify->escalate);
  return wanted;
}

class Reacting {
 public:
  Reacting(const State& state, const plant::Model& model, const judge::Verdict& verdict)
      : state_(state), model_(model), verdict_(verdict), condition_(condition_of(verdict)), counters_(state.counters) {}

  void hold(const plant::HoldAction& action, const RunningItems& running) {
    Scope scope = scope_of(action, running);
    if (is_held_already(scope)) return;
    const std::string id = "H-" + std::to_string(++counters_.hold);
    done_.en += " " + id + " holds " + words(scope).en + ".";
    done_.zh += " " + id + " 已冻结" + words(scope).zh + "。";
    facts_.push_back(HoldPlaced{id, std::move(scope), verdict_, verdict_.text, std::string(default_release_role)});
  }

  void stop() {
    const auto stopped = state_.stops.find(verdict_.equipment);
    if (stopped != state_.stops.end() && !stopped->second.restarting) return;
    facts_.push_back(EquipmentStopped{verdict_.equipment, verdict_.text, verdict_.id});
    done_.en += " " + verdict_.equipment + " is stopped.";
    done_.zh += " " + verdict_.equipment + " 已停机。";
    const plant::Equipment* equipment = plant::find_in(model_.equipment, verdict_.equipment);
    if (equipment != nullptr && equipment->target) queue(*equipment->target, "stop", {}, std::nullopt);
  }

  // True when the alarm is new.
  bool alarm(const plant::AlarmAction& action) {
    if (state_.alarm_of_key.contains(condition_)) return false;
    facts_.push_back(AlarmRaised{"A-" + std::to_string(++counters_.alarm), condition_, action.priority,
                                 verdict_.equipment, verdict_, action.escalate});
    return true;
  }

  void notify(const plant::NotifyAction& action) {
    facts_.push_back(MessageSent{"M-" + std::to_string(++counters_.message),
                                 action.role,
                                 {verdict_.text.en + done_.en, verdict_.text.zh + done_.zh},
                                 verdict_.id});
  }

  void command(const plant::CommandAction& action) {
    const plant::Equipment* equipment = plant::find_in(model_.equipment, verdict_.equipment);
    const std::string target =
        action.target.value_or(equipment != nullptr && equipment->target ? *equipment->target : std::string());
    const std::string episode = episode_of(verdict_);
    const auto sent = state_.commanded.find(command_key(episode, action.command, target));
    if (sent != state_.commanded.end() && sent->second == episode) return;
    const bool under_way = std::ranges::any_of(state_.commands, [&](const auto& row) {
      return row.second == OpenCommand{verdict_.equipment, target, action.command};
    });
    if (under_way) return;
    queue(target, action.command, action.parameters.value_or(json::Raw{}), episode);
    // Nobody to tell is a command that failed, for all to see, not one that is lost in silence.
    if (target.empty())
      facts_.push_back(
          CommandSettled{"C-" + std::to_string(counters_.command), false, 0, verdict_.equipment + " has no target"});
  }

  ActFacts take() { return std::move(facts_); }

 private:
  Scope scope_of(const plant::HoldAction& action, const RunningItems& running) const {
    const auto named = [](ScopeKind kind, const std::string& id) {
      return Scope{kind, id, std::nullopt, std::nullopt, std::nullopt};
    };
    if (action.scope == plant::HoldScope::unit) {
      if (verdict_.unit) return named(ScopeKind::unit, *verdict_.unit);
      if (running.unit) return named(ScopeKind::unit, *running.unit);
    }
    if (action.scope == plant::HoldScope::lot) {
      if (verdict_.lot) return named(ScopeKind::lot, *verdict_.lot);
      if (running.lot) return named(ScopeKind::lot, *running.lot);
    }
    Scope scope{ScopeKind::exposure, std::nullopt, verdict_.equipment, verdict_.last_good, std::nullopt};
    if (action.since == plant::Since::now) scope.from = verdict_.time;
    // What was released in the midst of it stays released; the bad reading itself is always covered.
    if (const auto released = state_.last_release.find(condition_); released != state_.last_release.end())
      scope.from = std::max(scope.from.value_or(distant_past), std::min(released->second, verdict_.time));
    return scope;
  }

  bool is_held_already(const Scope& scope) const {
    const auto holds_on = [&](const std::string& id) {
      const Hold& hold = state_.holds.find(id)->second;
      return hold.condition == condition_ && !hold.releasing;
    };
    if (scope.kind == ScopeKind::exposure) {
      const auto open = state_.open_exposures.find(condition_);
      return open != state_.open_exposures.end() && std::ranges::any_of(open->second, [&](const std::string& id) {
               const Hold& hold = state_.holds.find(id)->second;
               return holds_on(id) && !hold.closing && hold.scope.from.value_or(distant_past) <= verdict_.time;
             });
    }
    std::vector<std::string> holds;
    if (scope.kind == ScopeKind::unit)
      state_.index.match_unit(*scope.id, holds);
    else
      state_.index.match_lot(*scope.id, holds);
    return std::ranges::any_of(holds, holds_on);
  }

  static Text words(const Scope& scope) {
    if (scope.kind == ScopeKind::unit) return {"unit " + *scope.id, "产品 " + *scope.id};
    if (scope.kind == ScopeKind::lot) return {"lot " + *scope.id, "批次 " + *scope.id};
    if (!scope.from) return {"all that " + *scope.equipment + " made", " " + *scope.equipment + " 生产的全部产品"};
    const std::string since = to_string(*scope.from);
    return {"what " + *scope.equipment + " made since " + since,
            " " + *scope.equipment + " 自 " + since + " 起生产的产品"};
  }

  void queue(const std::string& target, const std::string& command, json::Raw parameters,
             std::optional<std::string> episode) {
    facts_.push_back(CommandQueued{"C-" + std::to_string(++counters_.command), target, verdict_.equipment, command,
                                   std::move(parameters), verdict_.text, verdict_.id, std::move(episode)});
  }

  const State& state_;
  const plant::Model& model_;
  const judge::Verdict& verdict_;
  std::string condition_;
  Counters counters_;
  ActFacts facts_;
  Text done_;  // what was done, in words, for those who are told
};

}  // namespace

ActFacts react(const State& state, const plant::Model& model, const plant::ControlPlan& plan,
               const plant::ControlPlanLine& line, const judge::Verdict& verdict, const RunningItems& running) {
  if (plan.mode == plant::Mode::observe) return {};
  const Wanted wanted = wanted_by(line, verdict.kind);
  Reacting reacting(state, model, verdict);
  const bool enforce = plan.mode == plant::Mode::enforce;
  if (enforce) {
    for (const plant::HoldAction* hold : wanted.holds) reacting.hold(*hold, running);
    if (wanted.stop) reacting.stop();
  }
  if (wanted.alarm && reacting.alarm(*wanted.alarm))
    for (const plant::NotifyAction* notify : wanted.notify) reacting.notify(*notify);
  if (enforce)
    for (const plant::CommandAction* command : wanted.commands) reacting.command(*command);
  return reacting.take();
}

ActFacts return_to_normal(const State& state, std::string_view condition, Instant time) {
  ActFacts out;
  if (const auto placed = state.open_exposures.find(condition); placed != state.open_exposures.end())
    for (const std::string& id : placed->second) {
      const Hold& hold = state.holds.find(id)->second;
      const bool goes_on = !hold.closing && !hold.releasing;
      if (goes_on && (!hold.verdict_time || *hold.verdict_time < time)) out.push_back(HoldClosed{id, time});
    }
  const auto found = state.alarm_of_key.find(condition);
  if (found == state.alarm_of_key.end()) return out;
  const Alarm& alarm = state.alarms.find(found->second)->second;
  if (alarm.state == AlarmState::returned && alarm.unrecorded == 0) return out;
  append_unrecorded(alarm, out);
  out.push_back(AlarmReturned{alarm.id});
  return out;
}

}  // namespace jidoka::act
