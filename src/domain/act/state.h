// State: everything that is open now: holds, alarms, stopped equipment, commands under way. Facts change it through
// apply(), which cannot fail and is the same live and in replay.
//
// What loosens (a release, a restart, the end of an exposure) is only marked by apply(); it takes effect with
// made_durable(), which the loop calls when the fact is on disk. What tightens counts at once.
//   live:     facts = decide(state, …); apply each; commit; made_durable each
//   recovery: replay(state, fact, at, by) = both
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "act/facts.h"
#include "act/hold_index.h"
#include "core/instant.h"
#include "core/text.h"

namespace jidoka::act {

using ActFact =
    std::variant<HoldPlaced, HoldClosed, HoldItemReleased, HoldReleased, AlarmRaised, AlarmRepeated, AlarmAcknowledged,
                 AlarmShelved, AlarmUnshelved, AlarmEscalated, AlarmReturned, EquipmentStopped, EquipmentRestarted,
                 CommandQueued, CommandSettled, CommandDelivered, CommandAnswered, CommandTimedOut, CommandEscalated,
                 MessageSent, AlarmSettling, AlarmMarkedFalse>;
using ActFacts = std::vector<ActFact>;

struct Hold {
  std::string id;
  Scope scope;
  Text reason;
  std::string release_role;
  std::string condition;  // of its verdict; empty when placed by hand
  std::optional<Instant> verdict_time;
  std::optional<Instant> last_good;  // of its verdict
  Instant placed_at;
  std::string placed_by;
  std::set<std::string> released_items;   // item_key(); durable
  std::set<std::string> releasing_items;  // on their way to disk
  bool releasing = false;                 // its release is on its way to disk
  std::optional<Instant> closing;         // its end is on its way to disk
  friend bool operator==(const Hold&, const Hold&) = default;
};
// "unit:SN-0042", "lot:L7"
std::string item_key(std::string_view kind, std::string_view id);

struct Alarm {
  std::string id;
  std::string key;
  AlarmState state = AlarmState::unacknowledged;
  std::string equipment;
  Text text;
  std::string verdict;
  std::int64_t count = 1;  // as recorded
  Instant last;
  std::int64_t unrecorded = 0;  // repeats since the last AlarmRepeated
  Instant unrecorded_last;
  std::optional<plant::Escalation> escalate;
  bool escalated = false;
  Instant waiting_since;  // somebody should have looked since then
  std::optional<Instant> shelved_until;
  std::optional<Duration> off_delay = {};
  std::optional<Instant> returns_at = {};  // its condition is normal, and it returns then
  std::optional<Instant> due;              // when escalate() must look at it
  friend bool operator==(const Alarm& a, const Alarm& b);
};

struct Stop {
  Text reason;
  Instant at;
  std::string by;
  bool restarting = false;
  friend bool operator==(const Stop&, const Stop&) = default;
};

struct OpenCommand {
  std::string equipment;
  std::string target;
  std::string command;
  Text reason = {};
  std::optional<Duration> acknowledge_within = {};
  std::optional<std::string> escalate_to = {};
  std::optional<Instant> answer_by = {};  // it is delivered
  std::optional<std::string> verdict = {};
  friend bool operator==(const OpenCommand&, const OpenCommand&) = default;
};

// The newest release of a hold that a condition had placed.
struct Release {
  Instant at;
  // When the hold was an exposure that still went on: what was made from here to `at` was looked at and let go.
  std::optional<Instant> since;
  friend bool operator==(const Release&, const Release&) = default;
};

// Highest number given so far, by the letter of the id.
struct Counters {
  std::uint64_t hold = 0;
  std::uint64_t alarm = 0;
  std::uint64_t command = 0;
  std::uint64_t message = 0;
  std::uint64_t verdict = 0;
  friend bool operator==(const Counters&, const Counters&) = default;
};

// H-9 before H-10.
struct ByNumber {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  }
};

struct State {
  std::map<std::string, Hold, ByNumber> holds;                               // not released
  HoldIndex index;                                                           // of `holds`
  std::map<std::string, std::set<std::string>, std::less<>> open_exposures;  // condition → its exposures without an end
  std::map<std::string, Release, std::less<>> last_release;                  // by condition
  std::map<std::string, Instant, std::less<>> last_restart;                  // by equipment
  std::map<std::string, Alarm, ByNumber> alarms;                             // not cleared
  std::map<std::string, std::string, std::less<>> alarm_of_key;
  std::set<std::string> repeated;                 // alarms with repeats that are not recorded
  std::set<std::pair<Instant, std::string>> due;  // alarms that escalate() must look at, and when
  std::map<std::string, Stop, std::less<>> stops;
  std::map<std::string, OpenCommand, ByNumber> commands;      // not settled or answered
  std::set<std::pair<Instant, std::string>> unanswered;       // delivered commands, and until when
  std::map<std::string, std::string, std::less<>> commanded;  // condition/command → episode it was sent in
  Counters counters;

  // Of everything but the index, which follows from the holds.
  friend bool operator==(const State& a, const State& b);
};

void apply(State& state, const HoldPlaced& fact, Instant at, std::string_view by);
void apply(State& state, const HoldClosed& fact, Instant at, std::string_view by);
void apply(State& state, const HoldItemReleased& fact, Instant at, std::string_view by);
void apply(State& state, const HoldReleased& fact, Instant at, std::string_view by);
void apply(State& state, const AlarmRaised& fact, Instant at, std::string_view by);
void apply(State& state, const AlarmRepeated& fact, Instant at, std::string_view by);
void apply(State& state, const AlarmAcknowledged& fact, Instant at, std::string_view by);
void apply(State& state, const AlarmShelved& fact, Instant at, std::string_view by);
void apply(State& state, const AlarmUnshelved& fact, Instant at, std::string_view by);
void apply(State& state, const AlarmEscalated& fact, Instant at, std::string_view by);
void apply(State& state, const AlarmReturned& fact, Instant at, std::string_view by);
void apply(State& state, const AlarmSettling& fact, Instant at, std::string_view by);
void apply(State& state, const AlarmMarkedFalse& fact, Instant at, std::string_view by);
void apply(State& state, const EquipmentStopped& fact, Instant at, std::string_view by);
void apply(State& state, const EquipmentRestarted& fact, Instant at, std::string_view by);
void apply(State& state, const CommandQueued& fact, Instant at, std::string_view by);
void apply(State& state, const CommandSettled& fact, Instant at, std::string_view by);
void apply(State& state, const CommandDelivered& fact, Instant at, std::string_view by);
void apply(State& state, const CommandAnswered& fact, Instant at, std::string_view by);
void apply(State& state, const CommandTimedOut& fact, Instant at, std::string_view by);
void apply(State& state, const CommandEscalated& fact, Instant at, std::string_view by);
void apply(State& state, const MessageSent& fact, Instant at, std::string_view by);
void apply(State& state, const ActFact& fact, Instant at, std::string_view by);

void made_durable(State& state, const HoldClosed& fact);
void made_durable(State& state, const HoldItemReleased& fact);
void made_durable(State& state, const HoldReleased& fact);
void made_durable(State& state, const EquipmentRestarted& fact);
template <class Fact>
void made_durable(State&, const Fact&) {}  // everything else took effect at once
void made_durable(State& state, const ActFact& fact);

template <class Fact>
void replay(State& state, const Fact& fact, Instant at, std::string_view by) {
  apply(state, fact, at, by);
  made_durable(state, fact);
}

// Recovered counters: prefix "H", "A", "C", "M" or "V"; others are not ours and are left alone.
void set_counter(State& state, std::string_view prefix, std::uint64_t highest);
// The id for the next verdict; counted at once.
std::string take_verdict_id(State& state);
// A verdict that was read back, in replay.
void note_verdict_id(State& state, std::string_view id);

}  // namespace jidoka::act
