#include "spc/median.h"

#include <array>
#include <atomic>
#include <cmath>
#include <numbers>

#include "core/assert.h"

namespace jidoka::spc {
namespace {

// As in constants.cc: the trapezoidal rule on integrands that die out at both ends is exact to the last digits.
constexpr double step = 1.0 / 16;
constexpr int half_width = 10 * 16;

double log_upper_tail(double x) { return std::log(std::erfc(x / std::numbers::sqrt2) / 2); }
double log_density(double x) { return -x * x / 2 - std::log(2 * std::numbers::pi) / 2; }

// The middle one of n: density n!/(m!)² Φᵐ (1−Φ)ᵐ φ with m = (n−1)/2 (David & Nagaraja, Order Statistics, 2.1).
double variance_of_odd(int n) {
  const double m = (n - 1) / 2;
  const double log_ways = std::lgamma(n + 1.0) - 2 * std::lgamma(m + 1);
  double sum = 0;
  for (int i = -half_width; i <= half_width; ++i) {
    const double x = i * step;
    sum += x * x * std::exp(log_ways + m * (log_upper_tail(x) + log_upper_tail(-x)) + log_density(x));
  }
  return sum * step;
}

// The mean u of the middle two of n, which lie at u ∓ v: joint density n!/((m−1)!)² (Φ(u−v)(1−Φ(u+v)))ᵐ⁻¹ φ φ with
// m = n/2 and Jacobian 2. With v = eᵗ the inner integrand dies out at both ends.
double variance_of_even(int n) {
  const double m = n / 2;
  const double log_ways = std::lgamma(n + 1.0) - 2 * std::lgamma(m);
  double sum = 0;
  for (int i = -half_width; i <= half_width; ++i) {
    const double u = i * step;
    if (u == 0) continue;
    for (int j = -30 * 16; j * step < 2.4; ++j) {
      const double v = std::exp(j * step);
      const double tails = (m - 1) * (log_upper_tail(v - u) + log_upper_tail(u + v));
      sum += 2 * u * u * v * std::exp(log_ways + tails + log_density(u - v) + log_density(u + v));
    }
  }
  return sum * step * step;
}

double computed(int n) {
  if (n == 1) return 1;
  return std::sqrt(n % 2 == 1 ? variance_of_odd(n) : variance_of_even(n));
}

}  // namespace

// A value depends on n alone, so threads that meet here at the same time write the same number.
double median_error(int n) {
  static std::array<std::atomic<double>, 257> values{};
  ASSERT(n >= 1);
  if (static_cast<std::size_t>(n) >= values.size()) return computed(n);
  std::atomic<double>& value = values[static_cast<std::size_t>(n)];
  double known = value.load(std::memory_order_relaxed);
  if (known == 0) {
    known = computed(n);
    value.store(known, std::memory_order_relaxed);
  }
  return known;
}

}  // namespace jidoka::spc
