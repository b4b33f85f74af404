#include "study/within_sigma.h"

#include <gtest/gtest.h>

#include "core/published_test.h"
#include "spc/constants.h"
#include "study/control_check.h"
#include "study/piston_rings_test.h"

namespace jidoka::study {
namespace {

Subgroups rings() { return Subgroups::in_sizes_of(piston_rings(), 5).value(); }

TEST(SigmaWithin, OfThePistonRingsIsThePublishedOne) {
  expect_published({"Montgomery, Introduction to SQC, 6th ed., piston rings", "mean range", 0.02276, 1e-12},
                   sigma_within(rings(), std::nullopt)->sigma * spc::d2(5));
  expect_published({"R qcc 2.7, S chart of pistonrings[1:25,]", "mean standard deviation", 0.00924003660228554, 1e-10},
                   sigma_within(rings(), SigmaMethod::s)->sigma * spc::c4(5));
  EXPECT_EQ(100, sigma_within(rings(), SigmaMethod::pooled)->df);
}

// Duncan 1955, as AIAG MSA 4th ed. appendix C prints it: degrees of freedom of a mean of g ranges of m values.
TEST(EffectiveDf, OfRangesAreThoseOfDuncan) {
  const auto df = [](std::size_t m, std::size_t g) {
    std::vector<double> values(m * g);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i % m);
    return sigma_within(Subgroups::in_sizes_of(values, m).value(), SigmaMethod::range)->df;
  };
  const std::string source = "AIAG MSA, 4th ed., appendix C (Duncan)";
  expect_published({source, "df of one range of 2", 1.0, 0.02}, df(2, 1));
  expect_published({source, "df of one range of 5", 3.8, 0.02}, df(5, 1));
  expect_published({source, "df of one range of 10", 7.7, 0.02}, df(10, 1));
  expect_published({source, "df of one range of 15", 10.8, 0.01}, df(15, 1));
}

TEST(D2Star, IsThatOfDuncanAndTheConstantsOfAiag) {
  const std::string source = "AIAG MSA, 4th ed., appendix C and K1 K2 K3";
  expect_published({source, "d2* of one range of 2", 1.41421, 1e-5}, d2_star(2, 1));
  expect_published({source, "d2* of one range of 3", 1.91155, 1e-5}, d2_star(3, 1));
  expect_published({source, "d2* of one range of 10", 3.17905, 1e-5}, d2_star(10, 1));
  expect_published({source, "d2* of one range of 15", 3.55333, 5e-5}, d2_star(15, 1));
  expect_published({source, "K1 of 2 trials", 0.8862, 1e-4}, 1 / d2_star(2, 30));
  expect_published({source, "K1 of 3 trials", 0.5908, 1e-4}, 1 / d2_star(3, 30));
  expect_published({source, "K2 of 2 appraisers", 0.7071, 1e-4}, 1 / d2_star(2, 1));
  expect_published({source, "K2 of 3 appraisers", 0.5231, 1e-4}, 1 / d2_star(3, 1));
  expect_published({source, "K3 of 5 parts", 0.4030, 1e-4}, 1 / d2_star(5, 1));
  expect_published({source, "K3 of 10 parts", 0.3146, 2e-4}, 1 / d2_star(10, 1));
}

TEST(SigmaWithin, OfSingleValuesIsTheirMeanMovingRange) {
  // Viscosity of 15 batches (Montgomery, table 6.6): mean moving range 0.48, over 1.128.
  const auto found = sigma_within(Subgroups::individuals({33.75, 33.05, 34, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49,
                                                          33.2, 33.62, 33, 33.54, 33.12, 33.84}),
                                  std::nullopt);
  expect_published({"Montgomery, Introduction to SQC, 6th ed., example 6.5", "MR-bar/d2", 0.4807 / 1.128, 5e-4},
                   found->sigma);
  EXPECT_NEAR(0.62 * 14, found->df, 0.6);  // the rule of thumb 0.62(n − 1)
}

TEST(Subgroups, ByLabelMayDifferInSizeAndAreNeverAlone) {
  const auto found = Subgroups::by_label({1, 5, 2, 6, 7}, {"a", "b", "a", "b", "b"});
  ASSERT_TRUE(found);
  EXPECT_EQ(2, found->count());
  EXPECT_FALSE(found->are_of_one_size());
  EXPECT_EQ((std::vector<double>{1, 2, 5, 6, 7}), std::vector<double>(found->values().begin(), found->values().end()));
  EXPECT_EQ("subgroup-of-one", Subgroups::by_label({1, 2, 3}, {"a", "a", "b"}).error().slug);
  EXPECT_EQ("subgroup-of-one", Subgroups::in_sizes_of({1, 2, 3, 4, 5, 6}, 5).error().slug);
  EXPECT_EQ("bad-size", Subgroups::in_sizes_of({1, 2}, 0).error().slug);
  EXPECT_TRUE(Subgroups::by_label({1, 2, 3}, {"a", "b", "c"})->are_individuals());
}

TEST(SigmaWithin, RefusesAMethodThatDoesNotBelongToTheData) {
  const Subgroups singles = Subgroups::individuals({1, 2, 3});
  EXPECT_EQ("no-subgroups", sigma_within(singles, SigmaMethod::pooled).error().slug);
  EXPECT_EQ("subgrouped", sigma_within(rings(), SigmaMethod::moving_range).error().slug);
  EXPECT_EQ("too-few-values", sigma_within(Subgroups::individuals({1}), std::nullopt).error().slug);
}

TEST(ControlCheck, FindsThePistonRingsInControlAndAShiftNot) {
  const Subgroups stable = rings();
  EXPECT_TRUE(check_control(stable, *sigma_within(stable, std::nullopt)).stable);
  std::vector<double> shifted = piston_rings();
  for (std::size_t i = 50; i < 55; ++i) shifted[i] += 0.03;
  for (const auto method : {SigmaMethod::range, SigmaMethod::s, SigmaMethod::pooled}) {
    const Subgroups groups = Subgroups::in_sizes_of(shifted, 5).value();
    const ControlCheck found = check_control(groups, *sigma_within(groups, method));
    ASSERT_EQ(1, found.signal_count);
    EXPECT_EQ(10, found.signals[0].index);
    EXPECT_EQ("location", found.signals[0].panel);
  }
  const Subgroups wild = Subgroups::individuals({1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 60});
  const ControlCheck found = check_control(wild, *sigma_within(wild, std::nullopt));
  EXPECT_FALSE(found.stable);
  EXPECT_EQ("i-mr", found.chart);
}

}  // namespace
}  // namespace jidoka::study
