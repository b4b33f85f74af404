// Starting and completing runs.
#include <algorithm>
#include <cmath>

#include "act/checks.h"
#include "produce/checks.h"
#include "produce/decide.h"

namespace jidoka::produce {
namespace {

// A serial that goes on as another material (the housing's becomes the pump's) brings its former material with it.
bool was_itself(const Site& site, const Item& item, std::string_view material) {
  return std::ranges::any_of(item.runs, [&](const Run& run) {
    const plant::Operation* operation = plant::find_in(site.model.operations, run.operation);
    return run.ended && operation != nullptr && operation->makes == material;
  });
}

std::int64_t used(const Site& site, const Item& item, std::string_view material) {
  const std::int64_t brought = was_itself(site, item, material) ? 1 : 0;
  return brought + std::ranges::count_if(item.inputs, [&](const ItemRef& ref) {
           const Item* input = site.state.find(ref);
           return input != nullptr && input->material == material;
         });
}

Failure nothing_used(const plant::Operation& operation, const Item& item, const std::string& material) {
  return fail(Code::conflict, "parts-missing",
              {operation.id + " uses " + material + ", but no lot of it went into " + item.ref.id +
                   ". Record the lot that was used first.",
               operation.id + " 要使用 " + material + "，但 " + item.ref.id + " 没有投料记录，请先登记所用批次。"});
}

// What the operation consumes must have been recorded before it can have passed: each part with a serial, and of what
// is tracked by lot at least one lot, for without it nobody finds the part when the lot turns out to be bad.
Result<void> check_parts(const Site& site, const Item& item, const plant::Operation& operation) {
  for (const plant::Consumption& part : operation.consumes) {
    const plant::Material* material = plant::find_in(site.model.materials, part.material);
    if (material == nullptr) continue;
    const Decimal count{used(site, item, part.material), 0};
    if (material->tracked_by == plant::Tracking::lot) {
      if (count == Decimal{0, 0}) return nothing_used(operation, item, part.material);
      continue;
    }
    const Decimal needed = part.quantity > Decimal{0, 0} ? part.quantity : Decimal{1, 0};
    if (count >= needed) continue;
    return fail(Code::conflict, "parts-missing",
                {operation.id + " needs " + to_string(needed) + " of " + part.material + " in " + item.ref.id +
                     ", but " + to_string(count) + " went in. Consume the rest first.",
                 operation.id + " 要求 " + item.ref.id + " 装入 " + part.material + " " + to_string(needed) +
                     " 件，目前只有 " + to_string(count) + " 件，请先装入。"});
  }
  return {};
}

Result<std::optional<std::string>> material_of(const Site& site, const ItemRef& ref, const StartRun& input) {
  const plant::Operation& operation = site.model.operations.find(input.operation)->second;
  const bool differs = operation.makes && input.material && *input.material != *operation.makes;
  if (differs)
    return fail(Code::invalid, "material-differs",
                {operation.id + " makes " + *operation.makes + ", not " + *input.material + ".",
                 operation.id + " 生产的是 " + *operation.makes + "，不是 " + *input.material + "。"},
                "material");
  if (operation.makes) return operation.makes;
  if (input.material && plant::find_in(site.model.materials, *input.material) == nullptr)
    return fail(Code::invalid, "unknown-material",
                {"The plant has no material " + *input.material + ".", "工厂没有物料 " + *input.material + "。"},
                "material");
  if (input.material) TRY_VOID(check_kind(site, ref, *input.material));
  if (!input.material && site.state.find(ref) == nullptr)
    return fail(Code::invalid, "material-required",
                {operation.id + " does not say what it makes, so say the material.",
                 operation.id + " 未规定产出物料，请填写 material。"},
                "material");
  return input.material;
}

}  // namespace

Result<ProduceFact> decide(const Site& site, const ItemRef& ref, const StartRun& input) {
  TRY_VOID(check_item(ref));
  if (input.person) TRY_VOID(act::check_id(*input.person, "person"));
  TRY(const Instant time, time_or_now(input.time, site.now));
  TRY_VOID(refuse_for(permit(site, {ref, input.operation, input.equipment}, time).reasons));
  const Item* item = site.state.find(ref);
  TRY(std::optional<std::string> material, material_of(site, ref, input));
  std::int64_t number = 1;
  if (item != nullptr && !item->runs.empty()) {
    number = item->runs.back().number + 1;
    if (item->runs.back().ended && time < *item->runs.back().ended)
      return fail(Code::invalid, "time-order",
                  {"A run cannot start before the one before it ended, at " + to_string(*item->runs.back().ended) + ".",
                   "开工时间不能早于上一次完工时间 " + to_string(*item->runs.back().ended) + "。"},
                  "time");
  }
  return RunStarted{ref, std::move(material), input.operation, input.equipment, input.person, time, number};
}

Result<ProduceFact> decide(const Site& site, const ItemRef& ref, const CompleteRun& input) {
  TRY_VOID(check_item(ref));
  if (input.person) TRY_VOID(act::check_id(*input.person, "person"));
  if (input.defect) TRY_VOID(act::check_id(*input.defect, "defect"));
  TRY(const Instant time, time_or_now(input.time, site.now));
  TRY(const Item* item, known_item(site, ref));
  const Run* run = open_run(*item);
  if (run == nullptr || run->operation != input.operation || run->equipment != input.equipment) {
    const Text now_running = run == nullptr ? Text{"nothing is running on it", "没有正在进行的工序"}
                                            : Text{run->operation + " is running at " + run->equipment,
                                                   run->equipment + " 正在进行 " + run->operation};
    return fail(Code::conflict, "not-running",
                {ref.id + " does not run " + input.operation + " at " + input.equipment + "; " + now_running.en + ".",
                 ref.id + " 没有在 " + input.equipment + " 进行 " + input.operation + "；" + now_running.zh + "。"});
  }
  if (time < run->started)
    return fail(Code::invalid, "time-order",
                {"It cannot end before it started, at " + to_string(run->started) + ".",
                 "完工时间不能早于开工时间 " + to_string(run->started) + "。"},
                "time");
  if (input.defect && input.result == RunResult::pass)
    return fail(Code::invalid, "defect-without-failure",
                {"A defect belongs to a failed run; say result fail, or leave the defect out.",
                 "缺陷代码只用于不合格的结果；请将 result 设为 fail，或去掉 defect。"},
                "defect");
  for (const auto& [name, value] : input.parameters) {
    TRY_VOID(act::check_id(name, "parameters"));
    if (!std::isfinite(value))
      return fail(Code::invalid, "not-a-number", {name + " must be a finite number.", name + " 必须是有限的数值。"},
                  "parameters." + name);
  }
  const plant::Operation* operation = plant::find_in(site.model.operations, input.operation);
  if (operation != nullptr && input.result == RunResult::pass) TRY_VOID(check_parts(site, *item, *operation));
  return RunCompleted{ref,  run->number,  input.operation, input.equipment, input.person,
                      time, input.result, input.defect,    input.parameters};
}

}  // namespace jidoka::produce
