#include "study/probability.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

namespace jidoka::study {

namespace {

namespace bm = boost::math;
namespace policies = boost::math::policies;
using Quiet =
    policies::policy<policies::domain_error<policies::errno_on_error>, policies::pole_error<policies::errno_on_error>,
                     policies::overflow_error<policies::errno_on_error>,
                     policies::evaluation_error<policies::errno_on_error>,
                     policies::rounding_error<policies::errno_on_error>, policies::promote_double<false>>;
using Normal = bm::normal_distribution<double, Quiet>;
using StudentsT = bm::students_t_distribution<double, Quiet>;
using ChiSquared = bm::chi_squared_distribution<double, Quiet>;
using FisherF = bm::fisher_f_distribution<double, Quiet>;
using Beta = bm::beta_distribution<double, Quiet>;
using Gamma = bm::gamma_distribution<double, Quiet>;

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();
bool is_probability(double p) { return p >= 0 && p <= 1; }

}  // namespace

double normal_below(double z) { return bm::cdf(Normal(), z); }
double normal_above(double z) { return bm::cdf(bm::complement(Normal(), z)); }
double normal_density(double z) { return bm::pdf(Normal(), z); }
double normal_quantile(double p) { return p > 0 && p < 1 ? bm::quantile(Normal(), p) : no_number; }

double t_quantile(double p, double df) { return p > 0 && p < 1 && df > 0 ? bm::quantile(StudentsT(df), p) : no_number; }
double t_two_sided(double t, double df) {
  return df > 0 && !std::isnan(t) ? 2 * bm::cdf(bm::complement(StudentsT(df), std::abs(t))) : no_number;
}
double chi_square_quantile(double p, double df) {
  return is_probability(p) && df > 0 ? bm::quantile(ChiSquared(df), p) : no_number;
}
double chi_square_above(double x, double df) {
  return x >= 0 && df > 0 ? bm::cdf(bm::complement(ChiSquared(df), x)) : no_number;
}
double f_above(double f, double df1, double df2) {
  if (!(f >= 0) || !(df1 > 0) || !(df2 > 0)) return no_number;
  return std::isinf(f) ? 0.0 : bm::cdf(bm::complement(FisherF(df1, df2), f));
}
double beta_quantile(double p, double a, double b) {
  return is_probability(p) && a > 0 && b > 0 ? bm::quantile(Beta(a, b), p) : no_number;
}

double weibull_below(double x, double shape, double scale) {
  return x <= 0 ? 0.0 : -std::expm1(-std::pow(x / scale, shape));
}
double weibull_quantile(double p, double shape, double scale) {
  return is_probability(p) ? scale * std::pow(-std::log1p(-p), 1 / shape) : no_number;
}
double gamma_below(double x, double shape, double scale) {
  return x <= 0 ? 0.0 : bm::gamma_p(shape, x / scale, Quiet());
}
double gamma_above(double x, double shape, double scale) {
  return x <= 0 ? 1.0 : bm::gamma_q(shape, x / scale, Quiet());
}
double gamma_quantile(double p, double shape, double scale) {
  return is_probability(p) && shape > 0 && scale > 0 ? bm::quantile(Gamma(shape, scale), p) : no_number;
}
double digamma_of(double x) { return bm::digamma(x, Quiet()); }
double log_gamma(double x) { return bm::lgamma(x, Quiet()); }

}  // namespace jidoka::study
