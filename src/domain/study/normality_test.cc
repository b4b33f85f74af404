#include "study/normality.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/published_test.h"
#include "study/piston_rings_test.h"

namespace jidoka::study {
namespace {

const std::vector<double> weights = {148, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236};

std::vector<double> sorted_rings() {
  std::vector<double> rings = piston_rings();
  std::ranges::sort(rings);
  return rings;
}

TEST(ShapiroWilk, AgreesWithThePaperAndWithScipy) {
  const auto found = shapiro_wilk(weights);
  expect_published({"Shapiro & Wilk 1965, Biometrika 52, example 3", "W of the weights of 11 men", 0.79, 0.002},
                   found->statistic);
  expect_published({"scipy 1.17.1, stats.shapiro", "W of 11 weights", 0.7888146948631716, 1e-7}, found->statistic);
  expect_published({"scipy 1.17.1, stats.shapiro", "p of 11 weights", 0.006703814061898823, 1e-6}, *found->p);
  const auto rings = shapiro_wilk(sorted_rings());
  expect_published({"scipy 1.17.1, stats.shapiro", "W of 125 piston rings", 0.992947944192458, 1e-7}, rings->statistic);
  expect_published({"scipy 1.17.1, stats.shapiro", "p of 125 piston rings", 0.7861071556888912, 1e-5}, *rings->p);
}

TEST(ShapiroWilk, OfThreeValuesIsExactAndEndsWhereItApplies) {
  const auto even = shapiro_wilk(std::vector{1.0, 2.0, 3.0});
  EXPECT_DOUBLE_EQ(1, even->statistic);
  EXPECT_NEAR(1, *even->p, 1e-9);
  const auto tied = shapiro_wilk(std::vector{1.0, 1.0, 2.0});  // the least that W can be
  EXPECT_DOUBLE_EQ(0.75, tied->statistic);
  EXPECT_NEAR(0, *tied->p, 1e-7);
  EXPECT_FALSE(shapiro_wilk(std::vector{1.0, 2.0}));
  EXPECT_FALSE(shapiro_wilk(std::vector<double>(5001, 1.0)));
}

TEST(AndersonDarling, AgreesWithStatsmodels) {
  const auto rings = anderson_darling(sorted_rings());
  expect_published({"statsmodels 0.15.0, normal_ad", "A2 of 125 piston rings", 0.19101938332570967, 1e-10},
                   rings->statistic);
  expect_published({"statsmodels 0.15.0, normal_ad", "p of 125 piston rings", 0.8958342620630695, 1e-9}, *rings->p);
  const auto men = anderson_darling(weights);
  expect_published({"statsmodels 0.15.0, normal_ad", "A2 of 11 weights", 0.946771879598888, 1e-12}, men->statistic);
  expect_published({"statsmodels 0.15.0, normal_ad", "p of 11 weights", 0.010454024005147656, 1e-9}, *men->p);
}

TEST(AndersonDarling, OfAFarOutlierIsSurelyNotNormal) {
  std::vector<double> values(200, 0.0);
  values.back() = 1e6;
  const auto found = anderson_darling(values);
  EXPECT_GT(found->statistic, 50);
  EXPECT_LT(*found->p, 1e-20);
  EXPECT_GE(*found->p, 0);
}

TEST(Normality, IsRejectedByAndersonDarlingAndForFewValuesByShapiroWilk) {
  EXPECT_TRUE(test_normality(weights).rejected);
  EXPECT_FALSE(test_normality(sorted_rings()).rejected);
  const Normality few = test_normality(std::vector{1.0, 1.0, 1.0, 1.0, 9.0});
  EXPECT_FALSE(few.anderson_darling);
  EXPECT_TRUE(few.rejected);
}

}  // namespace
}  // namespace jidoka::study
