#include "produce/genealogy.h"

#include <algorithm>
#include <map>

namespace jidoka::produce {
namespace {

// Nodes of the tree, nearest first; `prune(ref)` keeps a node and what is behind it out. The limit bounds the work:
// one node more than it says that the tree was not walked to its end.
template <class Prune>
std::vector<ItemRef> walk(const State& state, const ItemRef& root, Prune prune) {
  std::vector<ItemRef> nodes;
  ItemSet seen;
  const auto visit = [&](const ItemRef& ref) {
    if (nodes.size() <= tree_limit && !prune(ref) && seen.insert(ref).second) nodes.push_back(ref);
  };
  visit(root);
  for (std::size_t i = 0; i < nodes.size() && i < tree_limit; ++i) {
    const Item* item = state.find(nodes[i]);
    if (item == nullptr) continue;
    for (const ItemRef& input : item->inputs) visit(input);
    for (const ItemRef& content : item->contents) visit(content);
  }
  return nodes;
}

constexpr auto nothing_pruned = [](const ItemRef&) { return false; };

void match(const State& state, const act::HoldIndex& index, const ItemRef& ref, std::vector<std::string>& out) {
  if (ref.kind == ItemKind::unit)
    index.match_unit(ref.id, out);
  else
    index.match_lot(ref.id, out);
  if (const Item* item = state.find(ref))
    for (const Run& run : item->runs) index.match_run(run.equipment, {run.started, run.ended}, out);
}

std::string key_of(const ItemRef& ref) { return act::item_key(json::enum_name(ref.kind), ref.id); }

using Matches = std::map<std::string, std::vector<ItemRef>, act::ByNumber>;  // hold → nodes, nearest first

// The nearest node that still matches when the items released from the hold are cut off; none when they were all of it.
const ItemRef* nearest(const State& state, const act::Hold& hold, const ItemRef& root,
                       const std::vector<ItemRef>& nodes) {
  if (hold.released_items.empty()) return &nodes.front();
  const std::vector<ItemRef> left =
      walk(state, root, [&](const ItemRef& ref) { return hold.released_items.contains(key_of(ref)); });
  const ItemSet reached(left.begin(), left.end());
  const auto found = std::ranges::find_if(nodes, [&](const ItemRef& node) { return reached.contains(node); });
  return found == nodes.end() ? nullptr : &*found;
}

}  // namespace

std::vector<ItemRef> missing_ancestors(const State& state, const ItemRef& item) {
  std::vector<ItemRef> nodes = walk(state, item, nothing_pruned);
  std::erase_if(nodes, [&](const ItemRef& ref) { return !state.is_missing(ref); });
  return nodes;
}

bool may_contain(const State& state, const ItemRef& item, const ItemRef& ancestor) {
  const std::vector<ItemRef> nodes = walk(state, item, nothing_pruned);
  if (nodes.size() > tree_limit) return true;
  return std::ranges::any_of(nodes, [&](const ItemRef& ref) { return ref == ancestor || state.is_missing(ref); });
}

HoldingAnswer holdings_on(const State& state, const act::State& acts, const ItemRef& item) {
  HoldingAnswer answer;
  const std::vector<ItemRef> nodes = walk(state, item, nothing_pruned);
  answer.evaluated = nodes.size() <= tree_limit;
  Matches matches;
  std::vector<std::string> found;
  for (const ItemRef& node : nodes) {
    answer.evaluated = answer.evaluated && !state.is_missing(node);
    found.clear();
    match(state, acts.index, node, found);
    for (const std::string& hold : found) {
      std::vector<ItemRef>& matched = matches[hold];
      if (matched.empty() || matched.back() != node) matched.push_back(node);
    }
  }
  for (const auto& [id, matched] : matches) {
    const auto hold = acts.holds.find(id);
    const ItemRef* through = nearest(state, hold->second, item, matched);
    if (through != nullptr) answer.holdings.push_back({id, *through});
  }
  return answer;
}

}  // namespace jidoka::produce
