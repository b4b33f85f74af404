// Genealogy: all edges in memory, built from facts. The oracle of tests and simulations; a store answers the same
// questions from its tables.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "produce/state.h"
#include "trace/closure.h"

namespace jidoka::trace {

class Genealogy {
 public:
  void add(const Edge& edge);
  void add(const produce::ProduceFact& fact);  // consumed and packed make edges, the others do not

  EdgeReader reader() const;  // valid as long as this
  // An item that is its own ancestor, when there is one; there must not be.
  std::vector<produce::ItemRef> find_circle() const;

 private:
  using Edges = std::map<produce::ItemRef, std::set<Edge>>;
  Edges backward_;  // by into
  Edges forward_;   // by from
};

}  // namespace jidoka::trace
