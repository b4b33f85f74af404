#include "produce/state.h"

#include <algorithm>

namespace jidoka::produce {
namespace {

Item& find_or_make(State& state, const ItemRef& ref, ItemState at_first) {
  const auto found = state.items.find(ref);
  if (found != state.items.end()) return found->second;
  state.absent.erase(ref);
  Item item;
  item.ref = ref;
  item.state = at_first;
  return state.items.emplace(ref, std::move(item)).first->second;
}

void stop_running(State& state, const std::string& equipment, const ItemRef& ref) {
  const auto found = state.running.find(equipment);
  if (found == state.running.end()) return;
  found->second.erase(ref);
  if (found->second.empty()) state.running.erase(found);
}

}  // namespace

void apply(State& state, const LotReceived& fact) {
  Item& lot = find_or_make(state, {ItemKind::lot, fact.lot}, ItemState::available);
  lot.material = fact.material;
  lot.quantity = fact.quantity;
  lot.uom = fact.uom;
}

void apply(State& state, const RunStarted& fact) {
  Item& item = find_or_make(state, fact.item, ItemState::in_process);
  if (fact.material) item.material = *fact.material;
  item.state = ItemState::in_process;
  item.runs.push_back(
      {fact.number, fact.operation, fact.equipment, fact.person, fact.time, std::nullopt, RunResult::pass});
  state.running[fact.equipment].insert(fact.item);
}

void apply(State& state, const RunCompleted& fact) {
  Item& item = find_or_make(state, fact.item, ItemState::in_process);
  for (Run& run : item.runs) {
    if (run.number != fact.number) continue;
    run.ended = fact.time;
    run.result = fact.result;
    if (fact.person) run.person = fact.person;
  }
  if (item.state == ItemState::in_process) item.state = ItemState::available;
  stop_running(state, fact.equipment, fact.item);
}

void apply(State& state, const Consumed& fact) {
  find_or_make(state, fact.from, ItemState::available);
  Item& into = find_or_make(state, fact.into, ItemState::in_process);
  if (std::ranges::find(into.inputs, fact.from) == into.inputs.end()) into.inputs.push_back(fact.from);
  Item& from = state.items.find(fact.from)->second;
  if (fact.from.kind == ItemKind::unit) from.state = ItemState::consumed;
  if (!from.quantity) return;
  if (const auto left = subtract(*from.quantity, fact.quantity)) from.quantity = *left;
}

void apply(State& state, const Packed& fact) {
  find_or_make(state, fact.item, ItemState::available);
  Item& box = find_or_make(state, fact.into, ItemState::available);
  if (std::ranges::find(box.contents, fact.item) == box.contents.end()) box.contents.push_back(fact.item);
  Item& item = state.items.find(fact.item)->second;
  item.state = ItemState::packed;
  item.inside = fact.into;
}

void apply(State& state, const Shipped& fact) {
  find_or_make(state, fact.item, ItemState::available);
  std::vector<ItemRef> shipment{fact.item};
  ItemSet seen{fact.item};
  for (std::size_t i = 0; i < shipment.size(); ++i) {
    const auto found = state.items.find(shipment[i]);
    if (found == state.items.end()) continue;
    found->second.state = ItemState::shipped;
    for (const ItemRef& content : found->second.contents) {
      const Item* inside = state.find(content);
      if (inside != nullptr && inside->state == ItemState::scrapped) continue;  // waste stays behind
      if (seen.insert(content).second) shipment.push_back(content);
    }
  }
}

void apply(State& state, const Scrapped& fact) {
  Item& item = find_or_make(state, fact.item, ItemState::available);
  item.state = ItemState::scrapped;
  for (Run& run : item.runs) {
    if (run.ended) continue;
    run.ended = fact.time;
    run.result = RunResult::fail;
    stop_running(state, run.equipment, item.ref);
  }
}

void apply(State& state, const ProduceFact& fact) {
  std::visit([&](const auto& f) { apply(state, f); }, fact);
}

void remember(State& state, Item item) {
  if (state.items.contains(item.ref)) return;
  state.absent.erase(item.ref);
  if (const Run* run = open_run(item); run != nullptr && item.state == ItemState::in_process)
    state.running[run->equipment].insert(item.ref);
  const ItemRef ref = item.ref;
  state.items.emplace(ref, std::move(item));
}

void remember_absent(State& state, const ItemRef& ref) {
  if (!state.items.contains(ref)) state.absent.insert(ref);
}

void forget(State& state, const ItemRef& ref) {
  state.absent.erase(ref);
  const auto found = state.items.find(ref);
  if (found == state.items.end()) return;
  const bool runs = open_run(found->second) != nullptr && found->second.state == ItemState::in_process;
  if (!runs) state.items.erase(found);
}

std::optional<std::string> only_running(const State& state, std::string_view equipment, ItemKind kind, Instant time) {
  std::optional<std::string> only;
  for (const auto& [ref, item] : state.items) {
    const bool may_run = item.state == ItemState::in_process;
    const auto ran = [&](const Run& run) {
      return run.equipment == equipment && run.started <= time && (run.ended ? time < *run.ended : may_run);
    };
    if (ref.kind != kind || std::ranges::none_of(item.runs, ran)) continue;
    if (only) return std::nullopt;
    only = ref.id;
  }
  return only;
}

const Run* open_run(const Item& item) {
  const auto found = std::ranges::find_if(item.runs, [](const Run& run) { return !run.ended; });
  return found == item.runs.end() ? nullptr : &*found;
}

const Run* last_ended(const Item& item, std::string_view operation) {
  for (auto run = item.runs.rbegin(); run != item.runs.rend(); ++run)
    if (run->ended && run->operation == operation) return &*run;
  return nullptr;
}

}  // namespace jidoka::produce
