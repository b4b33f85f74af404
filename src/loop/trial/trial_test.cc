#include "trial/trial.h"

#include <gtest/gtest.h>

#include "trial/assumed.h"
#include "trial/history_fake_test.h"

namespace jidoka::trial {
namespace {

class TrialTest : public testing::Test {
 protected:
  TrialTest() : active(plant_with(plan(3, 233))) {
    history.add("IM-01", {230, 231, 232.5, 232, 230, 240, 230});
    history.add("IM-02", {230, 230, 232.5, 230, 230, 230, 230});
  }
  Draft draft(const std::string& yaml) {
    auto checked = check_draft(*active, documents(yaml), {});
    EXPECT_TRUE(checked) << (checked ? "" : plant::shown(checked.error().front()).en);
    return checked ? *checked : Draft{};
  }
  Result<backtest::Report> compare(const std::string& yaml, const Range& range = {}, Hands hands = {}) {
    TRY(const Trial trial, prepare(draft(yaml), active, history, range));
    return run(trial, history, progress, hands);
  }

  plant::ModelPtr active;
  FakeHistory history;
  Progress progress;
};

TEST_F(TrialTest, a_draft_that_bears_the_revision_in_force_is_taken_for_the_next) {
  EXPECT_EQ(draft(plan(3, 232)).model->control_plans.at("CP").revision, 4);
  EXPECT_EQ(draft(plan(1, 232)).model->control_plans.at("CP").revision, 4);
  EXPECT_EQ(draft(plan(9, 232)).model->control_plans.at("CP").revision, 9);
  EXPECT_EQ(draft(plan(3, 232)).plans, (std::set<std::string>{"CP"}));
}

TEST_F(TrialTest, mistakes_are_told_with_their_place) {
  const auto wrong = check_draft(*active, documents(plan(4, 220)), {});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().front().file, "draft.yaml");
  EXPECT_GT(wrong.error().front().line, 0);
}

TEST_F(TrialTest, compares_both_revisions_over_every_stream_of_the_plan) {
  const auto report = compare(plan(4, 232));
  ASSERT_TRUE(report) << report.error().text.en;
  EXPECT_EQ(report->readings, 14u);
  ASSERT_EQ(report->lines.size(), 2u);
  EXPECT_EQ(report->lines[0].stream, "IM-01/melt_temp");
  EXPECT_EQ(report->lines[0].out_of_specification, (backtest::Difference{1, 0, 1}));
  EXPECT_EQ(report->lines[1].out_of_specification, (backtest::Difference{1, 0, 0}));
  EXPECT_EQ(report->draft->out_of_specification, 3u);
  EXPECT_EQ(report->active->out_of_specification, 1u);
  EXPECT_EQ(progress.done, 1'000'000u);
  EXPECT_EQ(progress.readings, 14u);
}

TEST_F(TrialTest, gives_the_same_with_helpers) {
  const auto alone = compare(plan(4, 232));
  async::ThreadPool pool("test", {.threads = 3, .waiting = 3});
  const auto helped = compare(plan(4, 232), {}, {&pool, 3});
  ASSERT_TRUE(alone && helped);
  EXPECT_EQ(json::encode(*alone), json::encode(*helped));
}

TEST_F(TrialTest, keeps_to_the_streams_and_the_range_that_were_asked_for) {
  const auto one = compare(plan(4, 232), {{"IM-02/melt_temp"}, second(1), second(2)});
  ASSERT_TRUE(one) << one.error().text.en;
  EXPECT_EQ(one->readings, 2u);
  EXPECT_EQ(one->lines.size(), 1u);
  EXPECT_EQ(compare(plan(4, 232), {{"IM-09/melt_temp"}, {}, {}}).error().slug, "stream-not-found");
  EXPECT_EQ(compare(plan(4, 232), {{}, second(2), second(1)}).error().slug, "range");
}

TEST_F(TrialTest, a_new_plan_stands_alone) {
  active = plant_with("kind: material\nid: OTHER\nname: Other\n");
  const auto report = compare(plan(1, 232));
  ASSERT_TRUE(report) << report.error().text.en;
  EXPECT_FALSE(report->active);
  EXPECT_EQ(report->draft->out_of_specification, 3u);
}

TEST_F(TrialTest, a_failure_of_the_history_is_the_answer) {
  history.fails = true;
  EXPECT_EQ(compare(plan(4, 232)).error().slug, "store-unavailable");
}

TEST_F(TrialTest, ends_when_it_is_cancelled) {
  progress.is_cancelled = true;
  EXPECT_EQ(compare(plan(4, 232)).error().slug, "backtest-cancelled");
}

TEST_F(TrialTest, counts_the_units_that_an_exposure_would_have_held) {
  const std::string holds = "    reactions: [{when: out_of_specification, do: [{hold: {scope: exposure}}]}]\n";
  for (int unit = 0; unit < 7; ++unit)
    history.known_runs.push_back({"IM-01",
                                  {produce::ItemKind::unit, "SN-" + std::to_string(unit)},
                                  "OP10",
                                  second(unit),
                                  second(unit + 1),
                                  produce::RunResult::pass});
  const auto report = compare(plan(4, 233, holds));
  ASSERT_TRUE(report) << report.error().text.en;
  EXPECT_EQ(report->draft->reactions.holds, 1u);
  EXPECT_EQ(report->draft->reactions.units_held, 2u) << "from the last good reading at 4 s to the next at 6 s";
  EXPECT_EQ(report->active->reactions.holds, 0u);
}

TEST(Assumed, a_plan_alone_and_what_was_measured_are_enough) {
  const std::string all =
      "    chart: {type: i-mr, rules: [we1], limits: {mean: 230, sigma: 1}}\n"
      "    reactions:\n"
      "      - when: out_of_specification\n"
      "        do: [{hold: {scope: exposure}}, {stop: equipment}, {alarm: {escalate: {after: 5min, to: boss}}},\n"
      "             {notify: {role: keeper}}, {command: {command: cool, target: plc}}, {command: {command: warm}}]\n";
  plant::Model model;
  assume(model, documents(plan(1, 233, all)), {{"IM-01", "melt_temp", "K"}, {"IM-02", "melt_temp", ""}});
  EXPECT_EQ(model.operations.at("OP10").at, (std::vector<std::string>{"IM-01", "IM-02"}));
  EXPECT_EQ(model.equipment.at("IM-01").tags.at("melt_temp").uom, "K");
  EXPECT_EQ(model.equipment.at("IM-02").tags.at("melt_temp").uom, "Cel") << "as the specification says";
  const auto draft = check_draft(model, documents(plan(1, 233, all)), {});
  EXPECT_TRUE(draft) << (draft ? "" : plant::shown(draft.error().front()).en);
}

TEST(Assumed, leaves_what_is_known_as_it_is) {
  plant::Model model = *plant_with(plan(1, 233));
  assume(model, documents(plan(2, 233)), {{"IM-07", "melt_temp", "K"}});
  EXPECT_EQ(model.operations.at("OP10").at, (std::vector<std::string>{"IM-01", "IM-02"}));
  EXPECT_EQ(model.equipment.at("IM-01").tags.at("melt_temp").uom, "Cel");
}

}  // namespace
}  // namespace jidoka::trial
