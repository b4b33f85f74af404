// Condition: what one line of a control plan says of one equipment in one way; the key of alarms and of open holds.
// All verdicts of one excursion share one episode: episodes are told apart by the first point of a signal, and by the
// last good reading before an excursion from the specification.
#pragma once

#include <optional>
#include <string>

#include "json/describe.h"
#include "judge/verdict.h"

namespace jidoka::act {

// "CP-HOUSING-A@3/10.1/IM-01/out_of_specification"
inline std::string condition_of(const judge::Verdict& verdict) {
  return verdict.plan + "/" + verdict.line + "/" + verdict.equipment + "/" + std::string(json::enum_name(verdict.kind));
}
// The condition, "/", and when the excursion began.
inline std::string episode_of(const judge::Verdict& verdict) {
  const std::optional<Instant>& began = verdict.began ? verdict.began : verdict.last_good;
  return condition_of(verdict) + "/" + (began ? to_string(*began) : "never");
}

// One command of one condition, whatever the episode: episode without its last part, then the command and its target.
inline std::string command_key(const std::string& episode, const std::string& command, const std::string& target) {
  return episode.substr(0, episode.rfind('/')) + "|" + command + "|" + target;
}

}  // namespace jidoka::act
