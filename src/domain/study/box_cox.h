// The power transformation that makes positive values most nearly normal: (xᵝ − 1)/β, log x at β = 0 (Box & Cox 1964).
//
//   TRY(const BoxCox found, fit_box_cox(values, 0.95));   found.lambda, found.interval
// λ is where the profile likelihood −n/2·log σ̂²(λ) + (λ − 1)Σ log x is highest, in [−5, 5]; its interval is where that
// lies within ½χ²₁ of the peak. Values that are not positive are refused.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/result.h"
#include "json/describe.h"

namespace jidoka::study {

struct BoxCox {
  double lambda = 1;
  std::vector<double> interval;  // lower, upper; an end at ±5 may lie farther out
  double log_likelihood = 0;     // of the profile at lambda, without its constants
};
constexpr auto describe(const BoxCox*) {
  using json::field;
  return json::type<BoxCox>(
      "BoxCox", "The power that makes the values most nearly normal",
      field("lambda", &BoxCox::lambda, "1 leaves them, 0 is the logarithm"),
      field("interval", &BoxCox::interval, "Lower and upper bound of lambda; none when it was given"),
      field("log_likelihood", &BoxCox::log_likelihood));
}

double box_cox(double x, double lambda);
// Beyond all that positive values can give: 0 for λ > 0, infinity for λ < 0, the end of the support on that side.
double box_cox_inverse(double y, double lambda);

Result<BoxCox> fit_box_cox(std::span<const double> values, double confidence, std::optional<double> lambda = {});

}  // namespace jidoka::study
