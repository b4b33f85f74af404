#include "study/histogram.h"

#include <algorithm>
#include <cmath>

#include "study/summary.h"

namespace jidoka::study {

namespace {

// The step that a gauge reads in: the least distance of two values, when all distances are multiples of it. 0: none.
double resolution_of(std::span<const double> sorted) {
  double least = 0;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    const double gap = sorted[i] - sorted[i - 1];
    if (gap > 0 && (least == 0 || gap < least)) least = gap;
  }
  for (const double x : sorted) {
    const double steps = (x - sorted.front()) / least;
    if (least == 0 || std::abs(steps - std::round(steps)) > 1e-3) return 0;
  }
  return least;
}

// Classes over the whole range, so many; or, of values in steps, so many steps to each class, with the values in its
// middle: classes that take now one step and now two would show a comb that is not in the process.
void lay_classes(Histogram& out, std::span<const double> sorted, double classes) {
  const double range = sorted.back() - sorted.front();
  out.from = sorted.front();
  out.width = range / classes;
  if (const double step = resolution_of(sorted); step > 0 && step > out.width / 10) {
    const double steps = std::round(range / step) + 1;
    const double steps_of_a_class = std::max(1.0, std::round(steps / classes));
    out.from -= step / 2;
    out.width = step * steps_of_a_class;
    classes = std::ceil(steps / steps_of_a_class);
  }
  out.counts.resize(static_cast<std::size_t>(classes));
}

}  // namespace

Histogram histogram_of(std::span<const double> sorted, const Distribution& distribution) {
  const double low = sorted.front();
  const double high = sorted.back();
  const double range = high - low;
  const auto n = static_cast<double>(sorted.size());
  const double quarters = quantile_of(sorted, 0.75) - quantile_of(sorted, 0.25);
  const double wanted = quarters > 0 ? range * std::cbrt(n) / (2 * quarters) : std::sqrt(n);
  Histogram out;
  lay_classes(out, sorted, std::clamp(std::ceil(wanted), 5.0, 60.0));
  for (const double x : sorted)
    ++out.counts[std::min(out.counts.size() - 1, static_cast<std::size_t>((x - out.from) / out.width))];
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
