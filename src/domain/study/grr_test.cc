#include "study/grr.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/published_test.h"
#include "study/aiag_data_test.h"

namespace jidoka::study {
namespace {

struct Columns {
  std::vector<std::string> parts, appraisers;
  std::vector<double> values;

  void add(const std::string& part, const std::string& appraiser, double value) {
    parts.push_back(part);
    appraisers.push_back(appraiser);
    values.push_back(value);
  }
  GaugeReadings read() const { return gauge_readings(parts, appraisers, values).value(); }
};

Columns of(const std::vector<std::vector<std::vector<double>>>& by_appraiser) {
  Columns out;
  for (std::size_t a = 0; a < by_appraiser.size(); ++a)
    for (std::size_t p = 0; p < by_appraiser[a].size(); ++p)
      for (const double value : by_appraiser[a][p])
        out.add(std::to_string(p + 1), std::string(1, static_cast<char>('A' + a)), value);
  return out;
}

const std::string manual = "AIAG MSA, 4th ed., study of 10 parts, 3 appraisers, 3 trials, ";

TEST(Crossed, ByAnovaIsTheExampleOfTheManual) {
  const auto found = study_crossed(of(aiag::crossed).read(), {});
  ASSERT_TRUE(found);
  const std::string source = manual + "ANOVA";
  expect_published({source, "EV", 0.199933, 5e-6}, found->ev);
  expect_published({source, "AV", 0.226838, 5e-6}, found->av);
  expect_published({source, "GRR", 0.302373, 5e-6}, found->grr);
  expect_published({source, "PV", 1.042327, 1e-6}, found->pv);
  expect_published({source, "TV", 1.085300, 1e-6}, found->tv);
  expect_published({source, "p of the interaction", 0.974, 1e-3}, *found->interaction_p);
  expect_published({source, "repeatability, variance", 0.03997, 2e-4}, found->variance_components.repeatability);
  expect_published({source, "reproducibility, variance", 0.05146, 2e-4}, found->variance_components.reproducibility);
  expect_published({source, "part to part, variance", 1.08645, 1e-5}, found->variance_components.part_to_part);
  expect_published({source, "total GRR, variance", 0.09143, 1e-4}, found->variance_components.total_grr);
  expect_published({source, "total, variance", 1.17788, 1e-5}, found->variance_components.total);
  expect_published({source, "ndc", 4, 0}, static_cast<double>(found->ndc));
  EXPECT_TRUE(*found->interaction_pooled);
  EXPECT_EQ(4U, found->anova_pooled.size());
  EXPECT_EQ(GaugeVerdict::marginal, found->verdict);
}

TEST(Crossed, ByRangesIsTheExampleOfTheManual) {
  GaugeSettings settings;
  settings.method = GaugeMethod::range;
  const auto found = study_crossed(of(aiag::crossed).read(), settings);
  ASSERT_TRUE(found);
  const std::string source = manual + "average and range";
  expect_published({source, "mean range", 0.3417, 2e-4}, *found->mean_range);
  expect_published({source, "K1", 0.5908, 1e-4}, *found->k1);
  expect_published({source, "K2", 0.5231, 1e-4}, *found->k2);
  expect_published({source, "K3", 0.3146, 2e-4}, *found->k3);
  expect_published({source, "EV", 0.2019, 3e-4}, found->ev);
  expect_published({source, "AV", 0.2297, 3e-4}, found->av);
  expect_published({source, "GRR", 0.3058, 3e-4}, found->grr);
  expect_published({source, "PV", 1.1046, 3e-4}, found->pv);
  expect_published({source, "TV", 1.1461, 3e-4}, found->tv);
  expect_published({source, "%GRR", 26.68, 3e-4}, found->percent_study_variation.total_grr);
  expect_published({source, "ndc", 5, 0}, static_cast<double>(found->ndc));
}

// Montgomery, Design and Analysis of Experiments, nested design: purity (− 93) of four batches of each of three
// suppliers.
const std::vector<std::vector<std::vector<double>>> purity = {
    {{1, -1, 0}, {-2, -3, -4}, {-2, 0, 1}, {1, 4, 0}},
    {{1, -2, -3}, {0, 4, 2}, {-1, 0, -2}, {0, 3, 2}},
    {{2, 4, 0}, {-2, 0, 2}, {1, -1, 2}, {3, 2, 1}},
};

TEST(Nested, IsTheExampleOfMontgomery) {
  const auto found = study_nested(of(purity).read(), {});
  ASSERT_TRUE(found);
  const std::string source = "Montgomery, Design and Analysis of Experiments, two-stage nested purity data";
  expect_published({source, "sum of squares of suppliers", 15.06, 4e-4}, found->anova[0].sum_of_squares);
  expect_published({source, "sum of squares of batches", 69.92, 1e-4}, found->anova[1].sum_of_squares);
  expect_published({source, "sum of squares of error", 63.33, 1e-4}, found->anova[2].sum_of_squares);
  expect_published({source, "F of suppliers", 0.97, 5e-3}, *found->anova[0].f);
  expect_published({source, "F of batches", 2.94, 2e-3}, *found->anova[1].f);
  EXPECT_EQ(0, found->variance_components.reproducibility);
  EXPECT_NEAR((69.92 / 9 - 63.33 / 24) / 3, found->variance_components.part_to_part, 1e-3);
}

TEST(Crossed, InteractionThatIsThereIsKept) {
  Columns columns;
  for (int p = 0; p < 6; ++p)
    for (int a = 0; a < 3; ++a)
      for (int t = 0; t < 2; ++t)
        columns.add(std::to_string(p), std::to_string(a), p + ((p * a) % 3) + 0.01 * (t + (p + a) % 2));
  const auto found = study_crossed(columns.read(), {});
  ASSERT_TRUE(found);
  EXPECT_FALSE(*found->interaction_pooled);
  EXPECT_GT(*found->variance_components.interaction, 0.1);
  EXPECT_TRUE(found->anova_pooled.empty());
}

TEST(Crossed, WithAToleranceIsJudgedByIt) {
  GaugeSettings settings;
  settings.tolerance = 20;
  const auto found = study_crossed(of(aiag::crossed).read(), settings);
  EXPECT_NEAR(100 * 6 * 0.302373 / 20, found->percent_tolerance->total_grr, 1e-3);
  EXPECT_EQ(GaugeVerdict::acceptable, found->verdict);
  settings.tolerance = 0;
  EXPECT_EQ("bad-tolerance", study_crossed(of(aiag::crossed).read(), settings).error().slug);
}

TEST(Crossed, ByOneAppraiserHasNoReproducibility) {
  for (const auto method : {GaugeMethod::anova, GaugeMethod::range}) {
    GaugeSettings settings;
    settings.method = method;
    const auto found = study_crossed(of({aiag::crossed[0]}).read(), settings);
    ASSERT_TRUE(found);
    EXPECT_EQ(0, found->av);
    EXPECT_DOUBLE_EQ(found->ev, found->grr);
  }
}

TEST(Crossed, LeadingDigitsThatNeverChangeChangeNothing) {
  Columns columns = of(aiag::crossed);
  for (double& value : columns.values) value = (value + 1048576.0);
  const auto found = study_crossed(columns.read(), {});
  EXPECT_NEAR(0.302373, found->grr, 2e-6);
}

TEST(Crossed, AMissingCellIsNamed) {
  Columns columns = of(aiag::crossed);
  columns.parts.pop_back();
  columns.appraisers.pop_back();
  columns.values.pop_back();
  const auto refused = study_crossed(columns.read(), {});
  EXPECT_EQ("missing-cell", refused.error().slug);
  EXPECT_NE(std::string::npos, refused.error().text.en.find("Part 10 was measured 2 times by C"));
}

TEST(Crossed, WhatCannotBeStudiedIsRefused) {
  const auto slug = [](const Columns& columns, GaugeMethod method = GaugeMethod::anova) {
    GaugeSettings settings;
    settings.method = method;
    const auto found = study_crossed(columns.read(), settings);
    return found ? std::string("accepted") : found.error().slug;
  };
  EXPECT_EQ("too-few-parts", slug(of({{{1, 2}}, {{1, 3}}})));
  EXPECT_EQ("too-few-trials", slug(of({{{1}, {2}}, {{1}, {3}}})));
  EXPECT_EQ("no-variation", slug(of({{{1, 1}, {1, 1}}})));
  EXPECT_EQ("out-of-scale", slug(of({{{1e300, 2e300}, {1e300, 3e300}}})));
  EXPECT_EQ("no-variation", slug(of({{{1, 1}, {2, 2}}, {{2, 2}, {1, 1}}}), GaugeMethod::range));
  EXPECT_EQ("not-a-number", gauge_readings({"1"}, {"A"}, {std::nan("")}).error().slug);
  EXPECT_EQ("too-few-values", gauge_readings({}, {}, {}).error().slug);
  EXPECT_EQ("missing-cell", study_nested(of({{{1, 2}, {2, 3}}, {{1, 3}}}).read(), {}).error().slug);
  EXPECT_EQ("too-few-parts", study_nested(of({{{1, 2}, {2, 3}}}).read(), {}).error().slug);
}

TEST(Crossed, AGaugeWithoutAnyScatterTellsEverythingApart) {
  const auto found = study_crossed(of({{{1, 1}, {2, 2}, {5, 5}}}).read(), {});
  ASSERT_TRUE(found);
  EXPECT_EQ(0, found->grr);
  EXPECT_EQ(1'000'000U, found->ndc);
  EXPECT_FALSE(found->anova[0].f);
}

}  // namespace
}  // namespace jidoka::study
