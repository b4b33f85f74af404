// Run lengths of charts with a memory. What is remembered is one number, so the run length from it is the solution of
// an integral equation (Page 1954; Crowder 1987), whose smooth kernel Gauss-Legendre points solve to ten digits.
#include <array>
#include <boost/math/quadrature/gauss.hpp>
#include <cmath>
#include <numbers>
#include <vector>

#include "spc/matrix.h"
#include "spc/run_length.h"

namespace jidoka::spc {
namespace {

double density(double x) { return std::exp(-x * x / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2; }
double below(double x) { return std::erfc(-x / std::numbers::sqrt2) / 2; }

struct Points {
  std::vector<double> at, weight;
};

// In pieces of 20 points, no wider than the kernel: 3 standard errors.
Points points_between(double low, double high, double kernel_width) {
  using Gauss = boost::math::quadrature::gauss<double, 20>;
  Points points;
  const int pieces = static_cast<int>(std::clamp(std::ceil((high - low) / (3 * kernel_width)), 1.0, 40.0));
  const double half = (high - low) / pieces / 2;
  for (int piece = 0; piece < pieces; ++piece) {
    const double middle = low + half * (2 * piece + 1);
    for (std::size_t i = 0; i < Gauss::abscissa().size(); ++i)
      for (double sign : {-1.0, 1.0}) {
        points.at.push_back(middle + sign * half * Gauss::abscissa()[i]);
        points.weight.push_back(half * Gauss::weights()[i]);
      }
  }
  return points;
}

}  // namespace

// L(z) = 1 + L(0)·Φ(k−z−μ) + ∫₀ʰ L(x) φ(x+k−z−μ) dx; the sum waits at 0 with a chance of its own.
double one_sided_cusum_run_length(const CusumDesign& design, double shift) {
  const Points points = points_between(0, design.h, 1);
  const std::size_t n = points.at.size() + 1;  // the last unknown is L(0)
  const auto from = [&](std::size_t i) { return i + 1 < n ? points.at[i] : 0.0; };
  std::vector<double> matrix(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j + 1 < n; ++j)
      matrix[i * n + j] = -points.weight[j] * density(points.at[j] + design.k - from(i) - shift);
    matrix[i * n + n - 1] = -below(design.k - from(i) - shift);
    matrix[i * n + i] += 1;
  }
  const std::vector<double> length = solve(std::move(matrix), std::vector<double>(n, 1.0));
  double result = 1 + length[n - 1] * below(design.k - design.headstart - shift);
  for (std::size_t j = 0; j + 1 < n; ++j)
    result += length[j] * points.weight[j] * density(points.at[j] + design.k - design.headstart - shift);
  return result;
}

// Of both sides (Lucas & Crosier 1982): L = (L⁺(s)·L⁻(0) + L⁻(s)·L⁺(0) − L⁺(0)·L⁻(0)) / (L⁺(0) + L⁻(0)).
double cusum_run_length(const CusumDesign& design, double shift) {
  const CusumDesign from_zero{design.k, design.h, 0};
  const double upper = one_sided_cusum_run_length(from_zero, shift);
  const double lower = one_sided_cusum_run_length(from_zero, -shift);
  const double upper_ahead = one_sided_cusum_run_length(design, shift);
  const double lower_ahead = one_sided_cusum_run_length(design, -shift);
  return (upper_ahead * lower + lower_ahead * upper - upper * lower) / (upper + lower);
}

namespace {

// L(z) = 1 + ∫ L(x) φ((x − (1−λ)z)/λ − μ) dx/λ over the space between the limits.
struct SteadyEwma {
  EwmaDesign design;
  double shift;
  Points points;
  std::vector<double> length;

  SteadyEwma(const EwmaDesign& chosen, double by) : design(chosen), shift(by) {
    const double limit = design.l * std::sqrt(design.lambda / (2 - design.lambda));
    points = points_between(-limit, limit, design.lambda);
    const std::size_t n = points.at.size();
    std::vector<double> matrix(n * n);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) matrix[i * n + j] = -points.weight[j] * kernel(points.at[j], points.at[i]);
      matrix[i * n + i] += 1;
    }
    length = solve(std::move(matrix), std::vector<double>(n, 1.0));
  }

  double kernel(double to, double from) const {
    return density((to - (1 - design.lambda) * from) / design.lambda - shift) / design.lambda;
  }
  double from(double z) const {
    double sum = 1;
    for (std::size_t j = 0; j < length.size(); ++j) sum += length[j] * points.weight[j] * kernel(points.at[j], z);
    return sum;
  }
};

}  // namespace

double steady_ewma_run_length(const EwmaDesign& design, double shift) { return SteadyEwma(design, shift).from(0); }

// While the limits still widen, the density of what is within them is carried from point to point; then the steady
// chart's run length is the mean over it.
double ewma_run_length(const EwmaDesign& design, double shift) {
  const SteadyEwma steady(design, shift);
  const double final_variance = design.lambda / (2 - design.lambda);
  double variance = design.lambda * design.lambda;
  double limit = design.l * std::sqrt(variance);
  Points points = points_between(-limit, limit, design.lambda);
  std::vector<double> share;
  for (double x : points.at) share.push_back(steady.kernel(x, 0));
  double sum = 1;
  while (true) {
    double alive = 0;
    for (std::size_t i = 0; i < share.size(); ++i) alive += points.weight[i] * share[i];
    variance = design.lambda * design.lambda + (1 - design.lambda) * (1 - design.lambda) * variance;
    if (final_variance - variance < 1e-12 * final_variance || alive < 1e-14) break;
    sum += alive;
    limit = design.l * std::sqrt(variance);
    Points next = points_between(-limit, limit, design.lambda);
    std::vector<double> next_share(next.at.size());
    for (std::size_t j = 0; j < next_share.size(); ++j)
      for (std::size_t i = 0; i < share.size(); ++i)
        next_share[j] += points.weight[i] * share[i] * steady.kernel(next.at[j], points.at[i]);
    points = std::move(next);
    share = std::move(next_share);
  }
  double rest = 0;
  for (std::size_t i = 0; i < share.size(); ++i) rest += points.weight[i] * share[i] * steady.from(points.at[i]);
  return sum + rest;
}

}  // namespace jidoka::spc
