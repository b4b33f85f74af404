#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "json/encode.h"
#include "plant/checks.h"
#include "plant/permissions.h"

namespace jidoka::plant {
namespace {

void check_role(const Model& model, const std::string& role, const std::string& path, Findings& findings) {
  if (is_role(role, model) || !findings.is_sound(path)) return;
  missing_reference(findings, path, role, role_names(model), {"role", "角色"});
}

void check_escalation(const Model& model, const std::optional<Escalation>& escalate, const std::string& path,
                      Findings& findings) {
  if (!escalate) return;
  if (escalate->after.ns <= 0 && findings.is_sound(path + ".after"))
    findings.fault(path + ".after",
                   "escalation needs some time to answer first. Give `after` more than 0, such as 5min.",
                   "升级前应留出响应时间。after 应大于 0，例如 5min。");
  check_role(model, escalate->to, path + ".to", findings);
}

void check_delay(const std::optional<Duration>& delay, const std::string& path, Findings& findings) {
  if (!delay || (delay->ns > 0 && *delay <= days(1)) || !findings.is_sound(path)) return;
  findings.fault(path, "a delay is longer than 0 and at most 1d, such as 30s. Without one the alarm follows at once.",
                 "延时应大于 0 且不超过 1d，例如 30s；不设延时则立即报警。");
}

void check_hold(const Model& model, const ControlPlan& plan, const ControlPlanLine& line, const HoldAction& hold,
                const std::string& path, Findings& findings) {
  const Material* part = find_in(model.materials, plan.part);
  if (hold.scope == HoldScope::unit && part != nullptr && part->tracked_by == Tracking::lot)
    findings.fault(path + ".scope",
                   fmt::format("a unit cannot be held: {} is tracked by lot. Use scope lot or exposure.", plan.part),
                   fmt::format("{} 按批次追溯，无法按单件冻结。请将 scope 设为 lot 或 exposure。", plan.part));
  const Operation* operation = find_in(model.operations, line.operation);
  if (hold.scope != HoldScope::exposure || operation == nullptr) return;
  for (const std::string& equipment : equipment_of(model, line))
    if (std::ranges::find(operation->at, equipment) == operation->at.end() && model.equipment.contains(equipment))
      findings.fault(
          path + ".scope",
          fmt::format("an exposure of {} holds nothing, for {} does not run there. Use scope unit or lot, or read "
                      "at the equipment of {}.",
                      equipment, line.operation, line.operation),
          fmt::format(
              "{} 不执行工序 {}，其影响范围内没有产品可冻结。请将 scope 设为 unit 或 lot，或改用 {} 的设备读数。",
              equipment, line.operation, line.operation));
}

void check_can(const Model& model, const ControlPlanLine& line, std::string_view command, const std::string& path,
               Findings& findings) {
  for (const std::string& id : equipment_of(model, line)) {
    const Equipment* equipment = find_in(model.equipment, id);
    if (equipment == nullptr || std::ranges::find(equipment->commands, command) != equipment->commands.end()) continue;
    const std::vector<std::string_view> known(equipment->commands.begin(), equipment->commands.end());
    const Text remedy = suggest(command, known,
                                {fmt::format(" Add `{}` to its commands, or take another action.", command),
                                 fmt::format("请在其 commands 中加入 {}，或改用其他动作。", command)});
    findings.fault(path, fmt::format("the equipment {} has no command \"{}\".{}", id, command, remedy.en),
                   fmt::format("设备 {} 没有指令“{}”。{}", id, command, remedy.zh));
  }
}

void check_command(const Model& model, const ControlPlanLine& line, const CommandAction& action,
                   const std::string& path, Findings& findings) {
  if (findings.is_sound(path + ".command")) check_can(model, line, action.command, path + ".command", findings);
  if (action.escalate_to) check_role(model, *action.escalate_to, path + ".escalate_to", findings);
  if (action.acknowledge_within && (*action.acknowledge_within < seconds(1) || *action.acknowledge_within > days(7)))
    findings.fault(path + ".acknowledge_within", "acknowledge_within is from 1s to 7d.",
                   "acknowledge_within 须为 1s 到 7d。");
  if (action.target) {
    refer(findings, path + ".target", *action.target, model.targets, {"target", "目标系统"});
    return;
  }
  for (const std::string& id : equipment_of(model, line)) {
    const Equipment* equipment = find_in(model.equipment, id);
    if (equipment == nullptr || equipment->target) continue;
    findings.fault(path,
                   fmt::format("the command has no way to {}. Give the equipment a target, or name one here.", id),
                   fmt::format("指令无法送达设备 {}。请为该设备设置 target，或在此处指定。", id));
  }
}

void check_action(const Model& model, const ControlPlan& plan, const ControlPlanLine& line, const Action& action,
                  const std::string& path, Findings& findings) {
  if (action.hold && findings.is_sound(path + ".hold"))
    check_hold(model, plan, line, *action.hold, path + ".hold", findings);
  if (action.alarm) {
    check_escalation(model, action.alarm->escalate, path + ".alarm.escalate", findings);
    check_delay(action.alarm->on_delay, path + ".alarm.on_delay", findings);
    check_delay(action.alarm->off_delay, path + ".alarm.off_delay", findings);
  }
  if (action.notify) {
    check_role(model, action.notify->role, path + ".notify.role", findings);
    check_escalation(model, action.notify->escalate, path + ".notify.escalate", findings);
  }
  if (action.command) check_command(model, line, *action.command, path + ".command", findings);
  if (!action.stop || !findings.is_sound(path + ".stop")) return;
  if (*action.stop != "equipment")
    return findings.fault(path + ".stop",
                          fmt::format("\"{}\" cannot be stopped. Write `stop: equipment`.", *action.stop),
                          fmt::format("不能停止“{}”。请写成 stop: equipment。", *action.stop));
  check_can(model, line, "stop", path + ".stop", findings);
}

}  // namespace

void check_reactions(const Model& model, const ControlPlan& plan, const ControlPlanLine& line, const std::string& path,
                     Findings& findings) {
  std::set<When> seen;
  for (std::size_t i = 0; i < line.reactions.size(); ++i) {
    const Reaction& reaction = line.reactions[i];
    const std::string at = fmt::format("{}.reactions[{}]", path, i);
    const std::string when(json::enum_name(reaction.when));
    if (findings.is_sound(at + ".when")) {
      if (reaction.when == When::signal && !line.chart && findings.is_sound(path + ".chart"))
        findings.fault(at + ".when",
                       "a signal comes from a control chart, and the line has none. Add `chart`, or react when "
                       "out_of_specification.",
                       "signal 由控制图发出，而此行没有控制图。请添加 chart，或改为 out_of_specification。");
      if (reaction.when == When::out_of_specification && !line.specification &&
          findings.is_sound(path + ".specification"))
        findings.fault(
            at + ".when",
            "nothing can be out of specification, for the line has none. Add `specification`, or react when signal.",
            "此行没有规格，不会出现 out_of_specification。请添加 specification，或改为 signal。");
      if (!seen.insert(reaction.when).second)
        findings.fault(at + ".when", fmt::format("the line reacts to {} twice. Put all actions in one reaction.", when),
                       fmt::format("此行对 {} 重复设置了反应。请合并为一项。", when));
    }
    if (reaction.actions.empty() && findings.is_sound(at + ".do"))
      findings.fault(at + ".do", "the reaction does nothing. Name at least one of hold, stop, alarm, notify, command.",
                     "该反应没有任何动作。请至少填写 hold、stop、alarm、notify、command 之一。");
    for (std::size_t j = 0; j < reaction.actions.size(); ++j)
      check_action(model, plan, line, reaction.actions[j], fmt::format("{}.do[{}]", at, j), findings);
  }
}

}  // namespace jidoka::plant
