#include "study/regression.h"

#include <gtest/gtest.h>

#include "core/published_test.h"
#include "study/strd_data_test.h"

namespace jidoka::study {
namespace {

TEST(LinearFit, GivesTheCertifiedDigitsOfNorris) {
  const auto found = linear_fit(strd::norris_x, strd::norris_y);
  ASSERT_TRUE(found);
  const std::string source = "NIST StRD Norris, certified";
  expect_published({source, "intercept", -0.262323073774029, 1e-12}, found->intercept);
  expect_published({source, "slope", 1.00211681802045, 1e-14}, found->slope);
  expect_published({source, "standard error of the intercept", 0.232818234301152, 1e-12}, found->intercept_error);
  expect_published({source, "standard error of the slope", 0.429796848199937e-3, 1e-12}, found->slope_error);
  expect_published({source, "residual standard deviation", 0.884796396144373, 1e-12}, found->residual_sigma);
  expect_published({source, "R-squared", 0.999993745883712, 1e-14}, found->r_squared);
  expect_published({source, "sum of squares of regression", 4255954.13232369, 1e-12}, found->squares_regression);
  expect_published({source, "sum of squares of residuals", 26.6173985294224, 1e-12}, found->squares_residual);
}

TEST(LinearFit, OfAPerfectLineHasNoT) {
  const auto found = linear_fit(std::vector{1.0, 2.0, 3.0}, std::vector{3.0, 5.0, 7.0});
  EXPECT_DOUBLE_EQ(2, found->slope);
  EXPECT_DOUBLE_EQ(1, found->intercept);
  EXPECT_DOUBLE_EQ(1, found->r_squared);
  EXPECT_FALSE(found->slope_t || found->slope_p);
}

TEST(LinearFit, RefusesOnePlaceAloneAndTooFew) {
  EXPECT_EQ("no-spread", linear_fit(std::vector{2.0, 2.0, 2.0}, std::vector{1.0, 2.0, 3.0}).error().slug);
  EXPECT_EQ("too-few-values", linear_fit(std::vector{1.0, 2.0}, std::vector{1.0, 2.0}).error().slug);
}

}  // namespace
}  // namespace jidoka::study
