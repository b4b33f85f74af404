#include "sampling/variables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/published_test.h"
#include "sampling/letters.h"
#include "sampling/reference_test.h"
#include "sampling/z19.h"

namespace jidoka::sampling {

namespace {

const std::string standard_k = "ANSI/ASQ Z1.9 (MIL-STD-414) table B-1, s method";

double k_of(Severity severity, char letter, std::string_view aql) {
  return z19_plan(Sigma::unknown, severity, letter, *aql_index(aql))->k;
}

TEST(VariablesPlan, HasThePrintedConstants) {
  struct Row {
    char letter;
    std::string_view aql;
    double k;
  };
  const Row rows[] = {{'C', "1.5", 1.34},  {'D', "1.0", 1.53},  {'E', "0.25", 2.00}, {'E', "1.5", 1.50},
                      {'F', "1.0", 1.72},  {'G', "0.10", 2.42}, {'G', "1.0", 1.79},  {'H', "0.65", 1.96},
                      {'I', "1.0", 1.85},  {'J', "0.65", 2.03}, {'K', "1.0", 1.93},  {'L', "1.0", 1.98},
                      {'M', "0.40", 2.29}, {'M', "1.5", 1.86},  {'N', "0.65", 2.18}, {'P', "0.25", 2.47},
                      {'P', "1.0", 2.04},  {'B', "2.5", 1.12},  {'C', "4.0", 1.01},  {'D', "10", 0.675},
                      {'E', "6.5", 0.955}, {'F', "4.0", 1.23}};
  for (const Row& row : rows)
    expect_published({standard_k, fmt::format("k of {} at AQL {}", row.letter, row.aql), row.k, 0.0101 / row.k},
                     k_of(Severity::normal, row.letter, row.aql));
}

// Examples with the fraction M: normal, tightened and reduced inspection.
TEST(VariablesPlan, HasTheSizeAndConstantOfTheExamples) {
  struct Row {
    Severity severity;
    Sigma sigma;
    std::int64_t lot;
    Level level;
    std::string_view aql;
    std::int64_t n;
    double k;
    double m;
  };
  using enum Severity;
  const Row rows[] = {{normal, Sigma::unknown, 90, Level::ii, "4.0", 7, 1.1533, 0.1219},
                      {normal, Sigma::unknown, 3000, Level::ii, "0.25", 50, 2.3591, 0.00778},
                      {normal, Sigma::unknown, 8, Level::s3, "0.10", 7, 2.2237, 0.00005},
                      {tightened, Sigma::unknown, 3000, Level::ii, "0.25", 50, 2.4999, 0.00503},
                      {tightened, Sigma::unknown, 5, Level::s3, "0.10", 10, 2.4386, 0.00077},
                      {reduced, Sigma::unknown, 3000, Level::ii, "0.25", 20, 2.1016, 0.0133},
                      {reduced, Sigma::unknown, 20'000, Level::ii, "0.10", 30, 2.4139, 0.00567},
                      {reduced, Sigma::unknown, 1200, Level::s3, "10", 3, 0.3406, 0.4047},
                      {normal, Sigma::known, 3000, Level::ii, "0.25", 13, 2.3506, 0.00721},
                      {tightened, Sigma::known, 3000, Level::ii, "0.25", 12, 2.4929, 0.00461},
                      {reduced, Sigma::known, 3000, Level::ii, "0.25", 6, 2.0784, 0.0114}};
  for (const Row& row : rows) {
    const auto plan = z19_plan(row.sigma, row.severity, *variables_letter(row.lot, row.level), *aql_index(row.aql));
    ASSERT_TRUE(plan);
    const std::string what = fmt::format("{}, sigma {}, lot {}, level {}, AQL {}", json::enum_name(row.severity),
                                         json::enum_name(row.sigma), row.lot, json::enum_name(row.level), row.aql);
    EXPECT_EQ(plan->sample_size, row.n) << what;
    expect_published({"ANSI/ASQ Z1.9 (MIL-STD-414), examples", "k, " + what, row.k, 0.01 / row.k}, plan->k);
    EXPECT_NEAR(plan->m, row.m, 0.02 * row.m + 2e-5) << what;
  }
}

TEST(VariablesPlan, AgreesWithEveryExampleOfTheReference) {
  double worst = 0;
  int count = 0;
  for (const ReferenceRow& row : reference_rows("z19_variables_examples.csv")) {
    std::string severity = row.at("type");
    severity[0] = static_cast<char>(severity[0] | 0x20);
    const std::int64_t lot = std::stoll(row.at("lot"));
    const auto plan = z19_plan(*sigma_named(row.at("sigma")), *severity_named(severity),
                               *variables_letter(lot, *level_named(row.at("level"))), *aql_index(row.at("aql")));
    ASSERT_TRUE(plan) << row.at("lot") << row.at("aql");
    EXPECT_EQ(plan->sample_size, std::stoll(row.at("n"))) << severity << row.at("lot") << row.at("aql");
    worst = std::max(worst, std::abs(plan->k - std::stod(row.at("k"))));
    ++count;
  }
  if (count == 0) return;
  EXPECT_EQ(count, 264);
  EXPECT_LE(worst, 0.002);
}

TEST(VariablesPlan, IsRefusedWhereItCouldNotBeChecked) {
  const auto refused = z19_plan(Sigma::known, Severity::normal, 'M', *aql_index("1.0"));
  EXPECT_EQ(refused.error().slug, "plan-not-verified");
  EXPECT_THAT(refused.error().text.en, testing::HasSubstr("two points"));
  EXPECT_EQ(z19_plan(Sigma::unknown, Severity::normal, 'K', *aql_index("15")).error().slug, "aql-not-in-standard");
  EXPECT_EQ(z19_plan(Sigma::unknown, Severity::normal, 'A', *aql_index("1.0")).error().slug, "unknown-code-letter");
}

TEST(Acceptance, GoesBackToItsConstant) {
  for (const Sigma sigma : {Sigma::unknown, Sigma::known})
    for (const std::int64_t n : {3, 10, 50, 200, 5000})
      for (const double p : {1e-6, 0.001, 0.05, 0.3, 0.6})
        for (const double accept : {0.01, 0.5, 0.95}) {
          const auto k = constant_for(sigma, n, p, accept);
          ASSERT_TRUE(k) << n << ' ' << p;
          EXPECT_NEAR(*acceptance_by_variables(sigma, n, *k, p), accept, 1e-9) << n << ' ' << p;
        }
}

TEST(Estimate, IsTheInverseOfTheConstant) {
  EXPECT_NEAR(constant_of_estimate(Sigma::unknown, 4, 0.0149), 1.4553, 1e-12);  // n = 4: k = (1 − 2M) · 3/2
  for (const Sigma sigma : {Sigma::unknown, Sigma::known})
    EXPECT_NEAR(estimated_nonconforming(sigma, 20, constant_of_estimate(sigma, 20, 0.0133)), 0.0133, 1e-12);
  EXPECT_DOUBLE_EQ(estimated_nonconforming(Sigma::unknown, 5, 100), 0);
  EXPECT_DOUBLE_EQ(estimated_nonconforming(Sigma::unknown, 5, -100), 1);
}

}  // namespace

}  // namespace jidoka::sampling
