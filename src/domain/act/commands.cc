#include "act/commands.h"

#include <algorithm>

namespace jidoka::act {
namespace {

constexpr std::size_t longest_detail = 1000;

Failure not_open(const std::string& id) {
  return fail(Code::not_found, "command-not-open",
              {"No command " + id + " waits for an answer. It may be answered or given up already.",
               "没有等待应答的指令 " + id + "。它可能已被应答或放弃。"});
}
Result<const OpenCommand*> open_command(const State& state, const std::string& id) {
  const auto found = state.commands.find(id);
  if (found != state.commands.end()) return &found->second;
  return not_open(id);
}

Result<void> check_answer(const std::string& id, const std::string& went_to, const AcknowledgeCommand& input,
                          std::string_view target) {
  if (!target.empty() && went_to != target)
    return fail(Code::forbidden, "command-elsewhere",
                {"Command " + id + " did not go to " + std::string(target) + ".",
                 "指令 " + id + " 不是发给 " + std::string(target) + " 的。"});
  if (input.detail.size() > longest_detail)
    return fail(Code::invalid, "detail-too-long", {"The detail has at most 1000 bytes.", "detail 最长 1000 字节。"},
                "detail");
  return {};
}

std::uint64_t last_message(const State& state, const ActFacts& out) {
  const auto sent =
      std::ranges::count_if(out, [](const ActFact& fact) { return std::holds_alternative<MessageSent>(fact); });
  return state.counters.message + static_cast<std::uint64_t>(sent);
}

}  // namespace

void address(CommandQueued& command, const plant::Model& model, const plant::CommandAction* action) {
  command.escalate_to = std::string(default_escalation_role);
  if (const plant::Target* target = plant::find_in(model.targets, command.target)) {
    command.acknowledge_within = plant::acknowledge_within(*target);
    if (target->escalate_to) command.escalate_to = target->escalate_to;
  }
  if (action == nullptr) return;
  if (action->acknowledge_within) command.acknowledge_within = action->acknowledge_within;
  if (action->escalate_to) command.escalate_to = action->escalate_to;
}

void escalate_command(const State& state, std::string_view id, const OpenCommand& command, const Text& what,
                      ActFacts& out) {
  if (!command.escalate_to) return;
  const std::string name(id);
  out.push_back(CommandEscalated{name, *command.escalate_to});
  out.push_back(MessageSent{"M-" + std::to_string(last_message(state, out) + 1),
                            *command.escalate_to,
                            {"Command " + name + " (" + command.command + ") for " + command.equipment + " " + what.en +
                                 ". It was sent because: " + command.reason.en,
                             "设备 " + command.equipment + " 的指令 " + name + "（" + command.command + "）" + what.zh +
                                 "。下发原因：" + command.reason.zh},
                            command.verdict});
}

Result<ActFacts> settle_command(const State& state, std::string_view id, const CommandOutcome& outcome, Instant now) {
  const std::string name(id);
  TRY(const OpenCommand* command, open_command(state, name));
  if (command->answer_by)
    return fail(Code::conflict, "command-delivered",
                {"Command " + name + " is delivered already.", "指令 " + name + " 已送达。"});
  if (outcome.delivered && command->acknowledge_within)
    return ActFacts{CommandDelivered{name, outcome.attempts, outcome.detail, now + *command->acknowledge_within}};
  ActFacts out{CommandSettled{name, outcome.delivered, outcome.attempts, outcome.detail}};
  if (!outcome.delivered)
    escalate_command(state, id, *command, {"could not be delivered: " + outcome.detail, "未能送达：" + outcome.detail},
                     out);
  return out;
}

Result<ActFacts> answer_command(const State& state, std::string_view id, const AcknowledgeCommand& input,
                                std::string_view target) {
  const std::string name(id);
  TRY(const OpenCommand* command, open_command(state, name));
  TRY_VOID(check_answer(name, command->target, input, target));
  ActFacts out{CommandAnswered{name, input.accepted, input.detail}};
  if (!input.accepted) {
    const Text why = input.detail.empty() ? Text{} : Text{": " + input.detail, "：" + input.detail};
    escalate_command(state, id, *command, {"was refused by its receiver" + why.en, "被接收方拒绝" + why.zh}, out);
  }
  return out;
}

Result<ActFacts> answer_late(std::string_view id, const std::optional<std::string>& went_to,
                             const AcknowledgeCommand& input, std::string_view target) {
  const std::string name(id);
  if (!went_to) return not_open(name);
  TRY_VOID(check_answer(name, *went_to, input, target));
  return ActFacts{CommandAnswered{name, input.accepted, input.detail}};
}

ActFacts time_out_commands(const State& state, Instant now) {
  ActFacts out;
  for (const auto& [answer_by, id] : state.unanswered) {
    if (answer_by > now) break;
    const OpenCommand& command = state.commands.find(id)->second;
    const std::string waited = to_string(command.acknowledge_within.value_or(Duration{}));
    out.push_back(CommandTimedOut{id});
    escalate_command(state, id, command,
                     {"was delivered but not acknowledged within " + waited, "已送达，但 " + waited + " 内无应答"},
                     out);
  }
  return out;
}

std::optional<Instant> next_unanswered(const State& state) {
  if (state.unanswered.empty()) return std::nullopt;
  return state.unanswered.begin()->first;
}

}  // namespace jidoka::act
