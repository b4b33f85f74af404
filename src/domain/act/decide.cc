#include "act/decide.h"

#include <fmt/format.h>

#include <algorithm>

#include "act/checks.h"
#include "act/commands.h"
#include "act/exposed.h"

namespace jidoka::act {
namespace {

Failure invalid_scope(Text text, std::string field) {
  return fail(Code::invalid, "hold-scope", std::move(text), std::move(field));
}

Result<void> check_scope(const plant::Model& model, const Scope& scope) {
  if (scope.kind != ScopeKind::exposure) {
    if (!scope.id) return invalid_scope({"Say which unit or lot.", "请说明是哪件产品或哪个批次。"}, "scope.id");
    if (scope.equipment || scope.from || scope.to)
      return invalid_scope({"Equipment and times belong to an exposure; a unit or lot is held by its id alone.",
                            "设备和时间只用于影响范围；产品或批次仅凭编号冻结。"},
                           "scope.kind");
    return check_id(*scope.id, "scope.id");
  }
  if (scope.id)
    return invalid_scope({"An exposure has equipment and times, no id.", "影响范围由设备和时间确定，没有编号。"},
                         "scope.id");
  if (!scope.equipment) return invalid_scope({"Say at which equipment.", "请说明是哪台设备。"}, "scope.equipment");
  if (plant::find_in(model.equipment, *scope.equipment) == nullptr)
    return invalid_scope(
        {"The plant has no equipment " + *scope.equipment + ".", "工厂没有设备 " + *scope.equipment + "。"},
        "scope.equipment");
  if (const std::vector<std::string> inside = making_inside(model, *scope.equipment); !inside.empty()) {
    const std::string listed = fmt::format("{}", fmt::join(inside, ", "));
    return invalid_scope({"No operation runs at " + *scope.equipment +
                              " itself. Hold the equipment inside it that made the parts: " + listed + ".",
                          *scope.equipment + " 本身不进行任何工序。请冻结其中实际生产的设备：" + listed + "。"},
                         "scope.equipment");
  }
  if (scope.from && scope.to && *scope.from >= *scope.to)
    return invalid_scope({"The exposure must end after it began.", "影响范围的结束时间必须晚于开始时间。"}, "scope.to");
  return {};
}

Result<const Hold*> active_hold(const State& state, std::string_view id) {
  const auto found = state.holds.find(id);
  const std::string name(id);
  if (found == state.holds.end())
    return fail(Code::not_found, "hold-not-active",
                {"No active hold has the id " + name + ". It may be released already.",
                 "没有编号为 " + name + " 的生效冻结，它可能已经解除。"});
  if (found->second.releasing)
    return fail(Code::conflict, "hold-released",
                {"Hold " + name + " is released already.", "冻结 " + name + " 已经解除。"});
  return &found->second;
}

Result<void> check_role(const Hold& hold, const std::vector<std::string>& roles) {
  for (const std::string& role : roles)
    if (role == hold.release_role || role == "admin") return {};
  return fail(Code::forbidden, "release-role",
              {"Only the role " + hold.release_role + " may release hold " + hold.id + ".",
               "只有角色 " + hold.release_role + " 才能解除冻结 " + hold.id + "。"});
}

Result<ActFacts> release_item(const Hold& hold, const ReleaseHold& input) {
  if (!input.item || !input.item_kind)
    return fail(Code::invalid, "item-incomplete",
                {"To release one item, give both item_kind and item.", "单件放行时，item_kind 和 item 都要填写。"},
                input.item ? "item_kind" : "item");
  if (*input.item_kind != "unit" && *input.item_kind != "lot")
    return fail(Code::invalid, "item-kind", {"item_kind is unit or lot.", "item_kind 只能是 unit 或 lot。"},
                "item_kind");
  TRY_VOID(check_id(*input.item, "item"));
  const std::string key = item_key(*input.item_kind, *input.item);
  if (hold.released_items.contains(key) || hold.releasing_items.contains(key))
    return fail(Code::conflict, "item-released",
                {*input.item + " is released from hold " + hold.id + " already.",
                 *input.item + " 已从冻结 " + hold.id + " 中放行。"},
                "item");
  return ActFacts{HoldItemReleased{hold.id, *input.item_kind, *input.item, input.reason}};
}

Result<const plant::Equipment*> known_equipment(const plant::Model& model, const std::string& id) {
  const plant::Equipment* found = plant::find_in(model.equipment, id);
  if (found != nullptr) return found;
  return fail(Code::not_found, "unknown-equipment",
              {"The plant has no equipment " + id + ".", "工厂没有设备 " + id + "。"});
}

// The command that goes with a stop or restart by hand, when the equipment can be told.
void tell(const State& state, const plant::Model& model, const plant::Equipment& equipment, const std::string& command,
          const std::string& reason, ActFacts& out) {
  if (!equipment.target) return;
  if (command != "stop" && std::ranges::find(equipment.commands, command) == equipment.commands.end()) return;
  CommandQueued queued{.id = "C-" + std::to_string(state.counters.command + 1),
                       .target = *equipment.target,
                       .equipment = equipment.id,
                       .command = command,
                       .parameters = {},
                       .reason = same_text(reason),
                       .verdict = std::nullopt,
                       .episode = std::nullopt};
  address(queued, model);
  out.push_back(std::move(queued));
}

}  // namespace

Result<ActFacts> place_hold(const State& state, const plant::Model& model, const PlaceHold& input) {
  TRY_VOID(check_scope(model, input.scope));
  TRY_VOID(check_reason(input.reason));
  return ActFacts{HoldPlaced{"H-" + std::to_string(state.counters.hold + 1), input.scope, std::nullopt,
                             same_text(input.reason), std::string(default_release_role)}};
}

Result<ActFacts> release_hold(const State& state, std::string_view id, const ReleaseHold& input,
                              const std::vector<std::string>& roles) {
  TRY(const Hold* hold, active_hold(state, id));
  TRY_VOID(check_role(*hold, roles));
  TRY_VOID(check_reason(input.reason));
  if (input.item || input.item_kind) return release_item(*hold, input);
  return ActFacts{HoldReleased{hold->id, input.reason}};
}

Result<ActFacts> stop_equipment(const State& state, const plant::Model& model, const std::string& equipment,
                                const StopEquipment& input) {
  TRY(const plant::Equipment* known, known_equipment(model, equipment));
  TRY_VOID(check_reason(input.reason));
  const auto stopped = state.stops.find(equipment);
  if (stopped != state.stops.end() && !stopped->second.restarting)
    return fail(Code::conflict, "already-stopped", {equipment + " is stopped already.", equipment + " 已经停机。"});
  ActFacts out{EquipmentStopped{equipment, same_text(input.reason), std::nullopt}};
  tell(state, model, *known, "stop", input.reason, out);
  return out;
}

Result<ActFacts> restart_equipment(const State& state, const plant::Model& model, const std::string& equipment,
                                   const RestartEquipment& input) {
  TRY_VOID(check_reason(input.reason));
  const auto stopped = state.stops.find(equipment);
  if (stopped == state.stops.end() || stopped->second.restarting) {
    TRY_VOID(known_equipment(model, equipment));
    return fail(
        Code::conflict, "not-stopped",
        {equipment + " is not stopped, so there is nothing to restart.", equipment + " 没有停机，无需恢复运行。"});
  }
  ActFacts out{EquipmentRestarted{equipment, input.reason}};
  if (const plant::Equipment* known = plant::find_in(model.equipment, equipment))
    tell(state, model, *known, "restart", input.reason, out);
  return out;
}

}  // namespace jidoka::act
