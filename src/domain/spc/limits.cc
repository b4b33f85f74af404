#include "spc/limits.h"

#include <algorithm>
#include <cmath>

#include "spc/constants.h"

namespace jidoka::spc {

Limits limits_around(double center, double sigma_of_point) {
  return {center, sigma_of_point, center - 3 * sigma_of_point, center + 3 * sigma_of_point};
}

Limits spread_limits_around(double center, double sigma_of_point) {
  Limits limits = limits_around(center, sigma_of_point);
  limits.lower = std::max(0.0, limits.lower);
  return limits;
}

Panels mean_range_limits(double mean, double sigma, int subgroup_size) {
  return {limits_around(mean, sigma / std::sqrt(subgroup_size)),
          spread_limits_around(d2(subgroup_size) * sigma, d3(subgroup_size) * sigma)};
}

Panels individual_limits(double mean, double sigma) {
  return {limits_around(mean, sigma), spread_limits_around(d2(2) * sigma, d3(2) * sigma)};
}

}  // namespace jidoka::spc
