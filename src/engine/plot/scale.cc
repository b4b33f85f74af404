#include "plot/scale.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace jidoka::plot {

namespace {

constexpr double least_normal = std::numeric_limits<double>::min();

double half_width(double low, double high) { return high / 2 - low / 2; }

// 1, 2 or 5 times a power of ten, not below `raw`.
double nice_step(double raw) {
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double times : {1.0, 2.0, 5.0})
    if (times * power >= raw * (1 - 1e-9)) return times * power;
  return 10 * power;
}

std::string label_of(double value, double step, double largest) {
  if (std::abs(value) < step / 2) return "0";  // the multiple 0 with the rounding of the multiplication
  const double places = -std::floor(std::log10(step) + 1e-9);
  if (largest < 1e7 && places <= 6) return fmt::format("{:.{}f}", value, std::max(0, static_cast<int>(places)));
  const double digits = std::floor(std::log10(largest) + 1e-9) + places + 1;
  return fmt::format("{:.{}g}", value, static_cast<int>(std::clamp(digits, 1.0, 15.0)));
}

}  // namespace

Scale::Scale(double low, double high) : low_(std::min(low, high)), high_(std::max(low, high)) {
  const double size = std::max(std::abs(low_), std::abs(high_));
  if (half_width(low_, high_) > std::max(size * 1e-14, least_normal)) return;
  const double pad = size > least_normal * 1e16 ? size / 10 : 1;
  constexpr double most = std::numeric_limits<double>::max();
  low_ = std::max(low_ - pad, -most);
  high_ = std::min(high_ + pad, most);
}

double Scale::share(double value) const { return (value / 2 - low_ / 2) / half_width(low_, high_); }

std::vector<Tick> ticks_of(const Scale& scale, int wanted) {
  const double step = nice_step(2 * (half_width(scale.low(), scale.high()) / wanted));
  const double largest = std::max(std::abs(scale.low()), std::abs(scale.high()));
  std::vector<Tick> ticks;
  if (!std::isfinite(step) || step <= 0) return ticks;
  const double first = std::ceil(scale.low() / step - 1e-9);
  for (int i = 0; i <= 2 * wanted; ++i) {
    const double at = (first + i) * step;
    if (!std::isfinite(at) || scale.share(at) > 1 + 1e-9) break;
    ticks.push_back({at, label_of(at, step, largest)});
  }
  return ticks;
}

}  // namespace jidoka::plot
