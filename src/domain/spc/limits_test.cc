#include "spc/limits.h"

#include <gtest/gtest.h>

#include <cmath>

#include "json/encode.h"
#include "spc/constants.h"

namespace jidoka::spc {
namespace {

TEST(Limits, StandThreeStandardErrorsFromTheCentre) { EXPECT_EQ(limits_around(10, 2), (Limits{10, 2, 4, 16})); }

TEST(Limits, OfASpreadNeverGoBelowZero) {
  EXPECT_EQ(spread_limits_around(10, 5).lower, 0);
  EXPECT_EQ(spread_limits_around(10, 2).lower, 4);
}

TEST(Limits, OfMeansAndRangesFollowTheFactorsOfThePrintedTables) {
  for (int n : {2, 5, 7, 12, 25}) {
    const double mean_range = 0.7;
    const Panels panels = mean_range_limits(100, mean_range / d2(n), n);
    EXPECT_NEAR(panels.location.upper, 100 + a2(n) * mean_range, 1e-12) << n;
    EXPECT_NEAR(panels.location.lower, 100 - a2(n) * mean_range, 1e-12) << n;
    EXPECT_NEAR(panels.spread.center, mean_range, 1e-12) << n;
    EXPECT_NEAR(panels.spread.upper, d4_factor(n) * mean_range, 1e-12) << n;
    EXPECT_NEAR(panels.spread.lower, d3_factor(n) * mean_range, 1e-12) << n;
  }
}

TEST(Limits, OfIndividualsFollowTheFactorsOfThePrintedTables) {
  const Panels panels = individual_limits(100, 0.7 / d2(2));
  EXPECT_NEAR(panels.location.upper, 100 + e2(2) * 0.7, 1e-12);
  EXPECT_NEAR(panels.spread.upper, d4_factor(2) * 0.7, 1e-12);
  EXPECT_EQ(panels.spread.lower, 0);
}

TEST(Limits, PutAValueOnALineIntoTheZoneInside) {
  const Limits limits = limits_around(0, 1);
  EXPECT_EQ(zone_of(limits, 0), 0);
  for (int line = 1; line <= 3; ++line) {
    EXPECT_EQ(zone_of(limits, line), line);
    EXPECT_EQ(zone_of(limits, -line), -line);
    EXPECT_EQ(zone_of(limits, std::nextafter(line, 9)), line + 1);
    EXPECT_EQ(zone_of(limits, -std::nextafter(line, 9)), -line - 1);
  }
}

TEST(Limits, OfNoVariationLeaveEveryOtherValueBeyond) {
  const Limits limits = limits_around(5, 0);
  EXPECT_EQ(zone_of(limits, 5), 0);
  EXPECT_EQ(zone_of(limits, 5.1), 4);
  EXPECT_EQ(zone_of(limits, 4.9), -4);
}

TEST(Limits, AreWrittenWithTheNamesOfTheInterface) {
  EXPECT_EQ(json::encode(limits_around(10, 2)), R"({"center":10,"sigma_of_point":2,"lower":4,"upper":16})");
}

}  // namespace
}  // namespace jidoka::spc
