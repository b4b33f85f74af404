#include "study/johnson.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "study/normality.h"
#include "study/probability.h"

namespace jidoka::study {

namespace {

constexpr std::size_t most_compared = 4000;

// The value at rank nP + ½, as Slifker & Shapiro place percentiles.
double percentile(std::span<const double> sorted, double probability) {
  const double rank = static_cast<double>(sorted.size()) * probability - 0.5;  // from 0
  if (rank <= 0) return sorted.front();
  const auto below = static_cast<std::size_t>(rank);
  if (below + 1 >= sorted.size()) return sorted.back();
  return sorted[below] + (rank - static_cast<double>(below)) * (sorted[below + 1] - sorted[below]);
}

struct Distances {
  double z, upper, middle, lower;  // m, p and n of the paper
  double center;                   // of the two inner percentiles
};

Distribution unbounded(const Distances& d) {
  const double m = d.upper / d.middle;
  const double n = d.lower / d.middle;
  const double root = std::sqrt(m * n - 1);
  const double eta = 2 * d.z / std::acosh((m + n) / 2);
  const double gamma = eta * std::asinh((n - m) / (2 * root));
  const double lambda = 2 * d.middle * root / ((m + n - 2) * std::sqrt(m + n + 2));
  const double xi = d.center + d.middle * (n - m) / (2 * (m + n - 2));
  return {Shape::johnson_su, {gamma, eta, xi, lambda}};
}

Distribution bounded(const Distances& d) {
  const double m = d.middle / d.upper;
  const double n = d.middle / d.lower;
  const double both = (1 + m) * (1 + n);
  const double eta = d.z / std::acosh(std::sqrt(both) / 2);
  const double gamma = eta * std::asinh((n - m) * std::sqrt(both - 4) / (2 * (m * n - 1)));
  const double lambda = d.middle * std::sqrt((both - 2) * (both - 2) - 4) / (m * n - 1);
  const double xi = d.center - lambda / 2 + d.middle * (n - m) / (2 * (m * n - 1));
  return {Shape::johnson_sb, {gamma, eta, xi, lambda}};
}

Distribution lognormal(const Distances& d) {
  const double m = d.upper / d.middle;
  const double eta = 2 * d.z / std::log(m);
  const double gamma = eta * std::log((m - 1) / (d.middle * std::sqrt(m)));
  const double xi = d.center - d.middle / 2 * (m + 1) / (m - 1);
  return {Shape::johnson_sl, {gamma, eta, xi, 0}};
}

bool takes_all(const Distribution& d, std::span<const double> sorted) {
  return std::ranges::all_of(d.parameters, [](double p) { return std::isfinite(p); }) && d.parameters[1] > 0 &&
         std::isfinite(d.z_of(sorted.front())) && std::isfinite(d.z_of(sorted.back()));
}

}  // namespace

std::optional<Distribution> fit_johnson_at(std::span<const double> sorted, double z) {
  const double far_above = percentile(sorted, normal_below(3 * z));
  const double above = percentile(sorted, normal_below(z));
  const double below = percentile(sorted, normal_below(-z));
  const double far_below = percentile(sorted, normal_below(-3 * z));
  const Distances d{z, far_above - above, above - below, below - far_below, (above + below) / 2};
  if (!(d.upper > 0) || !(d.middle > 0) || !(d.lower > 0)) return std::nullopt;
  const double ratio = d.upper * d.lower / (d.middle * d.middle);
  Distribution found;
  // The paper's band for the lognormal, a line that no sample meets exactly.
  if (ratio > 1.001)
    found = unbounded(d);
  else if (ratio < 0.999)
    found = bounded(d);
  else
    found = lognormal(d);
  if (!takes_all(found, sorted)) return std::nullopt;
  return found;
}

std::optional<Distribution> fit_johnson(std::span<const double> sorted) {
  std::optional<Distribution> best;
  double least = 0;
  // Which z is best shows on some thousand ranks as well as on all.
  const std::size_t step = sorted.size() / most_compared + 1;
  std::vector<double> compared;
  for (std::size_t i = step / 2; i < sorted.size(); i += step) compared.push_back(sorted[i]);
  std::vector<double> scores(compared.size());
  for (int i = 25; i <= 125; ++i) {
    const auto found = fit_johnson_at(sorted, i / 100.0);
    if (!found) continue;
    std::ranges::transform(compared, scores.begin(), [&](double x) { return found->z_of(x); });
    const auto test = anderson_darling(scores);
    if (!test || std::isnan(test->statistic) || (best && test->statistic >= least)) continue;
    best = found;
    least = test->statistic;
  }
  return best;
}

}  // namespace jidoka::study
