// Distributions fitted to values by maximum likelihood (Johnson's by percentiles), and how well they fit.
//
//   TRY(const Fit found, fit_distribution(sorted, DistributionChoice::weibull, 0.95));
// `best` keeps the normal distribution unless Anderson-Darling rejects it at 0.05; then it takes the fit with the
// lowest AIC of all that can be made. Values that a distribution cannot give (below 0 for a Weibull) are refused.
// Goodness of fit: Anderson-Darling's A² for all; its p for those that are normal after a transformation (Stephens) and
// for Weibull (D'Agostino & Stephens 1986, table 4.17, interpolated; 0.25 and 0.01 are its ends), and Pearson's
// chi-square in classes of equal probability where each can expect five values.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "json/describe.h"
#include "study/box_cox.h"
#include "study/distribution.h"
#include "study/normality.h"

namespace jidoka::study {

enum class DistributionChoice : std::uint8_t {
  normal,
  lognormal,
  weibull,
  gamma,
  folded_normal,
  half_normal,
  rayleigh,
  box_cox,
  johnson,
  best,
};
constexpr auto describe_enum(const DistributionChoice*) {
  using enum DistributionChoice;
  return json::names<DistributionChoice>({{normal, "normal"},
                                          {lognormal, "lognormal"},
                                          {weibull, "weibull"},
                                          {gamma, "gamma"},
                                          {folded_normal, "folded-normal"},
                                          {half_normal, "half-normal"},
                                          {rayleigh, "rayleigh"},
                                          {box_cox, "box-cox"},
                                          {johnson, "johnson"},
                                          {best, "best"}});
}

struct Parameter {
  std::string name;
  double value = 0;
};
constexpr auto describe(const Parameter*) {
  return json::type<Parameter>("Parameter", "A parameter of a distribution", json::field("name", &Parameter::name),
                               json::field("value", &Parameter::value));
}

struct ChiSquareTest {
  double statistic = 0;
  std::uint64_t df = 0;
  double p = 0;
};
constexpr auto describe(const ChiSquareTest*) {
  using json::field;
  return json::type<ChiSquareTest>("ChiSquareTest", "Counts in classes against those expected",
                                   field("statistic", &ChiSquareTest::statistic), field("df", &ChiSquareTest::df),
                                   field("p", &ChiSquareTest::p));
}

struct Fit {
  Shape shape = Shape::normal;
  std::vector<Parameter> parameters;
  double log_likelihood = 0;
  double aic = 0;
  Test anderson_darling;
  std::optional<ChiSquareTest> chi_square;
  std::optional<BoxCox> box_cox;
  double x0135 = 0, x50 = 0, x99865 = 0;

  Distribution distribution;  // not part of its JSON: the parameters are
};
constexpr auto describe(const Fit*) {
  using json::field;
  return json::type<Fit>(
      "Fit", "A distribution fitted to values", field("distribution", &Fit::shape),
      field("parameters", &Fit::parameters), field("log_likelihood", &Fit::log_likelihood),
      field("aic", &Fit::aic, "Akaike's criterion: lower is better"), field("anderson_darling", &Fit::anderson_darling),
      field("chi_square", &Fit::chi_square, "Absent for too few values"), field("box_cox", &Fit::box_cox),
      field("x0135", &Fit::x0135, "0.135 % of values lie below"), field("x50", &Fit::x50, "The median"),
      field("x99865", &Fit::x99865, "0.135 % of values lie above"));
}

struct Fits {
  Fit chosen;
  std::vector<Fit> candidates;  // all that were compared, best first; only for `best`
};

Result<Fits> fit_distribution(std::span<const double> sorted, DistributionChoice choice, double confidence,
                              std::optional<double> lambda = {});

}  // namespace jidoka::study
