#include "spc/mewma_limit.h"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/non_central_chi_squared.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

#include "spc/matrix.h"
#include "spc/quiet_math.h"

namespace jidoka::spc {
namespace {

constexpr std::size_t rings = 50;  // twice as many change the limit by 0.1 % at most

double below(double degrees, double noncentrality, double x) {
  if (x <= 0) return 0;
  if (noncentrality == 0) return cdf(boost::math::chi_squared_distribution<double, QuietMath>(degrees), x);
  return cdf(boost::math::non_central_chi_squared_distribution<double, QuietMath>(degrees, noncentrality), x);
}

}  // namespace

double mewma_run_length(std::size_t characteristics, double lambda, double limit) {
  const auto degrees = static_cast<double>(characteristics);
  const double radius = std::sqrt(limit * lambda / (2 - lambda));
  const double width = 2 * radius / (2 * rings + 1);
  constexpr std::size_t states = rings + 1;
  std::vector<double> matrix(states * states);
  for (std::size_t from = 0; from < states; ++from) {
    const double noncentrality = std::pow((1 - lambda) * static_cast<double>(from) * width / lambda, 2);
    double before = 0;
    for (std::size_t to = 0; to < states; ++to) {
      const double edge = (static_cast<double>(to) + 0.5) * width / lambda;
      const double upto = below(degrees, noncentrality, edge * edge);
      matrix[from * states + to] = (from == to ? 1.0 : 0.0) - (upto - before);
      before = upto;
    }
  }
  return solve(std::move(matrix), std::vector<double>(states, 1.0)).front();
}

// The run length grows with the limit, at most to that of independent points.
double mewma_limit(std::size_t characteristics, double lambda, double run_length) {
  const boost::math::chi_squared_distribution<double, QuietMath> independent(static_cast<double>(characteristics));
  const double most = quantile(complement(independent, 1 / run_length)) + 1;
  std::uintmax_t steps = 40;
  const auto [low, high] = boost::math::tools::toms748_solve(
      [&](double limit) { return std::log(mewma_run_length(characteristics, lambda, limit) / run_length); }, 0.01, most,
      boost::math::tools::eps_tolerance<double>(24), steps, QuietMath());
  return (low + high) / 2;
}

}  // namespace jidoka::spc
