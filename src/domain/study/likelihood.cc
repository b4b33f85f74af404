#include "study/likelihood.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "study/box_cox.h"
#include "study/moments.h"
#include "study/probability.h"
#include "study/search.h"

namespace jidoka::study {

namespace {

template <class Transform>
std::vector<double> each(std::span<const double> values, Transform transform) {
  std::vector<double> out(values.size());
  std::ranges::transform(values, out.begin(), transform);
  return out;
}

struct Normal {
  double mean, sigma;  // sigma divided by n, as likelihood has it
};
Normal normal_of(std::span<const double> values) {
  const Moments moments = moments_of(values);
  return {moments.center(), static_cast<double>(std::sqrt(moments.squares / static_cast<long double>(moments.n)))};
}

double mean_square(std::span<const double> values) {
  long double sum = 0;
  for (const double x : values) sum += static_cast<long double>(x) * x;
  return static_cast<double>(sum / static_cast<long double>(values.size()));
}

// 1/k = Σ wᵏ log w / Σ wᵏ − mean log w, with w = x / max x so that no power overflows.
std::optional<Distribution> weibull(std::span<const double> values) {
  const double largest = std::ranges::max(values);
  const std::vector<double> logs = each(values, [&](double x) { return std::log(x / largest); });
  const double mean = moments_of(logs).center();
  const auto power_sum = [&](double shape) {
    long double sum = 0;
    for (const double log : logs) sum += std::exp(shape * log);
    return sum;
  };
  const Function off = [&](double log_shape) {
    const double shape = std::exp(log_shape);
    long double weighted = 0;
    for (const double log : logs) weighted += log * std::exp(shape * log);
    return static_cast<double>(weighted / power_sum(shape)) - mean - 1 / shape;
  };
  const auto found = root_between(off, std::log(1e-3), std::log(1e6));
  if (!found) return std::nullopt;
  const double shape = std::exp(*found);
  const auto n = static_cast<long double>(values.size());
  return Distribution{Shape::weibull,
                      {shape, largest * std::exp(static_cast<double>(std::log(power_sum(shape) / n)) / shape)}};
}

// log k − ψ(k) = log x̄ − mean log x.
std::optional<Distribution> gamma(std::span<const double> values) {
  const double mean = moments_of(values).center();
  const double gap = -moments_of(each(values, [&](double x) { return std::log(x / mean); })).center();
  if (!(gap > 0)) return std::nullopt;
  const Function off = [&](double log_shape) { return log_shape - digamma_of(std::exp(log_shape)) - gap; };
  const auto found = root_between(off, std::log(1e-3), std::log(1e12));
  if (!found) return std::nullopt;
  const double shape = std::exp(*found);
  return Distribution{Shape::gamma, {shape, mean / shape}};
}

std::optional<Distribution> folded_normal(std::span<const double> values) {
  // So far from 0 nothing is folded (below 1e-23 of it): it is the normal distribution, and the search would lose σ in
  // the difference of squares.
  constexpr double far = 10;
  if (const Normal apart = normal_of(values); apart.mean > far * apart.sigma)
    return Distribution{Shape::folded_normal, {apart.mean, apart.sigma}};
  const double square = mean_square(values);
  const auto with_mean = [&](double share) {  // the mean as a share of the root mean square
    const double mean = share * std::sqrt(square);
    return Distribution{Shape::folded_normal, {mean, std::sqrt(square - mean * mean)}};
  };
  const Function likelihood = [&](double share) {
    const Distribution d = with_mean(share);
    long double sum = 0;
    for (const double x : values) sum += d.log_density(x);
    return static_cast<double>(sum);
  };
  // The mean's own share is its upper end: nothing is folded then.
  const Normal normal = normal_of(values);
  const double highest = std::min(1 - 1e-12, normal.mean / std::sqrt(square) + 1e-9);
  return with_mean(peak_between(likelihood, 0, highest));
}

}  // namespace

bool can_give(Shape shape, double x) {
  if (shape_row(shape).lowest != 0) return true;
  return x > 0 || (x == 0 && (shape == Shape::folded_normal || shape == Shape::half_normal));
}

std::optional<Distribution> most_likely(Shape shape, std::span<const double> values) {
  switch (shape) {
    case Shape::normal: {
      // s rather than the maximum, so that its percentiles are those of Pp; n − 1 or n hardly moves the likelihood.
      const Moments moments = moments_of(values);
      return Distribution{shape, {moments.center(), moments.sigma()}};
    }
    case Shape::lognormal: {
      const Normal normal = normal_of(each(values, [](double x) { return std::log(x); }));
      return Distribution{shape, {normal.mean, normal.sigma}};
    }
    case Shape::weibull:
      return weibull(values);
    case Shape::gamma:
      return gamma(values);
    case Shape::folded_normal:
      return folded_normal(values);
    case Shape::half_normal:
      return Distribution{shape, {std::sqrt(mean_square(values))}};
    case Shape::rayleigh:
      return Distribution{shape, {std::sqrt(mean_square(values) / 2)}};
    default:
      return std::nullopt;
  }
}

Distribution most_likely_box_cox(std::span<const double> values, double lambda) {
  const Normal normal = normal_of(each(values, [&](double x) { return box_cox(x, lambda); }));
  return {Shape::box_cox, {lambda, normal.mean, normal.sigma}};
}

}  // namespace jidoka::study
