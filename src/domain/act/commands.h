// Commands after they were queued: delivered or given up, acknowledged or refused by whoever received them, or left
// without an answer. A command that did not lead to what it asked for is told to a role; which one, and how long the
// receiver may take, was decided when it was queued.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "act/inputs.h"
#include "act/state.h"
#include "core/result.h"
#include "plant/model.h"

namespace jidoka::act {

inline constexpr std::string_view default_escalation_role = "shift_leader";

// What its target says about waiting for an answer and about who is told; an action of a control plan may say
// otherwise.
void address(CommandQueued& command, const plant::Model& model, const plant::CommandAction* action = nullptr);

struct CommandOutcome {
  bool delivered = false;
  std::int64_t attempts = 0;
  std::string detail;
};
Result<ActFacts> settle_command(const State& state, std::string_view id, const CommandOutcome& outcome, Instant now);

// The receiver may be faster than the note that it was delivered.
// With a target: only of a command that went there.
Result<ActFacts> answer_command(const State& state, std::string_view id, const AcknowledgeCommand& input,
                                std::string_view target = {});

// The same of a command that ran out of its time at that target; absent: there is no such command. Nobody is told
// again: that it was not acknowledged in time they know.
Result<ActFacts> answer_late(std::string_view id, const std::optional<std::string>& went_to,
                             const AcknowledgeCommand& input, std::string_view target = {});

// Delivered commands whose time is over by now, and when the next one's is.
ActFacts time_out_commands(const State& state, Instant now);
std::optional<Instant> next_unanswered(const State& state);

// That a command failed, to the role that is to know: appended when there is one.
void escalate_command(const State& state, std::string_view id, const OpenCommand& command, const Text& what,
                      ActFacts& out);

}  // namespace jidoka::act
