// What reactions leave behind: alarms, holds, stops, commands and messages, and every later change of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/instant.h"
#include "core/text.h"
#include "json/describe.h"
#include "judge/verdict.h"
#include "plant/model.h"

namespace jidoka::act {

// ---- holds ---------------------------------------------------------------------------------------------------

// A hold is a predicate, not a list: whatever matches it is held, wherever it is now, and so is whatever it went into.
enum class ScopeKind : std::uint8_t { unit, lot, exposure };
constexpr auto describe_enum(const ScopeKind*) {
  return json::names<ScopeKind>(
      {{ScopeKind::unit, "unit"}, {ScopeKind::lot, "lot"}, {ScopeKind::exposure, "exposure"}});
}
struct Scope {
  ScopeKind kind = ScopeKind::exposure;
  std::optional<std::string> id;         // the unit's serial or the lot
  std::optional<std::string> equipment;  // of an exposure: everything that ran here …
  std::optional<Instant> from;           // … at any time in [from, to)
  std::optional<Instant> to;             // absent: the exposure has not ended yet
  friend bool operator==(const Scope&, const Scope&) = default;
};
constexpr auto describe(const Scope*) {
  using json::field;
  return json::type<Scope>("HoldScope", "What a hold covers", field("kind", &Scope::kind),
                           field("id", &Scope::id, "Serial or lot"),
                           field("equipment", &Scope::equipment, "Of an exposure; one that runs operations"),
                           field("from", &Scope::from), field("to", &Scope::to, "Absent while the exposure goes on"));
}
enum class HoldState : std::uint8_t { active, released };
constexpr auto describe_enum(const HoldState*) {
  return json::names<HoldState>({{HoldState::active, "active"}, {HoldState::released, "released"}});
}

struct HoldPlaced {
  std::string id;  // "H-17"
  Scope scope;
  std::optional<judge::Verdict> because;  // absent when placed by hand
  Text reason;
  std::string release_role;  // who may lift it
};
constexpr auto describe(const HoldPlaced*) {
  using json::field;
  return json::type<HoldPlaced>("hold_placed", "Whatever matches the scope may not move on",
                                field("id", &HoldPlaced::id), field("scope", &HoldPlaced::scope),
                                field("because", &HoldPlaced::because), field("reason", &HoldPlaced::reason),
                                field("release_role", &HoldPlaced::release_role));
}
struct HoldClosed {
  std::string id;
  Instant to;
};  // the exposure ended; the hold stays
constexpr auto describe(const HoldClosed*) {
  using json::field;
  return json::type<HoldClosed>("hold_closed", "The exposure ended; the hold stays", field("id", &HoldClosed::id),
                                field("to", &HoldClosed::to));
}
struct HoldItemReleased {
  std::string id;
  std::string item_kind;
  std::string item;
  std::string reason;
};
constexpr auto describe(const HoldItemReleased*) {
  using json::field;
  return json::type<HoldItemReleased>(
      "hold_item_released", "One item of a hold was let go", field("id", &HoldItemReleased::id),
      field("item_kind", &HoldItemReleased::item_kind), field("item", &HoldItemReleased::item),
      field("reason", &HoldItemReleased::reason));
}
struct HoldReleased {
  std::string id;
  std::string reason;
};
constexpr auto describe(const HoldReleased*) {
  using json::field;
  return json::type<HoldReleased>("hold_released", "A hold was lifted", field("id", &HoldReleased::id),
                                  field("reason", &HoldReleased::reason));
}

// ---- alarms (ISA-18.2 terms) ---------------------------------------------------------------------------------

enum class AlarmState : std::uint8_t { unacknowledged, acknowledged, returned, cleared };
// unacknowledged: active, nobody has seen it · acknowledged: active, seen · returned: condition gone, not yet seen ·
// cleared: over
constexpr auto describe_enum(const AlarmState*) {
  return json::names<AlarmState>({{AlarmState::unacknowledged, "unacknowledged"},
                                  {AlarmState::acknowledged, "acknowledged"},
                                  {AlarmState::returned, "returned"},
                                  {AlarmState::cleared, "cleared"}});
}
// The states of ISA-18.2, 6.3. Of an alarm that is open; what is over is normal. Shelved comes before the others, for
// that is why nobody is called.
enum class AlarmLifeCycle : std::uint8_t {
  normal,
  unacknowledged,
  acknowledged,
  returned_to_normal_unacknowledged,
  shelved
};
constexpr auto describe_enum(const AlarmLifeCycle*) {
  return json::names<AlarmLifeCycle>(
      {{AlarmLifeCycle::normal, "normal"},
       {AlarmLifeCycle::unacknowledged, "unacknowledged"},
       {AlarmLifeCycle::acknowledged, "acknowledged"},
       {AlarmLifeCycle::returned_to_normal_unacknowledged, "returned_to_normal_unacknowledged"},
       {AlarmLifeCycle::shelved, "shelved"}});
}
constexpr AlarmLifeCycle life_cycle(AlarmState state, bool is_shelved) {
  if (state == AlarmState::cleared) return AlarmLifeCycle::normal;
  if (is_shelved) return AlarmLifeCycle::shelved;
  if (state == AlarmState::returned) return AlarmLifeCycle::returned_to_normal_unacknowledged;
  return state == AlarmState::acknowledged ? AlarmLifeCycle::acknowledged : AlarmLifeCycle::unacknowledged;
}
struct AlarmRaised {
  std::string id;   // "A-9"
  std::string key;  // plan@revision/line/equipment/kind: one active alarm per key
  plant::Priority priority = plant::Priority::medium;
  std::string equipment;
  judge::Verdict because;
  std::optional<plant::Escalation> escalate;
  std::optional<Duration> off_delay = {};
};
constexpr auto describe(const AlarmRaised*) {
  using json::field;
  return json::type<AlarmRaised>("alarm_raised", "Something that a person must look at", field("id", &AlarmRaised::id),
                                 field("key", &AlarmRaised::key), field("priority", &AlarmRaised::priority),
                                 field("equipment", &AlarmRaised::equipment), field("because", &AlarmRaised::because),
                                 field("escalate", &AlarmRaised::escalate),
                                 field("off_delay", &AlarmRaised::off_delay));
}
struct AlarmRepeated {
  std::string id;
  std::int64_t count = 0;
  Instant last;
};  // count: occurrences so far
constexpr auto describe(const AlarmRepeated*) {
  using json::field;
  return json::type<AlarmRepeated>("alarm_repeated", "The same again, counted", field("id", &AlarmRepeated::id),
                                   field("count", &AlarmRepeated::count, "Occurrences so far"),
                                   field("last", &AlarmRepeated::last, "Of the newest"));
}
struct AlarmAcknowledged {
  std::string id;
  std::string note;
};
constexpr auto describe(const AlarmAcknowledged*) {
  using json::field;
  return json::type<AlarmAcknowledged>("alarm_acknowledged", "Somebody has seen it",
                                       field("id", &AlarmAcknowledged::id), field("note", &AlarmAcknowledged::note));
}
struct AlarmShelved {
  std::string id;
  Instant until;
  std::string reason;
};
constexpr auto describe(const AlarmShelved*) {
  using json::field;
  return json::type<AlarmShelved>("alarm_shelved", "Put aside for a while", field("id", &AlarmShelved::id),
                                  field("until", &AlarmShelved::until), field("reason", &AlarmShelved::reason));
}
struct AlarmUnshelved {
  std::string id;
};
constexpr auto describe(const AlarmUnshelved*) {
  using json::field;
  return json::type<AlarmUnshelved>("alarm_unshelved", "Back from the shelf", field("id", &AlarmUnshelved::id));
}
struct AlarmEscalated {
  std::string id;
  std::string to;
};
constexpr auto describe(const AlarmEscalated*) {
  using json::field;
  return json::type<AlarmEscalated>("alarm_escalated", "Nobody reacted: the next role was told",
                                    field("id", &AlarmEscalated::id), field("to", &AlarmEscalated::to, "Role"));
}
struct AlarmReturned {
  std::string id;
};  // the condition is normal again
constexpr auto describe(const AlarmReturned*) {
  using json::field;
  return json::type<AlarmReturned>("alarm_returned", "The condition is normal again", field("id", &AlarmReturned::id));
}

struct AlarmSettling {
  std::string id;
  Instant until;
};  // the condition is normal; unless it comes again until then, the alarm returns
constexpr auto describe(const AlarmSettling*) {
  using json::field;
  return json::type<AlarmSettling>("alarm_settling",
                                   "The condition is normal; the alarm returns unless it comes again until then",
                                   field("id", &AlarmSettling::id), field("until", &AlarmSettling::until));
}
struct AlarmMarkedFalse {
  std::string id;
  std::string reason;
};
constexpr auto describe(const AlarmMarkedFalse*) {
  using json::field;
  return json::type<AlarmMarkedFalse>("alarm_marked_false", "Somebody looked: nothing was wrong",
                                      field("id", &AlarmMarkedFalse::id), field("reason", &AlarmMarkedFalse::reason));
}

// ---- equipment, commands, messages ---------------------------------------------------------------------------

struct EquipmentStopped {
  std::string equipment;
  Text reason;
  std::optional<std::string> verdict;
};
constexpr auto describe(const EquipmentStopped*) {
  using json::field;
  return json::type<EquipmentStopped>(
      "equipment_stopped", "Equipment may not run", field("equipment", &EquipmentStopped::equipment),
      field("reason", &EquipmentStopped::reason), field("verdict", &EquipmentStopped::verdict));
}
struct EquipmentRestarted {
  std::string equipment;
  std::string reason;
};
constexpr auto describe(const EquipmentRestarted*) {
  using json::field;
  return json::type<EquipmentRestarted>("equipment_restarted", "Equipment may run again",
                                        field("equipment", &EquipmentRestarted::equipment),
                                        field("reason", &EquipmentRestarted::reason));
}

struct CommandQueued {
  std::string id;  // "C-3"
  std::string target;
  std::string equipment;
  std::string command;
  json::Raw parameters;
  Text reason;
  std::optional<std::string> verdict;
  std::optional<std::string> episode;  // of the condition that asked for it (act/condition.h): sent once in each
  std::optional<Duration> acknowledge_within = {};  // after its delivery; absent: its delivery is all
  std::optional<std::string> escalate_to = {};      // role that is told when it fails
};
constexpr auto describe(const CommandQueued*) {
  using json::field;
  return json::type<CommandQueued>(
      "command_queued", "Equipment or a system is told something", field("id", &CommandQueued::id),
      field("target", &CommandQueued::target), field("equipment", &CommandQueued::equipment),
      field("command", &CommandQueued::command), field("parameters", &CommandQueued::parameters),
      field("reason", &CommandQueued::reason), field("verdict", &CommandQueued::verdict),
      field("episode", &CommandQueued::episode), field("acknowledge_within", &CommandQueued::acknowledge_within),
      field("escalate_to", &CommandQueued::escalate_to));
}
// It has reached its target, which has until `answer_by` to say what it did.
struct CommandDelivered {
  std::string id;
  std::int64_t attempts = 0;
  std::string detail;
  Instant answer_by;
};
constexpr auto describe(const CommandDelivered*) {
  using json::field;
  return json::type<CommandDelivered>(
      "command_delivered", "A command has reached its target, which must still acknowledge it",
      field("id", &CommandDelivered::id), field("attempts", &CommandDelivered::attempts),
      field("detail", &CommandDelivered::detail), field("answer_by", &CommandDelivered::answer_by));
}
struct CommandAnswered {
  std::string id;
  bool accepted = false;
  std::string detail;
};
constexpr auto describe(const CommandAnswered*) {
  using json::field;
  return json::type<CommandAnswered>("command_answered", "The receiver did what it was told, or refused",
                                     field("id", &CommandAnswered::id), field("accepted", &CommandAnswered::accepted),
                                     field("detail", &CommandAnswered::detail));
}
struct CommandTimedOut {
  std::string id;
};
constexpr auto describe(const CommandTimedOut*) {
  return json::type<CommandTimedOut>("command_timed_out", "The receiver did not answer in time",
                                     json::field("id", &CommandTimedOut::id));
}
struct CommandEscalated {
  std::string id;
  std::string to;
};
constexpr auto describe(const CommandEscalated*) {
  return json::type<CommandEscalated>("command_escalated", "A role was told that a command failed",
                                      json::field("id", &CommandEscalated::id),
                                      json::field("to", &CommandEscalated::to, "Role"));
}
struct CommandSettled {
  std::string id;
  bool delivered = false;
  std::int64_t attempts = 0;
  std::string detail;
};
constexpr auto describe(const CommandSettled*) {
  using json::field;
  return json::type<CommandSettled>(
      "command_settled", "A command was delivered, which is all it asked for, or given up",
      field("id", &CommandSettled::id), field("delivered", &CommandSettled::delivered),
      field("attempts", &CommandSettled::attempts), field("detail", &CommandSettled::detail));
}
struct MessageSent {  // to everybody who has the role; shown in their inbox, and sent to `target` when there is one
  std::string id;     // "M-5"
  std::string role;
  Text text;
  std::optional<std::string> verdict;
};
constexpr auto describe(const MessageSent*) {
  using json::field;
  return json::type<MessageSent>("message_sent", "A role was told something", field("id", &MessageSent::id),
                                 field("role", &MessageSent::role), field("text", &MessageSent::text),
                                 field("verdict", &MessageSent::verdict));
}

}  // namespace jidoka::act
