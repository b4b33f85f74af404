// The backward tree of an item, in memory: itself, what went into it, and of a box what is in it. A hold covers an item
// when any node of that tree matches it.
//
// An item that was released one by one from a hold takes its subtree with it: what is reached only through it no longer
// counts for that hold. What cannot be evaluated (an item that is not in memory, a tree beyond the limit) is held.
// The loop loads what missing_ancestors() names until nothing is missing, then asks.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "act/state.h"
#include "produce/state.h"

namespace jidoka::produce {

inline constexpr std::size_t tree_limit = 100'000;  // nodes; about 0.1 s to walk

// Nodes of the tree that are neither in memory nor known to be absent; empty when the tree can be evaluated.
std::vector<ItemRef> missing_ancestors(const State& state, const ItemRef& item);

// Is `ancestor` in the tree of `item`? True also when that cannot be told.
bool may_contain(const State& state, const ItemRef& item, const ItemRef& ancestor);

struct Holding {
  std::string hold;
  ItemRef through;  // the node that matches; the item itself when it is held for its own sake
};
struct HoldingAnswer {
  bool evaluated = true;          // false: treat it as held
  std::vector<Holding> holdings;  // one for each hold, oldest hold first
};
HoldingAnswer holdings_on(const State& state, const act::State& acts, const ItemRef& item);

}  // namespace jidoka::produce
