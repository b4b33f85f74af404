// The chart types beside X̄-R and I-MR as they run: the same points as their batch form, whatever was learnt or given,
// and the same future after their bytes were written and read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "spc/analysis.h"
#include "spc/chart.h"

namespace jidoka::spc {
namespace {

std::vector<double> wandering(std::uint64_t seed, std::size_t count) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  std::vector<double> values(count);
  double level = 0;
  for (double& value : values) value = 50 + (level = 0.95 * level + 0.3 * normal(random)) + normal(random);
  return values;
}
std::vector<double> counts(std::uint64_t seed, std::size_t count, double mean) {
  std::mt19937_64 random(seed);
  std::poisson_distribution<int> poisson(mean);
  std::vector<double> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = poisson(random) * (i % 40 == 39 ? 4 : 1);
  return values;
}

struct Case {
  ChartSpec running;
  AnalysisChart whole;
  std::vector<double> values;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  const auto add = [&](ChartType type, std::uint16_t size, AnalysisChart whole, std::vector<double> values,
                       const ChartTuning& tuning = {}) {
    all.push_back({{type, size, rule_set(RuleSetName::nelson).list(), {.mean = {}, .sigma = {}, .learn = 25}, tuning},
                   whole,
                   std::move(values)});
  };
  using enum ChartType;
  add(xbar_r, 5, AnalysisChart::xbar_r, wandering(1, 600));
  add(xbar_s, 4, AnalysisChart::xbar_s, wandering(2, 600));
  add(median, 3, AnalysisChart::median, wandering(3, 600));
  add(median, 6, AnalysisChart::median, wandering(4, 600));
  add(i_mr, 1, AnalysisChart::i_mr, wandering(5, 300));
  add(moving_average, 1, AnalysisChart::moving_average, wandering(6, 300), {.span = 4});
  add(moving_average, 3, AnalysisChart::moving_average, wandering(7, 600), {.span = 7});
  add(ewma, 1, AnalysisChart::ewma, wandering(8, 300), {.lambda = 0.3, .l = 2.5});
  add(ewma, 5, AnalysisChart::ewma, wandering(9, 600));
  add(cusum, 1, AnalysisChart::cusum, wandering(10, 300));
  add(cusum, 4, AnalysisChart::cusum, wandering(11, 600), {.k = 0.75, .h = 4, .fir = true});
  add(p, 1, AnalysisChart::p, counts(12, 300, 4), {.items = 60});
  add(np, 1, AnalysisChart::np, counts(13, 300, 4), {.items = 60});
  add(c, 1, AnalysisChart::c, counts(14, 300, 6));
  add(u, 1, AnalysisChart::u, counts(15, 300, 6), {.items = 3});
  return all;
}

std::string name_of(const Case& one) { return std::string(chart_kind(one.running.type).id); }

// The batch form over what comes after the window, with the mean and sigma that were learnt.
Analysis after_learning(const Case& one, const Process& process) {
  AnalysisSpec spec{.chart = one.whole, .rules = RuleSetName::nelson, .sigma = process.sigma, .target = process.mean};
  const ChartTuning& tuning = one.running.tuning;
  spec.k = tuning.k;
  spec.h = tuning.h;
  spec.fir = tuning.fir;
  spec.lambda = tuning.lambda;
  spec.l = tuning.l;
  spec.span = tuning.span;
  if (one.running.type == ChartType::np) spec.target = process.mean / tuning.items;
  const std::size_t size = one.running.subgroup_size;
  AnalysisData data;
  data.values = {{one.values.begin() + static_cast<long>(25 * size), one.values.end()}};
  if (size > 1)
    for (std::size_t i = 0; i < data.values[0].size(); i += size) data.begins.push_back(i);
  if (is_of_counts(one.running.type)) data.sizes.assign(data.values[0].size(), tuning.items);
  if (one.running.type == ChartType::c) data.sizes.clear();
  auto found = analyse(spec, data);
  EXPECT_TRUE(found) << found.error().text.en;
  return found.value_or(Analysis{});
}

TEST(ChartTypes, DrawAndJudgeWhatTheirBatchFormDoes) {
  for (const Case& one : cases()) {
    SCOPED_TRACE(name_of(one));
    Chart chart = Chart::create(one.running).value();
    std::vector<Point> points;
    for (double value : one.values)
      if (auto point = chart.add(value)) points.push_back(*point);
    ASSERT_TRUE(points[24].learnt);
    const Analysis whole = after_learning(one, chart.process().value());
    std::vector<std::vector<std::string>> signals(points.size() - 25);
    for (const AnalysisSignal& signal : whole.panels[0].signals) signals[signal.index] = signal.rules;
    std::size_t fired = 0;
    for (std::size_t i = 25; i < points.size(); ++i) {
      const auto& panel = whole.panels[0];
      ASSERT_NEAR(points[i].location.value, *panel.points[i - 25], 1e-9) << i;
      ASSERT_NEAR(points[i].limits->location.upper, *panel.upper[i - 25], 1e-9) << i;
      std::vector<std::string> rules;
      for (Rule rule : points[i].location.fired.rules.list()) rules.emplace_back(run_rule(rule).id);
      ASSERT_EQ(rules, signals[i - 25]) << i;
      fired += rules.size();
      if (whole.panels.size() > 1 && points[i].spread && whole.panels[1].first == 0) {
        ASSERT_NEAR(points[i].spread->value, *whole.panels[1].points[i - 25], 1e-9) << i;
      }
    }
    EXPECT_GT(fired, 0u);
  }
}

TEST(ChartTypes, LearnWhatTheirBatchFormEstimates) {
  for (const Case& one : cases()) {
    SCOPED_TRACE(name_of(one));
    Chart chart = Chart::create(one.running).value();
    for (double value : one.values) chart.add(value);
    AnalysisSpec spec{.chart = one.whole, .phase1 = 25};
    AnalysisData data{.values = {one.values}};
    const std::size_t size = one.running.subgroup_size;
    if (size > 1)
      for (std::size_t i = 0; i < one.values.size(); i += size) data.begins.push_back(i);
    if (is_of_counts(one.running.type) && one.running.type != ChartType::c)
      data.sizes.assign(one.values.size(), one.running.tuning.items);
    const Analysis whole = analyse(spec, data).value();
    const double items = one.running.type == ChartType::np ? one.running.tuning.items : 1;
    EXPECT_NEAR(chart.process()->mean, *whole.mean * items, 1e-9);
    if (!is_of_counts(one.running.type)) {
      EXPECT_NEAR(chart.process()->sigma, *whole.panels[0].sigma, 1e-9);
    }
  }
}

TEST(ChartTypes, RestoredAfterAnyPrefixHaveTheSameFuture) {
  for (const Case& one : cases()) {
    SCOPED_TRACE(name_of(one));
    for (std::size_t cut = 0; cut <= one.values.size(); cut += 7) {
      Chart chart = Chart::create(one.running).value();
      for (std::size_t i = 0; i < cut; ++i) chart.add(one.values[i]);
      const std::string bytes = chart.serialise();
      auto restored = Chart::restore(bytes);
      ASSERT_TRUE(restored) << cut;
      ASSERT_EQ(restored->serialise(), bytes);
      for (std::size_t i = cut; i < std::min(one.values.size(), cut + 60); ++i)
        ASSERT_EQ(restored->add(one.values[i]), chart.add(one.values[i]));
    }
  }
}

TEST(ChartTypes, StaySilentOnAConstantProcessAndFiniteOnAnyOther) {
  for (const Case& one : cases()) {
    SCOPED_TRACE(name_of(one));
    ChartSpec spec = one.running;
    spec.rules = rule_set(RuleSetName::western_electric).list();  // Nelson's seventh is about too little variation
    Chart constant = Chart::create(spec).value();
    for (int i = 0; i < 300; ++i) {
      const auto point = constant.add(7);
      ASSERT_FALSE(point && point->signals() && !is_of_counts(one.running.type)) << i;
    }
    const double largest = std::numeric_limits<double>::max();
    for (double size : {largest, 1e-310})
      for (double first : {1.0, -1.0}) {
        Chart chart = Chart::create(one.running).value();
        for (int i = 0; i < 400; ++i) {
          const auto point = chart.add(i % 3 == 0 ? size * first : -size);
          ASSERT_FALSE(point && (std::isnan(point->location.value) ||
                                 (point->limits && std::isnan(point->limits->location.upper))));
        }
        const auto restored = Chart::restore(chart.serialise());
        ASSERT_TRUE(is_of_counts(one.running.type) || restored.has_value()) << size;
      }
  }
}

TEST(ChartTypes, TakeGivenLimits) {
  Chart p = Chart::create({ChartType::p, 1, {Rule::we1}, {.mean = 0.02, .sigma = 0.0198, .learn = {}}, {.items = 50}})
                .value();
  const Point bad = p.add(5).value();
  EXPECT_NEAR(bad.location.value, 0.1, 1e-12);
  EXPECT_TRUE(bad.signals());
  EXPECT_FALSE(bad.spread);
  EXPECT_EQ(bad.limits->location.lower, 0);
  Chart cusum =
      Chart::create({ChartType::cusum, 4, {Rule::nelson1}, {.mean = 10.0, .sigma = 2.0, .learn = {}}, {}}).value();
  std::optional<Point> point;
  for (int i = 0; i < 4 * 11; ++i) {
    EXPECT_FALSE(point && point->signals());
    point = cusum.add(11);  // one standard error above: the sum grows by a half at every point
  }
  EXPECT_NEAR(point->location.value, 5.5, 1e-9);
  EXPECT_EQ(point->location.fired.rules, RuleSet::of({Rule::nelson1}));
  EXPECT_EQ(cusum.process()->sigma, 2);
}

TEST(ChartTypes, AreRefusedWithATuningThatNoneCanHave) {
  const auto refused = [](ChartType type, std::uint16_t size, const ChartTuning& tuning) -> std::string {
    const auto checked = check({type, size, {Rule::we1}, {.mean = 1.0, .sigma = 1.0, .learn = {}}, tuning});
    return checked ? "accepted" : checked.error().field;
  };
  EXPECT_EQ(refused(ChartType::ewma, 1, {.lambda = 0}), "lambda");
  EXPECT_EQ(refused(ChartType::ewma, 1, {.l = -1}), "l");
  EXPECT_EQ(refused(ChartType::cusum, 1, {.k = -1}), "k");
  EXPECT_EQ(refused(ChartType::cusum, 1, {.h = 0}), "h");
  EXPECT_EQ(refused(ChartType::moving_average, 1, {.span = 8}), "span");
  EXPECT_EQ(refused(ChartType::u, 1, {.items = 0}), "items");
  EXPECT_EQ(refused(ChartType::median, 8, {}), "subgroup_size");
  EXPECT_EQ(refused(ChartType::c, 2, {}), "subgroup_size");
  EXPECT_EQ(refused(ChartType::i_mr, 1, {.lambda = 0}), "accepted");  // none of its business
}

}  // namespace
}  // namespace jidoka::spc
