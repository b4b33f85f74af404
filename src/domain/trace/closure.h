// Who went into whom, followed as far as it goes: backward to everything that an item came from, forward to everything
// that it went into. Works over any reader of edges (memory, tables, a test), so that all of them answer alike.
//
//   Closure c = closure(root, Direction::backward, reader, {.nodes = 100'000});
// Nodes come root first, then by depth (the fewest steps from the root), then by kind and id; edges by the same order
// of their ends. A circle in the data ends the walk there, it does not hang it. When the limit is reached `complete` is
// false.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "produce/facts.h"

namespace jidoka::trace {

enum class Relation : std::uint8_t { consumed, packed };
constexpr auto describe_enum(const Relation*) {
  return json::names<Relation>({{Relation::consumed, "consumed"}, {Relation::packed, "packed"}});
}
enum class Direction : std::uint8_t { backward, forward };
constexpr auto describe_enum(const Direction*) {
  return json::names<Direction>({{Direction::backward, "backward"}, {Direction::forward, "forward"}});
}

struct Edge {  // `from` went into `into`
  produce::ItemRef from;
  produce::ItemRef into;
  Relation relation = Relation::consumed;
  friend auto operator<=>(const Edge&, const Edge&) = default;
};

// Appends the edges that end in an item (backward) or begin in it (forward).
using EdgeReader = std::function<void(const produce::ItemRef& item, Direction direction, std::vector<Edge>& out)>;

struct Limits {
  std::size_t nodes = 100'000;
  std::size_t depth = std::numeric_limits<std::size_t>::max();
};
struct Node {
  produce::ItemRef item;
  std::size_t depth = 0;
  friend bool operator==(const Node&, const Node&) = default;
};
struct Closure {
  std::vector<Node> nodes;
  std::vector<Edge> edges;  // between the nodes, each once
  bool complete = true;
};

Closure closure(const produce::ItemRef& root, Direction direction, const EdgeReader& read, Limits limits = {});

}  // namespace jidoka::trace
