#include "plant/findings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

namespace jidoka::plant {
namespace {

using Graph = std::map<std::string, std::vector<std::string>>;
using testing::ElementsAre;

TEST(Circles, AreFoundOnceEachFromTheirSmallestName) {
  EXPECT_TRUE(circles(Graph{{"a", {"b", "c"}}, {"b", {"d"}}, {"c", {"d"}}, {"d", {}}}).empty());
  EXPECT_THAT(circles(Graph{{"x", {"c"}}, {"c", {"a"}}, {"a", {"b"}}, {"b", {"c", "end"}}, {"end", {}}}),
              ElementsAre(ElementsAre("a", "b", "c")));
  EXPECT_THAT(circles(Graph{{"a", {"a"}}, {"b", {"c"}}, {"c", {"b"}}}),
              ElementsAre(ElementsAre("a"), ElementsAre("b", "c")));
  EXPECT_TRUE(circles(Graph{{"a", {"nowhere"}}}).empty());
}

TEST(Circles, EveryOneFoundIsOneAndNoneMeansAnOrderExists) {
  std::mt19937_64 random(20260102);
  for (int round = 0; round < 500; ++round) {
    Graph graph;
    const int size = static_cast<int>(1 + random() % 7);
    for (int i = 0; i < size; ++i) {
      auto& next = graph[std::string(1, static_cast<char>('a' + i))];
      for (auto n = random() % 3; n > 0; --n) next.emplace_back(1, static_cast<char>('a' + random() % 8));
    }
    const auto found = circles(graph);
    for (const auto& circle : found)
      for (std::size_t i = 0; i < circle.size(); ++i)
        EXPECT_THAT(graph.at(circle[i]), testing::Contains(circle[(i + 1) % circle.size()]));
    if (!found.empty()) continue;
    std::set<std::string> placed;  // whoever leads only to placed names can be placed
    for (int i = 0; i < size; ++i)
      for (const auto& [name, next] : graph)
        if (std::ranges::all_of(next, [&](const auto& to) { return placed.contains(to) || !graph.contains(to); }))
          placed.insert(name);
    EXPECT_EQ(placed.size(), graph.size());
  }
}

TEST(Circles, LongChainsAndRingsAreNoTrouble) {
  Graph graph;
  for (int i = 0; i < 20000; ++i) graph["n" + std::to_string(i)] = {"n" + std::to_string(i + 1)};
  EXPECT_TRUE(circles(graph).empty());
  graph["n20000"] = {"n0"};
  const auto found = circles(graph);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].size(), 20001u);
  EXPECT_LT(arrows(found[0]).size(), 200u);
}

TEST(Arrows, ComeBackToTheBeginning) { EXPECT_EQ(arrows({"A", "B"}), "A → B → A"); }

TEST(Ids, AreLettersOfAnyLanguageDigitsAndAFewSigns) {
  const std::vector<std::string> good = {"IM-01", "10.1", "a", "1号机", "urn:x:1+2", std::string(64, 'x')};
  const std::vector<std::string> bad = {"",   std::string(65, 'x'), "a b", "a/b", "a,b", "a=b", "a@1", ".", "..", "a\n",
                                        "{a}"};
  for (const std::string& id : good) EXPECT_TRUE(is_id(id)) << id;
  for (const std::string& id : bad) EXPECT_FALSE(is_id(id)) << id;
}

TEST(Findings, WhatContainsAMistakeAndWhatItContainsAreNotSound) {
  Findings findings;
  findings.look_at("control_plan", "CP");
  findings.fault("lines[0].chart.rules", "something.", "某处有误。");
  EXPECT_FALSE(findings.is_sound("lines[0].chart.rules"));
  EXPECT_FALSE(findings.is_sound("lines[0].chart"));
  EXPECT_FALSE(findings.is_sound("lines[0].chart.rules[1]"));
  EXPECT_TRUE(findings.is_sound("lines[0].chart.limits"));
  EXPECT_TRUE(findings.is_sound("lines[0].chart.rulesets"));
  findings.look_at("control_plan", "CP-2");
  EXPECT_TRUE(findings.is_sound("lines[0].chart.rules"));
}

}  // namespace
}  // namespace jidoka::plant
