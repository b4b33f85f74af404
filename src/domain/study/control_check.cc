#include "study/control_check.h"

#include <algorithm>
#include <cmath>

#include "spc/constants.h"
#include "study/moments.h"

namespace jidoka::study {

namespace {

constexpr std::size_t most_signals = 100;

void plot(ControlCheck& check, ControlSignal point) {
  if (point.value >= point.lower && point.value <= point.upper) return;
  check.stable = false;
  ++check.signal_count;
  if (check.signals.size() < most_signals) check.signals.push_back(std::move(point));
}

void individuals(ControlCheck& check, std::span<const double> values, double mean, double sigma) {
  const double widest = sigma * (spc::d2(2) + 3 * spc::d3(2));
  for (std::size_t i = 0; i < values.size(); ++i) {
    plot(check, {i, "location", values[i], mean - 3 * sigma, mean + 3 * sigma});
    if (i > 0) plot(check, {i, "spread", std::abs(values[i] - values[i - 1]), 0, widest});
  }
}

ControlSignal spread_of(std::uint64_t index, std::span<const double> group, double sigma, bool by_range) {
  const int n = static_cast<int>(group.size());
  if (by_range) {
    const auto [low, high] = std::ranges::minmax(group);
    const double center = sigma * spc::d2(n);
    const double width = 3 * sigma * spc::d3(n);
    return {index, "spread", high - low, std::max(0.0, center - width), center + width};
  }
  const double c4 = spc::c4(n);
  const double width = 3 * sigma * std::sqrt(1 - c4 * c4);
  return {index, "spread", moments_of(group).sigma(), std::max(0.0, c4 * sigma - width), c4 * sigma + width};
}

}  // namespace

ControlCheck check_control(const Subgroups& subgroups, const WithinSigma& within) {
  ControlCheck check;
  if (subgroups.are_individuals()) {
    check.chart = "i-mr";
    individuals(check, subgroups.values(), moments_of(subgroups.values()).center(), within.sigma);
    return check;
  }
  // The mean of all values is the mean of means weighted by size.
  const double mean = moments_of(subgroups.values()).center();
  const bool by_range = within.method == SigmaMethod::range;
  check.chart = by_range ? "xbar-r" : "xbar-s";
  std::uint64_t index = 0;
  subgroups.each([&](std::span<const double> group) {
    const double width = 3 * within.sigma / std::sqrt(static_cast<double>(group.size()));
    plot(check, {index, "location", moments_of(group).center(), mean - width, mean + width});
    plot(check, spread_of(index, group, within.sigma, by_range));
    ++index;
  });
  return check;
}

}  // namespace jidoka::study
