// One-way analysis of variance: do groups differ by more than what is inside them?
//
//   TRY(const OneWay table, one_way_anova({{107.868156, …}, {107.868107, …}}));
// Sums of squares are taken about means in long double (moments.h), so leading digits that never change do no harm;
// NIST StRD's AtmWtAg checks it (anova_test.cc). Groups may differ in size; one alone, or no freedom within, is
// refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "json/describe.h"

namespace jidoka::study {

// A row of an analysis of variance as people read it.
struct AnovaRow {
  std::string source;
  std::uint64_t df = 0;
  double sum_of_squares = 0;
  std::optional<double> mean_square;
  std::optional<double> f;
  std::optional<double> p;
};
constexpr auto describe(const AnovaRow*) {
  using json::field;
  return json::type<AnovaRow>("AnovaRow", "A row of an analysis of variance",
                              field("source", &AnovaRow::source, "Where the variation comes from"),
                              field("df", &AnovaRow::df, "Degrees of freedom"),
                              field("sum_of_squares", &AnovaRow::sum_of_squares),
                              field("mean_square", &AnovaRow::mean_square, "Absent for the total"),
                              field("f", &AnovaRow::f, "Absent when there is nothing to compare with"),
                              field("p", &AnovaRow::p, "Probability of so large an F without an effect"));
}

struct OneWay {
  std::uint64_t groups = 0;
  std::uint64_t n = 0;
  double df_between = 0, df_within = 0;
  double squares_between = 0, squares_within = 0;
  double mean_square_between = 0, mean_square_within = 0;
  std::optional<double> f, p;  // absent when nothing varies within
  double r_squared = 0;
  double residual_sigma = 0;
  double common_size = 0;       // n₀: what σ²between is multiplied with in the mean square between (Searle 1971)
  double variance_between = 0;  // (MSB − MSW) / n₀, at least 0
};

Result<OneWay> one_way_anova(const std::vector<std::vector<double>>& groups);

AnovaRow anova_row(std::string source, std::uint64_t df, double squares);
// F against the mean square of another row, and its p; nothing when that is 0.
void compare(AnovaRow& row, const AnovaRow& against);

}  // namespace jidoka::study
