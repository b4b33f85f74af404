#include "sampling/chance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/published_test.h"
#include "sampling/attribute_plan.h"
#include "sampling/curve.h"

namespace jidoka::sampling {

namespace {

const std::string nist = "NIST/SEMATECH e-Handbook 6.2.3.2, single plan n = 52, c = 3, N = 10000";
const Stages nist_plan{{52, 3, 4}};

TEST(OperatingCharacteristic, IsThatOfNistsSinglePlan) {
  const double published[] = {.998, .980, .930, .845, .739, .620, .502, .394, .300, .223, .162, .115};
  for (int i = 0; i < 12; ++i) {
    const double p = (i + 1) / 100.0;
    expect_published({nist, fmt::format("Pa at p = {:.2f}", p), published[i], 0.0011 / published[i]},
                     acceptance(nist_plan, {Model::binomial, p}));
  }
}

TEST(OutgoingQuality, IsThatOfNistsSinglePlan) {
  const double published[] = {.0100, .0196, .0278, .0338, .0369, .0372, .0351, .0315, .0270, .0223, .0178, .0138};
  for (int i = 0; i < 12; ++i) {
    const double p = (i + 1) / 100.0;
    // The handbook leaves out (N − n)/N = 0.9948.
    const double ours = *outcome_of(nist_plan, {Model::binomial, p, 10'000}).outgoing / 0.9948;
    expect_published({nist, fmt::format("AOQ at p = {:.2f}", p), published[i], 0.02}, ours);
  }
  const Curve curve = curve_of([](double p) { return outcome_of(nist_plan, {Model::binomial, p, 10'000}); }, 1);
  expect_published({nist, "AOQL", .0372, 0.01}, curve.aoql->aoq / 0.9948);
  EXPECT_NEAR(curve.aoql->p, 0.06, 0.005);
}

TEST(TotalInspection, IsThatOfNistsSinglePlan) {
  const double published[] = {70, 253, 753, 1584, 2655, 3836, 5007, 6083, 7012, 7779, 8388, 8854, 9201, 9453};
  for (int i = 0; i < 14; ++i) {
    const double p = (i + 1) / 100.0;
    expect_published({nist, fmt::format("ATI at p = {:.2f}", p), published[i], 0.02},
                     *outcome_of(nist_plan, {Model::binomial, p, 10'000}).inspected);
  }
}

TEST(SampleNumber, IsThatOfNistsDoublePlan) {
  const std::string source = "NIST/SEMATECH e-Handbook 6.2.3.3, double plan 50/2, 100/6";
  const Stages stages{{50, 2, 7}, {100, 6, 7}};
  const Stages first{{50, 2, 3}};
  expect_published({source, "P(accept on the first sample) at p = 0.06", .416, 0.0005 / .416},
                   acceptance(first, {Model::binomial, 0.06}));
  expect_published({source, "ASN at p = 0.06", 106, 0.6 / 106},
                   outcome_of(stages, {Model::binomial, 0.06}).sample_number);
}

TEST(OperatingCharacteristic, IsThatOfMontgomerysPlans) {
  const std::string source = "Montgomery, Introduction to Statistical Quality Control, n = 89, c = 2";
  const std::pair<double, double> published[] = {{.005, .9897}, {.01, .9397}, {.02, .7366}, {.03, .4985}, {.04, .3042},
                                                 {.05, .1721},  {.06, .0919}, {.07, .0468}, {.08, .0230}, {.09, .0109}};
  for (const auto& [p, accept] : published)
    expect_published({source, fmt::format("Pa at p = {}", p), accept, 0.00006 / accept},
                     acceptance({{89, 2, 3}}, {Model::binomial, p}));
  const std::string twice = "Montgomery, Introduction to Statistical Quality Control, double plan 50/1, 100/3";
  expect_published({twice, "Pa at p = 0.05, the sum of two rounded figures", .289, 0.0015 / .289},
                   acceptance({{50, 1, 4}, {100, 3, 4}}, {Model::binomial, 0.05}));
}

// Table X-J of MIL-STD-105E: the quality, in percent, that is accepted with a given chance.
TEST(OperatingCharacteristic, IsThatOfMilStd105E) {
  const std::string source = "MIL-STD-105E table X-J-1, n = 80";
  struct Row {
    int accept;
    double p95;
    double p50;
    double p10;
    double p05;
  };
  const Row rows[] = {{0, 0.0641, 0.863, 2.84, 3.68},
                      {1, 0.446, 2.09, 4.78, 5.80},
                      {2, 1.03, 3.33, 6.52, 7.66},
                      {3, 1.73, 4.57, 8.16, 9.39}};
  for (const Row& row : rows) {
    const Stages stages{{80, row.accept, row.accept + 1}};
    const OutcomeAt at = [&](double p) { return outcome_of(stages, {Model::binomial, p}); };
    const std::pair<double, double> published[] = {{.95, row.p95}, {.50, row.p50}, {.10, row.p10}, {.05, row.p05}};
    for (const auto& [accept, percent] : published)
      expect_published({source, fmt::format("p in % at Pa = {:.2f}, Ac = {}", accept, row.accept), percent, 0.006},
                       100 * *quality_at(at, accept, 1));
  }
}

// The double and multiple plans of the standard were made to have the characteristic of the single one.
TEST(StagedPlans, AcceptAboutAsTheSinglePlanOfTheSameCell) {
  const int aql = *aql_index("1.0");
  for (const char letter : {'K', 'M', 'N'}) {
    const auto of = [&](PlanType type) {
      return attribute_plan(Standard::z1_4, type, Severity::normal, letter, aql)->stages;
    };
    for (const double p : {0.005, 0.01, 0.02, 0.03, 0.05}) {
      const double single = acceptance(of(PlanType::one_sample), {Model::binomial, p});
      EXPECT_NEAR(acceptance(of(PlanType::two_samples), {Model::binomial, p}), single, 0.06) << letter << p;
      EXPECT_NEAR(acceptance(of(PlanType::seven_samples), {Model::binomial, p}), single, 0.08) << letter << p;
      const double asn = outcome_of(of(PlanType::seven_samples), {Model::binomial, p}).sample_number;
      EXPECT_LT(asn, static_cast<double>(total_size(of(PlanType::one_sample)))) << letter << p;
    }
  }
}

// By hand: every way in which 3 of 10 units can fall into two samples of 2.
TEST(Hypergeometric, CountsTheWaysOfALot) {
  const Quality quality{Model::hypergeometric, 0.3, 10};
  const auto chances = chances_of(2, quality, 3);
  EXPECT_NEAR(chances[0], 21.0 / 45, 1e-15);
  EXPECT_NEAR(chances[1], 21.0 / 45, 1e-15);
  EXPECT_NEAR(chances[2], 3.0 / 45, 1e-15);
  // Accept at 0; with 1 take two more and accept when there is no further one: 7·6/45 + 21/45 · (6·5/2)/(8·7/2).
  const Outcome outcome = outcome_of({{2, 0, 2}, {2, 1, 2}}, quality);
  EXPECT_NEAR(outcome.accept, 21.0 / 45 + 21.0 / 45 * 15.0 / 28, 1e-15);
  EXPECT_NEAR(outcome.sample_number, 2 * (24.0 / 45) + 4 * (21.0 / 45), 1e-15);
}

TEST(Hypergeometric, TendsToTheBinomialInALargeLot) {
  EXPECT_NEAR(acceptance({{80, 2, 3}}, {Model::hypergeometric, 0.01, 1'000'000'000}),
              acceptance({{80, 2, 3}}, {Model::binomial, 0.01}), 1e-8);
}

TEST(Outcome, IsCertainAtTheEnds) {
  for (const Model model : {Model::binomial, Model::poisson, Model::hypergeometric}) {
    const Outcome none = outcome_of(nist_plan, {model, 0, 10'000});
    EXPECT_DOUBLE_EQ(none.accept, 1);
    EXPECT_DOUBLE_EQ(*none.inspected, 52);
    EXPECT_DOUBLE_EQ(*none.outgoing, 0);
    EXPECT_NEAR(acceptance(nist_plan, {model, 1, 10'000}), 0, 1e-15);
  }
}

TEST(Outcome, OfReducedInspectionAcceptsInTheGap) {
  EXPECT_DOUBLE_EQ(acceptance({{32, 1, 3}}, {Model::binomial, 0.02}),
                   acceptance({{32, 2, 3}}, {Model::binomial, 0.02}));
}

TEST(Stages, AreRefusedWhenTheyCannotBe) {
  EXPECT_TRUE(check_stages({{50, 2, 7}, {100, 6, 7}}, 150));
  EXPECT_FALSE(check_stages({{50, 2, 7}, {100, 6, 7}}, 149));
  EXPECT_FALSE(check_stages({}, std::nullopt));
  EXPECT_FALSE(check_stages({{0, 0, 1}}, std::nullopt));
  EXPECT_FALSE(check_stages({{5, 1, 1}}, std::nullopt));
  EXPECT_FALSE(check_stages({{5, -2, 1}}, std::nullopt));
  EXPECT_FALSE(check_stages({{5, 0, most_accept + 2}}, std::nullopt));
  EXPECT_FALSE(model_named("gauss"));
}

}  // namespace

}  // namespace jidoka::sampling
