// From a verdict to what is done about it: the reactions of its control plan line, as far as the plan's mode allows.
//
//   shadow, observe: nothing · advise: alarms and messages · enforce: also holds, stops and commands
// Everything is done once while a condition lasts:
//   alarm    one per condition while it is open (repeats only count, see alarms.h)
//   notify   together with a new alarm, and when one that had returned comes again; a line that only notifies raises
//   one too, for who is told must be able to say
//            "seen". Its escalation becomes the alarm's; the sooner one when both have one
//   hold     an exposure starts at the last good reading (without one: since ever, for nothing is known to be good) and
//            stays open until return_to_normal(); what a later verdict finds before its start is held by one more. Unit
//            and lot come from the reading, else from what ran at the equipment at its time, else the exposure is held.
//            A reading of a place that makes nothing itself exposes the equipment that does (exposed.h)
//   stop     not while it is stopped; the equipment's target is told, when it has one
//   command  once per episode, and not while the same one is under way
// A hold that was released while the condition goes on is placed anew, for what came after the release; equipment that
// was restarted is stopped anew. A release only lets go what its hold had covered while it was open.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "act/state.h"
#include "judge/verdict.h"
#include "plant/model.h"

namespace jidoka::act {

struct RunningItems {  // at the verdict's equipment, at its time
  std::optional<std::string> unit;
  std::optional<std::string> lot;
};

ActFacts react(const State& state, const plant::Model& model, const plant::ControlPlan& plan,
               const plant::ControlPlanLine& line, const judge::Verdict& verdict, const RunningItems& running);

// Whether an excursion that goes on has waited out the on-delay of an alarm that is not open yet: then one more verdict
// raises it.
bool owes_alarm(const State& state, const std::vector<plant::Reaction>& reactions, const judge::Verdict& verdict);

// The first good reading of a condition, at its own time: its exposures end there, and its alarm returns, or will when
// its off-delay is over.
ActFacts return_to_normal(const State& state, std::string_view condition, Instant time);

}  // namespace jidoka::act
