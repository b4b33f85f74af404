#include "backtest/runs.h"

#include <gtest/gtest.h>

#include <random>

namespace jidoka::backtest {
namespace {

Instant at(std::int64_t n) { return Instant{1'767'225'600'000'000'000} + seconds(n); }

TEST(Runs, knows_the_only_unit_and_lot_that_ran_then) {
  Runs runs;
  runs.add("IM-01", {"A", false, {at(0), at(10)}});
  runs.add("IM-01", {"B", false, {at(10), at(20)}});
  runs.add("IM-01", {"L1", true, {at(0), std::nullopt}});
  runs.sort();
  EXPECT_EQ(runs.running("IM-01", at(9)).unit, "A");
  EXPECT_EQ(runs.running("IM-01", at(10)).unit, "B") << "an end is not inside";
  EXPECT_EQ(runs.running("IM-01", at(30)).unit, std::nullopt);
  EXPECT_EQ(runs.running("IM-01", at(30)).lot, "L1") << "it has not ended";
  EXPECT_EQ(runs.running("IM-02", at(5)).unit, std::nullopt);
  runs.add("IM-01", {"C", false, {at(5), at(15)}});
  runs.sort();
  EXPECT_EQ(runs.running("IM-01", at(7)).unit, std::nullopt) << "of two nobody knows which";
}

// Against the definition: every run that shares an instant with one of the spans.
TEST(Runs, finds_what_exposures_hold_like_the_definition_does) {
  std::mt19937_64 random(3);
  const auto number = [&](std::int64_t most) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most));
  };
  for (int round = 0; round < 50; ++round) {
    Runs runs;
    std::vector<backtest::Run> all;
    for (int i = 0; i < 60; ++i) {
      const std::int64_t start = number(100);
      backtest::Run run{"U" + std::to_string(i), i % 5 == 0, {at(start), at(start + number(20))}};
      if (i % 11 == 0) run.span.end.reset();
      all.push_back(run);
      runs.add("IM-01", run);
    }
    runs.sort();
    Exposures exposures;
    for (int i = 0; i < 8; ++i) {
      const std::int64_t from = number(120);
      exposures["IM-01"].push_back({at(from), at(from + number(10))});
    }
    HeldItems expected;
    for (const backtest::Run& run : all)
      for (const Span& span : exposures["IM-01"])
        if (act::overlaps({act::ScopeKind::exposure, {}, {}, span.from, span.to}, run.span))
          (run.is_lot ? expected.lots : expected.units).insert(run.item);
    HeldItems found;
    runs.add_exposed(exposures, found);
    ASSERT_EQ(found.units, expected.units) << round;
    ASSERT_EQ(found.lots, expected.lots) << round;
  }
}

}  // namespace
}  // namespace jidoka::backtest
