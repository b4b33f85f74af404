#include "spc/run_length.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "core/published_test.h"
#include "spc/chart.h"

namespace jidoka::spc {
namespace {

TEST(RunLength, AgreesWithChampAndWoodall1987ForEverySetOnAStableProcess) {
  struct Row {
    RuleSet rules;
    double points;
  };
  for (const Row& row :
       {Row{RuleSet::of({Rule::we1}), 370.40}, Row{RuleSet::of({Rule::we1, Rule::we2}), 225.44},
        Row{RuleSet::of({Rule::we1, Rule::we3}), 166.05}, Row{RuleSet::of({Rule::we1, Rule::we4}), 152.73},
        Row{RuleSet::of({Rule::we1, Rule::we2, Rule::we3}), 132.89},
        Row{RuleSet::of({Rule::we1, Rule::we3, Rule::we4}), 105.78},
        Row{rule_set(RuleSetName::western_electric), 91.75}})
    expect_published({"Champ & Woodall (1987), table 1", fmt::format("rule set {:b}, no shift", row.rules.bits),
                      row.points, 0.0051 / row.points},
                     average_run_length(row.rules, 0));
}

TEST(RunLength, AgreesForShiftsUpToThreeSigma) {
  struct Row {
    double shift, rule_one, all;
  };
  // Markov chain of 555 states, agreeing with Champ & Woodall (1987), table 1.
  for (const Row& row :
       {Row{0.0, 370.398347, 91.750773}, Row{0.4, 200.075337, 36.605996}, Row{1.0, 43.894682, 9.221860},
        Row{1.6, 12.382556, 4.411972}, Row{2.0, 6.302963, 3.127601}, Row{3.0, 2.000000, 1.666606}}) {
    EXPECT_NEAR(average_run_length(RuleSet::of({Rule::we1}), row.shift), row.rule_one, 1e-6) << row.shift;
    EXPECT_NEAR(average_run_length(rule_set(RuleSetName::western_electric), row.shift), row.all, 1e-6) << row.shift;
    EXPECT_NEAR(average_run_length(rule_set(RuleSetName::western_electric), -row.shift), row.all, 1e-6) << row.shift;
  }
}

TEST(RunLength, OfEachRuleAloneIsTheFigureInTheTable) {
  for (const RunRule& row : run_rules) {
    const double found = average_run_length(RuleSet::of({row.rule}), 0);
    // Simulated ones to three standard errors, which are a two-hundredth of the mean; rare ones have fewer runs.
    const double good_to =
        is_exact_run_length(RuleSet::of({row.rule})) ? 6e-4 : 3 * found * std::max(0.005, std::sqrt(found / 8e6));
    EXPECT_NEAR(found, row.points_per_false_alarm, good_to) << row.id;
  }
  EXPECT_NEAR(average_run_length(RuleSet::of({Rule::we4}), 0), 255,
              1e-9);  // 2⁸ − 1, as for eight equal tosses of a coin
  EXPECT_EQ(average_run_length(RuleSet{}, 0), std::numeric_limits<double>::infinity());
}

// Runs of n equal events of chance p: (1 − pⁿ) / ((1 − p) pⁿ), Feller, vol. 1, XIII.7.
TEST(RunLength, OfStretchesAboutTheCentreIsThatOfRunsOfEvents) {
  const double inside = std::erf(std::sqrt(0.5));
  const auto length = [](double p, int n) { return (1 - std::pow(p, n)) / ((1 - p) * std::pow(p, n)); };
  EXPECT_NEAR(run_rule(Rule::nelson7).points_per_false_alarm, length(inside, 15), 6e-4);
  EXPECT_NEAR(run_rule(Rule::nelson8).points_per_false_alarm, length(1 - inside, 8), 6e-4);
}

struct Simulated {
  double mean;
  double standard_error;
};

Simulated simulate(const std::vector<Rule>& rules, int runs, std::uint64_t seed) {
  const ChartSpec spec{ChartType::i_mr, 1, rules, {.mean = 10.0, .sigma = 2.0, .learn = {}}};
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal(10, 2);
  double sum = 0;
  double squares = 0;
  for (int run = 0; run < runs; ++run) {
    Chart chart = Chart::create(spec).value();
    double length = 1;
    while (!chart.add(normal(random))->location.fired.any()) ++length;
    sum += length;
    squares += length * length;
  }
  const double mean = sum / runs;
  return {mean, std::sqrt((squares / runs - mean * mean) / runs)};
}

TEST(RunLength, OfSimulatedChartsIsWithinThreeStandardErrorsForNamedSets) {
  for (RuleSetName name : {RuleSetName::nelson, RuleSetName::aiag, RuleSetName::juran}) {
    const Simulated found = simulate(rule_set(name).list(), 40000, 2);
    EXPECT_NEAR(found.mean, average_run_length(rule_set(name), 0), 3 * found.standard_error) << static_cast<int>(name);
  }
}

TEST(RunLength, OfSumsAgreesWithThePublishedTables) {
  struct Row {
    double shift, one_sided, two_sided, one_sided_ahead, two_sided_ahead;
  };
  // k = 0.5, h = 5, a head start of h/2; agreeing with Lucas & Crosier (1982), tables 1 and 2.
  for (const Row& row : {Row{0, 930.8870121, 465.443506, 895.8343452, 430.3908392},
                         Row{0.25, 141.6877452, 139.4936898, 124.928182, 121.6879446},
                         Row{1, 10.3759753, 10.37596992, 6.347965827, 6.346850468},
                         Row{2, 4.008871061, 4.008871061, 2.362292318, 2.362290941},
                         Row{4, 2.012567523, 2.012567523, 1.159371153, 1.159371153}}) {
    const auto check = [&](const char* what, double published, double ours) {
      expect_published({"CUSUM run lengths, k = 0.5, h = 5 (Lucas & Crosier 1982)",
                        fmt::format("{}, shift {}", what, row.shift), published, 1e-8},
                       ours);
    };
    check("one-sided", row.one_sided, one_sided_cusum_run_length({0.5, 5, 0}, row.shift));
    check("two-sided", row.two_sided, cusum_run_length({0.5, 5, 0}, row.shift));
    check("one-sided, ahead by h/2", row.one_sided_ahead, one_sided_cusum_run_length({0.5, 5, 2.5}, row.shift));
    check("two-sided, ahead by h/2", row.two_sided_ahead, cusum_run_length({0.5, 5, 2.5}, row.shift));
  }
}

TEST(RunLength, OfAveragesAgreesWithThePublishedFigures) {
  const std::string source = "EWMA run lengths, λ = 0.1, L = 2.814 (Lucas & Saccucci 1990)";
  expect_published({source, "limits of their final width", 499.5795501, 1e-7}, steady_ewma_run_length({0.1, 2.814}, 0));
  expect_published({source, "exact limits", 486.4293347, 1e-6}, ewma_run_length({0.1, 2.814}, 0));
}

TEST(RunLength, OfSimulatedSumsIsWithinThreeStandardErrors) {
  std::mt19937_64 random(1982);
  std::normal_distribution<double> normal;
  double sum = 0;
  double squares = 0;
  constexpr int runs = 5000;
  for (int run = 0; run < runs; ++run) {
    double high = 0;
    double low = 0;
    double length = 0;
    while (high <= 5 && low >= -5) {
      const double z = normal(random);
      high = std::max(0.0, high + z - 0.5);
      low = std::min(0.0, low + z + 0.5);
      ++length;
    }
    sum += length;
    squares += length * length;
  }
  const double mean = sum / runs;
  EXPECT_NEAR(mean, 465.44, 3 * std::sqrt((squares / runs - mean * mean) / runs));
}

TEST(RunLength, OfSimulatedChartsIsWithinThreeStandardErrorsForRuleOne) {
  const Simulated found = simulate({Rule::we1}, 10000, 1987);
  EXPECT_NEAR(found.mean, 370.40, 3 * found.standard_error);
  EXPECT_LT(found.standard_error, 4);
}

TEST(RunLength, OfSimulatedChartsIsWithinThreeStandardErrorsForAllFourRules) {
  const Simulated found = simulate(rule_set(RuleSetName::western_electric).list(), 30000, 1956);
  EXPECT_NEAR(found.mean, 91.75, 3 * found.standard_error);
  EXPECT_LT(found.standard_error, 0.6);
}

}  // namespace
}  // namespace jidoka::spc
