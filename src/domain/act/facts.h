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
  return json::names<ScopeKind>({{ScopeKind::unit, "unit"}, {ScopeKind::lot, "lot"}, {ScopeKind::exposure, "exposure"}});
}
struct Scope {
  ScopeKind kind = ScopeKind::exposure;
  std::optional<std::string> id;         // the unit's serial or the lot
  std::optional<std::string> equipment;  // of an exposure: everything that ran here …
  std::optional<Instant> from;           // … at any time in [from, to)
  std::optional<Instant> to;             // absent: the exposure has not ended yet
};
constexpr auto describe(const Scope*) {
  using json::field;
  return json::type<Scope>("HoldScope", "What a hold covers", field("kind", &Scope::kind), field("id", &Scope::id, "Serial or lot"),
                           field("equipment", &Scope::equipment, "Of an exposure"), field("from", &Scope::from),
                           field("to", &Scope::to, "Absent while the exposure goes on"));
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
struct HoldClosed { std::string id; Instant to; };  // the exposure ended; the hold stays
struct HoldItemReleased { std::string id; std::string item_kind; std::string item; std::string reason; };
struct HoldReleased { std::string id; std::string reason; };

// ---- alarms (ISA-18.2 terms) ---------------------------------------------------------------------------------

enum class AlarmState : std::uint8_t { unacknowledged, acknowledged, returned, cleared };
// unacknowledged: active, nobody has seen it · acknowledged: active, seen · returned: condition gone, not yet seen · cleared: over
constexpr auto describe_enum(const AlarmState*) {
  return json::names<AlarmState>({{AlarmState::unacknowledged, "unacknowledged"},
                                  {AlarmState::acknowledged, "acknowledged"},
                                  {AlarmState::returned, "returned"},
                                  {AlarmState::cleared, "cleared"}});
}
struct AlarmRaised {
  std::string id;   // "A-9"
  std::string key;  // plan@revision/line/equipment/kind: one active alarm per key
  plant::Priority priority = plant::Priority::medium;
  std::string equipment;
  judge::Verdict because;
  std::optional<plant::Escalation> escalate;
};
struct AlarmRepeated { std::string id; std::int64_t count = 0; Instant last; };  // count: occurrences so far
struct AlarmAcknowledged { std::string id; std::string note; };
struct AlarmShelved { std::string id; Instant until; std::string reason; };
struct AlarmUnshelved { std::string id; };
struct AlarmEscalated { std::string id; std::string to; };
struct AlarmReturned { std::string id; };  // the condition is normal again

// ---- equipment, commands, messages ---------------------------------------------------------------------------

struct EquipmentStopped { std::string equipment; Text reason; std::optional<std::string> verdict; };
struct EquipmentRestarted { std::string equipment; std::string reason; };

struct CommandQueued {
  std::string id;  // "C-3"
  std::string target;
  std::string equipment;
  std::string command;
  json::Raw parameters;
  Text reason;
  std::optional<std::string> verdict;
};
struct CommandSettled { std::string id; bool delivered = false; std::int64_t attempts = 0; std::string detail; };
struct MessageSent {  // to everybody who has the role; shown in their inbox, and sent to `target` when there is one
  std::string id;  // "M-5"
  std::string role;
  Text text;
  std::optional<std::string> verdict;
};

}  // namespace jidoka::act
