#include "spc/analysis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "core/published_test.h"
#include "json/encode.h"
#include "spc/chart.h"
#include "spc/constants.h"
#include "spc/textbook_test.h"

namespace jidoka::spc {
namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

AnalysisData in_subgroups(std::vector<double> values, std::size_t size) {
  AnalysisData data;
  for (std::size_t i = 0; i < values.size(); i += size) data.begins.push_back(i);
  data.values = {std::move(values)};
  return data;
}
AnalysisData counts(std::vector<double> values, double size) {
  AnalysisData data;
  data.sizes.assign(values.size(), size);
  data.values = {std::move(values)};
  return data;
}
AnalysisSpec of(AnalysisChart chart) {
  AnalysisSpec spec;
  spec.chart = chart;
  return spec;
}

Analysis drawn(const AnalysisSpec& spec, const AnalysisData& data) {
  auto found = analyse(spec, data);
  EXPECT_TRUE(found) << found.error().text.en;
  return found.value_or(Analysis{});
}

std::vector<std::uint64_t> signalled(const AnalysisPanel& panel) {
  std::vector<std::uint64_t> at;
  for (const AnalysisSignal& signal : panel.signals) at.push_back(signal.index);
  return at;
}

std::string refusal(const AnalysisSpec& spec, const AnalysisData& data) {
  const auto found = analyse(spec, data);
  if (found) return "answered";
  EXPECT_FALSE(found.error().text.en.empty() || found.error().text.zh.empty());
  return found.error().field;
}

const std::vector<double> orange_juice = {12, 15, 8, 10, 4,  7,  16, 9,  14, 10, 5,  6, 17, 12, 22,
                                          8,  10, 5, 13, 11, 20, 18, 24, 15, 9,  12, 7, 13, 9,  6};
const std::vector<double> circuit_boards = {21, 24, 16, 12, 15, 5,  28, 20, 31, 25, 20, 24, 16,
                                            19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15};

TEST(Analysis, OfThePistonRingsAgreesWithQcc) {
  AnalysisSpec spec = of(AnalysisChart::xbar_r);
  spec.phase1 = 25;
  const Analysis found = drawn(spec, in_subgroups(piston_rings, 5));
  ASSERT_EQ(found.panels.size(), 2u);
  const AnalysisPanel& xbar = found.panels[0];
  const std::string source = "R qcc 2.7, piston rings, phase 1 of 25";
  expect_published({source, "X̄ centre", 74.001176, 1e-9}, *xbar.center[0]);
  expect_published({source, "X̄ lower limit (R̄/d2)", 73.9880475919562, 1e-9}, *xbar.lower[39]);
  expect_published({source, "X̄ upper limit (R̄/d2)", 74.0143044080438, 1e-9}, *xbar.upper[12]);
  expect_published({source, "R centre", 0.0227600000000001, 1e-9}, *found.panels[1].center[3]);
  expect_published({source, "R upper limit", 0.0481260005446277, 1e-6}, *found.panels[1].upper[3]);
  EXPECT_EQ(found.panels[1].lower[3], 0);
  EXPECT_NEAR(*xbar.points[0], 74.0102, 1e-9);
  std::vector<std::uint64_t> beyond;
  for (const AnalysisSignal& signal : xbar.signals)
    if (signal.rules.front() == "we1") beyond.push_back(signal.index);
  EXPECT_THAT(beyond, testing::ElementsAre(36, 37, 38));
  EXPECT_TRUE(found.panels[1].signals.empty());
  EXPECT_NEAR(*found.points_per_false_alarm, 91.75, 0.01);
}

TEST(Analysis, OfDeviationsAgreesWithQcc) {
  AnalysisSpec spec = of(AnalysisChart::xbar_s);
  spec.phase1 = 25;
  const Analysis found = drawn(spec, in_subgroups(piston_rings, 5));
  const std::string source = "R qcc 2.7, piston rings, phase 1 of 25";
  expect_published({source, "S of subgroup 1", 0.01477159436215397, 1e-9}, *found.panels[1].points[0]);
  expect_published({source, "S centre (S̄)", 0.00924003660228554, 1e-9}, *found.panels[1].center[0]);
  expect_published({source, "S upper limit", 0.0193024167682403, 1e-9}, *found.panels[1].upper[0]);
}

TEST(Analysis, OfTheViscosityAgreesWithQcc) {
  const Analysis found = drawn(of(AnalysisChart::i_mr), {.values = {viscosity}});
  const std::string source = "R qcc 2.7, viscosity of 15 batches";
  expect_published({source, "I lower limit", 32.245267502984, 1e-9}, *found.panels[0].lower[0]);
  expect_published({source, "I upper limit", 34.8013991636827, 1e-9}, *found.panels[0].upper[0]);
  expect_published({source, "MR centre", 0.480714285714286, 1e-9}, *found.panels[1].center[0]);
  expect_published({source, "MR upper limit", 1.57026855834663, 1e-6}, *found.panels[1].upper[0]);
  EXPECT_EQ(found.panels[1].points.size(), 14u);
  EXPECT_EQ(found.panels[1].first, 1u);
  EXPECT_NEAR(*found.panels[1].points[0], 0.7, 1e-9);
}

TEST(Analysis, OfCountsAgreesWithQcc) {
  const Analysis p = drawn(of(AnalysisChart::p), counts(orange_juice, 50));
  expect_published({"R qcc 2.7, orange juice", "p̄", 0.231333333333333, 1e-9}, *p.panels[0].center[0]);
  expect_published({"R qcc 2.7, orange juice", "p lower limit", 0.0524275480719282, 1e-9}, *p.panels[0].lower[0]);
  expect_published({"R qcc 2.7, orange juice", "p upper limit", 0.410239118594738, 1e-9}, *p.panels[0].upper[0]);
  EXPECT_THAT(signalled(p.panels[0]), testing::IsSupersetOf({14u, 22u}));
  const Analysis c = drawn(of(AnalysisChart::c), {.values = {circuit_boards}});
  expect_published({"R qcc 2.7, circuit boards", "c̄", 19.8461538461538, 1e-9}, *c.panels[0].center[0]);
  expect_published({"R qcc 2.7, circuit boards", "c lower limit", 6.48144716716591, 1e-9}, *c.panels[0].lower[0]);
  expect_published({"R qcc 2.7, circuit boards", "c upper limit", 33.2108605251418, 1e-9}, *c.panels[0].upper[0]);
  EXPECT_THAT(signalled(c.panels[0]), testing::IsSupersetOf({5u, 19u}));
}

TEST(Analysis, OfSumsAndAveragesAgreesWithQcc) {
  const AnalysisData data = in_subgroups(std::vector<double>(piston_rings.begin(), piston_rings.begin() + 125), 5);
  AnalysisSpec spec = of(AnalysisChart::cusum);
  spec.h = 4;
  const Analysis cusum = drawn(spec, data);
  expect_published({"R qcc 2.7, piston rings", "C⁺ of subgroup 1", 1.562093127343464, 1e-6},
                   *cusum.panels[0].points[0]);
  expect_published({"R qcc 2.7, piston rings", "C⁻ of subgroup 14", -2.911166362506260, 1e-6},
                   *cusum.panels[1].points[13]);
  EXPECT_EQ(cusum.panels[0].upper[0], 4);
  EXPECT_EQ(cusum.panels[0].lower[0], std::nullopt);
  EXPECT_EQ(cusum.panels[1].lower[0], -4);
  EXPECT_TRUE(cusum.panels[0].signals.empty() && cusum.panels[1].signals.empty());
  spec = of(AnalysisChart::ewma);
  spec.l = 2.7;
  const Analysis ewma = drawn(spec, data);
  expect_published({"R qcc 2.7, piston rings", "EWMA of subgroup 25", 74.0016064823227, 1e-9},
                   *ewma.panels[0].points[24]);
  expect_published({"R qcc 2.7, piston rings", "EWMA lower limit of subgroup 1", 73.9988128865521, 1e-9},
                   *ewma.panels[0].lower[0]);
  expect_published({"R qcc 2.7, piston rings", "EWMA upper limit of subgroup 25", 74.0051144943068, 1e-9},
                   *ewma.panels[0].upper[24]);
}

TEST(Analysis, OfTheNistExamplesAgreesWithTheHandbook) {
  // NIST/SEMATECH e-Handbook, 6.3.2.3: target 325, σ 0.635, k 0.3175 and h 4.1959 in units of measure.
  const std::vector<double> x = {324.925, 324.675, 324.725, 324.350, 325.350, 325.225, 324.125,
                                 324.525, 325.225, 324.600, 324.625, 325.150, 328.325, 327.250,
                                 327.825, 328.500, 326.675, 327.775, 326.875, 328.350};
  AnalysisSpec spec = of(AnalysisChart::cusum);
  spec.sigma = 0.635;
  spec.target = 325;
  spec.h = 4.1959 / 0.635;
  const Analysis cusum = drawn(spec, {.values = {x}});
  const std::string source = "NIST/SEMATECH e-Handbook, 6.3.2.3";
  expect_published({source, "S_hi of point 20", 19.0350, 1e-9}, *cusum.panels[0].points[19] * 0.635);
  expect_published({source, "S_lo of point 11", 0.3125, 1e-9}, -*cusum.panels[1].points[10] * 0.635);
  EXPECT_EQ(cusum.panels[0].signals.front().index, 13u);
  // 6.3.2.4: target 50, σ 2.0539, λ 0.3; its limits are those that the exact ones approach.
  spec = of(AnalysisChart::ewma);
  spec.sigma = 2.0539;
  spec.target = 50;
  spec.lambda = 0.3;
  const std::vector<double> y = {52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5,
                                 49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1};
  const Analysis ewma = drawn(spec, {.values = {y}});
  expect_published({"NIST/SEMATECH e-Handbook, 6.3.2.4", "EWMA of point 20", 51.98824326, 1e-9},
                   *ewma.panels[0].points[19]);
  expect_published({"NIST/SEMATECH e-Handbook, 6.3.2.4", "upper limit of point 20", 52.58843174, 1e-6},
                   *ewma.panels[0].upper[19]);
  EXPECT_TRUE(ewma.panels[0].signals.empty());
}

TEST(Analysis, OfSubgroupsOfSeveralSizesUsesTheConstantsOfEach) {
  const AnalysisData data{.values = {{10, 12, 11, 13, 9, 11, 10, 14}}, .begins = {0, 3, 5}};
  const Analysis found = drawn(of(AnalysisChart::xbar_r), data);
  const double sigma = (2 / d2(3) + 2 / d2(2)) / 3 + 4 / d2(3) / 3;  // ranges 2, 4, 4 of 3, 2, 3
  const double exact = (2 / d2(3) + 4 / d2(2) + 4 / d2(3)) / 3;
  EXPECT_NEAR(*found.panels[0].sigma, exact, 1e-12);
  EXPECT_GT(exact, sigma);
  EXPECT_NEAR(*found.panels[0].center[1], 11.25, 1e-12);  // the mean of all values
  EXPECT_NEAR(*found.panels[0].upper[1] - 11.25, 3 * exact / std::sqrt(2), 1e-12);
  EXPECT_NEAR(*found.panels[0].upper[2] - 11.25, 3 * exact / std::sqrt(3), 1e-12);
  EXPECT_NEAR(*found.panels[1].center[1], d2(2) * exact, 1e-12);
}

// The chart that judges live, over the same points.
TEST(Analysis, JudgesAsTheStreamingChartDoes) {
  std::mt19937_64 random(3);
  std::normal_distribution<double> normal;
  for (const auto name : {RuleSetName::western_electric, RuleSetName::nelson, RuleSetName::aiag, RuleSetName::juran}) {
    std::vector<double> values(1500);
    double level = 0;
    for (double& value : values) value = (level = 0.97 * level + 0.2 * normal(random)) + normal(random);
    AnalysisSpec spec = of(AnalysisChart::xbar_r);
    spec.rules = name;
    spec.phase1 = 20;
    for (std::size_t prefix : {200u, 700u, 1500u}) {
      const Analysis found = drawn(spec, in_subgroups({values.begin(), values.begin() + static_cast<long>(prefix)}, 5));
      const double sigma = *found.panels[0].sigma;
      const auto points = evaluate({ChartType::xbar_r,
                                    5,
                                    rule_set(name).list(),
                                    {.mean = *found.panels[0].center[0], .sigma = sigma, .learn = {}}},
                                   std::span(values).first(prefix));
      ASSERT_TRUE(points);
      std::vector<std::vector<std::string>> streamed(points->size());
      for (const Point& point : *points)
        for (Rule rule : point.location.fired.rules.list()) streamed[point.index].emplace_back(run_rule(rule).id);
      std::vector<std::vector<std::string>> batch(points->size());
      for (const AnalysisSignal& signal : found.panels[0].signals) batch[signal.index] = signal.rules;
      ASSERT_EQ(batch, streamed);
      EXPECT_FALSE(found.panels[0].signals.empty());
    }
  }
}

TEST(Analysis, AnExcludedPointMakesNoLimitsAndNoSignalAndRunsPassOverIt) {
  std::vector<double> values = {1, 2, 1.5, 2, 1, 50, 1.5, 2, 1, 2};
  AnalysisSpec spec = of(AnalysisChart::i_mr);
  spec.exclusions = {{5, "gauge was dropped"}};
  const Analysis found = drawn(spec, {.values = {values}});
  std::vector<double> without = values;
  without.erase(without.begin() + 5);
  EXPECT_NEAR(*found.panels[0].center[0], 14.0 / 9, 1e-12);
  EXPECT_EQ(found.panels[0].points[5], 50);
  EXPECT_TRUE(found.panels[0].signals.empty());
  EXPECT_EQ(found.panels[1].points[4], std::nullopt);  // the moving ranges that touch it
  EXPECT_EQ(found.panels[1].points[5], std::nullopt);
  spec.exclusions.clear();
  EXPECT_FALSE(drawn(spec, {.values = {values}}).panels[0].signals.empty());

  AnalysisSpec runs = of(AnalysisChart::i_mr);
  runs.target = 0;
  runs.sigma = 1;
  runs.exclusions = {{4, "known cause"}};
  std::vector<double> row(9, 0.5);
  row[4] = -2;
  EXPECT_THAT(signalled(drawn(runs, {.values = {row}}).panels[0]), testing::ElementsAre(8));
}

TEST(Analysis, EveryStageHasItsOwnLimitsAndRuns) {
  std::vector<double> values;
  AnalysisData data;
  for (int i = 0; i < 20; ++i) {
    values.push_back((i < 10 ? 10 : 20) + i % 3);
    data.stages.push_back(i < 10 ? "before" : "after");
  }
  data.values = {values};
  const Analysis found = drawn(of(AnalysisChart::i_mr), data);
  EXPECT_NEAR(*found.panels[0].center[9], 10.9, 1e-12);
  EXPECT_NEAR(*found.panels[0].center[10], 21, 1e-12);
  EXPECT_EQ(found.panels[1].points.size(), 19u);
  EXPECT_EQ(found.panels[1].points[9], std::nullopt);  // no range across the change
  EXPECT_TRUE(found.panels[0].signals.empty());
}

TEST(Analysis, AGuardedSideHasNoOtherLimitAndNoSignalThere) {
  AnalysisSpec spec = of(AnalysisChart::i_mr);
  spec.target = 0;
  spec.sigma = 1;
  spec.guarded = GuardedSide::upper;
  const Analysis found = drawn(spec, {.values = {{-5, 0, 5, -2.5, -2.6, -2.7}}});
  EXPECT_THAT(signalled(found.panels[0]), testing::ElementsAre(2));
  EXPECT_EQ(found.panels[0].lower[0], std::nullopt);
  EXPECT_EQ(found.panels[0].upper[0], 3);
}

TEST(Analysis, KnowsRulesOfOnesOwn) {
  AnalysisSpec spec = of(AnalysisChart::i_mr);
  spec.target = 0;
  spec.sigma = 1;
  spec.rules = RuleSetName::none;
  spec.own_rules = {{Pattern::beyond, 2, 3, 4}, {Pattern::trend, 0, 0, 4}};
  const Analysis found = drawn(spec, {.values = {{2.5, 2.6, 0, 2.5, 0.1, 0.2, 0.3, 0.4}}});
  ASSERT_EQ(found.panels[0].signals.size(), 2u);
  EXPECT_EQ(found.panels[0].signals[0].index, 3u);
  EXPECT_THAT(found.panels[0].signals[0].rules, testing::ElementsAre("own1"));
  EXPECT_EQ(found.panels[0].signals[1].index, 7u);
  EXPECT_THAT(found.panels[0].signals[1].rules, testing::ElementsAre("own2"));
}

TEST(Analysis, IsTheSameAtEveryScale) {
  AnalysisSpec spec = of(AnalysisChart::xbar_s);
  const Analysis one = drawn(spec, in_subgroups(piston_rings, 5));
  for (double scale : {0x1p-1000, 0x1p-300, 0x1p300, 0x1p980}) {
    std::vector<double> scaled = piston_rings;
    for (double& value : scaled) value *= scale;
    const Analysis found = drawn(spec, in_subgroups(scaled, 5));
    EXPECT_EQ(signalled(found.panels[0]), signalled(one.panels[0]));
    EXPECT_NEAR(*found.panels[0].upper[0] / scale, *one.panels[0].upper[0], 1e-12);
    EXPECT_NEAR(*found.panels[1].upper[0] / scale, *one.panels[1].upper[0], 1e-12);
  }
  std::vector<double> denormal;
  for (int i = 0; i < 30; ++i) denormal.push_back((i * 7 % 11) * 1e-320);
  EXPECT_GT(*drawn(of(AnalysisChart::i_mr), {.values = {denormal}}).panels[0].upper[0], 0);
}

TEST(Analysis, KeepsTheDigitsOfValuesFarFromZero) {
  std::vector<double> near_zero;
  std::vector<double> far;
  for (int i = 0; i < 100; ++i) {
    near_zero.push_back(i * 37 % 11);
    far.push_back(1e12 + i * 37 % 11);
  }
  const Analysis a = drawn(of(AnalysisChart::xbar_s), in_subgroups(near_zero, 4));
  const Analysis b = drawn(of(AnalysisChart::xbar_s), in_subgroups(far, 4));
  EXPECT_NEAR(*a.panels[0].sigma, *b.panels[0].sigma, 1e-12);
  EXPECT_NEAR(*a.panels[0].upper[0], *b.panels[0].upper[0] - 1e12, 1e-3);
}

TEST(Analysis, RefusesWhatNoLimitsFollowFrom) {
  const auto data = [](std::vector<double> values) { return AnalysisData{.values = {std::move(values)}}; };
  const AnalysisSpec i_mr = of(AnalysisChart::i_mr);
  EXPECT_EQ(refusal(i_mr, data({})), "value");
  EXPECT_EQ(refusal(i_mr, data({1})), "value");
  EXPECT_EQ(refusal(i_mr, data({7, 7, 7, 7})), "value");
  EXPECT_EQ(refusal(i_mr, data({not_a_number, not_a_number})), "value");
  EXPECT_EQ(refusal(i_mr, data({1, std::numeric_limits<double>::infinity(), 2})), "value");
  EXPECT_EQ(refusal(i_mr, data({1, 2e300})), "value");
  EXPECT_EQ(refusal(i_mr, in_subgroups({1, 2, 3, 4}, 2)), "size");
  EXPECT_EQ(refusal(of(AnalysisChart::xbar_r), data({1, 2, 3})), "size");
  EXPECT_EQ(refusal(of(AnalysisChart::xbar_r), in_subgroups({5, 5, 5, 5}, 2)), "value");
  EXPECT_EQ(refusal(of(AnalysisChart::c), data({1, 2.5})), "value");
  EXPECT_EQ(refusal(of(AnalysisChart::c), data({1, -2})), "value");
  EXPECT_EQ(refusal(of(AnalysisChart::p), counts({1, 60}, 50)), "value");
  EXPECT_EQ(refusal(of(AnalysisChart::p), counts({1, 6}, 0)), "sizes");
  EXPECT_EQ(refusal(of(AnalysisChart::u), data({1, 6})), "sizes");
  EXPECT_EQ(refusal(of(AnalysisChart::t), data({1, -6})), "value");
  EXPECT_EQ(refusal(of(AnalysisChart::t2), data({1, 6})), "value");
  EXPECT_EQ(refusal(of(AnalysisChart::t2), {.values = {{1, 2, 3, 4, 5, 7}, {2, 4, 6, 8, 10, 14}}}), "value");
  EXPECT_EQ(refusal(of(AnalysisChart::t2), {.values = {{1, 2, 4}, {2, 4, 1}}}), "phase1");
  EXPECT_EQ(refusal(of(AnalysisChart::laney_p), counts({2, 2, 2, 2}, 10)), "value");
  for (const AnalysisChart chart : {AnalysisChart::c, AnalysisChart::g, AnalysisChart::t}) {
    AnalysisSpec below = of(chart);
    below.target = -1;
    EXPECT_EQ(refusal(below, data({4, 2, 5, 3})), "target");
  }
  const auto changed = [&](auto change) {
    AnalysisSpec spec = i_mr;
    change(spec);
    return refusal(spec, data({1, 2, 3, 1, 2}));
  };
  EXPECT_EQ(changed([](AnalysisSpec& s) { s.phase1 = 0; }), "phase1");
  EXPECT_EQ(changed([](AnalysisSpec& s) { s.phase1 = 6; }), "phase1");
  EXPECT_EQ(changed([](AnalysisSpec& s) { s.exclusions = {{9, "cause"}}; }), "exclusions");
  EXPECT_EQ(changed([](AnalysisSpec& s) { s.exclusions = {{1, ""}}; }), "exclusions");
  EXPECT_EQ(changed([](AnalysisSpec& s) { s.sigma = 0; }), "sigma");
  AnalysisSpec apart = i_mr;
  apart.sigma = 1e-300;
  EXPECT_EQ(refusal(apart, data({1e200, 2e200, 1e200})), "sigma");
  EXPECT_EQ(changed([](AnalysisSpec& s) { s.lambda = 0; }), "lambda");
  EXPECT_EQ(changed([](AnalysisSpec& s) { s.h = not_a_number; }), "h");
  EXPECT_EQ(changed([](AnalysisSpec& s) { s.own_rules = {{Pattern::trend, 0, 0, 17}}; }), "own_rules");
  EXPECT_EQ(changed([](AnalysisSpec&) {}), "answered");
}

TEST(Analysis, DropsMissingCellsAndKeepsThePlaceOfAnEmptySubgroup) {
  const Analysis found =
      drawn(of(AnalysisChart::xbar_r),
            {.values = {{1, 2, not_a_number, not_a_number, not_a_number, 4, 5, 7}}, .begins = {0, 3, 5}});
  EXPECT_EQ(found.panels[0].points, (std::vector<std::optional<double>>{1.5, std::nullopt, 16.0 / 3}));
  EXPECT_EQ(found.panels[0].upper[1], std::nullopt);
  EXPECT_NEAR(*found.panels[0].upper[0] - *found.panels[0].center[0], 3 * *found.panels[0].sigma / std::sqrt(2), 1e-12);
}

TEST(Analysis, IsWrittenAsScriptsReadIt) {
  AnalysisSpec spec = of(AnalysisChart::c);
  spec.rules = RuleSetName::none;
  EXPECT_EQ(json::encode(drawn(spec, {.values = {{4, 4}}})),
            R"({"chart":"c","rules":"none","subgroups":2,"exclusions":[],"mean":4,"panels":[{"name":"c","first":0,)"
            R"("sigma":2,"points":[4,4],"center":[4,4],"lower":[0,0],"upper":[10,10],"signals":[]}]})");
}

}  // namespace
}  // namespace jidoka::spc
