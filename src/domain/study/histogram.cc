#include "study/histogram.h"

#include <algorithm>
#include <cmath>

#include "study/summary.h"

namespace jidoka::study {

Histogram histogram_of(std::span<const double> sorted, const Distribution& distribution) {
  const double low = sorted.front();
  const double high = sorted.back();
  const double range = high - low;
  const auto n = static_cast<double>(sorted.size());
  const double quarters = quantile_of(sorted, 0.75) - quantile_of(sorted, 0.25);
  const double wanted = quarters > 0 ? range * std::cbrt(n) / (2 * quarters) : std::sqrt(n);
  const auto classes = static_cast<std::size_t>(std::clamp(std::ceil(wanted), 5.0, 60.0));
  Histogram out;
  out.from = low;
  out.width = range / static_cast<double>(classes);
  out.counts.resize(classes);
  for (const double x : sorted)
    ++out.counts[std::min(classes - 1, static_cast<std::size_t>((x - low) / range * static_cast<double>(classes)))];
  constexpr int steps = 160;
  const double margin = range / 4;
  for (int i = 0; i <= steps; ++i) {
    const double x = low - margin + (range + 2 * margin) * i / steps;
    const double count = std::exp(distribution.log_density(x)) * n * out.width;
    if (std::isfinite(count)) out.curve.push_back({x, count});
  }
  return out;
}

std::vector<ProbabilityPoint> probability_plot_of(std::span<const double> sorted, const Distribution& distribution) {
  constexpr std::size_t most = 500;
  const std::size_t n = sorted.size();
  const std::size_t shown = std::min(n, most);
  std::vector<ProbabilityPoint> out;
  out.reserve(shown);
  for (std::size_t i = 0; i < shown; ++i) {
    const std::size_t at = shown == n ? i : i * (n - 1) / (shown - 1);
    const double probability = (static_cast<double>(at) + 0.7) / (static_cast<double>(n) + 0.4);
    const double expected = distribution.quantile(probability);
    if (std::isfinite(expected)) out.push_back({sorted[at], expected, probability});
  }
  return out;
}

}  // namespace jidoka::study
