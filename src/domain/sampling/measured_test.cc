#include "sampling/measured.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/published_test.h"

namespace jidoka::sampling {

namespace {

// Five measurements of operating temperature, 197, 188, 184, 205, 201, at most 209 °F; AQL 1.0, n = 5.
PlanQuestion temperature() {
  return {.standard = Standard::z1_9, .lot_size = 40, .level = Level::ii, .aql = *aql_index("1.0")};
}

TEST(MeasuredLot, IsJudgedAsTheExampleOfTheStandard) {
  const auto lot = judge_measured(temperature(), {.mean = 195, .sd = 8.81, .upper = 209});
  ASSERT_TRUE(lot) << lot.error().text.en;
  const std::string source = "MIL-STD-414, examples B-1 and B-2";
  EXPECT_EQ(lot->sample_size, 5);
  expect_published({source, "k at n = 5, AQL 1.0", 1.53, 0.005}, lot->k);
  expect_published({source, "Q_U", 1.59, 0.005}, *lot->q_upper);
  expect_published({source, "estimated percent nonconforming", 2.19, 0.01}, 100 * lot->estimate);
  expect_published({source, "M in percent", 3.32, 0.01}, 100 * lot->m);
  EXPECT_EQ(lot->decision, Decision::accepted);
  EXPECT_FALSE(lot->q_lower);
}

TEST(MeasuredLot, AddsWhatIsBeyondBothLimits) {
  const auto both = judge_measured(temperature(), {.mean = 195, .sd = 8.81, .lower = 180, .upper = 209});
  const auto upper = judge_measured(temperature(), {.mean = 195, .sd = 8.81, .upper = 209});
  const auto lower = judge_measured(temperature(), {.mean = 195, .sd = 8.81, .lower = 180});
  EXPECT_NEAR(both->estimate, upper->estimate + lower->estimate, 1e-15);
}

TEST(MeasuredLot, IsRejectedBeyondItsConstantAndAcceptedWithinForm1AndForm2Alike) {
  for (const Sigma sigma : {Sigma::unknown, Sigma::known}) {
    PlanQuestion question{.standard = Standard::z1_9, .lot_size = 3000, .aql = *aql_index("0.25"), .sigma = sigma};
    const double k = *answer_of(question)->k;
    EXPECT_EQ(judge_measured(question, {.mean = 0, .sd = 1, .upper = k + 0.001})->decision, Decision::accepted);
    EXPECT_EQ(judge_measured(question, {.mean = 0, .sd = 1, .upper = k - 0.001})->decision, Decision::rejected);
  }
}

TEST(MeasuredLot, RefusesWhatCannotBe) {
  const auto slug = [](const Measured& measured) { return judge_measured(temperature(), measured).error().slug; };
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(slug({.mean = 1, .sd = 0, .upper = 2}), "measurement-invalid");
  EXPECT_EQ(slug({.mean = nan, .sd = 1, .upper = 2}), "measurement-invalid");
  EXPECT_EQ(slug({.mean = 1, .sd = 1}), "measurement-invalid");
  EXPECT_EQ(slug({.mean = 1, .sd = 1, .lower = 3, .upper = 2}), "measurement-invalid");
  EXPECT_EQ(judge_measured({.lot_size = 40, .aql = 10}, {.mean = 1, .sd = 1, .upper = 2}).error().slug,
            "measurement-invalid");
}

}  // namespace

}  // namespace jidoka::sampling
