#include "study/capability.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/published_test.h"
#include "json/encode.h"
#include "study/piston_rings_test.h"
#include "study/probability.h"

namespace jidoka::study {
namespace {

CapabilitySettings settings_of(std::optional<double> lower, std::optional<double> upper) {
  CapabilitySettings settings;
  settings.specification = {lower, std::nullopt, upper};
  return settings;
}

std::vector<double> scores(std::size_t n) {
  std::vector<double> out;
  out.reserve(n);
  // In an order without trend: every 77th of n, which has no factor 7 or 11.
  for (std::size_t i = 0; i < n; ++i)
    out.push_back(normal_quantile((static_cast<double>(i * 77 % n) + 0.5) / static_cast<double>(n)));
  return out;
}

TEST(Capability, OfThePistonRingsIsThatOfQcc) {
  const auto found = study_capability(Subgroups::in_sizes_of(piston_rings(), 5).value(), settings_of(73.95, 74.05));
  ASSERT_TRUE(found);
  const std::string source = "R qcc 2.7, process.capability of pistonrings[1:25,], 73.95 to 74.05";
  expect_published({source, "center", 74.00118, 1e-7}, found->mean);
  expect_published({source, "StdDev (its d2 is the rounded 2.326)", 0.009785039, 4e-5}, found->sigma_within);
  expect_published({source, "Cp", 1.703, 3e-4}, *found->cp);
  expect_published({source, "Cp_l", 1.743, 3e-4}, *found->cpl);
  expect_published({source, "Cp_u", 1.663, 3e-4}, *found->cpu);
  expect_published({source, "Cp_k", 1.663, 3e-4}, *found->cpk);
  expect_published({source, "Cpm", 1.691, 3e-4}, *found->cpm);
  expect_published({"scipy 1.17.1, stats.norm.fit", "sigma overall", 0.010069968126291413, 1e-10},
                   found->sigma_overall);
  EXPECT_TRUE(found->control.stable);
  EXPECT_EQ(CapabilityVerdict::capable, found->verdict);
  EXPECT_EQ(0, found->ppm.observed.total);
  EXPECT_NEAR(0.3, found->ppm.within->total, 0.1);
  EXPECT_EQ(125, found->n);
  EXPECT_EQ(25, found->subgroups);
  EXPECT_TRUE(found->notes.empty());
}

TEST(Capability, IntervalsHoldTheIndexAndAreWiderForSigmaWithin) {
  const auto found = study_capability(Subgroups::in_sizes_of(piston_rings(), 5).value(), settings_of(73.95, 74.05));
  EXPECT_LT((*found->cp_interval)[0], *found->cp);
  EXPECT_GT((*found->cp_interval)[1], *found->cp);
  EXPECT_NEAR(*found->pp * std::sqrt(chi_square_quantile(0.025, 124) / 124), (*found->pp_interval)[0], 1e-12);
  EXPECT_LT((*found->cp_interval)[0] / *found->cp, (*found->pp_interval)[0] / *found->pp);
}

TEST(Capability, OfAProcessOutOfControlSaysSoFirst) {
  std::vector<double> values = piston_rings();
  for (std::size_t i = 100; i < 105; ++i) values[i] += 0.025;
  const auto found = study_capability(Subgroups::in_sizes_of(values, 5).value(), settings_of(73.9, 74.1));
  EXPECT_EQ(CapabilityVerdict::not_stable, found->verdict);
  ASSERT_FALSE(found->notes.empty());
  EXPECT_EQ("not_stable", found->notes[0].code);
}

TEST(Capability, OfLognormalValuesByPercentilesIsThatOfTheirLogarithms) {
  std::vector<double> values;
  values.reserve(200);
  for (const double z : scores(200)) values.push_back(std::exp(2 + 0.3 * z));
  CapabilitySettings settings = settings_of(std::exp(2 - 0.3 * 4), std::exp(2 + 0.3 * 4));
  settings.distribution = DistributionChoice::lognormal;
  const auto found = study_capability(Subgroups::individuals(values), settings);
  ASSERT_TRUE(found);
  EXPECT_EQ("percentile", found->method);
  EXPECT_NEAR(std::exp(2), found->fit.x50, 1e-9);
  // (U − x50)/(x99.865 − x50) with both distances on the scale of values.
  const double s = found->fit.parameters[1].value;
  EXPECT_NEAR((std::exp(1.2) - 1) / std::expm1(3 * s), *found->ppu, 1e-9);
  EXPECT_NEAR((1 - std::exp(-1.2)) / -std::expm1(-3 * s), *found->ppl, 1e-9);
  EXPECT_FALSE(found->cp || found->cpk || found->pp_interval);
  EXPECT_TRUE(found->control.of_scores);
  EXPECT_TRUE(found->control.stable);
}

TEST(Capability, WithBoxCoxIsThatOfTransformedValues) {
  std::vector<double> values;
  values.reserve(200);
  for (const double z : scores(200)) values.push_back(std::pow(5 + z, 2));
  CapabilitySettings settings = settings_of(1, 81);
  settings.distribution = DistributionChoice::box_cox;
  settings.lambda = 0.5;
  const auto found = study_capability(Subgroups::individuals(values), settings);
  ASSERT_TRUE(found);
  EXPECT_EQ("transformed", found->method);
  CapabilitySettings straight = settings_of(1, 9);
  std::vector<double> roots;
  roots.reserve(values.size());
  for (const double x : values) roots.push_back(std::sqrt(x));
  const auto same = study_capability(Subgroups::individuals(roots), straight);
  EXPECT_NEAR(*same->cpk, *found->cpk, 1e-9);
  EXPECT_NEAR(*same->pp, *found->pp, 1e-9);
  EXPECT_NEAR(same->ppm.overall.total, found->ppm.overall.total, 1e-6);
  settings.specification.lower = 0;
  EXPECT_EQ("limit-not-positive", study_capability(Subgroups::individuals(values), settings).error().slug);
}

TEST(Capability, BestExplainsWhatItCompared) {
  std::vector<double> values;
  values.reserve(150);
  for (const double z : scores(150)) values.push_back(std::exp(z));
  CapabilitySettings settings = settings_of(std::nullopt, 30);
  settings.distribution = DistributionChoice::best;
  const auto found = study_capability(Subgroups::individuals(values), settings);
  ASSERT_TRUE(found);
  EXPECT_EQ(Shape::lognormal, found->distribution);
  EXPECT_TRUE(found->normality.rejected);
  EXPECT_GT(found->candidates.size(), 6U);
  EXPECT_FALSE(found->pp || found->ppl);
}

TEST(Capability, OfFewValuesIsUndecidedAndTellsWhatItWouldTake) {
  const auto found = study_capability(
      Subgroups::individuals({9.9, 10.1, 10.0, 9.8, 10.2, 10.0, 9.9, 10.1, 10.0, 10.05}), settings_of(9.4, 10.6));
  ASSERT_TRUE(found);
  EXPECT_EQ(CapabilityVerdict::undecided, found->verdict);
  EXPECT_GT(*found->observed_needed, 2);
  EXPECT_EQ("few_values", found->notes.at(0).code);
}

TEST(Capability, BetweenAndWithinSeeWhatMovesFromGroupToGroup) {
  std::vector<double> values;
  const auto inside = scores(5);
  const auto outside = scores(40);
  values.reserve(inside.size() * outside.size());
  for (const double mean : outside)
    for (const double z : inside) values.push_back(100 + 3 * mean + z);
  const auto found = study_capability(Subgroups::in_sizes_of(values, 5).value(), settings_of(80, 120));
  ASSERT_TRUE(found);
  EXPECT_NEAR(3, *found->sigma_between, 0.15);
  EXPECT_NEAR(std::hypot(*found->sigma_between, found->sigma_within), *found->sigma_between_within, 1e-12);
  EXPECT_NEAR(40 / (6 * *found->sigma_between_within), *found->cp_between_within, 1e-12);
  EXPECT_EQ(CapabilityVerdict::not_stable, found->verdict);
}

TEST(Capability, OfNoVariationOrBeyondAnyScaleIsRefused) {
  const auto refused = [](std::vector<double> values) {
    const auto found = study_capability(Subgroups::individuals(std::move(values)), settings_of(0, 1));
    return found ? std::string("accepted") : found.error().slug;
  };
  EXPECT_EQ("no-variation", refused(std::vector<double>(50, 0.5)));
  EXPECT_EQ("no-variation", refused({0.3, 0.1 + 0.2}));
  EXPECT_EQ("too-few-values", refused({}));
  EXPECT_EQ("too-few-values", refused({0.5}));
  EXPECT_EQ("not-a-number", refused({0.5, std::nan(""), 0.6}));
  EXPECT_EQ("not-a-number", refused({0.5, HUGE_VAL, 0.6}));
  EXPECT_EQ("out-of-scale", refused({1e300, 2e300, 3e300}));
  EXPECT_EQ("out-of-scale", refused({1e-300, 2e-300, 3e-300}));
  EXPECT_EQ("out-of-scale", refused({5e-324, 1e-323, 5e-324}));
}

TEST(Capability, OfGroupsWithoutInnerVariationHasNoCIndices) {
  const auto found = study_capability(Subgroups::in_sizes_of({1, 1, 2, 2, 3, 3}, 2).value(), settings_of(0, 4));
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->cp || found->cpk || found->cp_interval);
  EXPECT_TRUE(found->pp);
}

TEST(Capability, ReadsSettingsThatCannotBe) {
  const Subgroups rings = Subgroups::individuals(piston_rings());
  CapabilitySettings settings = settings_of(73.9, 74.1);
  settings.confidence = 1;
  EXPECT_EQ("bad-confidence", study_capability(rings, settings).error().slug);
  settings.confidence = 0.95;
  settings.required = 0;
  EXPECT_EQ("bad-required", study_capability(rings, settings).error().slug);
}

TEST(Capability, InJsonHasNoNumberThatJsonCannotSay) {
  for (const auto choice : {DistributionChoice::normal, DistributionChoice::best, DistributionChoice::johnson}) {
    CapabilitySettings settings = settings_of(73.95, 74.05);
    settings.distribution = choice;
    const auto found = study_capability(Subgroups::in_sizes_of(piston_rings(), 5).value(), settings);
    ASSERT_TRUE(found);
    EXPECT_EQ(std::string::npos, json::encode(*found).find("null"));
  }
}

}  // namespace
}  // namespace jidoka::study
