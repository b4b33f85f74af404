#include "backtest/comparison.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "backtest/backtest_fixture_test.h"

namespace jidoka::backtest {
namespace {

using spc::Rule;

TEST(Comparison, an_excursion_that_only_the_draft_finds_is_told_with_its_time_rule_and_text) {
  const Compared found = compare(press(2, 227, 232, {Rule::we1}), press(1, 227, 233, {Rule::we1}),
                                 {{1, 230}, {2, 232.5}, {3, 232.6}, {4, 230}, {5, 231}});
  const LineResult& line = found.result;
  EXPECT_EQ(line.draft->plan, "CP@2");
  EXPECT_EQ(line.active->plan, "CP@1");
  EXPECT_EQ(line.draft->out_of_specification, (Counted{2, 1, 1}));
  EXPECT_EQ(line.active->out_of_specification, Counted{});
  EXPECT_EQ(line.out_of_specification, (Difference{1, 0, 0}));
  ASSERT_EQ(line.events.size(), 1u);
  const Event& event = line.events[0];
  EXPECT_EQ(event.found_by, FoundBy::only_draft);
  EXPECT_EQ(event.time, second(2));
  EXPECT_EQ(event.draft->ended, second(4));
  EXPECT_EQ(event.draft->value, 232.5);
  EXPECT_NE(event.draft->text.en.find("above the upper limit 232"), std::string::npos) << event.draft->text.en;
  EXPECT_FALSE(event.active);
  EXPECT_EQ(line.readings, 5u);
  EXPECT_EQ(line.from, second(1));
  EXPECT_EQ(line.to, second(5));
}

TEST(Comparison, what_the_draft_would_miss_is_what_only_the_active_finds) {
  const Compared found =
      compare(press(2, 220, 240, {Rule::we1}), press(1, 227, 233, {Rule::we1}), {{1, 230}, {2, 226}, {3, 230}});
  EXPECT_EQ(found.result.out_of_specification, (Difference{0, 1, 0}));
  EXPECT_EQ(found.result.signals, (Difference{0, 0, 1})) << "226 is beyond the control limit of both";
}

// The draft sees it one point earlier by two of three beyond 2 sigma; both see the same excursion.
TEST(Comparison, excursions_that_overlap_are_one_found_by_both_though_they_begin_apart) {
  const Compared found = compare(press(2, 220, 240, {Rule::we1, Rule::we2}), press(1, 220, 240, {Rule::we1}),
                                 {{1, 230}, {2, 232.2}, {3, 232.3}, {4, 233.5}, {5, 232.1}, {6, 230}, {7, 230}});
  const LineResult& line = found.result;
  EXPECT_EQ(line.signals, (Difference{0, 0, 1}));
  ASSERT_EQ(line.events.size(), 1u);
  EXPECT_EQ(line.events[0].found_by, FoundBy::both);
  EXPECT_EQ(line.events[0].time, second(3));
  EXPECT_EQ(line.events[0].draft->time, second(3));
  EXPECT_EQ(line.events[0].draft->rules, std::vector<std::string>{"we2"});
  EXPECT_EQ(line.events[0].active->time, second(4));
  EXPECT_EQ(line.events[0].active->rules, std::vector<std::string>{"we1"});
  EXPECT_EQ(line.events[0].active->ended, second(5));
  EXPECT_EQ(line.events[0].draft->ended, second(6));
  EXPECT_EQ(line.draft->rules, (std::map<std::string, std::uint64_t>{{"we1", 1}, {"we2", 2}}));
}

TEST(Comparison, tells_when_the_active_ended_though_the_draft_ended_first) {
  const Compared found =
      compare(press(2, 227, 234, {}), press(1, 227, 233, {}), {{1, 230}, {2, 233.5}, {3, 234.5}, {4, 233.5}, {5, 230}});
  ASSERT_EQ(found.result.events.size(), 1u);
  EXPECT_EQ(found.result.events[0].draft->ended, second(4));
  EXPECT_EQ(found.result.events[0].active->ended, second(5));
}

TEST(Comparison, an_excursion_that_goes_on_at_the_end_has_no_end) {
  const Compared found = compare(press(2, 227, 233, {}), press(1, 227, 233.2, {}), {{1, 230}, {2, 240}, {3, 241}});
  ASSERT_EQ(found.result.events.size(), 1u);
  EXPECT_EQ(found.result.events[0].found_by, FoundBy::both);
  EXPECT_EQ(found.result.events[0].draft->ended, std::nullopt);
  EXPECT_EQ(found.result.events[0].active->ended, std::nullopt);
}

TEST(Comparison, judges_once_what_both_judge_alike_and_still_tells_their_reactions_apart) {
  plant::Model draft = press(2, 227, 233, {Rule::we1});
  plant::Model active = press(1, 227, 233, {Rule::we1});
  react(active, plant::When::out_of_specification, {alarm_action()});
  react(draft, plant::When::out_of_specification, {alarm_action(), hold_action(plant::HoldScope::unit), stop_action()});
  const Compared found = compare(
      draft, active,
      {{1, 230, "A"}, {2, 240, "B"}, {3, 241, "B"}, {4, 242, "C"}, {5, 230, "D"}, {6, 250, "B"}, {7, 230, "E"}});
  EXPECT_TRUE(found.result.judges_alike);
  EXPECT_EQ(found.result.draft->out_of_specification, (Counted{4, 3, 2}));
  EXPECT_EQ(found.result.active->out_of_specification, found.result.draft->out_of_specification);
  EXPECT_EQ(found.result.active->reactions.alarms, 2u) << "one for each excursion";
  EXPECT_EQ(found.result.active->reactions.holds, 0u);
  EXPECT_EQ(found.result.draft->reactions.alarms, 2u);
  EXPECT_EQ(found.result.draft->reactions.holds, 2u) << "B and C; B is held once";
  EXPECT_EQ(found.result.draft->reactions.units_held, 2u);
  EXPECT_EQ(found.result.draft->reactions.stops, 2u) << "restarted when it was normal again";
  EXPECT_EQ(found.held_by_draft.units, (std::set<std::string>{"B", "C"}));
}

TEST(Comparison, an_exposure_holds_what_ran_from_the_last_good_reading_to_the_next_one) {
  plant::Model draft = press(2, 227, 233, {});
  plant::Model active = press(1, 227, 240, {});
  for (plant::Model* model : {&draft, &active})
    react(*model, plant::When::out_of_specification, {hold_action(plant::HoldScope::exposure)});
  Runs runs;
  for (int unit = 0; unit < 10; ++unit)  // ten seconds each
    runs.add("IM-01", {"SN-" + std::to_string(unit), false, {second(unit * 10), second(unit * 10 + 10)}});
  runs.add("IM-02", {"elsewhere", false, {second(0), second(100)}});
  runs.sort();
  const Compared found = compare(draft, active, {{5, 230}, {25, 230}, {35, 236}, {55, 230}, {65, 230}}, &runs);
  EXPECT_EQ(found.result.draft->reactions.holds, 1u);
  EXPECT_EQ(found.held_by_draft.units, (std::set<std::string>{"SN-2", "SN-3", "SN-4", "SN-5"}));
  EXPECT_EQ(found.result.draft->reactions.units_held, 4u);
  EXPECT_EQ(found.result.active->reactions.units_held, 0u);
}

TEST(Comparison, does_not_say_how_much_an_exposure_holds_when_nobody_knows_what_ran) {
  plant::Model draft = press(2, 227, 233, {});
  react(draft, plant::When::out_of_specification, {hold_action(plant::HoldScope::exposure)});
  const Compared found = compare(draft, press(1, 227, 233, {}), {{1, 230}, {2, 240}, {3, 230}});
  EXPECT_EQ(found.result.draft->reactions.holds, 1u);
  EXPECT_EQ(found.result.draft->reactions.units_held, std::nullopt);
  EXPECT_EQ(found.result.active->reactions.units_held, 0u);
}

TEST(Comparison, a_draft_that_only_observes_does_nothing) {
  plant::Model draft = press(2, 227, 233, {});
  react(draft, plant::When::out_of_specification, {alarm_action(), stop_action()});
  draft.control_plans["CP"].mode = plant::Mode::observe;
  const Compared found = compare(draft, press(1, 227, 240, {}), {{1, 230}, {2, 236}, {3, 230}});
  EXPECT_EQ(found.result.draft->out_of_specification.excursions, 1u);
  EXPECT_EQ(found.result.draft->reactions.alarms, 0u);
  EXPECT_EQ(found.result.draft->reactions.stops, 0u);
}

TEST(Comparison, keeps_the_first_events_and_counts_the_rest) {
  std::vector<Value> values;
  for (int i = 0; i < 300; ++i) values.push_back({2 * i, 240}), values.push_back({2 * i + 1, 230});
  const Compared found = compare(press(2, 227, 233, {}), press(1, 227, 250, {}), values);
  EXPECT_EQ(found.result.out_of_specification, (Difference{300, 0, 0}));
  EXPECT_EQ(found.result.events.size(), 200u);
  EXPECT_EQ(found.result.events_left_out, 100u);
  std::uint64_t on_timeline = 0;
  for (const std::uint64_t count : found.result.draft->timeline) on_timeline += count;
  EXPECT_EQ(on_timeline, 300u);
}

// The same samples in any blocks give the same result, and each side gives what a Monitor of its own gives.
TEST(Comparison, counts_what_a_monitor_alone_counts_however_the_samples_come) {
  std::mt19937_64 random(11);
  std::normal_distribution<double> noise(230, 1.4);
  std::vector<Value> values;
  for (int i = 0; i < 5000; ++i) values.push_back({i, noise(random), "U" + std::to_string(i / 7)});
  const plant::Model draft = press(2, 227.5, 232, {Rule::we1, Rule::we2, Rule::we3, Rule::we4});
  const plant::Model active = press(1, 227, 233, {Rule::we1});
  const LineResult whole = compare(draft, active, values, nullptr, values.size()).result;
  const LineResult pieces = compare(draft, active, values, nullptr, 1).result;
  EXPECT_EQ(json::encode(whole), json::encode(pieces));
  for (const auto& [model, side] : {std::pair{&draft, &whole.draft}, std::pair{&active, &whole.active}}) {
    judge::Monitor monitor(pairs(*model, *model)[0].draft->watch);
    Counted signals;
    for (const Value& value : values) {
      const auto mark = static_cast<std::uint32_t>(std::hash<std::string>()(value.unit) | 1);
      const judge::Finding finding = monitor.take({second(value.at), value.value, mark, false});
      signals.points += finding.signal == judge::Stage::begins || finding.signal == judge::Stage::repeats ? 1 : 0;
      signals.verdicts += finding.signal == judge::Stage::begins ? 1 : 0;
    }
    EXPECT_EQ((*side)->signals.points, signals.points);
    EXPECT_EQ((*side)->signals.verdicts, signals.verdicts);
    EXPECT_GT(signals.points, 10u);
  }
}

TEST(Lines, pairs_by_line_else_by_characteristic_and_lets_the_rest_stand_alone) {
  plant::Model draft = press(2, 227, 233, {});
  const plant::Model active = press(1, 227, 233, {});
  EXPECT_EQ(pairs(draft, active).size(), 2u) << "one line over two presses";
  draft.control_plans["CP"].lines[0].id = "11.1";
  const auto renamed = pairs(draft, active);
  ASSERT_EQ(renamed.size(), 2u);
  EXPECT_TRUE(renamed[0].active) << "the same characteristic";
  draft.control_plans["CP"].lines[0].characteristic.id = "melt";
  draft.control_plans["CP"].lines[0].readings.tag = "melt_temp";
  const auto apart = pairs(draft, active);
  ASSERT_EQ(apart.size(), 4u);
  EXPECT_EQ(std::ranges::count_if(apart, [](const LinePair& pair) { return !pair.draft; }), 2);
  draft.control_plans["CP"].lines[0].readings.tag = "pressure";
  draft.control_plans["CP"].id = "other";
  EXPECT_EQ(lines_to_compare({&draft, &draft, {"CP"}, {}, {}}).error().slug, "nothing-to-compare");
}

TEST(Lines, a_chart_that_has_learnt_live_goes_on_with_those_limits) {
  plant::Model draft = press(2, 220, 240, {Rule::we1});
  plant::Model active = press(1, 220, 250, {Rule::we1});
  for (plant::Model* model : {&draft, &active})
    model->control_plans["CP"].lines[0].chart->limits = {.learn = 20, .mean = {}, .sigma = {}, .reason = {}, .left_out = {}};
  std::vector<std::string> asked;
  const FindLearnt learnt = [&](const std::string& stream, const std::string& plan,
                                const std::string& line) -> std::optional<Learnt> {
    asked.push_back(stream + " " + plan + " " + line);
    return Learnt{230, 1};
  };
  const Compared found = compare(draft, active, {{1, 230}, {2, 234}, {3, 230}}, nullptr, 3, learnt);
  EXPECT_EQ(asked, (std::vector<std::string>{"IM-01/melt_temp CP@1 10.1", "IM-02/melt_temp CP@1 10.1"}));
  EXPECT_EQ(found.result.signals, (Difference{0, 0, 1}));
  EXPECT_NEAR(*found.result.draft->chart->upper, 233, 1e-9);
  draft.control_plans["CP"].lines[0].chart->limits.learn = 30;
  const Compared other = compare(draft, active, {{1, 230}, {2, 234}, {3, 230}}, nullptr, 3, learnt);
  EXPECT_EQ(other.result.signals, (Difference{0, 1, 0})) << "a draft with another chart learns anew";
}

TEST(Report, adds_lines_up_and_counts_a_unit_once) {
  plant::Model draft = press(2, 227, 233, {});
  react(draft, plant::When::out_of_specification, {hold_action(plant::HoldScope::unit)});
  const plant::Model active = press(1, 227, 233, {});
  std::vector<Compared> lines;
  for (int i = 0; i < 2; ++i) lines.push_back(compare(draft, active, {{1, 230, "A"}, {2, 240, "B"}, {3, 230, "C"}}));
  const Report report = report_of({"CP"}, std::move(lines), 3);
  EXPECT_EQ(report.readings, 3u);
  EXPECT_EQ(report.draft->out_of_specification, 2u);
  EXPECT_EQ(report.draft->reactions.holds, 2u);
  EXPECT_EQ(report.draft->reactions.units_held, 1u);
  EXPECT_EQ(report.out_of_specification, (Difference{0, 0, 2}));
  EXPECT_EQ(report.from, second(1));
  EXPECT_EQ(report.lines.size(), 2u);
}

}  // namespace
}  // namespace jidoka::backtest
