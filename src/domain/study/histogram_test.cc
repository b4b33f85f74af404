#include "study/histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace jidoka::study {
namespace {

const Distribution normal{Shape::normal, {230, 0.5}};

std::vector<double> sorted_values(double step) {
  std::mt19937_64 random(7);
  std::normal_distribution<double> draw(230, 0.5);
  std::vector<double> values(500);
  for (double& value : values) value = step > 0 ? std::round(draw(random) / step) * step : draw(random);
  std::ranges::sort(values);
  return values;
}

TEST(Histogram, CountsEveryValueOnce) {
  for (const double step : {0.0, 0.001, 0.1, 0.25}) {
    const Histogram histogram = histogram_of(sorted_values(step), normal);
    EXPECT_EQ(std::accumulate(histogram.counts.begin(), histogram.counts.end(), std::uint64_t{0}), 500U) << step;
    EXPECT_LE(histogram.counts.size(), 61U);
  }
}

// 500 values in tenths over some three units: classes of Freedman and Diaconis would be 0.17 wide, and take one tenth
// or two in turn.
TEST(Histogram, OfValuesInStepsHasClassesOfWholeSteps) {
  const std::vector<double> values = sorted_values(0.1);
  const Histogram histogram = histogram_of(values, normal);
  const double steps = histogram.width / 0.1;
  EXPECT_NEAR(steps, std::round(steps), 1e-9);
  EXPECT_GE(steps, 0.999);
  const double from_middle = (values.front() - histogram.from) / 0.1;
  EXPECT_NEAR(from_middle, 0.5, 1e-6) << "values stand in the middle of their steps";
  const auto top = std::ranges::max_element(histogram.counts);
  EXPECT_GT(*std::prev(top), *top / 2) << "no comb";
  EXPECT_GT(*std::next(top), *top / 2);
}

TEST(Histogram, OfValuesWithoutAStepReachesFromTheFirstToTheLast) {
  const std::vector<double> values = sorted_values(0);
  const Histogram histogram = histogram_of(values, normal);
  EXPECT_EQ(histogram.from, values.front());
  EXPECT_NEAR(histogram.from + histogram.width * static_cast<double>(histogram.counts.size()), values.back(), 1e-9);
}

}  // namespace
}  // namespace jidoka::study
