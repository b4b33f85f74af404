#include "trace/closure.h"

#include <algorithm>
#include <map>
#include <set>

namespace jidoka::trace {

using produce::ItemRef;

Closure closure(const ItemRef& root, Direction direction, const EdgeReader& read, Limits limits) {
  Closure out;
  std::map<ItemRef, std::size_t> depth{{root, 0}};
  std::vector<ItemRef> level{root};
  std::set<Edge> edges;
  std::vector<Edge> found;
  for (std::size_t steps = 0; !level.empty(); ++steps) {
    std::set<ItemRef> next;
    for (const ItemRef& item : level) {
      out.nodes.push_back({item, steps});
      found.clear();
      read(item, direction, found);
      for (const Edge& edge : found) {
        const ItemRef& other = direction == Direction::backward ? edge.from : edge.into;
        if (!depth.contains(other)) {
          if (steps >= limits.depth || depth.size() >= limits.nodes) {
            out.complete = false;
            continue;
          }
          depth.emplace(other, steps + 1);
          next.insert(other);
        }
        edges.insert(edge);
      }
    }
    level.assign(next.begin(), next.end());
  }
  out.edges.assign(edges.begin(), edges.end());
  const auto near = [&](const Edge& e) { return direction == Direction::backward ? e.into : e.from; };
  std::ranges::stable_sort(out.edges, [&](const Edge& a, const Edge& b) {
    return std::pair(depth.at(near(a)), a) < std::pair(depth.at(near(b)), b);
  });
  return out;
}

}  // namespace jidoka::trace
