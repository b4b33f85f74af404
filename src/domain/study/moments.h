// Sums about the mean, so that ten digits in front of the variation cost nothing: two passes in long double, the first
// sum corrected by the residuals of the second (Chan, Golub & LeVeque 1983). The range of a long double also takes the
// fourth power of 1e300 and of the smallest denormal, so nothing overflows and nothing becomes 0 on the way.
// NIST StRD's univariate sets check it (summary_test.cc).
#pragma once

#include <cstddef>
#include <span>

#include "core/result.h"

namespace jidoka::study {

struct Moments {
  std::size_t n = 0;
  long double mean = 0;
  long double squares = 0;     // Σ (x − mean)²
  long double cubes = 0;       // Σ (x − mean)³
  long double fourths = 0;     // Σ (x − mean)⁴
  long double neighbours = 0;  // Σ (xᵢ − mean)(xᵢ₊₁ − mean)

  double center() const { return static_cast<double>(mean); }
  double sigma() const;  // divided by n − 1; 0 for one value
};

Moments moments_of(std::span<const double> values);

// Refuses fewer than `least` values, and NaN and infinities with their place, from 1.
Result<void> check_numbers(std::span<const double> values, std::size_t least);
// The same, and also what no study can be made of: all equal, or beyond 1e±100, where products leave the range of a
// double.
Result<void> check_variation(std::span<const double> values, std::size_t least);

}  // namespace jidoka::study
