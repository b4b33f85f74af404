// Do values come from a normal distribution? Two tests, the statistic and the probability of one so large by chance.
//
//   anderson_darling  A² with mean and sigma estimated; p by Stephens' fits to A²(1 + 0.75/n + 2.25/n²), n from 8 on
//                     (D'Agostino & Stephens 1986, Goodness-of-Fit Techniques, table 4.9)
//   shapiro_wilk      Royston's AS R94 (Applied Statistics 44, 1995), n from 3 to 5000
// Nothing where a test does not apply. anderson_darling_of() is A² of any distribution that the caller gives as two
// probabilities for each sorted value: below, and above it.
#pragma once

#include <functional>
#include <optional>
#include <span>

#include "json/describe.h"

namespace jidoka::study {

struct Test {
  double statistic = 0;
  std::optional<double> p;
};
constexpr auto describe(const Test*) {
  using json::field;
  return json::type<Test>(
      "Test", "A statistical test", field("statistic", &Test::statistic),
      field("p", &Test::p, "Probability of a statistic so extreme by chance; absent where no table gives it"));
}

struct Normality {
  std::optional<Test> anderson_darling;
  std::optional<Test> shapiro_wilk;
  bool rejected = false;  // at 0.05, by Anderson-Darling where it applies, else by Shapiro-Wilk
};
constexpr auto describe(const Normality*) {
  using json::field;
  return json::type<Normality>(
      "Normality", "Whether values come from a normal distribution",
      field("anderson_darling", &Normality::anderson_darling, "From 8 values on"),
      field("shapiro_wilk", &Normality::shapiro_wilk, "3 to 5000 values"),
      field("rejected", &Normality::rejected, "At 0.05, by Anderson-Darling where it applies, else by Shapiro-Wilk"));
}

constexpr double rejected_below = 0.05;

Normality test_normality(std::span<const double> sorted);  // not all equal
std::optional<Test> anderson_darling(std::span<const double> sorted);
std::optional<Test> shapiro_wilk(std::span<const double> sorted);

using Probability = std::function<double(double)>;
double anderson_darling_of(std::span<const double> sorted, const Probability& below, const Probability& above);

}  // namespace jidoka::study
