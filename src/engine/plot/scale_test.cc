#include "plot/scale.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "plot/thin.h"

namespace jidoka::plot {

namespace {

std::vector<std::string> labels_of(double low, double high, int wanted = 5) {
  std::vector<std::string> labels;
  for (const Tick& tick : ticks_of(Scale(low, high), wanted)) labels.push_back(tick.label);
  return labels;
}

TEST(Ticks, AreRoundNumbersWithAsManyPlacesAsTheyNeed) {
  EXPECT_THAT(labels_of(0, 100), testing::ElementsAre("0", "20", "40", "60", "80", "100"));
  EXPECT_THAT(labels_of(0, 1), testing::ElementsAre("0", "0.2", "0.4", "0.6", "0.8", "1.0"));
  EXPECT_THAT(labels_of(73.985, 74.019), testing::ElementsAre("73.99", "74.00", "74.01"));
  EXPECT_THAT(labels_of(-3, 3), testing::ElementsAre("-2", "0", "2"));
  EXPECT_THAT(labels_of(0, 3e-9), testing::ElementsAre("0", "1e-09", "2e-09", "3e-09"));
  EXPECT_THAT(labels_of(1e9, 1.4e9), testing::ElementsAre("1e+09", "1.1e+09", "1.2e+09", "1.3e+09", "1.4e+09"));
}

TEST(Ticks, AreFewAndWithinTheScaleWhateverTheRange) {
  constexpr double most = std::numeric_limits<double>::max();
  const std::vector<std::pair<double, double>> ranges{
      {0, 0}, {5, 5}, {-most, most}, {0, most}, {most, most}, {5e-324, 1e-323}, {1e15, 1e15 + 1}, {-1e-300, 1e-300}};
  for (const auto& [low, high] : ranges) {
    const Scale scale(low, high);
    EXPECT_TRUE(std::isfinite(scale.low()) && std::isfinite(scale.high())) << low << ' ' << high;
    EXPECT_LT(scale.low(), scale.high()) << low << ' ' << high;
    const auto ticks = ticks_of(scale, 5);
    EXPECT_LE(ticks.size(), 11U) << low << ' ' << high;
    for (const Tick& tick : ticks) {
      EXPECT_GE(scale.share(tick.at), -1e-6) << low << ' ' << high;
      EXPECT_LE(scale.share(tick.at), 1 + 1e-6) << low << ' ' << high;
    }
  }
}

TEST(Scale, RunsFromNoughtToOne) {
  const Scale scale(10, 20);
  EXPECT_DOUBLE_EQ(scale.share(10), 0);
  EXPECT_DOUBLE_EQ(scale.share(15), 0.5);
  EXPECT_DOUBLE_EQ(scale.share(20), 1);
  EXPECT_DOUBLE_EQ(Scale(20, 10).share(20), 1);
}

TEST(Thinning, KeepsAllOfAShortSeries) {
  EXPECT_THAT(thinned({3, 1, 2}, 3), testing::ElementsAre(0, 1, 2));
  EXPECT_TRUE(thinned({}, 10).empty());
}

TEST(Thinning, KeepsEndsExtremesAndGaps) {
  std::vector<double> y(10'000, 0.0);
  y[1234] = 7;
  y[1235] = std::numeric_limits<double>::quiet_NaN();
  y[8765] = -7;
  const auto kept = thinned(y, 100);
  EXPECT_LE(kept.size(), 100U);
  EXPECT_THAT(kept, testing::IsSupersetOf({0UL, 1234UL, 1235UL, 8765UL, 9999UL}));
  EXPECT_TRUE(std::ranges::is_sorted(kept));
}

}  // namespace

}  // namespace jidoka::plot
