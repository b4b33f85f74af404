// What a control plan does when something is wrong: hold, stop, alarm, notify, command. Each action of a reaction's
// "do" list is exactly one of these.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/instant.h"
#include "json/describe.h"

namespace jidoka::plant {

enum class HoldScope : std::uint8_t { unit, lot, exposure };
constexpr auto describe_enum(const HoldScope*) {
  return json::names<HoldScope>(
      {{HoldScope::unit, "unit"}, {HoldScope::lot, "lot"}, {HoldScope::exposure, "exposure"}});
}
enum class Since : std::uint8_t { last_good, now };
constexpr auto describe_enum(const Since*) {
  return json::names<Since>({{Since::last_good, "last_good"}, {Since::now, "now"}});
}
enum class Priority : std::uint8_t { low, medium, high };
constexpr auto describe_enum(const Priority*) {
  return json::names<Priority>({{Priority::low, "low"}, {Priority::medium, "medium"}, {Priority::high, "high"}});
}

struct Escalation {
  Duration after;
  std::string to;  // role
};
constexpr auto describe(const Escalation*) {
  using json::field;
  return json::type<Escalation>("Escalation", "Who is told when nobody has acknowledged in time",
                                field("after", &Escalation::after, "5min"), field("to", &Escalation::to, "A role"));
}

struct HoldAction {
  HoldScope scope = HoldScope::exposure;
  Since since = Since::last_good;
};
constexpr auto describe(const HoldAction*) {
  using json::defaulted, json::field;
  return json::type<HoldAction>(
      "HoldAction", "Nothing of it may move on until somebody releases it",
      field("scope", &HoldAction::scope, "The reading's unit or lot, or all that the equipment made"),
      defaulted("since", &HoldAction::since, "Where an exposure begins"));
}

struct AlarmAction {
  Priority priority = Priority::medium;
  std::optional<Escalation> escalate;
  std::optional<Duration> on_delay = {};   // ISA-18.2: only what lasts so long is worth a call
  std::optional<Duration> off_delay = {};  // ISA-18.2: it returns when the condition has been normal for so long
};
constexpr auto describe(const AlarmAction*) {
  using json::defaulted, json::field;
  return json::type<AlarmAction>(
      "AlarmAction", "Call for attention until somebody acknowledges", defaulted("priority", &AlarmAction::priority),
      field("escalate", &AlarmAction::escalate),
      field("on_delay", &AlarmAction::on_delay,
            "The condition must last so long, by the time of the readings; messages wait too"),
      field("off_delay", &AlarmAction::off_delay, "It stays active until the condition has been normal for so long"));
}

struct NotifyAction {
  std::string role;
  std::optional<Escalation> escalate;
};
constexpr auto describe(const NotifyAction*) {
  using json::field;
  return json::type<NotifyAction>("NotifyAction", "Tell everybody who has the role", field("role", &NotifyAction::role),
                                  field("escalate", &NotifyAction::escalate));
}

struct CommandAction {
  std::string command;
  std::optional<std::string> target;  // default: the equipment's own
  std::optional<json::Raw> parameters;
  std::optional<Duration> acknowledge_within;  // default: the target's
  std::optional<std::string> escalate_to;      // default: the target's
};
constexpr auto describe(const CommandAction*) {
  using json::field;
  return json::type<CommandAction>(
      "CommandAction", "Tell the equipment to do something", field("command", &CommandAction::command),
      field("target", &CommandAction::target, "The equipment's own by default"),
      field("parameters", &CommandAction::parameters),
      field("acknowledge_within", &CommandAction::acknowledge_within,
            "How long the receiver may take; the target's by default"),
      field("escalate_to", &CommandAction::escalate_to, "Role that is told when it fails; the target's by default"));
}

struct Action {  // exactly one is set
  std::optional<HoldAction> hold;
  std::optional<AlarmAction> alarm;
  std::optional<NotifyAction> notify;
  std::optional<CommandAction> command;
  std::optional<std::string> stop;  // "equipment"
};
constexpr auto describe(const Action*) {
  using json::field;
  return json::type<Action>("Action", "Exactly one of these", field("hold", &Action::hold),
                            field("alarm", &Action::alarm), field("notify", &Action::notify),
                            field("command", &Action::command),
                            field("stop", &Action::stop, "equipment: what the reading came from stops"));
}

enum class When : std::uint8_t { out_of_specification, signal };
constexpr auto describe_enum(const When*) {
  return json::names<When>({{When::out_of_specification, "out_of_specification"}, {When::signal, "signal"}});
}
struct Reaction {
  When when = When::out_of_specification;
  std::vector<Action> actions;  // "do" in files
};
constexpr auto describe(const Reaction*) {
  using json::field;
  return json::type<Reaction>("Reaction", "What happens, and when", field("when", &Reaction::when),
                              field("do", &Reaction::actions, "In this order"));
}

}  // namespace jidoka::plant
