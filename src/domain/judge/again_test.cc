#include "judge/again.h"

#include <gtest/gtest.h>

#include <memory>

namespace jidoka::judge {
namespace {

constexpr std::int64_t second = 1'000'000'000;

Monitor monitor_with(spc::ChartType type, int size, std::vector<spc::Rule> rules) {
  Watch watch;
  watch.equipment = "IM-01";
  watch.tag = "melt_temp";
  watch.equipment_name = {"Press 1", "1号机"};
  watch.characteristic_name = {"Melt temperature", "熔体温度"};
  watch.plan = "CP@1";
  watch.line = "10.1";
  spc::ChartSpec chart;
  chart.type = type;
  chart.subgroup_size = static_cast<std::uint16_t>(size);
  chart.rules = std::move(rules);
  chart.limits = {230.0, 1.0, {}};
  watch.chart = chart;
  Monitor monitor(std::make_shared<Watch>(std::move(watch)));
  monitor.take({Instant{0}, 230, 0, false});
  return monitor;
}

std::vector<RecordedSample> in_order(const std::vector<double>& values, std::size_t late) {
  std::vector<RecordedSample> samples;
  for (std::size_t i = 0; i < values.size(); ++i)
    samples.push_back({Instant{static_cast<std::int64_t>(i + 1) * second}, values[i], {}, i == late});
  return samples;
}

TEST(JudgeAgain, FindsWhatALateReadingBreaksByItself) {
  const Monitor live = monitor_with(spc::ChartType::i_mr, 1, {spc::Rule::we1});
  const auto found = judge_again(live, in_order({230.1, 229.9, 233.4, 230.1, 230.2}, 2));
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].stage, Stage::begins);
  const Verdict& verdict = found[0].verdict;
  EXPECT_EQ(verdict.time, Instant{3 * second});
  EXPECT_EQ(verdict.rules, std::vector<std::string>{"we1"});
  EXPECT_EQ(verdict.late, true);
  EXPECT_NE(verdict.text.en.find("came late"), std::string::npos);
  EXPECT_NE(verdict.text.zh.find("迟到"), std::string::npos);
  EXPECT_EQ(found.back().stage, Stage::ends);
  EXPECT_EQ(found.back().verdict.time, Instant{4 * second});
}

TEST(JudgeAgain, FindsAPatternThatOnlyTheLateReadingCompletes) {
  const Monitor live = monitor_with(spc::ChartType::i_mr, 1, {spc::Rule::we2});
  const auto found = judge_again(live, in_order({230.1, 232.2, 232.3, 230.0, 230.2}, 1));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].verdict.time, Instant{3 * second}) << "the second of two beyond two sigma";
  EXPECT_EQ(found[0].verdict.points.size(), 2U);
  EXPECT_EQ(found[1].stage, Stage::ends);
}

TEST(JudgeAgain, FollowsASignalToItsEnd) {
  const Monitor live = monitor_with(spc::ChartType::c, 1, {spc::Rule::we1});
  std::vector<RecordedSample> samples = in_order({231, 290, 290, 290, 230}, 9);
  for (const std::size_t i : {1U, 2U, 3U}) samples[i].is_late = true;
  std::vector<Stage> stages;
  for (const AddedPoint& point : judge_again(live, samples)) stages.push_back(point.stage);
  EXPECT_EQ(stages, (std::vector{Stage::begins, Stage::repeats, Stage::repeats, Stage::ends}));
  samples.pop_back();
  EXPECT_EQ(judge_again(live, samples).back().verdict.time, Instant{4 * second}) << "the newest there is";
}

TEST(JudgeAgain, TellsPartsOfOneInstantApart) {
  const Monitor live = monitor_with(spc::ChartType::c, 1, {spc::Rule::we1});
  std::vector<RecordedSample> samples = in_order({231, 290, 290, 230}, 2);
  samples[1].context.unit = "A";
  samples[2].context.unit = "B";
  samples[2].time = samples[1].time;
  const auto found = judge_again(live, samples);
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].verdict.unit, "B");
}

TEST(JudgeAgain, SaysNothingTwice) {
  const Monitor live = monitor_with(spc::ChartType::i_mr, 1, {spc::Rule::we1});
  EXPECT_TRUE(judge_again(live, in_order({230.1, 229.9, 230.3, 233.9, 230.2}, 2)).empty())
      << "the signal at 4 was there without the late reading";
  EXPECT_TRUE(judge_again(live, in_order({230.1, 229.9, 230.3, 230.4, 230.2}, 2)).empty());
}

TEST(JudgeAgain, AChartThatRemembersIsMovedByALateReadingToo) {
  const Monitor live = monitor_with(spc::ChartType::cusum, 1, {spc::Rule::we1});
  const auto found = judge_again(live, in_order({232.4, 232.4, 232.4, 230.5, 230.5}, 1));
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].verdict.time, Instant{3 * second}) << "3 × (2.4 − 0.5) is beyond 5, twice that is not";
}

TEST(JudgeAgain, IsForChartsOfSingleReadingsWithLimitsInForce) {
  const Instant now{10 * second};
  EXPECT_TRUE(can_judge_again(monitor_with(spc::ChartType::i_mr, 1, {spc::Rule::we1}), now));
  EXPECT_FALSE(can_judge_again(monitor_with(spc::ChartType::i_mr, 1, {spc::Rule::we1}), Instant{-second}))
      << "before the chart began";
  EXPECT_FALSE(can_judge_again(monitor_with(spc::ChartType::xbar_r, 5, {spc::Rule::we1}), now));
  Watch learning = monitor_with(spc::ChartType::i_mr, 1, {spc::Rule::we1}).watch();
  learning.chart->limits = {{}, {}, 20};
  Monitor monitor(std::make_shared<Watch>(learning));
  monitor.take({Instant{0}, 230, 0, false});
  EXPECT_FALSE(can_judge_again(monitor, now));
  learning.chart.reset();
  EXPECT_FALSE(can_judge_again(Monitor(std::make_shared<Watch>(learning)), now));
}

}  // namespace
}  // namespace jidoka::judge
