#include "sampling/two_points.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/published_test.h"
#include "sampling/variables.h"

namespace jidoka::sampling {

namespace {

// No plan with fewer units keeps both risks: all of them are tried.
TEST(PlanThroughTwoPoints, IsTheSmallest) {
  const TwoPoints points{.p1 = 0.01, .alpha = 0.05, .p2 = 0.06, .beta = 0.10};
  const TwoPointPlan plan = *plan_through(points);
  EXPECT_LE(*plan.alpha, 0.05);
  EXPECT_LE(plan.beta, 0.10);
  for (std::int64_t n = 1; n < plan.sample_size; ++n)
    for (int c = 0; c < std::min<std::int64_t>(n, 12); ++c) {
      const Stages stages{{n, c, c + 1}};
      EXPECT_FALSE(acceptance(stages, {Model::binomial, 0.01}) >= 0.95 &&
                   acceptance(stages, {Model::binomial, 0.06}) <= 0.10)
          << n << ' ' << c;
    }
}

TEST(PlanThroughTwoPoints, KeepsBothRisksInEveryModel) {
  for (const Model model : {Model::binomial, Model::poisson, Model::hypergeometric})
    for (const double p2 : {0.04, 0.08, 0.2}) {
      const TwoPoints points{.model = model, .p1 = 0.01, .alpha = 0.05, .p2 = p2, .beta = 0.10, .lot_size = 1000};
      const auto plan = plan_through(points);
      ASSERT_TRUE(plan) << plan.error().text.en;
      const Stages stages{{plan->sample_size, *plan->accept, *plan->reject}};
      EXPECT_NEAR(1 - acceptance(stages, {model, 0.01, 1000}), *plan->alpha, 1e-12);
      EXPECT_NEAR(acceptance(stages, {model, p2, 1000}), plan->beta, 1e-12);
      EXPECT_LE(*plan->alpha, 0.05);
      EXPECT_LE(plan->beta, 0.10);
    }
}

TEST(PlanOfZero, IsTheSuccessRun) {
  const std::string source = "success-run theorem n = ln(1 − C)/ln R, as printed in reliability handbooks";
  struct Row {
    double confidence;
    double reliability;
    double n;
  };
  const Row rows[] = {{.90, .90, 22}, {.95, .90, 29}, {.95, .95, 59}, {.90, .95, 45}, {.95, .99, 299}, {.90, .99, 230}};
  for (const Row& row : rows) {
    const auto plan = plan_through({.kind = DesignKind::zero, .p2 = 1 - row.reliability, .beta = 1 - row.confidence});
    expect_published(
        {source, fmt::format("n at confidence {}, reliability {}", row.confidence, row.reliability), row.n, 0},
        static_cast<double>(plan->sample_size));
    EXPECT_EQ(plan->accept, 0);
  }
}

TEST(PlanOfZero, TakesFewerUnitsOfASmallLot) {
  const TwoPoints points{
      .kind = DesignKind::zero, .model = Model::hypergeometric, .p2 = 0.10, .beta = 0.10, .lot_size = 50};
  const auto plan = plan_through(points);
  EXPECT_LT(plan->sample_size, 22);
  EXPECT_LE(plan->beta, 0.10);
  EXPECT_GT(acceptance({{plan->sample_size - 1, 0, 1}}, {Model::hypergeometric, 0.10, 50}), 0.10);
}

TEST(PlanByVariables, KeepsBothRisksAndIsTheSmallest) {
  for (const DesignKind kind : {DesignKind::s_method, DesignKind::sigma_method}) {
    const Sigma sigma = kind == DesignKind::s_method ? Sigma::unknown : Sigma::known;
    const auto plan = plan_through({.kind = kind, .p1 = 0.01, .alpha = 0.05, .p2 = 0.06, .beta = 0.10});
    ASSERT_TRUE(plan);
    EXPECT_NEAR(*plan->alpha, 0.05, 1e-9);
    EXPECT_LE(plan->beta, 0.10);
    const auto k = constant_for(sigma, plan->sample_size - 1, 0.01, 0.95);
    EXPECT_GT(*acceptance_by_variables(sigma, plan->sample_size - 1, *k, 0.06), 0.10);
  }
  // n of the sigma method in closed form: ((z_alpha + z_beta)/(z_p1 − z_p2))², rounded up.
  EXPECT_EQ(
      plan_through({.kind = DesignKind::sigma_method, .p1 = 0.01, .alpha = 0.05, .p2 = 0.06, .beta = 0.10})
          ->sample_size,
      static_cast<std::int64_t>(std::ceil(std::pow((1.644853627 + 1.281551566) / (2.326347874 - 1.554773595), 2))));
}

TEST(PlanThroughTwoPoints, RefusesWhatCannotBe) {
  const auto slug_of = [](const TwoPoints& points) { return plan_through(points).error().slug; };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(slug_of({.p1 = 0.06, .p2 = 0.01}), "design-invalid");
  EXPECT_EQ(slug_of({.p1 = 0.01, .p2 = nan}), "design-invalid");
  EXPECT_EQ(slug_of({.p1 = nan, .p2 = 0.05}), "design-invalid");
  EXPECT_EQ(slug_of({.p2 = 0.05}), "design-invalid");
  EXPECT_EQ(slug_of({.p1 = 0.01, .alpha = 0, .p2 = 0.05}), "design-invalid");
  EXPECT_EQ(slug_of({.p1 = 0.01, .alpha = 0.5, .p2 = 0.05, .beta = 0.6}), "design-invalid");
  EXPECT_EQ(slug_of({.model = Model::hypergeometric, .p1 = 0.01, .p2 = 0.05}), "design-invalid");
  EXPECT_EQ(slug_of({.model = Model::hypergeometric, .p1 = 0.0001, .p2 = 0.001, .lot_size = 100}), "design-invalid");
  EXPECT_EQ(slug_of({.p1 = 0.01, .p2 = 0.0101}), "points-too-close");
  EXPECT_EQ(slug_of({.kind = DesignKind::s_method, .p1 = 0.01, .p2 = 0.0101}), "points-too-close");
}

}  // namespace

}  // namespace jidoka::sampling
