#include "act/react.h"

#include <algorithm>

#include "act/alarms.h"
#include "act/commands.h"
#include "act/condition.h"
#include "act/decide.h"
#include "act/exposed.h"

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
  if (other.off_delay) into->off_delay = std::max(into->off_delay.value_or(Duration{}), *other.off_delay);
}

// Of several the one that calls first.
std::optional<Duration> on_delay(const std::vector<plant::Reaction>& reactions, judge::VerdictKind kind) {
  std::optional<Duration> shortest;
  bool calls_at_once = false;
  for (const plant::Reaction& reaction : reactions) {
    if (!matches(reaction.when, kind)) continue;
    for (const plant::Action& action : reaction.actions) {
      if (!action.alarm) continue;
      if (!action.alarm->on_delay)
        calls_at_once = true;
      else
        shortest = std::min(shortest.value_or(*action.alarm->on_delay), *action.alarm->on_delay);
    }
  }
  return calls_at_once ? std::nullopt : shortest;
}

// By the time of the readings. What was never good has lasted long enough.
bool has_lasted(const judge::Verdict& verdict, Duration delay) {
  const std::optional<Instant>& began = verdict.began ? verdict.began : verdict.last_good;
  return !began || verdict.time.ns >= began->ns + delay.ns;
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
  Reacting(const State& state, const plant::Model& model, const plant::ControlPlanLine& line,
           const judge::Verdict& verdict)
      : state_(state),
        model_(model),
        line_(line),
        verdict_(verdict),
        condition_(condition_of(verdict)),
        counters_(state.counters) {}

  void hold(const plant::HoldAction& action, const RunningItems& running) {
    if (const auto item = item_of(action, running)) {
      if (!is_held(*item)) place(*item);
      return;
    }
    for (const std::string& equipment : exposed_equipment(model_, line_, verdict_.equipment))
      if (auto scope = not_yet_held(exposure_of(action, equipment))) place(std::move(*scope));
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

  // True when people must be told: the alarm is new, or had returned and comes again.
  bool alarm(const plant::AlarmAction& action) {
    if (const auto open = state_.alarm_of_key.find(condition_); open != state_.alarm_of_key.end()) {
      const Alarm& alarm = state_.alarms.find(open->second)->second;
      // It would have returned by now, had the clock been the readings'.
      const bool has_settled = alarm.returns_at && verdict_.time >= *alarm.returns_at;
      if (has_settled) facts_.push_back(AlarmReturned{alarm.id});
      const bool is_back = alarm.state == AlarmState::returned || has_settled;
      if (has_settled && alarm.state == AlarmState::acknowledged) return raise(action);
      if (!is_back || alarm.shelved_until) return false;
      append_unrecorded(alarm, facts_);
      return true;
    }
    return raise(action);
  }

  bool raise(const plant::AlarmAction& action) {
    facts_.push_back(AlarmRaised{"A-" + std::to_string(++counters_.alarm), condition_, action.priority,
                                 verdict_.equipment, verdict_, action.escalate, action.off_delay});
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
      const OpenCommand& open = row.second;
      return open.equipment == verdict_.equipment && open.target == target && open.command == action.command;
    });
    if (under_way) return;
    queue(target, action.command, action.parameters.value_or(json::Raw{}), episode, &action);
    // Nobody to tell is a command that failed, for all to see, not one that is lost in silence.
    if (target.empty())
      facts_.push_back(
          CommandSettled{"C-" + std::to_string(counters_.command), false, 0, verdict_.equipment + " has no target"});
  }

  ActFacts take() { return std::move(facts_); }

 private:
  // The unit or lot that the reading names, else the one that ran there.
  std::optional<Scope> item_of(const plant::HoldAction& action, const RunningItems& running) const {
    const auto named = [](ScopeKind kind, const std::optional<std::string>& first,
                          const std::optional<std::string>& second) -> std::optional<Scope> {
      if (!first && !second) return std::nullopt;
      return Scope{kind, first ? first : second, std::nullopt, std::nullopt, std::nullopt};
    };
    if (action.scope == plant::HoldScope::unit) return named(ScopeKind::unit, verdict_.unit, running.unit);
    if (action.scope == plant::HoldScope::lot) return named(ScopeKind::lot, verdict_.lot, running.lot);
    return std::nullopt;
  }

  Scope exposure_of(const plant::HoldAction& action, const std::string& equipment) const {
    Scope scope{ScopeKind::exposure, std::nullopt, equipment, verdict_.last_good, std::nullopt};
    if (action.since == plant::Since::now) scope.from = verdict_.time;
    // What was released in the midst of it stays released; the bad reading itself is always covered. A release that
    // looked at less than this says nothing of the rest.
    const auto found = state_.last_release.find(condition_);
    if (found == state_.last_release.end()) return scope;
    const Release& release = found->second;
    if (release.since && *release.since <= scope.from.value_or(distant_past))
      scope.from = std::max(scope.from.value_or(distant_past), std::min(release.at, verdict_.time));
    return scope;
  }

  const Hold* hold_of_this(const std::string& id) const {
    const Hold& hold = state_.holds.find(id)->second;
    return hold.condition == condition_ && !hold.releasing ? &hold : nullptr;
  }

  bool is_held(const Scope& item) const {
    std::vector<std::string> holds;
    if (item.kind == ScopeKind::unit)
      state_.index.match_unit(*item.id, holds);
    else
      state_.index.match_lot(*item.id, holds);
    return std::ranges::any_of(holds, [&](const std::string& id) { return hold_of_this(id) != nullptr; });
  }

  // What is left of an exposure: it ends where a hold of the same condition begins that goes on.
  std::optional<Scope> not_yet_held(Scope scope) const {
    const Instant from = scope.from.value_or(distant_past);
    std::optional<Instant> held_from;
    if (const auto open = state_.open_exposures.find(condition_); open != state_.open_exposures.end())
      for (const std::string& id : open->second) {
        const Hold* hold = hold_of_this(id);
        if (hold == nullptr || hold->closing || hold->scope.equipment != scope.equipment) continue;
        held_from = std::min(held_from.value_or(distant_future), hold->scope.from.value_or(distant_past));
      }
    if (!held_from) return scope;
    if (from < *held_from) held_from = held_without_gap(*scope.equipment, from, *held_from);
    if (*held_from <= from) return std::nullopt;
    scope.to = held_from;
    return scope;
  }

  // Where the holds begin that reach from somewhere after `from` to `until` without a gap.
  Instant held_without_gap(const std::string& equipment, Instant from, Instant until) const {
    std::vector<std::string> holds;
    state_.index.match_run(equipment, {from, until}, holds);
    for (bool reached = true; reached;) {
      reached = false;
      for (const std::string& id : holds) {
        const Hold* hold = hold_of_this(id);
        if (hold == nullptr) continue;
        const Instant begins = hold->scope.from.value_or(distant_past);
        const Instant ends = hold->scope.to.value_or(hold->closing.value_or(distant_future));
        if (begins >= until || ends < until) continue;
        until = begins;
        reached = true;
      }
    }
    return until;
  }

  void place(Scope scope) {
    const std::string id = "H-" + std::to_string(++counters_.hold);
    done_.en += " " + id + " holds " + words(scope).en + ".";
    done_.zh += " " + id + " 已冻结" + words(scope).zh + "。";
    facts_.push_back(HoldPlaced{id, std::move(scope), verdict_, verdict_.text, std::string(default_release_role)});
  }

  static Text words(const Scope& scope) {
    if (scope.kind == ScopeKind::unit) return {"unit " + *scope.id, "产品 " + *scope.id};
    if (scope.kind == ScopeKind::lot) return {"lot " + *scope.id, "批次 " + *scope.id};
    const std::string& at = *scope.equipment;
    const Text until = scope.to ? Text{" until " + to_string(*scope.to), "至 " + to_string(*scope.to) + " "} : Text{};
    if (!scope.from) return {"all that " + at + " made" + until.en, " " + at + " " + until.zh + "生产的全部产品"};
    const std::string since = to_string(*scope.from);
    return {"what " + at + " made since " + since + until.en,
            " " + at + " 自 " + since + " " + (scope.to ? until.zh : "起") + "生产的产品"};
  }

  void queue(const std::string& target, const std::string& command, json::Raw parameters,
             std::optional<std::string> episode, const plant::CommandAction* action = nullptr) {
    CommandQueued queued{.id = "C-" + std::to_string(++counters_.command),
                         .target = target,
                         .equipment = verdict_.equipment,
                         .command = command,
                         .parameters = std::move(parameters),
                         .reason = verdict_.text,
                         .verdict = verdict_.id,
                         .episode = std::move(episode)};
    address(queued, model_, action);
    facts_.push_back(std::move(queued));
  }

  const State& state_;
  const plant::Model& model_;
  const plant::ControlPlanLine& line_;
  const judge::Verdict& verdict_;
  std::string condition_;
  Counters counters_;
  ActFacts facts_;
  Text done_;  // what was done, in words, for those who are told
};

}  // namespace

ActFacts react(const State& state, const plant::Model& model, const plant::ControlPlan& plan,
               const plant::ControlPlanLine& line, const judge::Verdict& verdict, const RunningItems& running) {
  if (plan.mode == plant::Mode::observe || plan.mode == plant::Mode::shadow) return {};
  const Wanted wanted = wanted_by(line, verdict.kind);
  Reacting reacting(state, model, line, verdict);
  const bool enforce = plan.mode == plant::Mode::enforce;
  if (enforce) {
    for (const plant::HoldAction* hold : wanted.holds) reacting.hold(*hold, running);
    if (wanted.stop) reacting.stop();
  }
  const std::optional<Duration> delay = on_delay(line.reactions, verdict.kind);
  const bool is_due = !delay || has_lasted(verdict, *delay) || state.alarm_of_key.contains(condition_of(verdict));
  if (wanted.alarm && is_due && reacting.alarm(*wanted.alarm))
    for (const plant::NotifyAction* notify : wanted.notify) reacting.notify(*notify);
  if (enforce)
    for (const plant::CommandAction* command : wanted.commands) reacting.command(*command);
  return reacting.take();
}

bool owes_alarm(const State& state, const std::vector<plant::Reaction>& reactions, const judge::Verdict& verdict) {
  const std::optional<Duration> delay = on_delay(reactions, verdict.kind);
  return delay && has_lasted(verdict, *delay) && !state.alarm_of_key.contains(condition_of(verdict));
}

ActFacts return_to_normal(const State& state, std::string_view condition, Instant time) {
  ActFacts out;
  if (const auto placed = state.open_exposures.find(condition); placed != state.open_exposures.end())
    for (const std::string& id : placed->second) {
      const Hold& hold = state.holds.find(id)->second;
      if (hold.closing || hold.releasing || hold.verdict_time.value_or(distant_past) > time) continue;
      // Good and bad at one instant: that instant is still exposed.
      const Instant end = hold.verdict_time == time ? Instant{time.ns + 1} : time;
      out.push_back(HoldClosed{id, end});
    }
  const auto found = state.alarm_of_key.find(condition);
  if (found == state.alarm_of_key.end()) return out;
  const Alarm& alarm = state.alarms.find(found->second)->second;
  if ((alarm.state == AlarmState::returned || alarm.returns_at) && alarm.unrecorded == 0) return out;
  append_unrecorded(alarm, out);
  const Instant settled = time + alarm.off_delay.value_or(Duration{});
  if (alarm.off_delay && (alarm.state != AlarmState::returned || alarm.unrecorded > 0))
    out.push_back(AlarmSettling{alarm.id, std::max(settled, alarm.returns_at.value_or(settled))});
  else
    out.push_back(AlarmReturned{alarm.id});
  return out;
}

}  // namespace jidoka::act
