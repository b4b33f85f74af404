// A straight line through points by least squares, with what tests and bands about it need.
//
//   TRY(const LinearFit line, linear_fit(x, y));   line.at(3.5), line.half_width(3.5, 0.95)
// NIST StRD's Norris and the linearity study of the AIAG manual check it (regression_test.cc). x that are all equal are
// refused. A perfect line has no t for its slope: its standard error is 0.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/result.h"

namespace jidoka::study {

struct LinearFit {
  std::uint64_t n = 0;
  double intercept = 0, slope = 0;
  double intercept_error = 0, slope_error = 0;  // standard errors
  std::optional<double> intercept_t, slope_t, intercept_p, slope_p;
  double r_squared = 0;
  double residual_sigma = 0;
  double df = 0;
  double mean_x = 0, squares_x = 0;  // Σ (x − x̄)²
  double squares_regression = 0, squares_residual = 0;

  double at(double x) const { return intercept + slope * x; }
  double half_width(double x, double confidence) const;  // of the interval for the line's mean at x
};

Result<LinearFit> linear_fit(std::span<const double> x, std::span<const double> y);

}  // namespace jidoka::study
