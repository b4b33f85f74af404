#include "study/normality.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "study/moments.h"
#include "study/probability.h"

namespace jidoka::study {

namespace {

template <std::size_t N>
double polynomial(const std::array<double, N>& coefficients, double x) {
  double sum = 0;
  for (std::size_t i = N; i-- > 0;) sum = sum * x + coefficients[i];
  return sum;
}

// D'Agostino & Stephens 1986, table 4.9.
double stephens_p(double a) {
  a = std::min(a, 10.0);  // farther out the parabola would turn back; p is 4e-24 there
  if (a >= 0.6) return std::exp(1.2937 - 5.709 * a + 0.0186 * a * a);
  if (a >= 0.34) return std::exp(0.9177 - 4.279 * a - 1.38 * a * a);
  if (a >= 0.2) return 1 - std::exp(-8.318 + 42.796 * a - 59.938 * a * a);
  return 1 - std::exp(-13.436 + 101.14 * a - 223.73 * a * a);
}

// Royston's approximation of the weights: the first of them from polynomials in 1/√n, the rest from normal scores.
std::vector<double> royston_weights(std::size_t n) {
  const std::size_t half = n / 2;
  std::vector<double> weights(half);
  if (n == 3) {
    weights[0] = std::numbers::sqrt2 / 2;
    return weights;
  }
  double squares = 0;
  for (std::size_t i = 0; i < half; ++i) {
    weights[i] = -normal_quantile((static_cast<double>(i) + 0.625) / (static_cast<double>(n) + 0.25));
    squares += 2 * weights[i] * weights[i];
  }
  const double root = std::sqrt(squares);
  const double u = 1 / std::sqrt(static_cast<double>(n));
  const double first = polynomial<6>({0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056}, u) + weights[0] / root;
  if (n <= 5) {
    const double scale = std::sqrt((squares - 2 * weights[0] * weights[0]) / (1 - 2 * first * first));
    for (double& weight : weights) weight /= scale;
    weights[0] = first;
    return weights;
  }
  const double second = polynomial<6>({0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633}, u) + weights[1] / root;
  const double scale = std::sqrt((squares - 2 * weights[0] * weights[0] - 2 * weights[1] * weights[1]) /
                                 (1 - 2 * first * first - 2 * second * second));
  for (double& weight : weights) weight /= scale;
  weights[0] = first;
  weights[1] = second;
  return weights;
}

double royston_p(double w, std::size_t count) {
  const auto n = static_cast<double>(count);
  if (count == 3)
    return std::clamp(6 / std::numbers::pi * (std::asin(std::sqrt(w)) - std::asin(std::sqrt(0.75))), 0.0, 1.0);
  const double y = std::log1p(-w);
  if (count <= 11) {
    const double gamma = -2.273 + 0.459 * n;
    if (y >= gamma) return 0;
    const double mean = polynomial<4>({0.5440, -0.39978, 0.025054, -6.714e-4}, n);
    const double sigma = std::exp(polynomial<4>({1.3822, -0.77857, 0.062767, -0.0020322}, n));
    return normal_above((-std::log(gamma - y) - mean) / sigma);
  }
  const double x = std::log(n);
  const double mean = polynomial<4>({-1.5861, -0.31082, -0.083751, 0.0038915}, x);
  const double sigma = std::exp(polynomial<3>({-0.4803, -0.082676, 0.0030302}, x));
  return normal_above((y - mean) / sigma);
}

}  // namespace

double anderson_darling_of(std::span<const double> sorted, const Probability& below, const Probability& above) {
  const std::size_t n = sorted.size();
  constexpr double least = 1e-300;  // a value where the distribution has nothing: as unlikely as a double can say
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i)
    sum += static_cast<double>(2 * i + 1) *
           (std::log(std::max(below(sorted[i]), least)) + std::log(std::max(above(sorted[n - 1 - i]), least)));
  return -static_cast<double>(n) - sum / static_cast<double>(n);
}

std::optional<Test> anderson_darling(std::span<const double> sorted) {
  if (sorted.size() < 8) return std::nullopt;
  const Moments moments = moments_of(sorted);
  const double sigma = moments.sigma();
  const auto z = [&](double x) { return static_cast<double>((x - moments.mean) / sigma); };
  const double a = anderson_darling_of(
      sorted, [&](double x) { return normal_below(z(x)); }, [&](double x) { return normal_above(z(x)); });
  const auto n = static_cast<double>(sorted.size());
  return Test{a, std::clamp(stephens_p(a * (1 + 0.75 / n + 2.25 / (n * n))), 0.0, 1.0)};
}

std::optional<Test> shapiro_wilk(std::span<const double> sorted) {
  const std::size_t n = sorted.size();
  if (n < 3 || n > 5000) return std::nullopt;
  const std::vector<double> weights = royston_weights(n);
  const long double squares = moments_of(sorted).squares;
  long double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i)
    sum += weights[i] * (static_cast<long double>(sorted[n - 1 - i]) - sorted[i]);
  const double w = std::min(1.0, static_cast<double>(sum * sum / squares));
  return Test{w, royston_p(w, n)};
}

Normality test_normality(std::span<const double> sorted) {
  Normality out{anderson_darling(sorted), shapiro_wilk(sorted)};
  out.rejected = out.anderson_darling ? *out.anderson_darling->p < rejected_below
                                      : out.shapiro_wilk && *out.shapiro_wilk->p < rejected_below;
  return out;
}

}  // namespace jidoka::study
