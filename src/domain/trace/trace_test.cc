#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "trace/closure.h"
#include "trace/genealogy.h"

namespace jidoka::trace {
namespace {

using produce::ItemKind;
using produce::ItemRef;

ItemRef unit(const std::string& id) { return {ItemKind::unit, id}; }
ItemRef lot(const std::string& id) { return {ItemKind::lot, id}; }

std::vector<std::string> ids(const Closure& closure) {
  std::vector<std::string> out;
  for (const Node& node : closure.nodes) out.push_back(std::to_string(node.depth) + " " + node.item.id);
  return out;
}

// Resin L7 into housings S1 and S2; S1 and seal K1 into pump P1; P1 and S2 into box B.
Genealogy pumps() {
  Genealogy g;
  g.add({lot("L7"), unit("S1"), Relation::consumed});
  g.add({lot("L7"), unit("S2"), Relation::consumed});
  g.add({unit("S1"), unit("P1"), Relation::consumed});
  g.add({unit("K1"), unit("P1"), Relation::consumed});
  g.add({unit("P1"), lot("B"), Relation::packed});
  g.add({unit("S2"), lot("B"), Relation::packed});
  return g;
}

TEST(Closure, backward_names_everything_an_item_came_from_by_depth) {
  const Genealogy g = pumps();
  const Closure c = closure(lot("B"), Direction::backward, g.reader());
  EXPECT_EQ(ids(c), (std::vector<std::string>{"0 B", "1 P1", "1 S2", "2 K1", "2 S1", "2 L7"}));
  EXPECT_EQ(c.edges.size(), 6u);
  EXPECT_TRUE(c.complete);
}

TEST(Closure, forward_names_everything_that_a_lot_went_into) {
  const Genealogy g = pumps();
  EXPECT_EQ(ids(closure(lot("L7"), Direction::forward, g.reader())),
            (std::vector<std::string>{"0 L7", "1 S1", "1 S2", "2 P1", "2 B"}));
}

TEST(Closure, a_limit_of_nodes_or_depth_is_said_and_edges_lead_only_to_nodes) {
  const Genealogy g = pumps();
  const Closure few = closure(lot("B"), Direction::backward, g.reader(), {.nodes = 3});
  EXPECT_EQ(few.nodes.size(), 3u);
  EXPECT_FALSE(few.complete);
  EXPECT_EQ(few.edges.size(), 2u);
  const Closure shallow = closure(lot("B"), Direction::backward, g.reader(), {.depth = 1});
  EXPECT_EQ(ids(shallow), (std::vector<std::string>{"0 B", "1 P1", "1 S2"}));
  EXPECT_FALSE(shallow.complete);
}

TEST(Closure, a_circle_ends_the_walk_and_is_found) {
  Genealogy g;
  g.add({unit("A"), unit("B"), Relation::consumed});
  g.add({unit("B"), unit("C"), Relation::consumed});
  EXPECT_TRUE(g.find_circle().empty());
  g.add({unit("C"), unit("A"), Relation::consumed});
  EXPECT_EQ(closure(unit("A"), Direction::forward, g.reader()).nodes.size(), 3u);
  EXPECT_EQ(g.find_circle().size(), 3u);
}

TEST(Closure, forward_and_backward_are_each_others_mirror) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 200; ++round) {
    Genealogy g;
    const std::size_t n = 2 + random() % 12;
    for (std::size_t e = random() % 30; e > 0; --e) {
      const std::size_t a = random() % n;
      const std::size_t b = random() % n;
      if (a < b) g.add({unit(std::to_string(a)), unit(std::to_string(b)), Relation::consumed});
    }
    EXPECT_TRUE(g.find_circle().empty());
    for (std::size_t a = 0; a < n; ++a)
      for (std::size_t b = 0; b < n; ++b) {
        const auto reaches = [&](std::size_t from, std::size_t to, Direction direction) {
          const Closure c = closure(unit(std::to_string(from)), direction, g.reader());
          return std::ranges::any_of(c.nodes, [&](const Node& node) { return node.item == unit(std::to_string(to)); });
        };
        ASSERT_EQ(reaches(a, b, Direction::forward), reaches(b, a, Direction::backward));
      }
  }
}

}  // namespace
}  // namespace jidoka::trace
