#include "produce/permit.h"

#include <algorithm>
#include <set>

#include "produce/genealogy.h"

namespace jidoka::produce {
namespace {

void add(Reasons& reasons, std::string code, Text text) {
  reasons.push_back({std::move(code), std::move(text), std::nullopt, std::nullopt});
}

// "08:14 UTC" of the same day, else with the date.
std::string since_words(Instant at, Instant now) {
  const std::string full = to_string(at);  // 2026-01-01T08:14:00Z
  const std::string clock = full.substr(11, 5) + " UTC";
  return full.substr(0, 10) == to_string(now).substr(0, 10) ? clock : full.substr(0, 10) + " " + clock;
}

bool passed(const Item& item, std::string_view operation) {
  const Run* run = last_ended(item, operation);
  return run != nullptr && run->result == RunResult::pass;
}

std::string joined(const std::vector<std::string>& names, std::string_view between) {
  std::string out;
  for (const std::string& name : names) {
    if (!out.empty()) out += between;
    out += name;
  }
  return out;
}

// What comes to an operation is what the previous ones make; one that makes nothing hands on what came to it.
bool is_brought_by(const plant::Model& model, std::vector<std::string> operations, std::string_view material) {
  std::set<std::string, std::less<>> seen(operations.begin(), operations.end());
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const plant::Operation* operation = plant::find_in(model.operations, operations[i]);
    if (operation == nullptr) continue;
    if (operation->makes == material) return true;
    if (operation->makes) continue;
    for (std::string& earlier : plant::previous_operations(model, operation->id))
      if (seen.insert(earlier).second) operations.push_back(std::move(earlier));
  }
  return false;
}

bool can_begin_with(const Site& site, const plant::Operation& operation, const std::vector<std::string>& previous) {
  if (previous.empty()) return true;
  return operation.makes && std::ranges::any_of(operation.consumes, [&](const plant::Consumption& part) {
           return part.material != *operation.makes && is_brought_by(site.model, previous, part.material);
         });
}

// Whether the routing leads here; `item` is null for a serial that nobody has seen.
void add_routing(const Site& site, const PermitQuery& query, const plant::Operation& operation, const Item* item,
                 Reasons& reasons) {
  const std::vector<std::string> previous = plant::previous_operations(site.model, operation.id);
  if (item == nullptr) {
    if (!can_begin_with(site, operation, previous)) reasons.push_back(unknown_item(query.item));
    return;
  }
  if (!item->runs.empty() && item->runs.front().operation == operation.id) return;  // it began here: again
  if (item->runs.empty() && previous.empty()) {
    if (!operation.makes || item->material.empty() || *operation.makes == item->material) return;
    return add(reasons, "wrong_material",
               {item->ref.id + " is " + item->material + ", but " + operation.id + " makes " + *operation.makes + ".",
                item->ref.id + " 是 " + item->material + "，而 " + operation.id + " 生产 " + *operation.makes + "。"});
  }
  if (std::ranges::any_of(previous, [&](const std::string& id) { return passed(*item, id); })) return;
  if (previous.empty())
    return add(
        reasons, "previous_operation_missing",
        {operation.id + " is a first operation, but " + item->ref.id + " began with " + item->runs.front().operation +
             ".",
         operation.id + " 是首道工序，而 " + item->ref.id + " 是从 " + item->runs.front().operation + " 开始的。"});
  add(reasons, "previous_operation_missing",
      {item->ref.id + " has not passed " + joined(previous, " or ") + ", which comes before " + operation.id + ".",
       item->ref.id + " 尚未通过前道工序 " + joined(previous, " 或 ") + "，不能进行 " + operation.id + "。"});
}

void add_item(const Site& site, const PermitQuery& query, const plant::Operation& operation, Reasons& reasons) {
  const Item* item = site.state.find(query.item);
  if (item != nullptr) {
    add_state(*item, reasons);
    if (const Run* run = open_run(*item))
      add(reasons, "already_running",
          {item->ref.id + " is running " + run->operation + " at " + run->equipment + ". Complete that first.",
           item->ref.id + " 正在 " + run->equipment + " 进行 " + run->operation + "，请先完工。"});
    if (passed(*item, operation.id))
      add(reasons, "already_completed",
          {item->ref.id + " has passed " + operation.id + " already.",
           item->ref.id + " 已通过 " + operation.id + "。"});
    add_failed(*item, operation.id, reasons);
  }
  if (operation.makes)
    if (auto reason = wrong_kind(site, query.item, *operation.makes)) reasons.push_back(std::move(*reason));
  add_routing(site, query, operation, item, reasons);
}

}  // namespace

Text words(const ItemRef& item) {
  return item.kind == ItemKind::unit ? Text{"unit " + item.id, "产品 " + item.id}
                                     : Text{"lot " + item.id, "批次 " + item.id};
}

PermitReason unknown_item(const ItemRef& item) {
  const Text name = words(item);
  return {"unknown_item",
          {"Nobody has seen " + name.en + " yet; it must be received or begin with a first operation.",
           "没有" + name.zh + " 的记录；须先收货或从首道工序开始。"},
          std::nullopt,
          std::nullopt};
}

void add_holds(const Site& site, const ItemRef& item, Instant at, Reasons& reasons) {
  const HoldingAnswer answer = holdings_on(site.state, site.acts, item);
  for (const Holding& holding : answer.holdings) {
    const act::Hold& hold = site.acts.holds.find(holding.hold)->second;
    if (hold.placed_at > at) continue;
    const std::string since = since_words(hold.placed_at, site.now);
    Text text{"Held since " + since + ": " + hold.reason.en, "自 " + since + " 起冻结：" + hold.reason.zh};
    if (holding.through != item) {
      const Text through = words(holding.through);
      text.en += " (through " + through.en + ")";
      text.zh += "（因" + through.zh + "）";
    }
    reasons.push_back({"held", std::move(text), hold.id, Lift{"release", hold.release_role}});
  }
  if (answer.evaluated) return;
  const Text name = words(item);
  add(reasons, "held",
      {"The genealogy of " + name.en + " cannot be evaluated, so it stays held.",
       name.zh + " 的谱系无法完整核对，按冻结处理。"});
}

void add_stop(const Site& site, std::string_view equipment, Instant at, Reasons& reasons) {
  std::set<std::string, std::less<>> seen;
  for (std::string id(equipment); seen.insert(id).second;) {
    if (const auto stop = site.acts.stops.find(id); stop != site.acts.stops.end() && stop->second.at <= at) {
      const std::string since = since_words(stop->second.at, site.now);
      reasons.push_back({"equipment_stopped",
                         {id + " is stopped since " + since + ": " + stop->second.reason.en,
                          id + " 自 " + since + " 起停机：" + stop->second.reason.zh},
                         std::nullopt,
                         Lift{"restart", "shift_leader"}});
    }
    const plant::Equipment* known = plant::find_in(site.model.equipment, id);
    if (known == nullptr || !known->in) return;
    id = *known->in;
  }
}

void add_state(const Item& item, Reasons& reasons) {
  const std::string& id = item.ref.id;
  switch (item.state) {
    case ItemState::available:
    case ItemState::in_process:
      return;
    case ItemState::consumed:
      return add(reasons, "consumed", {id + " is part of another item.", id + " 已装入其他产品。"});
    case ItemState::packed: {
      const std::string box = item.inside ? item.inside->id : std::string();
      return add(reasons, "packed", {id + " is packed in " + box + ".", id + " 已装入包装箱 " + box + "。"});
    }
    case ItemState::shipped:
      return add(reasons, "shipped", {id + " is shipped.", id + " 已发运。"});
    case ItemState::scrapped:
      return add(reasons, "scrapped", {id + " is scrapped.", id + " 已报废。"});
  }
}

void add_failed(const Item& item, std::string_view but, Reasons& reasons) {
  std::set<std::string_view> seen;
  for (const Run& run : item.runs) {
    if (run.operation == but || !seen.insert(run.operation).second) continue;
    const Run* newest = last_ended(item, run.operation);
    if (newest != nullptr && newest->result == RunResult::fail)
      add(reasons, "failed",
          {item.ref.id + " failed " + run.operation + " and must pass it first.",
           item.ref.id + " 的 " + run.operation + " 不合格，须先重做并合格。"});
  }
}

void add_unfinished(const Site& site, const Item& item, Reasons& reasons) {
  const auto passed_last = std::find_if(item.runs.rbegin(), item.runs.rend(),
                                        [](const Run& run) { return run.ended && run.result == RunResult::pass; });
  if (passed_last == item.runs.rend()) return;
  const plant::Operation* operation = plant::find_in(site.model.operations, passed_last->operation);
  if (operation == nullptr || operation->next.empty()) return;
  const std::string& id = item.ref.id;
  add(reasons, "operations_missing",
      {id + " has passed " + operation->id + "; it must still pass " + joined(operation->next, " or ") + ".",
       id + " 已通过 " + operation->id + "，还须通过后续工序 " + joined(operation->next, " 或 ") + "。"});
}

std::optional<PermitReason> wrong_kind(const Site& site, const ItemRef& item, std::string_view material) {
  const plant::Material* found = plant::find_in(site.model.materials, material);
  if (found == nullptr || (found->tracked_by == plant::Tracking::unit) == (item.kind == ItemKind::unit)) return {};
  const Text name = words(item);
  const Text text = item.kind == ItemKind::unit
                        ? Text{found->id + " is tracked by lot: name the lot, not " + name.en + ".",
                               "物料 " + found->id + " 按批次追溯，请填写批次号，而不是" + name.zh + "。"}
                        : Text{found->id + " is tracked by unit: name the serial, not " + name.en + ".",
                               "物料 " + found->id + " 按单件追溯，请填写序列号，而不是" + name.zh + "。"};
  return PermitReason{"wrong_kind", text, std::nullopt, std::nullopt};
}

Permit permit(const Site& site, const PermitQuery& query, Instant at) {
  Permit answer;
  Reasons& reasons = answer.reasons;
  const plant::Operation* operation = plant::find_in(site.model.operations, query.operation);
  if (operation == nullptr)
    add(reasons, "unknown_operation",
        {"The plant has no operation " + query.operation + ".", "工厂没有工序 " + query.operation + "。"});
  if (plant::find_in(site.model.equipment, query.equipment) == nullptr)
    add(reasons, "unknown_equipment",
        {"The plant has no equipment " + query.equipment + ".", "工厂没有设备 " + query.equipment + "。"});
  else if (operation != nullptr && std::ranges::find(operation->at, query.equipment) == operation->at.end())
    add(reasons, "wrong_equipment",
        {query.operation + " runs at " + joined(operation->at, ", ") + ", not at " + query.equipment + ".",
         query.operation + " 只能在 " + joined(operation->at, "、") + " 进行，不能在 " + query.equipment + " 进行。"});
  add_stop(site, query.equipment, at, reasons);
  add_holds(site, query.item, at, reasons);
  if (operation != nullptr)
    add_item(site, query, *operation, reasons);
  else if (const Item* item = site.state.find(query.item))
    add_state(*item, reasons);
  answer.allowed = reasons.empty();
  return answer;
}

}  // namespace jidoka::produce
