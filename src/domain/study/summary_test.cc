#include "study/summary.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/published_test.h"
#include "study/strd_data_test.h"

namespace jidoka::study {
namespace {

void expect_certified(const std::string& set, const std::vector<double>& values, double mean, double sigma, double r1,
                      double good_to) {
  const auto found = summarise(values);
  ASSERT_TRUE(found);
  const std::string source = "NIST StRD " + set + ", certified";
  expect_published({source, "mean", mean, 1e-14}, found->mean);
  expect_published({source, "standard deviation", sigma, good_to}, *found->sigma);
  expect_published({source, "autocorrelation of lag 1", r1, good_to}, *found->autocorrelation_1);
}

TEST(Summary, GivesTheCertifiedDigitsOfTheReferenceSets) {
  expect_certified("Lew", strd::lew, -177.435000000000, 277.332168044316, -0.307304800605679, 1e-14);
  expect_certified("Mavro", strd::mavro, 2.00185600000000, 0.000429123454003053, 0.937989183438248, 5e-13);
  expect_certified("NumAcc1", {10000001, 10000003, 10000002}, 10000002, 1, -0.5, 1e-15);
  expect_certified("NumAcc2", strd::alternating(1.2, 1.1, 1.3), 1.2, 0.1, -0.999, 1e-13);
  // Here the data themselves, as doubles, differ from the decimal ones in the tenth and in the ninth digit of sigma.
  expect_certified("NumAcc3", strd::alternating(1000000.2, 1000000.1, 1000000.3), 1000000.2, 0.1, -0.999, 1e-9);
  expect_certified("NumAcc4", strd::alternating(10000000.2, 10000000.1, 10000000.3), 10000000.2, 0.1, -0.999, 1e-8);
}

TEST(Summary, ScalesWithTheDataToTheEndsOfADouble) {
  const auto plain = summarise(strd::lew);
  for (const int power : {-1000, -500, 500, 1000}) {
    std::vector<double> scaled;
    scaled.reserve(strd::lew.size());
    for (const double x : strd::lew) scaled.push_back(std::ldexp(x, power));
    const auto found = summarise(scaled);
    ASSERT_TRUE(found) << power;
    EXPECT_EQ(std::ldexp(plain->mean, power), found->mean);
    EXPECT_EQ(std::ldexp(*plain->sigma, power), *found->sigma);
    EXPECT_EQ(plain->autocorrelation_1, found->autocorrelation_1);
    EXPECT_EQ(plain->kurtosis, found->kurtosis);
  }
  constexpr double least = std::numeric_limits<double>::denorm_min();
  const auto denormal = summarise(std::vector{least, 3 * least, 2 * least});
  EXPECT_EQ(2 * least, denormal->mean);
  EXPECT_EQ(least, *denormal->sigma);
  EXPECT_EQ(-0.5, *denormal->autocorrelation_1);
}

TEST(Summary, OfSkewedValuesAgreesWithScipy) {
  // Weights of men (Shapiro & Wilk 1965); scipy 1.17.1, skew and kurtosis with bias=False.
  const auto found = summarise(std::vector<double>{148, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236});
  expect_published({"scipy 1.17.1, stats.skew", "skewness of 11 weights", 1.9560796622506866, 1e-14}, *found->skewness);
  expect_published({"scipy 1.17.1, stats.kurtosis", "kurtosis of 11 weights", 4.152162915725951, 1e-14},
                   *found->kurtosis);
  EXPECT_EQ(162, found->median);
  EXPECT_EQ(159, found->lower_quartile);
  EXPECT_EQ(176, found->upper_quartile);
  EXPECT_EQ(88, found->range);
}

TEST(Summary, OfAConstantHasNoShape) {
  for (const double value : {0.1, 0.0, -1e300, 5e-324}) {
    const auto found = summarise(std::vector<double>(7777, value));
    ASSERT_TRUE(found);
    EXPECT_EQ(value, found->mean);
    EXPECT_EQ(0, found->sigma);
    EXPECT_FALSE(found->autocorrelation_1 || found->skewness || found->kurtosis);
  }
}

TEST(Summary, OfOneValueIsThatValue) {
  const auto found = summarise(std::vector{4.25});
  EXPECT_EQ(4.25, found->mean);
  EXPECT_EQ(4.25, found->median);
  EXPECT_FALSE(found->sigma || found->standard_error) << "one value does not vary";
}

TEST(Summary, RefusesWhatIsNoNumberAndSaysWhere) {
  EXPECT_EQ("too-few-values", summarise({}).error().slug);
  for (const double bad : {std::nan(""), HUGE_VAL, -HUGE_VAL}) {
    const auto refused = summarise(std::vector{1.0, 2.0, bad});
    ASSERT_FALSE(refused);
    EXPECT_EQ("Value 3 is not a finite number; leave it out or correct it.", refused.error().text.en);
  }
  EXPECT_EQ("out-of-scale", summarise(std::vector{-1.7e308, 1.7e308}).error().slug);
}

}  // namespace
}  // namespace jidoka::study
