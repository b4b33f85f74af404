// What one column of numbers looks like.
//
//   TRY(const Summary found, summarise(values));
// Right to the last digits that a double holds, also for ten constant leading digits and for data of 1e±300 (NIST StRD,
// summary_test.cc). What does not exist is absent: the autocorrelation of a constant, the skewness of two values. A
// result beyond the range of a double is refused.
//   autocorrelation_1  Σ (xᵢ − x̄)(xᵢ₊₁ − x̄) / Σ (xᵢ − x̄)²                        (NIST StRD's definition)
//   quartiles          at 1 + (n − 1)p, interpolated: definition 7 of Hyndman & Fan 1996, as R and spreadsheets
//   skewness, kurtosis bias-corrected G1 and G2 of Joanes & Gill 1998; a normal distribution has 0 and 0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/result.h"
#include "json/describe.h"

namespace jidoka::study {

struct Summary {
  std::uint64_t n = 0;
  double mean = 0;
  std::optional<double> sigma;
  std::optional<double> standard_error;
  std::optional<double> autocorrelation_1;
  double min = 0;
  double lower_quartile = 0;
  double median = 0;
  double upper_quartile = 0;
  double max = 0;
  double range = 0;
  std::optional<double> skewness;
  std::optional<double> kurtosis;
};

constexpr auto describe(const Summary*) {
  using json::field;
  return json::type<Summary>(
      "Summary", "What one column of numbers looks like", field("n", &Summary::n), field("mean", &Summary::mean),
      field("sigma", &Summary::sigma, "Standard deviation, divided by n − 1; one value has none"),
      field("standard_error", &Summary::standard_error, "Of the mean: sigma / √n"),
      field("autocorrelation_1", &Summary::autocorrelation_1, "Of neighbours in order; absent when all are equal"),
      field("min", &Summary::min), field("lower_quartile", &Summary::lower_quartile), field("median", &Summary::median),
      field("upper_quartile", &Summary::upper_quartile), field("max", &Summary::max), field("range", &Summary::range),
      field("skewness", &Summary::skewness, "Bias-corrected; 0 for a symmetrical distribution"),
      field("kurtosis", &Summary::kurtosis, "Excess, bias-corrected; 0 for a normal distribution"));
}

Result<Summary> summarise(std::span<const double> values);

// Of sorted values, definition 7 of Hyndman & Fan.
double quantile_of(std::span<const double> sorted, double probability);

}  // namespace jidoka::study
