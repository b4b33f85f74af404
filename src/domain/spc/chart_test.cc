#include "spc/chart.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "spc/textbook_test.h"

namespace jidoka::spc {
namespace {

ChartSpec learning(ChartType type, std::uint16_t size, std::uint32_t points) {
  return {type, size, rule_set(RuleSetName::western_electric).list(), {.mean = {}, .sigma = {}, .learn = points}};
}
ChartSpec given(ChartType type, std::uint16_t size, double mean, double sigma) {
  return {type, size, rule_set(RuleSetName::western_electric).list(), {.mean = mean, .sigma = sigma, .learn = {}}};
}

void expect_relative(double found, double published) { EXPECT_NEAR(found, published, 1e-6 * std::abs(published)); }

TEST(Chart, LearnsTheLimitsOfThePistonRings) {
  const auto points = evaluate(learning(ChartType::xbar_r, 5, 25), piston_rings).value();
  ASSERT_EQ(points.size(), 40u);
  for (std::size_t i = 0; i < 25; ++i) {
    EXPECT_FALSE(points[i].limits || points[i].signals());
    EXPECT_EQ(points[i].learnt, i == 24);
  }
  const Panels limits = points[25].limits.value();  // R package qcc 2.7 with exact d2 and d3
  expect_relative(limits.location.center, 74.001176);
  expect_relative(limits.location.lower, 73.9880475919562);
  expect_relative(limits.location.upper, 74.0143044080438);
  EXPECT_NEAR(limits.location.upper - limits.location.center, 0.0131284080438, 1e-6 * 0.0131284080438);
  expect_relative(limits.spread.center, 0.0227600000000001);
  EXPECT_EQ(limits.spread.lower, 0);
  expect_relative(limits.spread.upper, 0.0481260005446277);
}

TEST(Chart, FindsTheShiftOfThePistonRings) {
  const auto points = evaluate(learning(ChartType::xbar_r, 5, 25), piston_rings).value();
  EXPECT_NEAR(points[0].location.value, 74.0102, 1e-9);
  EXPECT_NEAR(points[0].spread->value, 0.038, 1e-9);
  std::vector<int> beyond;
  for (const Point& point : points) {
    EXPECT_FALSE(point.spread->fired.any());
    if (point.location.fired.rules.contains(Rule::we1)) beyond.push_back(static_cast<int>(point.index) + 1);
  }
  EXPECT_EQ(beyond, (std::vector<int>{37, 38, 39}));  // qcc: beyond limits
}

TEST(Chart, LearnsTheLimitsOfTheViscosity) {
  Chart chart = Chart::create(learning(ChartType::i_mr, 1, 15)).value();
  std::vector<Point> points;
  for (double value : viscosity) points.push_back(chart.add(value).value());
  EXPECT_FALSE(points[0].spread);
  EXPECT_NEAR(points[1].spread->value, 0.70, 1e-9);
  EXPECT_NEAR(points[2].spread->value, 0.95, 1e-9);
  EXPECT_NEAR(points[14].spread->value, 0.72, 1e-9);
  ASSERT_NE(chart.limits(), nullptr);  // R package qcc 2.7
  expect_relative(chart.limits()->location.center, 33.5233333333333);
  expect_relative(chart.limits()->location.lower, 32.245267502984);
  expect_relative(chart.limits()->location.upper, 34.8013991636827);
  expect_relative(chart.limits()->spread.center, 0.480714285714286);
  expect_relative(chart.limits()->spread.upper, 1.57026855834663);
  EXPECT_EQ(chart.limits()->spread.lower, 0);
}

TEST(Chart, TakesGivenLimitsFromTheFirstPoint) {
  Chart chart = Chart::create(given(ChartType::xbar_r, 4, 100, 2)).value();
  EXPECT_FALSE(chart.is_learning());
  EXPECT_EQ(chart.points_to_learn(), 0u);
  for (double value : {104.0, 104.0, 104.0}) EXPECT_FALSE(chart.add(value));
  const Point point = chart.add(104).value();
  EXPECT_EQ(point.index, 0u);
  EXPECT_EQ(point.location.value, 104);
  EXPECT_EQ(point.location.zone, 4);
  EXPECT_EQ(point.location.fired.side, Side::high);
  EXPECT_TRUE(point.location.fired.rules.contains(Rule::we1));
  EXPECT_EQ(point.limits->location.upper, 103);
}

TEST(Chart, SignalsASpreadBeyondItsLimitByRuleOneOnly) {
  Chart chart = Chart::create(given(ChartType::i_mr, 1, 0, 1)).value();
  EXPECT_FALSE(chart.add(-2)->signals());
  const Point jump = chart.add(2).value();  // moving range 4 above 3.686
  EXPECT_FALSE(jump.location.fired.any());
  EXPECT_EQ(jump.spread->fired.rules, RuleSet::of({Rule::we1}));
  EXPECT_EQ(jump.spread->fired.side, Side::high);
  EXPECT_TRUE(jump.signals());

  ChartSpec without = given(ChartType::i_mr, 1, 0, 1);
  without.rules = {Rule::we4};
  Chart quiet = Chart::create(without).value();
  quiet.add(-2);
  EXPECT_FALSE(quiet.add(2)->signals());
}

TEST(Chart, BeginsItsRunsEmptyAfterLearning) {
  Chart chart = Chart::create(learning(ChartType::i_mr, 1, 20)).value();
  for (int i = 0; i < 10; ++i) chart.add(0);
  for (int i = 0; i < 10; ++i) chart.add(1);
  for (int i = 0; i < 8; ++i) EXPECT_EQ(chart.add(0.6)->location.fired.rules.contains(Rule::we4), i == 7) << i;
}

TEST(Chart, CountsDownWhatIsLeftToLearn) {
  Chart chart = Chart::create(learning(ChartType::xbar_r, 2, 3)).value();
  EXPECT_EQ(chart.points_to_learn(), 3u);
  chart.add(1);
  EXPECT_EQ(chart.points_to_learn(), 3u);
  chart.add(2);
  EXPECT_EQ(chart.points_to_learn(), 2u);
}

TEST(Chart, StaysSilentOnAConstantProcessAndSeesTheFirstDifference) {
  for (double value : {0.1, 74.001, -1e-9, 1e300, 5e-324, 0.0})
    for (const ChartSpec& spec : {learning(ChartType::i_mr, 1, 7), learning(ChartType::xbar_r, 3, 7)}) {
      Chart chart = Chart::create(spec).value();
      for (int i = 0; i < 300; ++i) {
        const auto point = chart.add(value);
        ASSERT_FALSE(point && point->signals()) << value << " at " << i;
      }
      ASSERT_EQ(chart.limits()->location, (Limits{value, 0, value, value}));
      for (int i = 0; i < spec.subgroup_size - 1; ++i) chart.add(value / 2 + 1);
      EXPECT_TRUE(chart.add(value / 2 + 1)->signals()) << value;
    }
}

TEST(Chart, OfNothingHasNoPointAndOfAPartSubgroupNeither) {
  EXPECT_TRUE(evaluate(given(ChartType::xbar_r, 5, 0, 1), {}).value().empty());
  EXPECT_TRUE(evaluate(given(ChartType::xbar_r, 5, 0, 1), std::vector<double>{1, 2, 3, 4}).value().empty());
  EXPECT_EQ(evaluate(given(ChartType::i_mr, 1, 0, 1), std::vector<double>{1}).value().size(), 1u);
}

TEST(Chart, CountsInfinitiesAsBeyondAndNaNAsNothing) {
  Chart chart = Chart::create(given(ChartType::i_mr, 1, 0, 1)).value();
  chart.add(0.5);
  const Chart before = chart;
  EXPECT_FALSE(chart.add(std::numeric_limits<double>::quiet_NaN()));
  EXPECT_EQ(chart, before);
  EXPECT_EQ(chart.add(std::numeric_limits<double>::infinity())->location.fired.side, Side::high);
  EXPECT_EQ(chart.add(-std::numeric_limits<double>::infinity())->location.fired.side, Side::low);
}

TEST(Chart, KeepsItsLimitsFiniteWithTheLargestAndSmallestValues) {
  const double largest = std::numeric_limits<double>::max();
  for (double size : {largest, 1e300, 1e-300, std::numeric_limits<double>::denorm_min()})
    for (const ChartSpec& spec : {learning(ChartType::i_mr, 1, 4), learning(ChartType::xbar_r, 2, 4)}) {
      Chart chart = Chart::create(spec).value();
      for (int i = 0; i < 40; ++i) chart.add(i % 3 == 0 ? size : -size);
      for (const Limits& limits : {chart.limits()->location, chart.limits()->spread}) {
        EXPECT_TRUE(std::isfinite(limits.lower) && std::isfinite(limits.upper) && std::isfinite(limits.center));
        EXPECT_LE(limits.lower, limits.center);
        EXPECT_LE(limits.center, limits.upper);
      }
    }
}

std::vector<ChartSpec> all_specs() {
  return {learning(ChartType::i_mr, 1, 20), given(ChartType::i_mr, 1, 0.1, 0.9), learning(ChartType::xbar_r, 2, 15),
          learning(ChartType::xbar_r, 5, 10), given(ChartType::xbar_r, 3, 0, 1)};
}

std::vector<double> wandering(std::uint64_t seed, std::size_t count) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  std::vector<double> values(count);
  double level = 0;
  for (double& value : values) {
    level = 0.95 * level + 0.3 * normal(random);
    value = level + normal(random);
  }
  return values;
}

TEST(Chart, GivesTheSamePointsAsAStreamAndAsABatchOverEveryPrefix) {
  for (const ChartSpec& spec : all_specs()) {
    const auto values = wandering(spec.subgroup_size, 240);
    Chart chart = Chart::create(spec).value();
    std::vector<Point> streamed;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (auto point = chart.add(values[i])) streamed.push_back(*point);
      ASSERT_EQ(evaluate(spec, std::span(values).first(i + 1)).value(), streamed) << "prefix " << i + 1;
    }
    EXPECT_EQ(streamed.size(), values.size() / spec.subgroup_size);
    EXPECT_TRUE(std::any_of(streamed.begin(), streamed.end(), [](const Point& point) { return point.signals(); }));
  }
}

// The chart from its textbook description: whole subgroups, limits from sums, windows searched again at each point.
std::vector<std::uint64_t> textbook_signals(const ChartSpec& spec, const std::vector<double>& values) {
  const std::size_t n = spec.subgroup_size;
  std::vector<double> means;
  double mean = 0;
  double range = 0;
  const std::size_t window = *spec.limits.learn;
  for (std::size_t at = 0; at + n <= values.size(); at += n) {
    double sum = 0;
    for (std::size_t i = at; i < at + n; ++i) sum += values[i];
    means.push_back(sum / static_cast<double>(n));
    if (means.size() > window) continue;
    const auto [low, high] =
        std::minmax_element(values.begin() + static_cast<long>(at), values.begin() + static_cast<long>(at + n));
    mean += means.back() / static_cast<double>(window);
    range += (*high - *low) / static_cast<double>(window);
  }
  const double a2_of_five = 0.5768193341;
  const double sigma = a2_of_five * range / 3;
  std::vector<std::uint64_t> signals(means.size());
  for (std::size_t at = window; at < means.size(); ++at)
    for (const RunRule& row : std::span(run_rules).first(4))
      for (double sign : {-1.0, 1.0}) {
        int beyond = 0;
        const std::size_t first =
            at + 1 >= window + static_cast<std::size_t>(row.n) ? at + 1 - static_cast<std::size_t>(row.n) : window;
        for (std::size_t i = first; i <= at; ++i) beyond += sign * (means[i] - mean) > row.line * sigma;
        if (beyond >= row.k && sign * (means[at] - mean) > row.line * sigma)
          signals[at] |= std::uint64_t{1} << static_cast<unsigned>(row.rule);
      }
  return signals;
}

TEST(Chart, AgreesWithTheTextbookProcedure) {
  const ChartSpec spec = learning(ChartType::xbar_r, 5, 10);
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto values = wandering(seed, 1000);
    const auto expected = textbook_signals(spec, values);
    const auto points = evaluate(spec, values).value();
    ASSERT_EQ(points.size(), expected.size());
    for (std::size_t i = 0; i < points.size(); ++i)
      ASSERT_EQ(points[i].location.fired.rules.bits, expected[i]) << "seed " << seed << " point " << i;
  }
}

TEST(Chart, RestoredInTheMiddleOfAnyPrefixHasTheSameFuture) {
  for (const ChartSpec& spec : all_specs()) {
    const auto values = wandering(7, 150);
    for (std::size_t cut = 0; cut <= values.size(); ++cut) {
      Chart chart = Chart::create(spec).value();
      for (std::size_t i = 0; i < cut; ++i) chart.add(values[i]);
      const std::string bytes = chart.serialise();
      Chart restored = Chart::restore(bytes).value();
      ASSERT_EQ(restored.serialise(), bytes);
      for (std::size_t i = cut; i < values.size(); ++i) ASSERT_EQ(restored.add(values[i]), chart.add(values[i]));
      ASSERT_EQ(restored, chart);
    }
  }
}

TEST(Chart, RefusesBytesThatItNeverWrote) {
  Chart chart = Chart::create(given(ChartType::xbar_r, 5, 0, 1)).value();
  const std::string bytes = chart.serialise();
  for (std::size_t length = 0; length < bytes.size(); ++length) EXPECT_FALSE(Chart::restore(bytes.substr(0, length)));
  EXPECT_FALSE(Chart::restore(bytes + '\0'));
  struct Change {
    std::size_t at;
    char to;
  };
  // Version, chart type, no rules, unknown rules, subgroup of one, more values than the subgroup holds, a sum that is
  // no number, windows, counts, basis.
  for (const Change& change : {Change{0, 3}, Change{1, 99}, Change{2, 0}, Change{9, 127}, Change{10, 1}, Change{12, 5},
                               Change{31, 127}, Change{98, 1}, Change{108, 1}, Change{120, 2}}) {
    std::string spoilt = bytes;
    spoilt[change.at] = change.to;
    const auto restored = Chart::restore(spoilt);
    ASSERT_FALSE(restored) << "byte " << change.at;
    EXPECT_EQ(restored.error().code, Code::corrupt);
  }
}

// As it was written before trends were known: rules of 16 bits and no counts.
TEST(Chart, RestoresTheBytesOfTheFirstVersion) {
  for (const ChartSpec& spec : all_specs()) {
    const auto values = wandering(11, 120);
    Chart chart = Chart::create(spec).value();
    for (double value : values) chart.add(value);
    const std::string bytes = chart.serialise();
    const std::string first = std::string(1, '\1') + bytes[1] + bytes.substr(2, 2) + bytes.substr(10, 4) +
                              bytes.substr(16, 32) + bytes.substr(96, 12) + bytes.substr(120);
    Chart restored = Chart::restore(first).value();
    EXPECT_EQ(restored.rules(), chart.rules());
    for (double value : wandering(12, 120)) {
      const auto a = restored.add(value);
      const auto b = chart.add(value);
      ASSERT_EQ(a, b);
    }
  }
}

TEST(Chart, FitsInThreeCacheLines) { EXPECT_LE(sizeof(Chart), 192u); }

}  // namespace
}  // namespace jidoka::spc
