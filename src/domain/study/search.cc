#include "study/search.h"

#include <boost/math/policies/policy.hpp>
#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>
#include <limits>

namespace jidoka::study {

std::optional<double> root_between(const Function& function, double low, double high) {
  namespace policies = boost::math::policies;
  using Quiet = policies::policy<policies::domain_error<policies::errno_on_error>,
                                 policies::evaluation_error<policies::errno_on_error>>;
  const double at_low = function(low);
  const double at_high = function(high);
  if (at_low == 0) return low;
  if (at_high == 0) return high;
  if (std::isnan(at_low) || std::isnan(at_high) || (at_low > 0) == (at_high > 0)) return std::nullopt;
  std::uintmax_t rounds = 200;
  const boost::math::tools::eps_tolerance<double> close(std::numeric_limits<double>::digits - 3);
  const auto [left, right] =
      boost::math::tools::toms748_solve(function, low, high, at_low, at_high, close, rounds, Quiet());
  return left + (right - left) / 2;
}

double peak_between(const Function& function, double low, double high) {
  std::uintmax_t rounds = 200;
  const auto found = boost::math::tools::brent_find_minima([&](double x) { return -function(x); }, low, high,
                                                           std::numeric_limits<double>::digits / 2, rounds);
  return found.first;
}

}  // namespace jidoka::study
