#include "judge/monitor.h"

#include <gtest/gtest.h>

#include <random>
#include <tuple>

namespace jidoka::judge {
namespace {

constexpr std::int64_t second = 1'000'000'000;
const sense::Context no_context;

Watch melt_temperature() {
  Watch watch;
  watch.equipment = "IM-01";
  watch.tag = "melt_temp";
  watch.uom = "Cel";
  watch.equipment_name = {"Injection press 1", "1号注塑机"};
  watch.characteristic_name = {"Melt temperature", "熔体温度"};
  watch.plan = "CP-HOUSING-A@3";
  watch.plan_id = "CP-HOUSING-A";
  watch.line = "10.1";
  watch.lower = 227;
  watch.target = 230;
  watch.upper = 233;
  return watch;
}

Watch with_chart(spc::ChartType type, int size, std::vector<spc::Rule> rules, double mean, double sigma) {
  Watch watch = melt_temperature();
  spc::ChartSpec chart;
  chart.type = type;
  chart.subgroup_size = static_cast<std::uint16_t>(size);
  chart.rules = std::move(rules);
  chart.limits.mean = mean;
  chart.limits.sigma = sigma;
  watch.chart = chart;
  return watch;
}

Monitor monitor_of(Watch watch) { return Monitor(std::make_shared<Watch>(std::move(watch))); }

TakenSample at(int seconds, double value, std::uint32_t context = 0) {
  return {Instant{seconds * second}, value, context, false};
}

TEST(Monitor, AnExcursionBeginsRepeatsAndEnds) {
  Monitor monitor = monitor_of(melt_temperature());
  EXPECT_FALSE(monitor.take(at(1, 230)));
  EXPECT_EQ(monitor.take(at(2, 233.1)).specification, Stage::begins);
  EXPECT_EQ(monitor.take(at(3, 234)).specification, Stage::repeats);
  EXPECT_EQ(monitor.take(at(4, 233)).specification, Stage::ends);  // the limit itself is inside
  EXPECT_FALSE(monitor.take(at(5, 227)));
}

TEST(Monitor, WithADeadbandAnExcursionEndsThatFarInsideTheLimit) {
  Watch watch = melt_temperature();
  watch.deadband = 0.5;
  Monitor monitor = monitor_of(watch);
  EXPECT_FALSE(monitor.take(at(1, 232.9))) << "without an excursion the limits are the limits";
  EXPECT_EQ(monitor.take(at(2, 233.1)).specification, Stage::begins);
  EXPECT_EQ(monitor.take(at(3, 232.8)).specification, Stage::none) << "good, but not clear of the limit";
  EXPECT_EQ(monitor.last_good(), Instant{3 * second});
  EXPECT_EQ(monitor.take(at(4, 233.2)).specification, Stage::repeats) << "the same excursion";
  EXPECT_EQ(monitor.take(at(5, 227.2)).specification, Stage::none);
  EXPECT_EQ(monitor.take(at(6, 232.5)).specification, Stage::ends);
}

TEST(Monitor, AVerdictOfAShadowSaysSo) {
  Watch watch = melt_temperature();
  watch.mode = plant::Mode::shadow;
  Monitor monitor = monitor_of(watch);
  monitor.take(at(1, 240));
  EXPECT_EQ(monitor.specification_verdict(at(1, 240), no_context).shadow, true);
  EXPECT_EQ(monitor_of(melt_temperature()).signal_condition().shadow, std::nullopt);
}

TEST(Monitor, AnotherPartThatIsBadBeginsAnew) {
  Monitor monitor = monitor_of(melt_temperature());
  EXPECT_EQ(monitor.take(at(1, 240, 11)).specification, Stage::begins);
  EXPECT_EQ(monitor.take(at(2, 240, 12)).specification, Stage::begins);
  EXPECT_EQ(monitor.take(at(3, 240, 12)).specification, Stage::repeats);
}

TEST(Monitor, AVerdictSaysWhatWasWrongSinceWhenAndUnderWhichPlan) {
  Monitor monitor = monitor_of(melt_temperature());
  monitor.take(at(1, 230));
  monitor.take(at(2, 234.1));
  const Verdict verdict = monitor.specification_verdict(at(2, 234.1), {"SN-7", "L7"});
  EXPECT_EQ(verdict.kind, VerdictKind::out_of_specification);
  EXPECT_EQ(verdict.side, Side::high);
  EXPECT_EQ(verdict.stream, "IM-01/melt_temp");
  EXPECT_EQ(verdict.plan, "CP-HOUSING-A@3");
  EXPECT_EQ(verdict.last_good, Instant{1 * second});
  EXPECT_EQ(verdict.unit, "SN-7");
  EXPECT_EQ(verdict.text.en, "Melt temperature of Injection press 1 is 234.1 °C, above the upper limit 233 °C");
  EXPECT_EQ(verdict.text.zh, "1号注塑机熔体温度为 234.1 °C，高于规格上限 233 °C");
}

TEST(Monitor, AOneSidedSpecificationHasNoOtherSide) {
  Watch watch = melt_temperature();
  watch.upper.reset();
  Monitor monitor = monitor_of(watch);
  EXPECT_FALSE(monitor.take(at(1, 1e9)));
  EXPECT_EQ(monitor.take(at(2, 226)).specification, Stage::begins);
  EXPECT_EQ(monitor.specification_verdict(at(2, 226), no_context).side, Side::low);
}

TEST(Monitor, ALateSampleIsJudgedByTheSpecificationAndLeavesTheChartAlone) {
  Monitor monitor = monitor_of(with_chart(spc::ChartType::i_mr, 1, {spc::Rule::we1}, 230, 0.5));
  monitor.take(at(10, 230));
  TakenSample late = at(5, 240);
  late.late = true;
  const Finding finding = monitor.take(late);
  EXPECT_EQ(finding.specification, Stage::begins);
  EXPECT_EQ(finding.signal, Stage::none);
  EXPECT_FALSE(monitor.is_out_of_specification());
  EXPECT_EQ(monitor.chart()->points(), 1U);
}

// Two of three beyond 2σ (mean 24.0012, σ 0.0041, n 5: the 2σ line of the means is 24.00487).
TEST(Monitor, ASignalCarriesItsRulePointsLimitsAndTheLastGoodPoint) {
  Monitor monitor =
      monitor_of(with_chart(spc::ChartType::xbar_r, 5, {spc::Rule::we1, spc::Rule::we2}, 24.0012, 0.0041));
  int clock = 0;
  Finding finding;
  for (const double mean : {24.001, 24.0052, 24.002, 24.0061})
    for (int i = 0; i < 5; ++i) {
      const TakenSample sample{Instant{++clock * second}, mean + (i - 2) * 0.001, 0, false};
      finding = monitor.take(sample);
    }
  ASSERT_EQ(finding.signal, Stage::begins);
  const Verdict verdict = monitor.signal_verdict({Instant{20 * second}, 24.0081, 0, false}, no_context);
  EXPECT_EQ(verdict.rules, std::vector<std::string>{"we2"});
  EXPECT_EQ(verdict.panel, "location");
  EXPECT_EQ(verdict.side, Side::high);
  ASSERT_EQ(verdict.points.size(), 3U);
  EXPECT_NEAR(verdict.points[0].value, 24.0052, 1e-9);
  EXPECT_NEAR(verdict.points[2].value, 24.0061, 1e-9);
  EXPECT_EQ(verdict.last_good, Instant{5 * second});
  EXPECT_NEAR(*verdict.limits.upper, 24.0012 + 3 * 0.0041 / std::sqrt(5.0), 1e-12);
  EXPECT_NE(verdict.text.zh.find("2σ"), std::string::npos);
}

TEST(Monitor, ASignalThatGoesOnRepeatsAndANewRuleBegins) {
  Monitor monitor = monitor_of(with_chart(spc::ChartType::i_mr, 1, {spc::Rule::we1, spc::Rule::we2}, 230, 1));
  EXPECT_EQ(monitor.take(at(1, 233.5)).signal, Stage::begins);  // rule 1
  EXPECT_EQ(monitor.take(at(2, 233.6)).signal, Stage::begins);  // and now rule 2
  EXPECT_EQ(monitor.take(at(3, 233.5)).signal, Stage::repeats);
  EXPECT_EQ(monitor.take(at(4, 229.8)).signal, Stage::begins);  // its moving range 3.7 is beyond (d2 + 3 d3) σ = 3.686
  EXPECT_EQ(monitor.take(at(5, 229.8)).signal, Stage::ends);
}

TEST(Monitor, ASignalThatGoesOnIntoAnotherLotBeginsThereAndIsStillOneExcursion) {
  Monitor monitor = monitor_of(with_chart(spc::ChartType::i_mr, 1, {spc::Rule::we1}, 230, 1));
  EXPECT_EQ(monitor.take(at(1, 233.5, 9)).signal, Stage::begins);
  EXPECT_EQ(monitor.take(at(2, 233.5, 9)).signal, Stage::repeats);
  EXPECT_EQ(monitor.take(at(3, 233.5, 10)).signal, Stage::begins);
  EXPECT_EQ(monitor.signal_verdict(at(3, 233.5, 10), {"", "L10"}).began, Instant{1 * second});
  EXPECT_EQ(monitor.take(at(4, 233.5, 10)).signal, Stage::repeats);
  monitor.take(at(5, 230, 10));
  monitor.take(at(6, 230, 10));
  EXPECT_EQ(monitor.take(at(7, 233.5, 10)).signal, Stage::begins);
  EXPECT_EQ(monitor.signal_verdict(at(7, 233.5, 10), {"", "L10"}).began, Instant{7 * second}) << "a new excursion";
}

TEST(Monitor, AGoodPartMeasuredAtTheSameInstantDoesNotSpeakForTheBadOne) {
  Monitor monitor = monitor_of(melt_temperature());
  monitor.take(at(1, 230, 1));
  monitor.take(at(2, 230, 2));
  EXPECT_EQ(monitor.take(at(2, 240, 3)).specification, Stage::begins);
  EXPECT_EQ(monitor.specification_verdict(at(2, 240, 3), no_context).last_good, Instant{1 * second});
  EXPECT_EQ(monitor.take(at(2, 230, 4)).specification, Stage::ends);
}

TEST(Monitor, TheSpreadIsCalledAsOnItsChart) {
  for (const auto& [type, size, en, zh] :
       {std::tuple{spc::ChartType::i_mr, 1, "the moving range chart", "移动极差图判异"},
        std::tuple{spc::ChartType::xbar_r, 2, "the range chart", "极差图判异"}}) {
    Monitor monitor = monitor_of(with_chart(type, size, {spc::Rule::we1}, 230, 1));
    Finding finding;
    for (const double value : {228.0, 232.0}) finding = monitor.take(at(static_cast<int>(value), value));
    ASSERT_EQ(finding.signal, Stage::begins);
    const Verdict verdict = monitor.signal_verdict(at(232, 232), no_context);
    EXPECT_EQ(verdict.panel, "spread");
    EXPECT_NE(verdict.text.en.find(en), std::string::npos) << verdict.text.en;
    EXPECT_NE(verdict.text.zh.find(zh), std::string::npos) << verdict.text.zh;
  }
}

TEST(Monitor, TheFutureIsTheSameAfterSerialiseAndRestore) {
  std::mt19937_64 random(7);
  std::normal_distribution<double> noise(230, 1.5);
  const Watch watch =
      with_chart(spc::ChartType::i_mr, 1, spc::rule_set(spc::RuleSetName::western_electric).list(), 230, 1);
  Monitor live = monitor_of(watch);
  for (int i = 0; i < 500; ++i) {
    Monitor restored = monitor_of(watch);
    ASSERT_TRUE(restored.restore(live.serialise()).has_value());
    const TakenSample sample = at(i, noise(random), static_cast<std::uint32_t>(random() % 3));
    const Finding a = live.take(sample);
    const Finding b = restored.take(sample);
    ASSERT_EQ(a.signal, b.signal) << i;
    ASSERT_EQ(a.specification, b.specification) << i;
    if (a.signal == Stage::begins) {
      ASSERT_EQ(live.signal_verdict(sample, no_context).text, restored.signal_verdict(sample, no_context).text);
    }
    ASSERT_EQ(live.serialise(), restored.serialise());
  }
}

// As it was stored before there were more than fifteen rules: 432 bytes, the rules that fired as 16 bits of them.
TEST(Monitor, RestoresTheStateOfTheFirstVersion) {
  const Watch watch = with_chart(spc::ChartType::i_mr, 1, {spc::Rule::we1, spc::Rule::we2}, 230, 1);
  Monitor live = monitor_of(watch);
  live.take(at(1, 230));
  ASSERT_EQ(live.take(at(2, 233.5)).signal, Stage::begins);
  std::string bytes = live.serialise();
  std::string first = bytes.substr(0, 432) + bytes.substr(440);
  first[44] = 1;  // we1 of the location, in the place of the 16 bits
  first[47] = 0;  // the version
  Monitor restored = monitor_of(watch);
  ASSERT_TRUE(restored.restore(first).has_value());
  EXPECT_EQ(restored.serialise(), bytes);
  EXPECT_EQ(restored.take(at(3, 233.4)).signal, Stage::begins);  // and now rule 2
}

TEST(Monitor, ATrendIsToldWithItsDirectionAndAStretchWithBothSides) {
  Monitor trend = monitor_of(with_chart(spc::ChartType::i_mr, 1, {spc::Rule::nelson3}, 230, 1));
  Finding finding;
  for (int i = 0; i < 6; ++i) finding = trend.take(at(i, 229 + i * 0.1));
  ASSERT_EQ(finding.signal, Stage::begins);
  const Verdict rising = trend.signal_verdict(at(5, 229.5), no_context);
  EXPECT_EQ(rising.side, Side::high);
  EXPECT_EQ(rising.points.size(), 6U);
  EXPECT_NE(rising.text.zh.find("连续6点递增或递减"), std::string::npos) << rising.text.zh;
  Monitor stretch = monitor_of(with_chart(spc::ChartType::i_mr, 1, {spc::Rule::nelson7}, 230, 1));
  for (int i = 0; i < 15; ++i) finding = stretch.take(at(i, 230.1));
  ASSERT_EQ(finding.signal, Stage::begins);
  EXPECT_EQ(stretch.signal_verdict(at(14, 230.1), no_context).side, Side::both);
}

TEST(Monitor, ASumIsToldInStandardErrorsAndNotInDegrees) {
  Monitor monitor = monitor_of(with_chart(spc::ChartType::cusum, 1, {spc::Rule::we1}, 230, 1));
  Finding finding;
  for (int i = 0; i < 4; ++i) finding = monitor.take(at(i, 232));
  ASSERT_EQ(finding.signal, Stage::begins);
  const Verdict verdict = monitor.signal_verdict(at(3, 232), no_context);
  EXPECT_EQ(verdict.points.back().value, 6);
  EXPECT_EQ(verdict.text.en.find("°C"), std::string::npos) << verdict.text.en;
}

TEST(Monitor, RefusesTheStateOfAnotherKindOfLine) {
  const Monitor chart = monitor_of(with_chart(spc::ChartType::i_mr, 1, {spc::Rule::we1}, 230, 1));
  Monitor plain = monitor_of(melt_temperature());
  EXPECT_FALSE(plain.restore(chart.serialise()).has_value());
  EXPECT_FALSE(plain.restore("short").has_value());
  Monitor subgroups = monitor_of(with_chart(spc::ChartType::xbar_r, 5, {spc::Rule::we1}, 230, 1));
  EXPECT_FALSE(subgroups.restore(chart.serialise()).has_value());
}

}  // namespace
}  // namespace jidoka::judge
