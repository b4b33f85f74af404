#include "spc/constants.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace jidoka::spc {
namespace {

// Exact order-statistics constants to ten digits, as also found by Harter (1960), "Tables of range and studentized
// range".
struct Published {
  int n;
  double d2, d3, c4, a2, d3_factor, d4_factor, e2;
};
constexpr Published table[] = {
    {2, 1.128379167, 0.8525024664, 0.7978845608, 1.8799712060, 0.0, 3.266531919, 2.6586807764},
    {3, 1.692568751, 0.8883680040, 0.8862269255, 1.0233267079, 0.0, 2.574591290, 1.7724538509},
    {4, 2.058750746, 0.8798082028, 0.9213177319, 0.7285971859, 0.0, 2.282051561, 1.4571943718},
    {5, 2.325928947, 0.8640819411, 0.9399856030, 0.5768193341, 0.0, 2.114499145, 1.2898072418},
    {6, 2.534412721, 0.8480396862, 0.9515328619, 0.4832460243, 0.0, 2.003829817, 1.1837061797},
    {7, 2.704356751, 0.8332053357, 0.9593687887, 0.4192839641, 0.07570774237, 1.924292258, 1.1093210978},
    {10, 3.077505462, 0.7970506737, 0.9726592741, 0.3082637252, 0.22302265561, 1.776977344, 0.9748154918},
    {12, 3.258455280, 0.7784783411, 0.9775593519, 0.2657779007, 0.28326927251, 1.716730727, 0.9206816551},
    {15, 3.471826890, 0.7562114237, 0.9823161772, 0.2231092430, 0.34655893190, 1.653441068, 0.8640983825},
    {18, 3.640063758, 0.7385908355, 0.9854100438, 0.1942567021, 0.39128195166, 1.608718048, 0.8241613882},
    {20, 3.734950120, 0.7286863280, 0.9869342675, 0.1796062522, 0.41470196016, 1.585298040, 0.8032235783},
    {25, 3.930629220, 0.7084408340, 0.9896403756, 0.1526473159, 0.45929204122, 1.540707959, 0.7632365793},
};

TEST(Constants, AgreeWithThePublishedTable) {
  for (const Published& row : table) {
    SCOPED_TRACE(row.n);
    const double good_to = row.n <= 12 ? 3e-10 : 1e-7;
    EXPECT_NEAR(d2(row.n), row.d2, 6e-10);
    EXPECT_NEAR(d3(row.n), row.d3, good_to);
    EXPECT_NEAR(c4(row.n), row.c4, 6e-11);
    EXPECT_NEAR(a2(row.n), row.a2, 6e-11);
    EXPECT_NEAR(d3_factor(row.n), row.d3_factor, good_to);
    EXPECT_NEAR(d4_factor(row.n), row.d4_factor, std::max(1e-9, good_to));
    EXPECT_NEAR(e2(row.n), row.e2, 6e-11);
  }
}

// E(R²) = ½ ∬ (y−x)² n(n−1) φ(x) φ(y) (Φ(y)−Φ(x))ⁿ⁻² dx dy over the whole plane, for even n: the joint density of the
// smallest and the largest.
double deviation_by_joint_density(int n) {
  const double h = 1.0 / 16;
  std::vector<double> density;
  std::vector<double> below;
  for (int i = -152; i <= 152; ++i) {
    density.push_back(std::exp(-i * h * i * h / 2) / std::sqrt(2 * std::acos(-1.0)));
    below.push_back(std::erfc(-i * h / std::sqrt(2.0)) / 2);
  }
  double sum = 0;
  for (std::size_t high = 0; high < density.size(); ++high)
    for (std::size_t low = 0; low < high; ++low) {
      const double range = static_cast<double>(high - low) * h;
      sum += range * range * density[low] * density[high] * std::pow(below[high] - below[low], n - 2);
    }
  return std::sqrt(sum * n * (n - 1) * h * h - d2(n) * d2(n));
}

TEST(Constants, OurD3IsExactWhereTheTableIsNot) {
  for (int n : {4, 6, 10, 14, 18, 20, 24, 50}) EXPECT_NEAR(d3(n), deviation_by_joint_density(n), 1e-11) << n;
}

TEST(Constants, DoNotRepeatTheMisprintsOfPrintedTables) {
  EXPECT_NEAR(d4_factor(3), 2.57459, 5e-6);   // many appendices: 2.575 or 2.574
  EXPECT_NEAR(d4_factor(18), 1.60872, 5e-6);  // many appendices: 1.608
}

TEST(Constants, AgreeWithTheClosedFormsForTwoAndThree) {
  const double pi = std::acos(-1.0);
  EXPECT_NEAR(d2(2), 2 / std::sqrt(pi), 1e-14);
  EXPECT_NEAR(d3(2), std::sqrt(2 - 4 / pi), 1e-12);
  EXPECT_NEAR(d2(3), 3 / std::sqrt(pi), 1e-14);
  EXPECT_NEAR(c4(2), std::sqrt(2 / pi), 1e-14);
}

TEST(Constants, HoldForSizesThatNoTablePrints) {
  EXPECT_NEAR(d2(100), 5.01519, 5e-6);  // Tippett (1925), table of the mean range
  EXPECT_NEAR(d2(1000), 6.48287, 1e-5);
  for (int n = 2; n < 60; ++n) {
    EXPECT_GT(d2(n + 1), d2(n));
    EXPECT_GT(c4(n + 1), c4(n));
  }
  for (int n = 3; n < 60; n += 7) EXPECT_LT(d3(n + 1), d3(n));
}

TEST(Constants, DescribeSimulatedRanges) {
  std::mt19937_64 random(20240501);
  std::normal_distribution<double> normal;
  constexpr int samples = 40000;
  for (int n : {2, 5, 30}) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < samples; ++i) {
      double low = 1e9;
      double high = -1e9;
      for (int k = 0; k < n; ++k) {
        const double x = normal(random);
        low = std::min(low, x);
        high = std::max(high, x);
      }
      sum += high - low;
      squares += (high - low) * (high - low);
    }
    const double mean = sum / samples;
    EXPECT_NEAR(mean, d2(n), 4 * d3(n) / std::sqrt(samples)) << n;
    EXPECT_NEAR(std::sqrt(squares / samples - mean * mean), d3(n), 0.02) << n;
  }
}

}  // namespace
}  // namespace jidoka::spc
