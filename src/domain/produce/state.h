// State: the items that are being worked on, and what runs where. Items come in from the store when they are asked for
// (remember, remember_absent) and change by facts through apply(), which cannot fail and is the same live and in
// replay.
//
//   in_process while it runs ⇄ available between its runs → consumed (a unit that went into another) | packed →
//   shipped; or scrapped, which ends what runs on it
// A lot that is used stays what it is, with less left. A box is a lot that came into being by packing into it: it has
// no material and no quantity.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

#include "produce/facts.h"
#include "produce/item.h"

namespace jidoka::produce {

using ProduceFact = std::variant<LotReceived, RunStarted, RunCompleted, Consumed, Packed, Shipped, Scrapped>;

struct RefHash {
  std::size_t operator()(const ItemRef& ref) const {
    return std::hash<std::string>{}(ref.id) * 2 + (ref.kind == ItemKind::lot ? 1 : 0);
  }
};
using ItemSet = std::unordered_set<ItemRef, RefHash>;

struct State {
  std::unordered_map<ItemRef, Item, RefHash> items;
  ItemSet absent;                                                 // asked of the store, which does not have them
  std::map<std::string, std::set<ItemRef>, std::less<>> running;  // equipment → items with an open run there

  const Item* find(const ItemRef& ref) const {
    const auto found = items.find(ref);
    return found == items.end() ? nullptr : &found->second;
  }
  bool is_missing(const ItemRef& ref) const { return !items.contains(ref) && !absent.contains(ref); }
};

void apply(State& state, const LotReceived& fact);
void apply(State& state, const RunStarted& fact);
void apply(State& state, const RunCompleted& fact);
void apply(State& state, const Consumed& fact);
void apply(State& state, const Packed& fact);
void apply(State& state, const Shipped& fact);
void apply(State& state, const Scrapped& fact);
void apply(State& state, const ProduceFact& fact);

// What the store answered. Neither replaces what is here already, which may be newer.
void remember(State& state, Item item);
void remember_absent(State& state, const ItemRef& ref);
// Lets an item go that has no open run; it can be asked of the store again once its facts are durable.
void forget(State& state, const ItemRef& ref);

// The only item of that kind with a run there that contains `time`, of the items in memory; nothing when there is none,
// or several, for then nobody knows. It looks through all of them.
std::optional<std::string> only_running(const State& state, std::string_view equipment, ItemKind kind, Instant time);

const Run* open_run(const Item& item);
// The newest ended run of an operation.
const Run* last_ended(const Item& item, std::string_view operation);

}  // namespace jidoka::produce
