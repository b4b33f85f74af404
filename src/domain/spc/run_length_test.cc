#include "spc/run_length.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

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
        Row{RuleSet::of({Rule::we1, Rule::we3, Rule::we4}), 105.78}, Row{RuleSet::all(), 91.75}})
    EXPECT_NEAR(average_run_length(row.rules, 0), row.points, 0.0051) << row.rules.bits;
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
    EXPECT_NEAR(average_run_length(RuleSet::all(), row.shift), row.all, 1e-6) << row.shift;
    EXPECT_NEAR(average_run_length(RuleSet::all(), -row.shift), row.all, 1e-6) << row.shift;
  }
}

TEST(RunLength, OfEachRuleAloneIsTheFigureInTheTable) {
  for (const RunRule& row : run_rules)
    EXPECT_NEAR(average_run_length(RuleSet::of({row.rule}), 0), row.points_per_false_alarm, 6e-4) << row.id;
  EXPECT_NEAR(average_run_length(RuleSet::of({Rule::we4}), 0), 255,
              1e-9);  // 2⁸ − 1, as for eight equal tosses of a coin
  EXPECT_EQ(average_run_length(RuleSet{}, 0), std::numeric_limits<double>::infinity());
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

TEST(RunLength, OfSimulatedChartsIsWithinThreeStandardErrorsForRuleOne) {
  const Simulated found = simulate({Rule::we1}, 10000, 1987);
  EXPECT_NEAR(found.mean, 370.40, 3 * found.standard_error);
  EXPECT_LT(found.standard_error, 4);
}

TEST(RunLength, OfSimulatedChartsIsWithinThreeStandardErrorsForAllFourRules) {
  const Simulated found = simulate(RuleSet::all().list(), 30000, 1956);
  EXPECT_NEAR(found.mean, 91.75, 3 * found.standard_error);
  EXPECT_LT(found.standard_error, 0.6);
}

}  // namespace
}  // namespace jidoka::spc
