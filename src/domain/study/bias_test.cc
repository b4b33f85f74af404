#include "study/bias.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/published_test.h"
#include "study/aiag_data_test.h"

namespace jidoka::study {
namespace {

TEST(Bias, ByRangesIsTheExampleOfTheManual) {
  BiasSettings settings;
  settings.method = DeviationMethod::range;
  const auto found = study_bias(aiag::bias, 6, settings);
  ASSERT_TRUE(found);
  const std::string source = "AIAG MSA, bias of 15 readings of 6.00, by range";
  expect_published({source, "mean", 6.0067, 1e-5}, found->mean);
  expect_published({source, "sigma", 0.22514, 5e-5}, found->sigma);
  expect_published({source, "standard error", 0.05813, 5e-5}, found->standard_error);
  expect_published({source, "t", 0.1153, 6e-3}, found->t);
  expect_published({source, "df", 10.8, 5e-3}, found->df);
  expect_published({source, "lower bound", -0.1185, 2e-3}, found->interval[0]);
  expect_published({source, "upper bound", 0.1319, 2e-3}, found->interval[1]);
  EXPECT_FALSE(found->significant);
}

TEST(Bias, BySIsWhatATTestGives) {
  const auto found = study_bias(aiag::bias, 6, {});
  const std::string source = "Elsmar Cove, AIAG MSA 4th ed. bias example by one-sample t";
  expect_published({source, "t", 0.1217, 1e-3}, found->t);
  expect_published({source, "p", 0.9048, 1e-4}, found->p);
  expect_published({source, "lower bound", -0.1107, 1e-3}, found->interval[0]);
  expect_published({source, "upper bound", 0.1241, 1e-3}, found->interval[1]);
}

TEST(Bias, FarFromTheReferenceIsSignificant) {
  BiasSettings settings;
  settings.process_sigma = 2.5;
  const auto found = study_bias(aiag::bias, 5.5, settings);
  EXPECT_TRUE(found->significant);
  EXPECT_NEAR(100 * 0.5066667 / 15, *found->percent_of_process, 1e-4);
  EXPECT_EQ("no-variation", study_bias(std::vector<double>(9, 6.0), 6, {}).error().slug);
  EXPECT_EQ("bad-reference", study_bias(aiag::bias, std::nan(""), {}).error().slug);
  EXPECT_EQ("too-few-values", study_bias(std::vector{1.0}, 6, {}).error().slug);
}

TEST(Linearity, IsTheExampleOfTheManual) {
  std::vector<double> references;
  std::vector<double> values;
  for (const auto& [reference, readings] : aiag::linearity)
    for (const double value : readings) {
      references.push_back(reference);
      values.push_back(value);
    }
  const auto found = study_linearity(references, values, {});
  ASSERT_TRUE(found);
  const std::string source = "AIAG MSA linearity data (R qualityTools gageLin), by base R lm()";
  expect_published({source, "overall bias", -0.0533333333333334, 1e-12}, found->overall_bias);
  expect_published({source, "intercept", 0.736666666666666, 1e-12}, found->intercept);
  expect_published({source, "slope", -0.131666666666667, 1e-12}, found->slope);
  expect_published({source, "standard error of the intercept", 0.0725242725916125, 1e-12}, found->intercept_error);
  expect_published({source, "standard error of the slope", 0.0109334454718107, 1e-12}, found->slope_error);
  expect_published({source, "t of the intercept", 10.1575188601321, 1e-12}, *found->intercept_t);
  expect_published({source, "t of the slope", -12.0425594114992, 1e-12}, *found->slope_t);
  expect_published({source, "p of the slope", 2.03771558228573e-17, 1e-9}, *found->slope_p);
  expect_published({source, "R-squared", 0.714318415932242, 1e-12}, found->r_squared);
  expect_published({source, "residual deviation", 0.239539788646537, 1e-12}, found->sigma);
  const double biases[] = {0.491666666666667, 0.125, 0.025, -0.291666666666667, -0.616666666666667};
  const double lower[] = {0.366115890056326, 0.134185818797344, -0.115235353071137, -0.392480847869322,
                          -0.687217443277007};
  const double upper[] = {0.580550776610338, 0.285814181202654, 0.00856868640446893, -0.240852485464012,
                          -0.472782556722994};
  ASSERT_EQ(5U, found->references.size());
  for (std::size_t i = 0; i < 5; ++i) {
    const std::string at = " at reference " + std::to_string(2 * i + 2);
    expect_published({source, "bias" + at, biases[i], 1e-12}, found->references[i].bias);
    expect_published({source, "lower bound" + at, lower[i], 1e-11}, found->references[i].interval[0]);
    expect_published({source, "upper bound" + at, upper[i], 1e-11}, found->references[i].interval[1]);
  }
  EXPECT_FALSE(found->acceptable);
  EXPECT_EQ("no-spread", study_linearity({2, 2, 2}, {2.1, 2.2, 1.9}, {}).error().slug);
}

TEST(Stability, IsLostWhereAMasterDrifts) {
  std::vector<double> values;
  values.reserve(60);
  for (int i = 0; i < 60; ++i) values.push_back(6 + 0.1 * ((i * 7) % 5 - 2));
  EXPECT_TRUE(study_stability(*Subgroups::in_sizes_of(values, 5))->control.stable);
  for (std::size_t i = 30; i < 60; ++i) values[i] += 1;
  const auto found = study_stability(*Subgroups::in_sizes_of(values, 5));
  EXPECT_FALSE(found->control.stable);
  EXPECT_EQ("xbar-r", found->control.chart);
}

}  // namespace
}  // namespace jidoka::study
