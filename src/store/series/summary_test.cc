#include "series/summary.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace jidoka::series {
namespace {

Summary of(const std::vector<double>& values) {
  std::vector<std::int64_t> times;
  for (std::size_t i = 0; i < values.size(); ++i) times.push_back(static_cast<std::int64_t>(i));
  return summarize(times, values);
}

double deviation(const Summary& s) { return std::sqrt(s.m2 / static_cast<double>(s.count - 1)); }

// NIST Statistical Reference Datasets, univariate summary statistics (itl.nist.gov/div898/strd), certified values of
// NumAcc1 to NumAcc4, which are made to break careless formulas.
TEST(Summary, agrees_with_the_certified_values_of_nist) {
  const Summary one = of({10000001, 10000003, 10000002});
  EXPECT_EQ(one.mean, 10000002);
  EXPECT_EQ(deviation(one), 1);

  std::vector<double> values = {1.2};
  for (int i = 0; i < 500; ++i) values.insert(values.end(), {1.1, 1.3});
  EXPECT_NEAR(of(values).mean, 1.2, 1e-15);
  EXPECT_NEAR(deviation(of(values)), 0.1, 1e-15);

  values = {1000000.2};
  for (int i = 0; i < 500; ++i) values.insert(values.end(), {1000000.1, 1000000.3});
  EXPECT_NEAR(of(values).mean, 1000000.2, 1e-9);
  EXPECT_NEAR(deviation(of(values)), 0.1, 1e-9);

  values = {10000000.2};
  for (int i = 0; i < 500; ++i) values.insert(values.end(), {10000000.1, 10000000.3});
  EXPECT_NEAR(of(values).mean, 10000000.2, 1e-8);
  EXPECT_NEAR(deviation(of(values)), 0.1, 1e-8);
}

TEST(Summary, of_one_sample_and_of_equal_samples_has_no_spread) {
  EXPECT_EQ(of({231.2}), (Summary{1, 231.2, 0, 231.2, 231.2, 0, 0}));
  EXPECT_EQ(of(std::vector<double>(1001, 231.2)), (Summary{1001, 231.2, 0, 231.2, 231.2, 0, 1000}));
}

TEST(Summary, of_parts_merged_is_that_of_the_whole) {
  std::mt19937_64 random(5);
  std::normal_distribution<double> normal(24.0012, 0.0041);
  for (int round = 0; round < 200; ++round) {
    std::vector<double> all;
    std::vector<std::int64_t> times;
    Summary merged;
    const std::uint64_t parts = 1 + random() % 6;
    for (std::uint64_t part = 0; part < parts; ++part) {
      const std::size_t from = all.size();
      for (std::uint64_t i = 0, n = 1 + random() % 50; i < n; ++i) {
        all.push_back(normal(random));
        times.push_back(static_cast<std::int64_t>(all.size()));
      }
      merged = merge(merged, summarize(std::span(times).subspan(from), std::span(all).subspan(from)));
    }
    const Summary whole = summarize(times, all);
    EXPECT_EQ(merged.count, whole.count);
    EXPECT_NEAR(merged.mean, whole.mean, 1e-13);
    EXPECT_NEAR(merged.m2, whole.m2, 1e-13);
    EXPECT_EQ(merged.min, whole.min);
    EXPECT_EQ(merged.max, whole.max);
    EXPECT_EQ(merged.first_time, 1);
    EXPECT_EQ(merged.last_time, static_cast<std::int64_t>(all.size()));
  }
}

TEST(Summary, does_not_mind_order_of_merging_or_nothing) {
  const Summary a = of({1, 2, 3});
  const Summary b = of({10, 20});
  EXPECT_EQ(merge(a, Summary{}), a);
  EXPECT_EQ(merge(Summary{}, a), a);
  EXPECT_NEAR(merge(a, b).m2, merge(b, a).m2, 1e-12);
  EXPECT_EQ(merge(a, b).max, 20);
}

TEST(Summary, of_what_cannot_be_summed_is_still_the_same_each_time) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  for (const std::vector<double>& values :
       {std::vector<double>{1, nan, 2}, {-nan, 1}, {infinity, -infinity}, {1e308, -1e308, 1e308}}) {
    const Summary a = of(values);
    const Summary b = of(values);
    EXPECT_EQ(std::bit_cast<std::uint64_t>(a.mean), std::bit_cast<std::uint64_t>(b.mean));
    EXPECT_EQ(std::bit_cast<std::uint64_t>(a.m2), std::bit_cast<std::uint64_t>(b.m2));
    EXPECT_TRUE(!std::isnan(a.mean) || !std::signbit(a.mean));
  }
}

}  // namespace
}  // namespace jidoka::series
