// The charts that few programs draw, against their definitions and what is published of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "core/published_test.h"
#include "spc/analysis.h"
#include "spc/constants.h"
#include "spc/median.h"
#include "spc/mewma_limit.h"

namespace jidoka::spc {
namespace {

Analysis drawn(const AnalysisSpec& spec, const AnalysisData& data) {
  auto found = analyse(spec, data);
  EXPECT_TRUE(found) << found.error().text.en;
  return found.value_or(Analysis{});
}

std::vector<double> normal_values(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  std::vector<double> values(count);
  for (double& value : values) value = normal(random);
  return values;
}

TEST(MedianChart, HasTheFactorsOfTheAiagManual) {
  struct Row {
    int n;
    double factor;
  };
  // AIAG, Statistical Process Control, 2nd edition, appendix E, Ã2 to three decimals.
  for (const Row& row : {Row{2, 1.880}, Row{3, 1.187}, Row{4, 0.796}, Row{5, 0.691}, Row{6, 0.548}, Row{7, 0.508},
                         Row{8, 0.433}, Row{9, 0.412}, Row{10, 0.362}})
    expect_published({"AIAG SPC, 2nd edition, appendix E", "Ã2 for n = " + std::to_string(row.n), row.factor, 2.5e-3},
                     3 * median_error(row.n) / d2(row.n));
}

TEST(MedianChart, KnowsTheErrorOfAMedianInClosedForm) {
  EXPECT_NEAR(median_error(1), 1, 1e-12);
  EXPECT_NEAR(median_error(2), std::sqrt(0.5), 1e-10);  // of two it is the mean
  // The middle of three has the variance 1 − √3/π (Jones 1948).
  EXPECT_NEAR(median_error(3), std::sqrt(1 - std::sqrt(3) / std::acos(-1.0)), 1e-10);
  EXPECT_NEAR(median_error(400) * std::sqrt(400), std::sqrt(std::acos(-1.0) / 2), 4e-3);
}

TEST(MedianChart, PlotsMediansAboutTheirMean) {
  AnalysisSpec spec{.chart = AnalysisChart::median};
  const Analysis found = drawn(spec, {.values = {{1, 9, 2, 3, 4, 8}}, .begins = {0, 3}});
  EXPECT_EQ(found.panels[0].points, (std::vector<std::optional<double>>{2, 4}));
  EXPECT_NEAR(*found.panels[0].center[0], 3, 1e-12);
  const double mean_range = 6.5;
  EXPECT_NEAR(*found.panels[0].upper[0] - 3, 3 * median_error(3) * mean_range / d2(3), 1e-12);
}

TEST(LaneyChart, WidensLimitsByTheVariationBetweenCounts) {
  AnalysisSpec spec{.chart = AnalysisChart::laney_p};
  AnalysisData data{.values = {{100, 140, 90, 150}}};
  data.sizes = {1000, 1000, 1000, 1000};
  const Analysis found = drawn(spec, data);
  const double p = 0.12;
  const double error = std::sqrt(p * (1 - p) / 1000);
  const double factor = (0.04 + 0.05 + 0.06) / 3 / error / d2(2);
  EXPECT_NEAR(*found.panels[0].upper[0], p + 3 * factor * error, 1e-12);
  spec.chart = AnalysisChart::laney_u;
  const double u_error = std::sqrt(p / 1000);
  EXPECT_NEAR(*drawn(spec, data).panels[0].upper[0], p + 3 * (0.15 / 3 / u_error / d2(2)) * u_error, 1e-12);
}

TEST(NpChart, FollowsTheSizes) {
  AnalysisSpec spec{.chart = AnalysisChart::np};
  AnalysisData data{.values = {{10, 30}}};
  data.sizes = {100, 300};
  const Analysis found = drawn(spec, data);
  EXPECT_NEAR(*found.panels[0].center[1], 30, 1e-12);
  EXPECT_NEAR(*found.panels[0].upper[1], 30 + 3 * std::sqrt(27), 1e-12);
  EXPECT_NEAR(*found.panels[0].lower[0], 1, 1e-12);
}

TEST(MovingAverage, IsOverItsSpanAndOverFewerAtTheBeginning) {
  AnalysisSpec spec{.chart = AnalysisChart::moving_average, .sigma = 2, .target = 10, .span = 3};
  const Analysis found = drawn(spec, {.values = {{10, 12, 14, 16}}});
  EXPECT_EQ(found.panels[0].points, (std::vector<std::optional<double>>{10, 11, 12, 14}));
  EXPECT_NEAR(*found.panels[0].upper[0], 16, 1e-12);
  EXPECT_NEAR(*found.panels[0].upper[1], 10 + 6 / std::sqrt(2), 1e-12);
  EXPECT_NEAR(*found.panels[0].upper[3], 10 + 6 / std::sqrt(3), 1e-12);
  EXPECT_EQ(found.panels[0].signals.back().index, 3u);
}

TEST(Cusum, WithAHeadStartBeginsAtHalfOfH) {
  AnalysisSpec spec{.chart = AnalysisChart::cusum, .sigma = 1, .target = 0, .fir = true};
  const Analysis found = drawn(spec, {.values = {{1, 0}}});
  EXPECT_EQ(found.panels[0].points, (std::vector<std::optional<double>>{3, 2.5}));
  EXPECT_EQ(found.panels[1].points, (std::vector<std::optional<double>>{-1, -0.5}));
  EXPECT_NEAR(*found.points_per_false_alarm, 430.39, 0.01);
}

TEST(Dnom, ChartsPartsOfSeveralNominalsTogether) {
  AnalysisSpec spec{.chart = AnalysisChart::dnom};
  AnalysisData data{.values = {{10.1, 9.9, 50.2, 50.0}}};
  data.nominals = {10, 10, 50, 50};
  const Analysis found = drawn(spec, data);
  EXPECT_NEAR(*found.panels[0].points[2], 0.2, 1e-12);
  EXPECT_NEAR(*found.panels[0].center[0], 0.05, 1e-12);
}

TEST(GChart, HasTheLimitsOfAGeometricCount) {
  const Analysis found = drawn({.chart = AnalysisChart::g}, {.values = {{4, 78, 76, 16, 18}}});
  const double mean = 192.0 / 5;
  EXPECT_NEAR(*found.panels[0].upper[0], mean + 3 * std::sqrt(mean * (mean + 1)), 1e-9);
  EXPECT_EQ(found.panels[0].lower[0], 0);
}

// Montgomery, table 7.14: hours between valve failures; the power 0.2777 of each is charted as single values.
TEST(TChart, AgreesWithTheValveFailures) {
  const std::vector<double> hours = {286,  948, 536, 124, 816, 729, 4,    143,  431,  8,
                                     2837, 596, 81,  227, 603, 492, 1199, 1214, 2831, 96};
  const Analysis found = drawn({.chart = AnalysisChart::t}, {.values = {hours}});
  const auto power = [](double time) { return std::pow(time, 1 / 3.6); };
  expect_published({"Montgomery, 7.3.5, valve failures", "centre of the power 1/3.6", 5.386, 2e-3},
                   power(*found.panels[0].center[0]));
  expect_published({"Montgomery, 7.3.5, valve failures", "upper limit of the power 1/3.6", 11.62, 2e-2},
                   power(*found.panels[0].upper[0]));
  EXPECT_TRUE(found.panels[0].signals.empty());
  EXPECT_NEAR(*found.panels[0].points[3], 124, 1e-9);
}

TEST(HotellingChart, HasThePublishedLimits) {
  // Montgomery, example 11.1: p = 2, m = 20, n = 10, α = 0.001.
  AnalysisSpec spec{.chart = AnalysisChart::t2, .phase1 = 20, .alpha = 0.001};
  AnalysisData data{.values = {normal_values(210, 1), normal_values(210, 2)}};
  for (std::size_t i = 0; i < 21; ++i) data.begins.push_back(i * 10);
  const Analysis found = drawn(spec, data);
  expect_published({"Montgomery, example 11.1", "T² limit of phase 1", 13.72, 5e-4}, *found.panels[0].upper[0]);
  expect_published({"Montgomery, example 11.1", "T² limit of phase 2", 15.16, 5e-4}, *found.panels[0].upper[20]);
  EXPECT_EQ(found.panels[0].center[0], std::nullopt);
}

TEST(HotellingChart, OfSingleObservationsSignalsAsOftenAsItSays) {
  AnalysisSpec spec{.chart = AnalysisChart::t2, .alpha = 0.05};
  std::size_t signals = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed)
    signals +=
        drawn(spec,
              {.values = {normal_values(40, seed), normal_values(40, seed + 1000), normal_values(40, seed + 2000)}})
            .panels[0]
            .signals.size();
  EXPECT_NEAR(static_cast<double>(signals) / 8000, 0.05, 3 * std::sqrt(0.05 * 0.95 / 8000));
}

TEST(Mewma, HasTheLimitsOfPrabhuAndRunger) {
  struct Row {
    std::size_t p;
    double lambda, limit;
  };
  // Prabhu & Runger (1997), table 1: h4 for an average run length of 200.
  for (const Row& row : {Row{2, 0.05, 7.35}, Row{2, 0.10, 8.64}, Row{2, 0.20, 9.65}, Row{2, 0.50, 10.44},
                         Row{4, 0.10, 12.73}, Row{10, 0.10, 22.67}})
    expect_published(
        {"Prabhu & Runger (1997)", "h4 for p = " + std::to_string(row.p) + ", λ = " + fmt::format("{}", row.lambda),
         row.limit, 2e-3},
        mewma_limit(row.p, row.lambda, 200));
}

TEST(Mewma, WithAllWeightOnTheNewestPointIsHotellings) {
  EXPECT_NEAR(mewma_run_length(3, 1, 14.16), 1 / 0.0027, 1);  // the upper 0.27 % of χ² with 3 degrees
}

}  // namespace
}  // namespace jidoka::spc
