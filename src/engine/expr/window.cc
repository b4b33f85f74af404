#include "expr/window.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace jidoka::expr {

Window window_of(const Series& series, Instant now, Duration length) {
  const bool reaches_past = now.ns < std::numeric_limits<std::int64_t>::min() + length.ns;
  const Instant from = reaches_past ? distant_past : now + Duration{-length.ns};
  const auto first = std::ranges::upper_bound(series.points, from, {}, &Point::time);
  const auto last = std::ranges::upper_bound(series.points, now, {}, &Point::time);
  Window out{from, now, {}, {}};
  if (first != series.points.begin()) out.before = *std::prev(first);
  if (first < last) out.points = {first, last};
  return out;
}

// West (1979), "Updating mean and variance estimates: an improved method": a mean that does not overflow.
std::optional<double> window_mean(const Window& window) {
  if (window.points.empty()) return {};
  double mean = 0;
  double n = 0;
  for (const Point& point : window.points) mean += (point.value - mean) / ++n;
  return mean;
}

std::optional<double> window_stddev(const Window& window) {
  if (window.points.size() < 2) return {};
  const double mean = *window_mean(window);
  double squares = 0;
  double sum = 0;
  for (const Point& point : window.points) {
    squares += (point.value - mean) * (point.value - mean);
    sum += point.value - mean;
  }
  // The second term takes back what rounding left in the mean (Chan, Golub and LeVeque 1983, eq. 1.7).
  const auto n = static_cast<double>(window.points.size());
  return std::sqrt(std::max(0.0, (squares - sum * sum / n) / (n - 1)));
}

std::optional<double> window_rate(const Window& window) {
  if (window.points.size() < 2) return {};
  const Point& first = window.points.front();
  const Point& last = window.points.back();
  const auto apart = static_cast<double>((last.time - first.time).ns);
  if (apart <= 0) return {};
  return (last.value - first.value) / (apart / 1e9);
}

Duration window_true(const Window& window) {
  Duration sum;
  bool holds = window.before && window.before->value != 0;
  Instant since = window.from;
  for (const Point& point : window.points) {
    if (holds) sum = sum + (point.time - since);
    holds = point.value != 0;
    since = point.time;
  }
  if (holds) sum = sum + (window.to - since);
  return sum;
}

bool window_changed(const Window& window) {
  const Point* last = window.before ? &*window.before : nullptr;
  for (const Point& point : window.points) {
    if (last != nullptr && point.value != last->value) return true;
    last = &point;
  }
  return false;
}

}  // namespace jidoka::expr
