#include "series/summary.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/assert.h"

namespace jidoka::series {
namespace {

constexpr std::size_t lanes = 4;  // independent sums, so that additions need not wait for each other

// NaN has many bit patterns and machines choose differently; we keep one.
double one_nan(double value) { return std::isnan(value) ? std::numeric_limits<double>::quiet_NaN() : value; }

}  // namespace

Summary summarize(std::span<const std::int64_t> times, std::span<const double> values) {
  ASSERT(!values.empty() && times.size() == values.size());
  const std::size_t whole = values.size() - values.size() % lanes;
  const auto count = static_cast<double>(values.size());
  const double shift = values[0];

  std::array<double, lanes> sum{};
  std::array<double, lanes> least;
  std::array<double, lanes> greatest;
  least.fill(shift);
  greatest.fill(shift);
  const auto see = [&](std::size_t lane, double value) {
    sum[lane] += value - shift;
    least[lane] = value < least[lane] ? value : least[lane];
    greatest[lane] = value > greatest[lane] ? value : greatest[lane];
  };
  for (std::size_t i = 0; i < whole; i += lanes)
    for (std::size_t lane = 0; lane < lanes; ++lane) see(lane, values[i + lane]);
  for (std::size_t i = whole; i < values.size(); ++i) see(i - whole, values[i]);

  Summary out{.count = values.size(),
              .min = least[0],
              .max = greatest[0],
              .first_time = times.front(),
              .last_time = times.back()};
  for (std::size_t lane = 1; lane < lanes; ++lane) {
    out.min = least[lane] < out.min ? least[lane] : out.min;
    out.max = greatest[lane] > out.max ? greatest[lane] : out.max;
  }
  const double mean = shift + ((sum[0] + sum[1]) + (sum[2] + sum[3])) / count;

  std::array<double, lanes> squares{};
  std::array<double, lanes> rest{};
  const auto deviate = [&](std::size_t lane, double value) {
    const double deviation = value - mean;
    squares[lane] += deviation * deviation;
    rest[lane] += deviation;
  };
  for (std::size_t i = 0; i < whole; i += lanes)
    for (std::size_t lane = 0; lane < lanes; ++lane) deviate(lane, values[i + lane]);
  for (std::size_t i = whole; i < values.size(); ++i) deviate(i - whole, values[i]);
  const double error = (rest[0] + rest[1]) + (rest[2] + rest[3]);
  // The second term corrects for the rounding of the mean (Chan, Golub, LeVeque 1983, equation 1.7).
  const double m2 = ((squares[0] + squares[1]) + (squares[2] + squares[3])) - error * error / count;
  out.mean = one_nan(mean);
  out.m2 = one_nan(m2 < 0 ? 0 : m2);
  return out;
}

Summary merge(const Summary& a, const Summary& b) {
  if (a.count == 0) return b;
  if (b.count == 0) return a;
  Summary out;
  out.count = a.count + b.count;
  const auto na = static_cast<double>(a.count);
  const auto nb = static_cast<double>(b.count);
  const double delta = b.mean - a.mean;
  out.mean = a.mean + delta * (nb / (na + nb));
  out.m2 = a.m2 + b.m2 + delta * delta * (na * nb / (na + nb));
  out.min = std::min(a.min, b.min);
  out.max = std::max(a.max, b.max);
  out.first_time = std::min(a.first_time, b.first_time);
  out.last_time = std::max(a.last_time, b.last_time);
  return out;
}

}  // namespace jidoka::series
