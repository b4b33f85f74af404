// A press with its control plan, and a few words to write tests in. Test only.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "act/alarms.h"
#include "act/commands.h"
#include "act/condition.h"
#include "act/decide.h"
#include "act/react.h"
#include "act/state.h"

namespace jidoka::act {

inline Instant minute(std::int64_t n) { return Instant{1'767'225'600'000'000'000} + minutes(n); }  // from 2026-01-01

struct Desk {
  plant::Model model;
  plant::ControlPlan plan;
  plant::ControlPlanLine line;
  State state;
  std::vector<std::pair<ActFact, Instant>> record;
  int verdicts = 0;

  Desk() {
    model.equipment["IM-01"].id = "IM-01";
    model.equipment["IM-01"].target = "plc";
    model.equipment["ST-02"].id = "ST-02";
    plan.id = "CP";
    plan.revision = 3;
    line.id = "10.1";
  }
  void reaction(plant::When when, std::vector<plant::Action> actions) {
    line.reactions.push_back({when, std::move(actions)});
  }
  judge::Verdict verdict(std::int64_t time, std::optional<std::int64_t> last_good) {
    judge::Verdict v;
    v.id = "V-" + std::to_string(++verdicts);
    v.equipment = "IM-01";
    v.tag = "melt_temp";
    v.stream = "IM-01/melt_temp";
    v.time = minute(time);
    if (last_good) v.last_good = minute(*last_good);
    v.plan = "CP@3";
    v.line = "10.1";
    v.text = {"melt temperature of IM-01 above 233 °C", "IM-01 熔体温度高于 233 °C"};
    return v;
  }
  // Applies as the loop does when everything is on disk at once.
  void take(const ActFacts& facts, Instant at) {
    for (const ActFact& fact : facts) {
      replay(state, fact, at, "jidoka");
      record.emplace_back(fact, at);
    }
  }
  ActFacts bad(const judge::Verdict& v, const RunningItems& running = {}) {
    note_repeat(state, condition_of(v), v.time);
    ActFacts facts = react(state, model, plan, line, v, running);
    take(facts, v.time);
    return facts;
  }
  ActFacts good(std::int64_t time) {
    ActFacts facts = return_to_normal(state, condition, minute(time));
    take(facts, minute(time));
    return facts;
  }
  State replayed() const {
    State fresh;
    for (const auto& [fact, at] : record) replay(fresh, fact, at, "jidoka");
    return fresh;
  }
  std::string condition = "CP@3/10.1/IM-01/out_of_specification";
};

inline plant::Action hold_action(plant::HoldScope scope = plant::HoldScope::exposure,
                                 plant::Since since = plant::Since::last_good) {
  plant::Action action;
  action.hold = plant::HoldAction{scope, since};
  return action;
}
inline plant::Action stop_action() {
  plant::Action action;
  action.stop = "equipment";
  return action;
}
inline plant::Action alarm_action(plant::Priority priority, std::optional<plant::Escalation> escalate = std::nullopt) {
  plant::Action action;
  action.alarm = plant::AlarmAction{priority, std::move(escalate)};
  return action;
}
inline plant::Action notify_action(std::string role, std::optional<plant::Escalation> escalate = std::nullopt) {
  plant::Action action;
  action.notify = plant::NotifyAction{std::move(role), std::move(escalate)};
  return action;
}
inline plant::Action command_action(std::string command, std::optional<std::string> target = std::nullopt) {
  plant::Action action;
  action.command = plant::CommandAction{std::move(command), std::move(target), std::nullopt, {}, {}};
  return action;
}

// The kinds of facts, in order: "hold stop command alarm message".
inline std::string kinds(const ActFacts& facts) {
  static constexpr const char* names[] = {"hold",    "close",   "release_item", "release",   "alarm",    "repeat",
                                          "ack",     "shelve",  "unshelve",     "escalate",  "normal",   "stop",
                                          "restart", "command", "settle",       "delivered", "answered", "timed_out",
                                          "told",    "message", "settling",     "false"};
  std::string out;
  for (const ActFact& fact : facts) out += (out.empty() ? "" : " ") + std::string(names[fact.index()]);
  return out;
}
template <class Fact>
const Fact& only(const ActFacts& facts) {
  static const Fact none{};
  for (const ActFact& fact : facts)
    if (const Fact* found = std::get_if<Fact>(&fact)) return *found;
  return none;
}

}  // namespace jidoka::act
