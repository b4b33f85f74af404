#include "study/summary.h"

#include <algorithm>
#include <cmath>

#include "study/moments.h"

namespace jidoka::study {

double quantile_of(std::span<const double> sorted, double probability) {
  const double at = probability * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  if (below + 1 >= sorted.size()) return sorted.back();
  const long double share = at - static_cast<double>(below);
  return static_cast<double>((1 - share) * sorted[below] + share * sorted[below + 1]);
}

Result<Summary> summarise(std::span<const double> values) {
  TRY_VOID(check_numbers(values, 1));
  const Moments moments = moments_of(values);
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  Summary out;
  out.n = values.size();
  out.mean = moments.center();
  if (moments.n >= 2) out.sigma = moments.sigma();
  out.min = sorted.front();
  out.max = sorted.back();
  out.range = out.max - out.min;
  if (!std::isfinite(out.range) || !std::isfinite(out.sigma.value_or(0)))
    return fail(Code::invalid, "out-of-scale",
                {"The values lie farther apart than a double can say; give them in a larger unit of measure.",
                 "数值跨度超出双精度范围，请换用更大的计量单位。"},
                "value");
  out.lower_quartile = quantile_of(sorted, 0.25);
  out.median = quantile_of(sorted, 0.5);
  out.upper_quartile = quantile_of(sorted, 0.75);
  if (out.min == out.max) {  // rounding of a sum must not make a deviation and a shape out of nothing
    out.mean = out.min;
    if (moments.n >= 2) out.sigma = out.standard_error = 0;
    return out;
  }
  const auto n = static_cast<long double>(moments.n);
  if (moments.n >= 2) out.standard_error = static_cast<double>(*out.sigma / std::sqrt(n));
  out.autocorrelation_1 = static_cast<double>(moments.neighbours / moments.squares);
  const long double variance = moments.squares / n;
  if (moments.n >= 3) {
    const long double g1 = moments.cubes / n / (variance * std::sqrt(variance));
    out.skewness = static_cast<double>(g1 * std::sqrt(n * (n - 1)) / (n - 2));
  }
  if (moments.n >= 4) {
    const long double g2 = moments.fourths / n / (variance * variance) - 3;
    out.kurtosis = static_cast<double>((n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * g2 + 6));
  }
  return out;
}

}  // namespace jidoka::study
