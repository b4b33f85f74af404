#include "study/indices.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/published_test.h"

namespace jidoka::study {
namespace {

TEST(Intervals, AreThoseOfMontgomery) {
  const Interval cp = interval_of_cp((62 - 38) / (6 * 1.75), 19, 0.95);
  const std::string book = "Montgomery, Introduction to SQC, 6th ed., ";
  expect_published({book + "example 8.4", "lower bound of Cp", 1.57, 5e-3}, cp[0]);
  expect_published({book + "example 8.4", "upper bound of Cp", 3.01, 5e-3}, cp[1]);
  // Bissell (1990) by hand: 1.33 ± 1.959964 √(1/(9·20) + 1.33²/(2·19)) = 1.33 ± 0.446.
  const Interval cpk = interval_of_cpk(1.33, 20, 19, 0.95);
  EXPECT_NEAR(1.33 - 1.959964 * std::sqrt(1 / 180.0 + 1.33 * 1.33 / 38), cpk[0], 1e-6);
}

TEST(Indices, OfAProcessOffItsCentre) {
  // U = 62, L = 38, mean 53, sigma 2: Cp 2, Cpk 1.5, Cpm about 50: 2/√(1 + 1.5²).
  const Indices found = indices_of({53, 2, 99, 100}, {38, std::nullopt, 62}, 0.95);
  EXPECT_DOUBLE_EQ(2, *found.p);
  EXPECT_DOUBLE_EQ(0.5, *found.ratio);
  EXPECT_DOUBLE_EQ(1.5, found.k);
  EXPECT_DOUBLE_EQ(2.5, *found.low);
  EXPECT_DOUBLE_EQ(2 / std::sqrt(3.25), *found.m);
}

TEST(Indices, OfOneLimitHaveNoCp) {
  const Indices found = indices_of({5, 1, 99, 100}, {std::nullopt, std::nullopt, 8}, 0.95);
  EXPECT_FALSE(found.p || found.ratio || found.m || found.low);
  EXPECT_DOUBLE_EQ(1, found.k);
  EXPECT_EQ(2U, found.k_interval.size());
}

TEST(ObservedFor, IsTheIndexWhoseIntervalBeginsAtTheRequiredOne) {
  for (const double n : {10.0, 50.0, 125.0, 1000.0}) {
    const double needed = observed_for(1.33, n, n - 1, 0.95);
    EXPECT_NEAR(1.33, interval_of_cpk(needed, n, n - 1, 0.95)[0], 1e-12);
  }
  EXPECT_TRUE(std::isinf(observed_for(1.33, 2, 1, 0.95)));
}

TEST(Specifications, ThatNoValueCanKeepAreRefused) {
  EXPECT_EQ("no-limits", check(Specification{}).error().slug);
  EXPECT_EQ("limits-reversed", check(Specification{5, std::nullopt, 4}).error().slug);
  EXPECT_EQ("limits-reversed", check(Specification{5, std::nullopt, 5}).error().slug);
  EXPECT_EQ("target-outside", check(Specification{1, 9, 5}).error().slug);
  EXPECT_EQ("bad-limit", check(Specification{std::nan(""), std::nullopt, 5}).error().slug);
  EXPECT_EQ("bad-limit", check(Specification{1, std::nullopt, HUGE_VAL}).error().slug);
  EXPECT_TRUE(check(Specification{std::nullopt, std::nullopt, 5}));
}

TEST(CountedPpm, CountsStrictlyBeyond) {
  const PartsPerMillion found = counted_ppm(std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8}, {2, std::nullopt, 6});
  EXPECT_DOUBLE_EQ(125'000, *found.below);
  EXPECT_DOUBLE_EQ(250'000, *found.above);
  EXPECT_DOUBLE_EQ(375'000, found.total);
}

}  // namespace
}  // namespace jidoka::study
