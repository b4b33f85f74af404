#include "produce/effectiveness.h"

#include <gtest/gtest.h>

namespace jidoka::produce {
namespace {

constexpr Instant monday{1'767'571'200'000'000'000};  // 2026-01-05T00:00:00Z, a Monday
constexpr plant::Interval today{monday, monday + days(1)};

plant::Calendar calendar_of(std::vector<std::pair<std::string, std::string>> shifts) {
  plant::Calendar out;
  for (auto& [from, to] : shifts) out.shifts.push_back({{plant::Weekday::mon}, from, to});
  return out;
}
CountedRun run(Instant from, Duration length, RunResult result = RunResult::pass, std::string operation = "OP10") {
  return {ItemKind::unit, std::move(operation), from, from + length, result};
}
plant::Model model_with(Duration cycle) {
  plant::Model model;
  plant::Operation operation;
  operation.id = "OP10";
  operation.cycle = cycle;
  model.operations["OP10"] = operation;
  return model;
}

// The worked example of oee.com ("OEE calculation"): a shift of 8 h with 60 min of breaks, 47 min down, ideal cycle 1
// s, 19 271 pieces of which 423 are rejected: availability 88.81 %, performance 86.11 %, quality 97.80 %, OEE 74.79 %.
TEST(EffectivenessFigures, agrees_with_a_worked_example) {
  const auto calendar = calendar_of({{"06:00", "09:30"}, {"10:30", "14:00"}});
  std::vector<CountedRun> runs;
  const Instant begin = monday + hours(6);
  // 373 minutes of production in 19 271 pieces without a pause between them: 210 before the break, 163 after it.
  const auto add = [&](Instant from, Duration length, int pieces, int failed) {
    for (int i = 0; i < pieces; ++i) {
      const Instant start{from.ns + length.ns / pieces * i};
      const Instant end{i + 1 == pieces ? from.ns + length.ns : from.ns + length.ns / pieces * (i + 1)};
      runs.push_back({ItemKind::unit, "OP10", start, end, i < failed ? RunResult::fail : RunResult::pass});
    }
  };
  add(begin, minutes(210) - seconds(1), 10'000, 423);
  add(monday + hours(10) + minutes(30), minutes(163) + seconds(1), 9'271, 0);
  const Effectiveness found =
      effectiveness(model_with(seconds(1)), &calendar, runs, today, monday + days(1), Duration{});
  EXPECT_DOUBLE_EQ(found.planned_s, 420 * 60);
  EXPECT_NEAR(found.busy_s, 373 * 60, 1e-6);
  EXPECT_EQ(found.made, 19'271U);
  EXPECT_EQ(found.good, 18'848U);
  EXPECT_NEAR(*found.availability, 0.8881, 5e-5);
  EXPECT_NEAR(*found.effectiveness, 0.8611, 5e-5);
  EXPECT_NEAR(*found.quality, 0.9780, 5e-5);
  EXPECT_NEAR(*found.oee, 0.7479, 5e-5);
  EXPECT_FALSE(found.text);
}

TEST(EffectivenessFigures, runs_side_by_side_are_busy_once) {
  const auto calendar = calendar_of({{"06:00", "07:00"}});
  const std::vector<CountedRun> runs{run(monday + hours(6), minutes(20)), run(monday + hours(6), minutes(20)),
                                     run(monday + hours(6) + minutes(10), minutes(20))};
  const auto found = effectiveness(model_with(minutes(10)), &calendar, runs, today, monday + hours(8), Duration{});
  EXPECT_DOUBLE_EQ(found.busy_s, 30 * 60);
  EXPECT_DOUBLE_EQ(*found.availability, 0.5);
  EXPECT_DOUBLE_EQ(*found.effectiveness, 1.0);
}

TEST(EffectivenessFigures, what_lies_outside_planned_time_counts_in_nothing) {
  const auto calendar = calendar_of({{"06:00", "07:00"}});
  const std::vector<CountedRun> runs{run(monday + hours(5), minutes(10)), run(monday + hours(6), minutes(30))};
  const auto found = effectiveness(model_with(minutes(15)), &calendar, runs, today, monday + hours(8), Duration{});
  EXPECT_EQ(found.made, 1U);
  EXPECT_DOUBLE_EQ(found.busy_s, 30 * 60);
}

TEST(EffectivenessFigures, planned_time_is_only_what_has_passed) {
  const auto calendar = calendar_of({{"06:00", "14:00"}});
  const std::vector<CountedRun> runs{{ItemKind::unit, "OP10", monday + hours(6), std::nullopt, std::nullopt}};
  const auto found = effectiveness(model_with(minutes(1)), &calendar, runs, today, monday + hours(7), Duration{});
  EXPECT_DOUBLE_EQ(found.planned_s, 3600);
  EXPECT_DOUBLE_EQ(*found.availability, 1.0);
  EXPECT_FALSE(found.oee);
  EXPECT_EQ(found.text->en, "Nothing was finished in planned time yet.");
}

TEST(EffectivenessFigures, what_is_missing_leaves_the_figure_absent_and_says_why) {
  const auto calendar = calendar_of({{"06:00", "14:00"}});
  const std::vector<CountedRun> runs{run(monday + hours(6), minutes(1))};
  const Instant now = monday + hours(8);
  EXPECT_EQ(effectiveness({}, nullptr, runs, today, now, {}).text->en,
            "It has no calendar, so its planned busy time is not known.");
  const auto no_cycle = effectiveness({}, &calendar, runs, today, now, {});
  EXPECT_TRUE(no_cycle.availability && no_cycle.quality);
  EXPECT_FALSE(no_cycle.effectiveness || no_cycle.oee);
  EXPECT_EQ(no_cycle.text->en, "Operation OP10 has no cycle, so its planned run time is not known.");
  const std::vector<CountedRun> lots{{ItemKind::lot, "OP10", monday + hours(6), now, RunResult::pass}};
  EXPECT_EQ(effectiveness({}, &calendar, lots, today, now, {}).text->en, "It ran lots, whose pieces are not counted.");
  EXPECT_EQ(effectiveness({}, &calendar, {}, today, monday + hours(1), {}).text->en, "No shift has begun yet.");
}

}  // namespace
}  // namespace jidoka::produce
