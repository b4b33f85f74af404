#include "spc/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "spc/limits.h"

namespace jidoka::spc {
namespace {

// Constructed series, centre 0 and sigma 1. Hits are the points, from 1, at which each rule holds, found by reading the
// definitions over each window; exact3 by hand: values on a line are not beyond it.
struct Series {
  const char* name;
  std::vector<double> values;
  std::array<std::vector<int>, 4> hits;  // we1 to we4
};
const std::vector<Series> constructed = {
    {"exact3",
     {3, -3, 3.0000001, -3.0000001, 2, 2, 0, 1, 1, 1, 1, 1, -1, -1, -2, -2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
     {{{3, 4}, {3, 4}, {}, {}}}},
    {"shift2",
     {0.0345,  1.6483,  -0.8177, 1.2995,  -0.7765, 1.155,   -0.4493, -0.8806, 0.8476,  1.5576,  1.2142,  -1.6398,
      -0.8671, -0.6407, -0.153,  -0.9715, 0.0441,  0.7717,  -0.303,  0.3495,  -0.8123, -0.3622, 0.4079,  0.4973,
      -0.1328, -1.1041, -1.3392, 0.713,   0.6291,  -0.7663, 0.7313,  -0.1701, 0.636,   -0.5274, 0.0547,  -1.6368,
      -0.9282, -0.2955, -0.15,   -0.2635, 1.4792,  1.1828,  0.4071,  -0.7095, 0.3986,  -1.5316, -0.6033, 0.5751,
      -0.2484, 0.2335,  1.9435,  -0.1118, 0.0064,  0.7753,  -0.037,  0.3622,  -0.7939, 0.2492,  -2.3578, -2.026,
      0.127,   0.4673,  0.7121,  0.4434,  -0.7846, -0.706,  0.825,   1.0825,  0.4,     1.3534,  1.9166,  -0.7614,
      -0.4593, -0.3409, 1.4907,  -0.8376, 1.566,   0.3456,  1.4129,  -1.7736, 1.3331,  -1.0883, 0.2205,  0.2912,
      0.5266,  -1.0249, -1.4834, -0.5287, -0.4438, 0.701,   -0.3959, 0.8117,  -0.8296, -1.2087, 0.8186,  -0.5071,
      1.9712,  -1.1448, -1.1648, 0.0023,  2.4469,  0.568,   0.9248,  1.2262,  0.8653,  1.9285,  3.0154,  2.9146,
      -0.2662, 1.8773,  1.9919,  2.0629,  -0.9724, 2.5537,  0.6545,  1.1549,  0.8221,  1.5227,  0.3475,  2.385,
      0.158,   1.7447,  -0.7641, 2.4506,  0.8248,  1.5664,  0.2973,  1.3079,  0.0555,  0.6942,  0.9238,  0.2571,
      1.9235,  -0.832,  0.2805,  1.5408,  1.6597,  0.1157,  -1.3265, 0.6187,  1.1202,  0.0778,  0.6491,  2.6745,
      1.6711,  2.9401,  0.9483,  1.9843,  2.3915,  -1.2129, 2.5221,  2.7616,  -0.6459, -0.6624, 2.7767,  1.4277,
      0.4685,  1.2621,  0.5431,  0.1842,  0.9711,  -0.9641, 2.3349,  0.4404,  1.5457,  1.4676,  0.3535,  2.2577,
      1.5701,  1.4382,  1.6633,  0.4733,  1.0795,  -0.3551, 1.8762,  0.8271,  1.5084,  1.5075,  0.1063,  -0.2453,
      -0.1176, 1.2312,  0.0341,  -0.0405, 0.7839,  0.7421,  2.4927,  1.3308,  1.3942,  1.9155,  2.7127,  0.4633,
      0.1265,  1.3165,  1.2579,  1.0741,  -0.0988, -1.2382, 0.4283,  1.269},
     {{{107},
       {60, 108, 114, 146, 151, 152},
       {108, 110, 111, 112, 114, 148, 149, 152, 169, 170, 171, 173, 190, 191},
       {107, 108, 121, 122, 131, 132, 133, 147, 148, 149, 170, 171, 172, 173, 192, 193, 194, 195, 196}}}},
    {"trend",
     {-2.0231, -1.714,  -2.6108, -1.8831, -1.8889, -2.3399, -1.5042, -1.8674, -1.7187, -2.021,
      -1.5964, -2.2704, -1.1033, -1.4622, -0.6151, -1.1015, -1.7568, -1.4754, -1.8321, -1.3824,
      -2.2564, -1.4313, -1.7946, -1.8627, -1.5903, -1.3972, -1.483,  -1.9165, -2.0302, -0.5413,
      -0.8129, -1.481,  -0.7098, -0.7676, -0.5529, -0.5461, -1.5686, -1.2712, -0.4479, -0.9626},
     {{{},
       {3, 12},
       {4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29},
       {8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
        25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40}}}},
    {"ties",
     {2,  -2, -1, -1, 2, 0,  2,  -1, 0, 0,  -1, 0,  0,  2, 1,  1, -1, 2,  1,  0,  -1, -1, -1, 1,  -1, 0,  0,
      -1, -1, -1, 1,  0, -1, 1,  0,  0, 1,  1,  1,  1,  1, 1,  0, 1,  -1, 1,  -2, 1,  -1, 1,  -1, 0,  -1, -1,
      -1, 2,  0,  0,  0, 1,  -1, -1, 0, -1, 0,  0,  1,  0, -2, 1, 1,  0,  1,  1,  1,  0,  1,  0,  1,  0,  1,
      1,  2,  -1, -1, 1, 0,  1,  0,  0, 0,  0,  1,  0,  1, 1,  0, -2, 0,  0,  -1, 0,  1,  -1, 1,  0,  0,  0,
      -1, 2,  -1, 1,  0, 1,  1,  -2, 1, -1, -1, -2, -2, 0, -1, 1, 1,  0,  -1, 1,  0,  -1, 1,  -1, 0,  1,  1,
      0,  0,  -2, 1,  1, 1,  0,  -1, 0, 1,  2,  -1, 0,  2, -1, 1, -1, -1, -2, 1,  1,  2,  0,  1,  1},
     {{{}, {}, {}, {}}}},
};

const Limits standard = limits_around(0, 1);

const RuleSet western_electric = rule_set(RuleSetName::western_electric);

std::vector<Fired> run(const std::vector<double>& values, RuleSet rules) {
  RunState state;
  std::vector<Fired> all;
  for (double value : values) all.push_back(state.update(zone_of(standard, value), value, rules));
  return all;
}

// The definition, read aloud over values: no bits, no zones, no state. How many points back the pattern that ends at
// `at` begins, 1 being the point itself; 0 when it does not hold.
int beyond_reach(const RunRule& row, const std::vector<double>& values, std::size_t at) {
  const double sign = values[at] > 0 ? 1 : -1;
  if (!(sign * values[at] > row.line)) return 0;
  int found = 0;
  for (int back = 0; back < row.n && back <= static_cast<int>(at); ++back)
    if (sign * values[at - static_cast<std::size_t>(back)] > row.line && ++found == row.k) return back + 1;
  return 0;
}

int reach(const RunRule& row, const std::vector<double>& values, std::size_t at) {
  if (row.pattern == Pattern::beyond) return beyond_reach(row, values, at);
  const auto n = static_cast<std::size_t>(row.n);
  if (at + 1 < n) return 0;
  const std::vector<double> last(values.begin() + static_cast<long>(at + 1 - n),
                                 values.begin() + static_cast<long>(at + 1));
  const auto every_step = [&](auto holds) {
    for (std::size_t i = 1; i < last.size(); ++i)
      if (!holds(i)) return false;
    return true;
  };
  const auto every = [&](auto holds) { return std::ranges::all_of(last, holds); };
  bool holds = false;
  if (row.pattern == Pattern::trend)
    holds = every_step([&](std::size_t i) { return last[i] > last[i - 1]; }) ||
            every_step([&](std::size_t i) { return last[i] < last[i - 1]; });
  if (row.pattern == Pattern::alternating)
    holds = every_step([&](std::size_t i) {
      return last[i] != last[i - 1] && (i == 1 || (last[i] > last[i - 1]) != (last[i - 1] > last[i - 2]));
    });
  if (row.pattern == Pattern::within) holds = every([](double value) { return std::abs(value) <= 1; });
  if (row.pattern == Pattern::outside) holds = every([](double value) { return std::abs(value) > 1; });
  return holds ? row.n : 0;
}

Fired definition(const std::vector<double>& values, std::size_t at, RuleSet enabled) {
  Fired fired;
  bool has_side = false;
  bool has_trend = false;
  for (const RunRule& row : run_rules) {
    const int back = enabled.contains(row.rule) ? reach(row, values, at) : 0;
    if (back == 0) continue;
    fired.rules.add(row.rule);
    fired.reach = std::max(fired.reach, static_cast<std::uint8_t>(back));
    has_side = has_side || row.pattern == Pattern::beyond;
    has_trend = has_trend || row.pattern == Pattern::trend;
  }
  if (has_side) fired.side = values[at] > 0 ? Side::high : Side::low;
  if (!has_side && has_trend) fired.side = values[at] > values[at - 1] ? Side::high : Side::low;
  return fired;
}

std::vector<std::vector<double>> random_series() {
  std::mt19937_64 random(8);
  std::vector<std::vector<double>> all;
  for (int series = 0; series < 60; ++series) {
    std::normal_distribution<double> normal(0.2 * (series % 9 - 4), 0.6 + 0.3 * (series % 5));
    std::vector<double> values(300);
    for (double& value : values) value = series % 3 == 0 ? std::round(normal(random)) : normal(random);
    all.push_back(values);
  }
  return all;
}

TEST(Rules, HitTheKnownPointsOfConstructedSeries) {
  for (const Series& series : constructed) {
    const auto fired = run(series.values, western_electric);
    for (const RunRule& row : std::span(run_rules).first(4)) {
      std::vector<int> hits;
      for (std::size_t i = 0; i < fired.size(); ++i)
        if (fired[i].rules.contains(row.rule)) hits.push_back(static_cast<int>(i) + 1);
      EXPECT_EQ(hits, series.hits[static_cast<std::size_t>(row.rule)]) << series.name << " " << row.id;
    }
  }
}

TEST(Rules, AgreeWithTheirDefinitionOnRandomSeries) {
  for (const auto& values : random_series())
    for (RuleSet enabled : {RuleSet::all(), western_electric, rule_set(RuleSetName::nelson), RuleSet::of({Rule::we2}),
                            RuleSet::of({Rule::we1, Rule::nelson3, Rule::within_10})}) {
      const auto fired = run(values, enabled);
      for (std::size_t i = 0; i < values.size(); ++i)
        ASSERT_EQ(fired[i], definition(values, i, enabled)) << "point " << i;
    }
}

TEST(Rules, AreSymmetricAboutTheCentre) {
  for (const auto& values : random_series()) {
    std::vector<double> mirrored;
    for (double value : values) mirrored.push_back(-value);
    const auto fired = run(values, RuleSet::all());
    const auto other = run(mirrored, RuleSet::all());
    for (std::size_t i = 0; i < values.size(); ++i) {
      ASSERT_EQ(fired[i].rules, other[i].rules);
      ASSERT_EQ(fired[i].reach, other[i].reach);
      ASSERT_TRUE(fired[i].side == Side::none || fired[i].side != other[i].side);
    }
  }
}

TEST(Rules, APointOnTheCentreLineBreaksARun) {
  std::vector<double> values(7, 0.5);
  values.push_back(0);
  values.insert(values.end(), 8, 0.5);
  const auto fired = run(values, western_electric);
  for (std::size_t i = 0; i + 1 < fired.size(); ++i) EXPECT_FALSE(fired[i].any()) << i;
  EXPECT_TRUE(fired.back().rules.contains(Rule::we4));
  EXPECT_EQ(fired.back().side, Side::high);
  EXPECT_EQ(fired.back().reach, 8);
}

TEST(Rules, HoldOnWhileThePatternHolds) {
  const auto fired = run(std::vector<double>(12, -0.5), western_electric);
  for (std::size_t i = 0; i < fired.size(); ++i) EXPECT_EQ(fired[i].rules.contains(Rule::we4), i >= 7) << i;
}

TEST(Rules, TheNewestPointMustItselfBeBeyondTheLine) {
  const auto fired = run({2.5, 2.5, 1.5, 0.5}, RuleSet::of({Rule::we2}));
  EXPECT_TRUE(fired[1].any());
  EXPECT_EQ(fired[1].reach, 2);
  EXPECT_FALSE(fired[2].any());
}

TEST(Rules, TellHowFarBackThePatternReaches) {
  EXPECT_EQ(run({2.5, 0.5, 2.5}, RuleSet::of({Rule::we2})).back().reach, 3);
  EXPECT_EQ(run({1.5, 1.5, 0.5, 1.5, 1.5}, RuleSet::of({Rule::we3})).back().reach, 5);
  EXPECT_EQ(run({1.5, 1.5, 1.5, 1.5, 1.5}, RuleSet::of({Rule::we3})).back().reach, 4);
  EXPECT_EQ(run({-3.5}, RuleSet::of({Rule::we1})).back().reach, 1);
}

TEST(Rules, AreListedLowestFirstWithUniqueNamesInBothLanguages) {
  std::set<std::string> ids;
  for (std::size_t i = 0; i < rule_count; ++i) {
    const RunRule& row = run_rules[i];
    EXPECT_EQ(static_cast<std::size_t>(row.rule), i);
    EXPECT_LE(row.n, 16);
    EXPECT_LE(row.k, row.n);
    EXPECT_EQ(json::enum_name(row.rule), row.id);
    EXPECT_TRUE(ids.insert(std::string(row.id)).second) << row.id;
    EXPECT_NE(row.name().en, row.name().zh);
    EXPECT_NE(row.name().en.find(std::to_string(row.k)), std::string::npos) << row.id;
    EXPECT_NE(row.name().zh.find(std::to_string(row.k)), std::string::npos) << row.id;
  }
  EXPECT_THAT(RuleSet::of({Rule::we4, Rule::we2}).list(), testing::ElementsAre(Rule::we2, Rule::we4));
  EXPECT_EQ(RuleSet::of(RuleSet::all().list()), RuleSet::all());
  EXPECT_EQ(run_rule(Rule::we1).false_alarm().en, "Alone, about one false alarm in 370 points of a stable process.");
  EXPECT_EQ(run_rule(Rule::we1).false_alarm().zh, "单独使用时，过程稳定情况下平均约每370点误报1次。");
}

// Nelson (1984) and the conventions in rules.h, by hand.
TEST(Rules, OfNelsonFireAtTheLastPointOfTheirPattern) {
  const RuleSet nelson = rule_set(RuleSetName::nelson);
  const auto hits = [&](const std::vector<double>& values, Rule rule) {
    std::vector<int> found;
    const auto fired = run(values, nelson);
    for (std::size_t i = 0; i < fired.size(); ++i)
      if (fired[i].rules.contains(rule)) found.push_back(static_cast<int>(i));
    return found;
  };
  EXPECT_THAT(hits(std::vector<double>(10, 0.1), Rule::nelson2), testing::ElementsAre(8, 9));
  EXPECT_THAT(hits({0, .1, .2, .3, .4, .5, .6, .6, .5}, Rule::nelson3), testing::ElementsAre(5, 6));
  EXPECT_THAT(hits({.5, .4, .3, .2, .1, 0, -.1}, Rule::nelson3), testing::ElementsAre(5, 6));
  std::vector<double> teeth;
  for (int i = 0; i < 15; ++i) teeth.push_back(i % 2);
  EXPECT_THAT(hits(teeth, Rule::nelson4), testing::ElementsAre(13, 14));
  teeth[7] = teeth[6];  // equal neighbours do not alternate
  EXPECT_THAT(hits(teeth, Rule::nelson4), testing::ElementsAre());
  EXPECT_THAT(hits(std::vector<double>(16, 1), Rule::nelson7), testing::ElementsAre(14, 15));  // 1σ itself is within
  EXPECT_THAT(hits(std::vector<double>(16, 1.001), Rule::nelson7), testing::ElementsAre());
  EXPECT_THAT(hits({1.1, -1.1, 1.1, 1.2, 1.1, -2, 1.1, 1.1, 1.1, 1, 1.1}, Rule::nelson8), testing::ElementsAre(7, 8));
}

TEST(Rules, ATrendTellsItsDirectionAndAStretchHasNoSide) {
  EXPECT_EQ(run({-.5, -.4, -.3, -.2, -.1, -.05}, RuleSet::of({Rule::aiag3})).back().side, Side::high);
  EXPECT_EQ(run(std::vector<double>(15, 0.5), RuleSet::of({Rule::nelson7})).back().side, Side::none);
}

TEST(Rules, TheLimitRuleIsThatOfTheSet) {
  EXPECT_EQ(limit_rule(rule_set(RuleSetName::nelson)), Rule::nelson1);
  EXPECT_EQ(limit_rule(RuleSet::of({Rule::juran1, Rule::we2})), Rule::juran1);
  EXPECT_EQ(limit_rule(RuleSet::of({Rule::we4})), std::nullopt);
}

TEST(Rules, FitInTwentyFourBytes) { EXPECT_LE(sizeof(RunState), 24u); }

}  // namespace
}  // namespace jidoka::spc
