#include "study/fit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/published_test.h"
#include "study/johnson.h"
#include "study/probability.h"

namespace jidoka::study {
namespace {

// Quantiles of a Weibull distribution (1.5, 10) at (i − ½)/30, to two digits.
const std::vector<double> skewed = {0.66,  1.38,  1.96,  2.49,  2.98,  3.45,  3.91,  4.36,  4.81,  5.25,
                                    5.7,   6.16,  6.62,  7.1,   7.58,  8.09,  8.61,  9.15,  9.72,  10.33,
                                    10.98, 11.67, 12.43, 13.27, 14.22, 15.32, 16.65, 18.35, 20.78, 25.59};
const std::vector<double> folded = {0.05, 0.1, 0.2, 0.3, 0.4, 0.5,  0.6, 0.8, 0.9,
                                    0.95, 1.0, 1.1, 1.2, 1.3, 1.45, 1.7, 2.2};

struct Peer {  // what scipy 1.17.1 gives for `skewed`
  DistributionChoice choice;
  std::string name;
  std::vector<double> parameters;
  double log_likelihood, x0135, x50, x99865, anderson_darling;
};

TEST(Fits, AgreeWithScipy) {
  using enum DistributionChoice;
  const Peer peers[] = {
      {weibull,
       "weibull_min",
       {1.5351732442612696, 9.985588827618574},
       -92.2256080744725,
       0.13498524896335137,
       7.864816848276758,
       34.162214398943114,
       0.03570580438133675},
      {gamma,
       "gamma",
       {1.993248609419335, 4.508051140336345},
       -92.42033735852777,
       0.2352447134419628,
       7.535843295840764,
       40.0590903280053,
       0.06404912816030262},
      {lognormal,
       "lognorm",
       {std::log(6.850254729403383), 0.8211772456794344},
       -94.38624206154434,
       0.5831988876489941,
       6.850254729403383,
       80.46309904136295,
       0.3747721665207209},
      {rayleigh,
       "rayleigh",
       {7.62631048847781},
       -94.16767535333149,
       0.39640855781554546,
       8.979294403948659,
       27.723816678385425,
       1.0306535248885311},
      {half_normal,
       "halfnorm",
       {10.785231723673503},
       -93.11907353976085,
       0.018248341288053794,
       7.274528251107396,
       34.56810405352756,
       0.3450594529022162},
      {folded_normal,
       "foldnorm",
       {1.0042499043516364 * 7.61012050911353, 7.61012050911353},
       -92.87371070858622,
       0.02131975007191863,
       8.020109723504218,
       30.47312012610577,
       0.15552683027926406},
  };
  for (const Peer& peer : peers) {
    const auto found = fit_distribution(skewed, peer.choice, 0.95);
    ASSERT_TRUE(found) << peer.name;
    const std::string source = "scipy 1.17.1, stats." + peer.name + ".fit of 30 Weibull scores";
    // A² of the lognormal is scipy's anderson() of the logarithms; the others' are computed from scipy's own cdf and
    // sf. scipy looks for its maximum in steps; the likelihood is flat there, so it agrees better than the parameters.
    ASSERT_EQ(peer.parameters.size(), found->chosen.parameters.size());
    for (std::size_t i = 0; i < peer.parameters.size(); ++i)
      expect_published({source, found->chosen.parameters[i].name, peer.parameters[i], 1e-5},
                       found->chosen.parameters[i].value);
    expect_published({source, "log likelihood", peer.log_likelihood, 1e-9}, found->chosen.log_likelihood);
    expect_published({source, "x0.135", peer.x0135, 1e-4}, found->chosen.x0135);
    expect_published({source, "x50", peer.x50, 1e-5}, found->chosen.x50);
    expect_published({source, "x99.865", peer.x99865, 5e-5}, found->chosen.x99865);
    expect_published({source, "A2", peer.anderson_darling, 1e-3}, found->chosen.anderson_darling.statistic);
  }
}

TEST(Fits, OfAFoldedNormalFarFromZeroIsTheNormalOne) {
  std::vector<double> values;
  for (int i = 0; i < 100; ++i) values.push_back(1000 + 0.01 * std::sin(i * 12.9898));
  const auto found = fit_distribution(values, DistributionChoice::folded_normal, 0.95);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->chosen.parameters[0].value, 1000, 1e-2);
  EXPECT_NEAR(found->chosen.parameters[1].value, 0.0071, 2e-4);
}

TEST(Fits, OfAFoldedNormalAgreeWithScipy) {
  const auto found = fit_distribution(folded, DistributionChoice::folded_normal, 0.95);
  const std::string source = "scipy 1.17.1, stats.foldnorm.fit of 17 values";
  expect_published({source, "mean", 1.159228810979516 * 0.6802361281264132, 1e-4}, found->chosen.parameters[0].value);
  expect_published({source, "sigma", 0.6802361281264132, 1e-4}, found->chosen.parameters[1].value);
  expect_published({source, "log likelihood", -12.65633507239709, 1e-8}, found->chosen.log_likelihood);
  expect_published({source, "x99.865", 2.829250083371899, 1e-4}, found->chosen.x99865);
}

TEST(BoxCox, AgreesWithScipy) {
  const auto found = fit_box_cox(skewed, 0.95);
  const std::string source = "scipy 1.17.1, stats.boxcox of 30 Weibull scores";
  expect_published({source, "lambda", 0.3924785720687533, 1e-6}, found->lambda);
  expect_published({source, "lower bound", 0.0038172576060570692, 1e-4}, found->interval[0]);
  expect_published({source, "upper bound", 0.8199254312242289, 1e-6}, found->interval[1]);
  expect_published({source, "log likelihood", -49.85788282795403, 1e-12}, found->log_likelihood);
}

TEST(BoxCox, TurnsBackToWhereItCameFrom) {
  for (const double lambda : {-2.0, -0.5, 0.0, 1e-9, 0.39, 1.0, 3.0})
    for (const double x : {0.01, 1.0, 7.5, 300.0})
      EXPECT_NEAR(1, box_cox_inverse(box_cox(x, lambda), lambda) / x, 1e-9) << lambda << ' ' << x;
  EXPECT_EQ(0, box_cox_inverse(-3, 0.5));
  EXPECT_EQ(HUGE_VAL, box_cox_inverse(3, -0.5));
}

TEST(BoxCox, OfValuesNearZeroHasZeroAsItsLowestPercentile) {
  std::vector<double> values;
  values.reserve(50);
  for (int i = 0; i < 50; ++i) values.push_back(std::pow(1.2 + 0.6 * normal_quantile((i * 21 % 50 + 0.5) / 50), 2));
  std::ranges::sort(values);
  const auto found = fit_distribution(values, DistributionChoice::box_cox, 0.95, 0.5);
  ASSERT_TRUE(found);
  EXPECT_EQ(0, found->chosen.x0135);
}

TEST(Johnson, DistributionsAgreeWithScipy) {
  const Distribution su{Shape::johnson_su, {0.7, 1.4, 3, 2}};
  const Distribution sb{Shape::johnson_sb, {0.7, 1.4, 3, 2}};
  const std::string source = "scipy 1.17.1, stats.johnsonsu and johnsonsb (0.7, 1.4, 3, 2)";
  expect_published({source, "SU x0.135", -10.9819088, 1e-6}, su.quantile(0.00135));
  expect_published({source, "SU x99.865", 7.97640489, 1e-6}, su.quantile(0.99865));
  expect_published({source, "SU log density at 4", -2.3307063655245717, 1e-12}, su.log_density(4));
  expect_published({source, "SU above 9", 0.0005855539380198775, 1e-10}, su.above(9));
  expect_published({source, "SB x0.135", 3.13286328, 1e-8}, sb.quantile(0.00135));
  expect_published({source, "SB x99.865", 4.67584221, 1e-8}, sb.quantile(0.99865));
  expect_published({source, "SB log density at 4", -0.13431911602351443, 1e-12}, sb.log_density(4));
  expect_published({source, "SB above 4.7", 0.0008786800159196455, 1e-10}, sb.above(4.7));
}

// Percentiles of a known member of the system, read from it exactly, must give its parameters back.
TEST(Johnson, PercentilesOfAMemberGiveItsParametersBack) {
  for (const Distribution& d :
       {Distribution{Shape::johnson_su, {0.7, 1.4, 3, 2}}, Distribution{Shape::johnson_sb, {-0.4, 0.9, -1, 5}},
        Distribution{Shape::johnson_sl, {-0.3, 1.7, 2, 0}}}) {
    std::vector<double> sorted;
    const int n = 200'001;
    sorted.reserve(n);
    for (int i = 0; i < n; ++i) sorted.push_back(d.quantile((i + 0.5) / n));
    const auto found = fit_johnson_at(sorted, 0.524);
    ASSERT_TRUE(found);
    EXPECT_EQ(d.shape, found->shape);
    for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(d.parameters[i], found->parameters[i], 2e-3) << i;
  }
}

TEST(Johnson, MakesSkewedValuesNormal) {
  const auto found = fit_distribution(skewed, DistributionChoice::johnson, 0.95);
  ASSERT_TRUE(found);
  EXPECT_GT(*found->chosen.anderson_darling.p, 0.9);
}

TEST(Distributions, OfEveryShapeAgreeWithThemselves) {
  const Distribution all[] = {{Shape::normal, {5, 2}},
                              {Shape::lognormal, {1, 0.4}},
                              {Shape::weibull, {1.5, 10}},
                              {Shape::gamma, {2.5, 3}},
                              {Shape::folded_normal, {1, 2}},
                              {Shape::half_normal, {2}},
                              {Shape::rayleigh, {2}},
                              {Shape::box_cox, {0.5, 4, 0.6}},
                              {Shape::johnson_su, {0.7, 1.4, 3, 2}},
                              {Shape::johnson_sb, {0.7, 1.4, 3, 2}},
                              {Shape::johnson_sl, {-1, 1.5, 3}}};
  for (const Distribution& d : all)
    for (const double p : {1e-6, 0.00135, 0.3, 0.5, 0.9, 0.99865}) {
      const double x = d.quantile(p);
      EXPECT_NEAR(1, d.below(x) / p, 1e-9) << shape_row(d.shape).id << ' ' << p;
      EXPECT_NEAR(1, d.below(x) + d.above(x), 1e-12);
      const double step = 1e-5 * (d.quantile(0.6) - d.quantile(0.4));
      const double slope = (d.below(x + step) - d.below(x - step)) / (2 * step);
      if (p > 0.001) {
        EXPECT_NEAR(1, std::exp(d.log_density(x)) / slope, 1e-4) << shape_row(d.shape).id << ' ' << p;
      }
    }
}

TEST(Best, KeepsTheNormalDistributionUntilItIsRejected) {
  std::vector<double> normal;
  std::vector<double> lognormal;
  normal.reserve(100);
  lognormal.reserve(100);
  for (int i = 0; i < 100; ++i) {
    const double z = normal_quantile((i + 0.5) / 100);
    normal.push_back(50 + z);
    lognormal.push_back(std::exp(1 + z));
  }
  EXPECT_EQ(Shape::normal, fit_distribution(normal, DistributionChoice::best, 0.95)->chosen.shape);
  const auto found = fit_distribution(lognormal, DistributionChoice::best, 0.95);
  EXPECT_EQ(Shape::lognormal, found->chosen.shape);
  EXPECT_GE(found->candidates.size(), 8U);
  EXPECT_TRUE(std::ranges::is_sorted(found->candidates, {}, &Fit::aic));
}

TEST(Fits, RefuseValuesThatTheDistributionCannotGive) {
  const std::vector<double> sorted = {-1, 0, 1, 2, 3};
  using enum DistributionChoice;
  for (const auto choice : {lognormal, weibull, gamma, folded_normal, half_normal, rayleigh})
    EXPECT_EQ("outside-support", fit_distribution(sorted, choice, 0.95).error().slug);
  EXPECT_EQ("not-positive", fit_distribution(sorted, box_cox, 0.95).error().slug);
  EXPECT_TRUE(fit_distribution(std::vector<double>{0, 1, 2, 3}, half_normal, 0.95));
}

TEST(WeibullFit, HasThePOfTheTable) {
  const auto found = fit_distribution(skewed, DistributionChoice::weibull, 0.95);
  EXPECT_EQ(0.25, *found->chosen.anderson_darling.p);  // the table ends there: 0.25 or more
}

}  // namespace
}  // namespace jidoka::study
