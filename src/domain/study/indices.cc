#include "study/indices.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "study/probability.h"

namespace jidoka::study {

Interval interval_of_cp(double cp, double df, double confidence) {
  const double tail = (1 - confidence) / 2;
  return {cp * std::sqrt(chi_square_quantile(tail, df) / df), cp * std::sqrt(chi_square_quantile(1 - tail, df) / df)};
}

Interval interval_of_cpk(double cpk, double n, double df, double confidence) {
  const double half = normal_quantile((1 + confidence) / 2) * std::sqrt(1 / (9 * n) + cpk * cpk / (2 * df));
  return {cpk - half, cpk + half};
}

// x − z√(a + bx²) = r  ⇔  (1 − z²b)x² − 2rx + r² − z²a = 0, the root above r.
double observed_for(double required, double n, double df, double confidence) {
  const double z = normal_quantile((1 + confidence) / 2);
  const double a = z * z / (9 * n);
  const double b = z * z / (2 * df);
  if (b >= 1) return std::numeric_limits<double>::infinity();  // no index can be sure of it with so few
  return (required + std::sqrt(required * required - (1 - b) * (required * required - a))) / (1 - b);
}

Indices indices_of(const Spread& spread, const Specification& specification, double confidence) {
  Indices out;
  const auto& [mean, sigma, df, n] = spread;
  if (specification.lower) out.low = (mean - *specification.lower) / (3 * sigma);
  if (specification.upper) out.high = (*specification.upper - mean) / (3 * sigma);
  out.k = std::min(out.low.value_or(std::numeric_limits<double>::infinity()),
                   out.high.value_or(std::numeric_limits<double>::infinity()));
  out.k_interval = interval_of_cpk(out.k, n, df, confidence);
  if (!specification.has_both()) return out;
  const double width = *specification.upper - *specification.lower;
  out.p = width / (6 * sigma);
  out.ratio = 1 / *out.p;
  out.p_interval = interval_of_cp(*out.p, df, confidence);
  const double off = (mean - specification.target.value_or(specification.center())) / sigma;
  out.m = *out.p / std::sqrt(1 + off * off);
  const double own_df = (df + 1) * (1 + off * off) * (1 + off * off) / (1 + 2 * off * off);
  // So far off target that σ no longer counts: Cpm is known as well as the mean is.
  constexpr double known_exactly = 1e9;
  out.m_interval = own_df < known_exactly ? interval_of_cp(*out.m, own_df, confidence) : Interval{*out.m, *out.m};
  return out;
}

}  // namespace jidoka::study
