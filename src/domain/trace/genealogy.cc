#include "trace/genealogy.h"

namespace jidoka::trace {

using produce::ItemRef;

void Genealogy::add(const Edge& edge) {
  backward_[edge.into].insert(edge);
  forward_[edge.from].insert(edge);
}

void Genealogy::add(const produce::ProduceFact& fact) {
  if (const auto* consumed = std::get_if<produce::Consumed>(&fact))
    add({consumed->from, consumed->into, Relation::consumed});
  else if (const auto* packed = std::get_if<produce::Packed>(&fact))
    add({packed->item, packed->into, Relation::packed});
}

EdgeReader Genealogy::reader() const {
  return [this](const ItemRef& item, Direction direction, std::vector<Edge>& out) {
    const Edges& edges = direction == Direction::backward ? backward_ : forward_;
    const auto found = edges.find(item);
    if (found != edges.end()) out.insert(out.end(), found->second.begin(), found->second.end());
  };
}

// Kahn's algorithm (A. B. Kahn, "Topological sorting of large networks", CACM 5, 1962): items without ancestors are
// taken away until none is left; what stays lies on a circle or behind one.
std::vector<ItemRef> Genealogy::find_circle() const {
  std::map<ItemRef, std::size_t> waiting;
  std::vector<ItemRef> free;
  for (const auto& [into, edges] : backward_) waiting[into] = edges.size();
  for (const auto& [from, edges] : forward_)
    if (!waiting.contains(from)) free.push_back(from);
  for (std::size_t i = 0; i < free.size(); ++i) {
    const auto out = forward_.find(free[i]);
    if (out == forward_.end()) continue;
    for (const Edge& edge : out->second)
      if (--waiting[edge.into] == 0) free.push_back(edge.into);
  }
  std::vector<ItemRef> circle;
  for (const auto& [item, edges] : waiting)
    if (edges > 0) circle.push_back(item);
  return circle;
}

}  // namespace jidoka::trace
