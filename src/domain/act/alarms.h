// The life of an alarm, in ISA-18.2 terms, and what people do to it.
//
// One alarm per condition: while it is open, the same condition again only counts. The loop says so with note_repeat()
// for each verdict before react(), and records the counts once per commit with flush_repeats(); a flood of verdicts is
// one fact per alarm and commit. One that had returned and comes again is told to its people again, and may escalate
// again.
//
//   unacknowledged ──acknowledge──▶ acknowledged ──normal again──▶ cleared
//        │  ▲                                                        ▲
//   normal again │ the same again                                    │
//        ▼  │                                                        │
//      returned ────────────────acknowledge──────────────────────────┘
// With an on-delay an alarm is raised when its condition has lasted so long; with an off-delay it returns when its
// condition has been normal for so long (both ISA-18.2). In between it is as active as before.
#pragma once

#include <optional>
#include <string_view>

#include "act/inputs.h"
#include "act/state.h"
#include "core/result.h"

namespace jidoka::act {

// True when an alarm of this condition is open: it was counted. Not recorded until flush_repeats.
bool note_repeat(State& state, std::string_view key, Instant time);
// An AlarmRepeated for each alarm with repeats that are not recorded; apply them as any other fact.
ActFacts flush_repeats(const State& state);

Result<ActFacts> acknowledge(const State& state, std::string_view id, const AcknowledgeAlarm& input);
Result<ActFacts> shelve(const State& state, std::string_view id, const ShelveAlarm& input, Instant now);
Result<ActFacts> unshelve(const State& state, std::string_view id);
// Of one that is open or over; whether there is such an alarm is the caller's to know.
Result<ActFacts> mark_false(std::string_view id, const MarkFalseAlarm& input);

// What time alone brings: alarms that nobody acknowledged go to the next role; those whose time on the shelf is over
// come back; those whose condition has been normal for their off-delay return. Call it at next_due(), or at any time.
ActFacts escalate(const State& state, Instant now);
std::optional<Instant> next_due(const State& state);

// The repeats of one alarm that are not recorded yet, as a fact; they must come before its next change.
void append_unrecorded(const Alarm& alarm, ActFacts& out);

}  // namespace jidoka::act
