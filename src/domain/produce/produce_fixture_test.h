// Two presses mould housings (OP10) from resin, a station builds pumps (OP20) from a housing and a seal, another tests
// them (OP30). A few words to write tests in. Test only.
#pragma once

#include <string>
#include <vector>

#include "act/decide.h"
#include "json/describe.h"
#include "produce/decide.h"
#include "produce/genealogy.h"

namespace jidoka::produce {

inline Instant minute(std::int64_t n) { return Instant{1'767'225'600'000'000'000} + minutes(n); }  // from 2026-01-01
inline ItemRef unit(std::string id) { return {ItemKind::unit, std::move(id)}; }
inline ItemRef lot(std::string id) { return {ItemKind::lot, std::move(id)}; }

struct Shop {
  plant::Model model;
  act::State acts;
  State state;
  std::vector<ProduceFact> record;
  std::int64_t clock = 0;

  Shop() {
    for (const char* id : {"IM-01", "IM-02", "ST-02", "ST-03", "LINE-1"}) model.equipment[id].id = id;
    model.equipment["ST-02"].in = "LINE-1";
    material("RESIN", plant::Tracking::lot, "g");
    material("HOUSING", plant::Tracking::unit, "1");
    material("SEAL", plant::Tracking::unit, "1");
    material("PUMP", plant::Tracking::unit, "1");
    operation("OP10", {"IM-01", "IM-02"}, "HOUSING", {{"RESIN", {42, 0}, "g"}}, {"OP20"});
    operation("OP15", {"ST-03"}, "SEAL", {}, {});
    operation("OP20", {"ST-02"}, "PUMP", {{"HOUSING", {1, 0}, "1"}, {"SEAL", {1, 0}, "1"}}, {"OP30"});
    operation("OP30", {"ST-03"}, {}, {}, {});
  }
  void material(const std::string& id, plant::Tracking tracking, const std::string& uom) {
    plant::Material& made = model.materials[id];
    made.id = id;
    made.tracked_by = tracking;
    made.uom = uom;
  }
  void operation(const std::string& id, std::vector<std::string> at, std::optional<std::string> makes,
                 std::vector<plant::Consumption> consumes, std::vector<std::string> next) {
    plant::Operation& made = model.operations[id];
    made.id = id;
    made.at = std::move(at);
    made.makes = std::move(makes);
    made.consumes = std::move(consumes);
    made.next = std::move(next);
  }
  Site site() { return {model, acts, state, minute(clock)}; }

  // Loads what is not there as absent, as the loop does from an empty store, decides, and applies. The slug, or "".
  std::string ask(const ItemRef& item, const ItemInput& input) {
    for (const ItemRef& ref : items_of(item, input))
      for (const ItemRef& missing : missing_ancestors(state, ref)) remember_absent(state, missing);
    const Result<ProduceFact> fact = decide(site(), item, input);
    if (!fact) return refused = fact.error().text.en, fact.error().slug;
    apply(state, *fact);
    record.push_back(*fact);
    return "";
  }
  std::string start(const ItemRef& item, const std::string& operation, const std::string& equipment) {
    return ask(item, StartRun{operation, equipment, {}, {}, {}});
  }
  std::string complete(const ItemRef& item, const std::string& operation, const std::string& equipment,
                       RunResult result = RunResult::pass) {
    return ask(item, CompleteRun{operation, equipment, {}, {}, result, {}, {}});
  }
  std::string run(const ItemRef& item, const std::string& operation, const std::string& equipment,
                  RunResult result = RunResult::pass) {
    const std::string refusal = start(item, operation, equipment);
    if (!refusal.empty()) return refusal;
    feed(item, operation, equipment);
    ++clock;
    return complete(item, operation, equipment, result);
  }
  // What the running operation uses of material that is tracked by lot.
  void feed(const ItemRef& item, const std::string& operation, const std::string& equipment) {
    for (const plant::Consumption& part : model.operations.at(operation).consumes) {
      if (model.materials.at(part.material).tracked_by != plant::Tracking::lot) continue;
      if (state.find(lot("ALL-" + part.material)) == nullptr) receive("ALL-" + part.material, part.material, 1'000'000);
      consume(item, lot("ALL-" + part.material), operation, equipment, part.quantity);
    }
  }
  std::string consume(const ItemRef& into, const ItemRef& from, const std::string& operation,
                      const std::string& equipment, std::optional<Decimal> quantity = {}) {
    return ask(into, Consume{from, quantity, {}, operation, equipment, {}});
  }
  std::string receive(const std::string& id, const std::string& what, std::int64_t quantity) {
    return ask(lot(id), ReceiveLot{what, {quantity, 0}, {}, {}, {}, {}});
  }
  // Every code of the permit, in order.
  std::string codes(const ItemRef& item, const std::string& operation, const std::string& equipment) {
    for (const ItemRef& missing : missing_ancestors(state, item)) remember_absent(state, missing);
    std::string out;
    for (const PermitReason& reason : permit(site(), {item, operation, equipment}).reasons)
      out += (out.empty() ? "" : " ") + reason.code;
    return out;
  }
  std::string hold(const act::Scope& scope) {
    const auto facts = act::place_hold(acts, model, {scope, "looks odd"});
    if (!facts) return facts.error().slug;
    act::replay(acts, facts->front(), minute(clock), "quality");
    return std::get<act::HoldPlaced>(facts->front()).id;
  }
  void release(const std::string& id) { act::replay(acts, act::HoldReleased{id, "fine"}, minute(clock), "quality"); }
  void release(const std::string& id, const ItemRef& item) {
    act::replay(acts, act::HoldItemReleased{id, std::string(json::enum_name(item.kind)), item.id, "fine"},
                minute(clock), "quality");
  }
  std::string refused;  // the last refusal in words
};

inline act::Scope exposure(std::string equipment, Instant from, std::optional<Instant> to) {
  return {act::ScopeKind::exposure, std::nullopt, std::move(equipment), from, to};
}
inline act::Scope of(const ItemRef& item) {
  return {item.kind == ItemKind::unit ? act::ScopeKind::unit : act::ScopeKind::lot, item.id, {}, {}, {}};
}

}  // namespace jidoka::produce
