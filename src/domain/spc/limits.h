// The lines of one panel of a chart, and of both panels together.
//
//   Limits l = limits_around(74.001, 0.0044);            // centre ± 3 standard errors of a plotted point
//   Panels p = mean_range_limits(24.0012, 0.0041, 5);    // X̄-R from the mean and sigma of single values
// The panels of a learnt chart come from the same functions: sigma is then the mean range divided by d2 (ISO 7870-2).
// A spread chart's lower limit is never below 0. A sigma of 0 is allowed: every value off the centre is then beyond.
#pragma once

#include <cstdint>

#include "json/describe.h"

namespace jidoka::spc {

struct Limits {
  double center = 0;
  double sigma_of_point = 0;  // of what is plotted: σ/√n for a mean, d3·σ for a range
  double lower = 0;
  double upper = 0;

  friend bool operator==(const Limits&, const Limits&) = default;
};

struct Panels {
  Limits location;
  Limits spread;

  friend bool operator==(const Panels&, const Panels&) = default;
};

constexpr auto describe(const Limits*) {
  return json::type<Limits>("Limits", "The lines of one panel of a control chart",
                            json::field("center", &Limits::center, "Centre line"),
                            json::field("sigma_of_point", &Limits::sigma_of_point, "Standard error of a plotted point"),
                            json::field("lower", &Limits::lower, "Lower control limit"),
                            json::field("upper", &Limits::upper, "Upper control limit"));
}
constexpr auto describe(const Panels*) {
  return json::type<Panels>("ChartPanels", "The lines of both panels of a control chart",
                            json::field("location", &Panels::location, "Means or individual values"),
                            json::field("spread", &Panels::spread, "Ranges or moving ranges"));
}

Limits limits_around(double center, double sigma_of_point);         // center ± 3 σ
Limits spread_limits_around(double center, double sigma_of_point);  // the same, its lower limit at least 0

Panels mean_range_limits(double mean, double sigma, int subgroup_size);  // X̄-R
Panels individual_limits(double mean, double sigma);                     // I-MR

// Where a value stands: how many of the lines centre, 1σ, 2σ and control limit it is strictly beyond, negative below
// the centre. 0 is on the centre line, ±1 zone C, ±2 zone B, ±3 zone A, ±4 beyond the control limit.
inline int zone_of(const Limits& limits, double value) {
  // Signs of a stable process are a coin's: sums of comparisons cost less than branches that cannot be foreseen.
  const double off = value - limits.center;
  const double one = limits.sigma_of_point;
  const double two = 2 * one;
  const int above = (off > 0) + (off > one) + (off > two) + (value > limits.upper);
  const int below = (off < 0) + (off < -one) + (off < -two) + (value < limits.lower);
  return above - below;
}

}  // namespace jidoka::spc
