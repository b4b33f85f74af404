#include "spc/constants.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <numbers>

#include "core/assert.h"

namespace jidoka::spc {
namespace {

// The trapezoidal rule converges faster than any power of the step on smooth integrands that die out at both ends
// (Trefethen & Weideman 2014), so every integral below is brought into that shape.
constexpr double step = 1.0 / 16;
constexpr int half_width = 10 * 16;  // steps; beyond 10σ a normal tail is below 1e-23
constexpr double sqrt_half = std::numbers::sqrt2 / 2;

double upper_tail(double x) { return std::erfc(x * sqrt_half) / 2; }
double density(double x) { return std::exp(-x * x / 2) * std::numbers::inv_sqrtpi * sqrt_half; }

// Tippett (1925): E(R)/σ = ∫ 1 − Φⁿ − (1−Φ)ⁿ dx.
double mean_range(int n) {
  double sum = 0;
  for (int i = -half_width; i <= half_width; ++i) {
    const double x = i * step;
    sum += -std::expm1(n * std::log1p(-upper_tail(x))) - std::pow(upper_tail(x), n);
  }
  return sum * step;
}

struct NormalGrid {
  std::array<double, 2 * half_width + 1> density_at{};
  std::array<double, 2 * half_width + 1> upper_tail_at{};
};

NormalGrid normal_grid() {
  NormalGrid grid;
  for (int i = -half_width; i <= half_width; ++i) {
    grid.density_at[static_cast<std::size_t>(i + half_width)] = density(i * step);
    grid.upper_tail_at[static_cast<std::size_t>(i + half_width)] = upper_tail(i * step);
  }
  return grid;
}

// Hartley (1942): P(R ≤ r) = n ∫ φ(x) [Φ(x+r) − Φ(x)]ⁿ⁻¹ dx, x being the smallest of the sample.
double range_distribution(int n, double r, const NormalGrid& grid) {
  double sum = 0;
  for (int i = -half_width; i <= half_width; ++i) {
    const auto at = static_cast<std::size_t>(i + half_width);
    sum += grid.density_at[at] * std::pow(grid.upper_tail_at[at] - upper_tail(i * step + r), n - 1);
  }
  return n * sum * step;
}

// E(R²) = ∫ 2r P(R > r) dr; with r = eᵗ the integrand dies out at both ends. Below t = −17 lie 2e-15 of it.
double deviation_of_range(int n) {
  const NormalGrid grid = normal_grid();
  double sum = 0;
  for (int i = -17 * 16; i * step < 3.1; ++i) {
    const double r = std::exp(i * step);
    sum += 2 * r * r * (1 - range_distribution(n, r, grid));
  }
  const double mean = d2(n);
  return std::sqrt(sum * step - mean * mean);
}

// A value depends on n alone, so threads that meet here at the same time write the same number.
template <double (*compute)(int)>
double remembered(int n) {
  static std::array<std::atomic<double>, 256> values{};
  ASSERT(n >= 2);
  if (static_cast<std::size_t>(n) >= values.size()) return compute(n);
  std::atomic<double>& value = values[static_cast<std::size_t>(n)];
  double known = value.load(std::memory_order_relaxed);
  if (known == 0) {
    known = compute(n);
    value.store(known, std::memory_order_relaxed);
  }
  return known;
}

}  // namespace

double d2(int n) { return remembered<mean_range>(n); }
double d3(int n) { return remembered<deviation_of_range>(n); }

double c4(int n) {
  ASSERT(n >= 2);
  return std::sqrt(2.0 / (n - 1)) * std::exp(std::lgamma(n / 2.0) - std::lgamma((n - 1) / 2.0));
}

double a2(int n) { return 3 / (d2(n) * std::sqrt(n)); }
double d3_factor(int n) { return std::max(0.0, 1 - 3 * d3(n) / d2(n)); }
double d4_factor(int n) { return 1 + 3 * d3(n) / d2(n); }
double e2(int n) { return 3 / d2(n); }

}  // namespace jidoka::spc
