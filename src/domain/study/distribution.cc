#include "study/distribution.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "study/box_cox.h"
#include "study/probability.h"
#include "study/search.h"

namespace jidoka::study {

namespace {

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();
constexpr double minus_infinity = -std::numeric_limits<double>::infinity();
const double log_root_two_pi = std::log(2 * std::numbers::pi) / 2;

double log_normal_density(double z) { return -z * z / 2 - log_root_two_pi; }

// The folded normal's density is two normal ones, of x and of −x (Leone, Nelson & Nottingham 1961).
double folded_log_density(double x, double mean, double sigma) {
  const double near = (x - std::abs(mean)) / sigma;
  const double far = -2 * x * std::abs(mean) / (sigma * sigma);
  return log_normal_density(near) + std::log1p(std::exp(far)) - std::log(sigma);
}

double folded_quantile(double p, double mean, double sigma) {
  const auto missing = [&](double x) {
    return normal_below((x - mean) / sigma) - normal_below((-x - mean) / sigma) - p;
  };
  return root_between(missing, 0, std::abs(mean) + 40 * sigma).value_or(no_number);
}

// log dz/dx of the shapes that are normal after a transformation.
double log_slope(const Distribution& d, double x) {
  const auto& [a, b, c, e] = d.parameters;
  switch (d.shape) {
    case Shape::normal:
      return -std::log(b);
    case Shape::lognormal:
      return -std::log(b) - std::log(x);
    case Shape::box_cox:
      return (a - 1) * std::log(x) - std::log(c);
    case Shape::johnson_su:
      return std::log(b / e) - std::log1p((x - c) / e * ((x - c) / e)) / 2;
    case Shape::johnson_sb:
      return std::log(b) + std::log(e) - std::log(x - c) - std::log(c + e - x);
    default:
      return std::log(b) - std::log(x - c);
  }
}

// Below or above everything that the shape can give?
bool is_below_support(const Distribution& d, double x) {
  if (d.shape == Shape::johnson_sb || d.shape == Shape::johnson_sl) return x <= d.parameters[2];
  return shape_row(d.shape).lowest == 0 && x <= 0;
}
bool is_above_support(const Distribution& d, double x) {
  return d.shape == Shape::johnson_sb && x >= d.parameters[2] + d.parameters[3];
}

}  // namespace

bool Distribution::is_transformed_normal() const {
  return shape == Shape::normal || shape == Shape::lognormal || shape >= Shape::box_cox;
}

double Distribution::z_of(double x) const {
  const auto& [a, b, c, d] = parameters;
  switch (shape) {
    case Shape::normal:
      return (x - a) / b;
    case Shape::lognormal:
      return (std::log(x) - a) / b;
    case Shape::box_cox:
      return (box_cox(x, a) - b) / c;
    case Shape::johnson_su:
      return a + b * std::asinh((x - c) / d);
    case Shape::johnson_sb:
      return a + b * std::log((x - c) / (c + d - x));
    case Shape::johnson_sl:
      return a + b * std::log(x - c);
    default:
      return no_number;
  }
}

double Distribution::from_z(double z) const {
  const auto& [a, b, c, d] = parameters;
  switch (shape) {
    case Shape::normal:
      return a + b * z;
    case Shape::lognormal:
      return std::exp(a + b * z);
    case Shape::box_cox:
      return box_cox_inverse(b + c * z, a);
    case Shape::johnson_su:
      return c + d * std::sinh((z - a) / b);
    case Shape::johnson_sb:
      return c + d / (1 + std::exp(-(z - a) / b));
    case Shape::johnson_sl:
      return c + std::exp((z - a) / b);
    default:
      return no_number;
  }
}

double Distribution::below(double x) const {
  if (is_below_support(*this, x)) return 0;
  if (is_above_support(*this, x)) return 1;
  const auto& [a, b, c, d] = parameters;
  switch (shape) {
    case Shape::weibull:
      return weibull_below(x, a, b);
    case Shape::gamma:
      return gamma_below(x, a, b);
    case Shape::folded_normal:
      return normal_below((x - a) / b) - normal_below((-x - a) / b);
    case Shape::half_normal:
      return std::erf(x / a / std::numbers::sqrt2);
    case Shape::rayleigh:
      return -std::expm1(-x * x / (2 * a * a));
    default:
      return normal_below(z_of(x));
  }
}

double Distribution::above(double x) const {
  if (is_below_support(*this, x)) return 1;
  if (is_above_support(*this, x)) return 0;
  const auto& [a, b, c, d] = parameters;
  switch (shape) {
    case Shape::weibull:
      return std::exp(-std::pow(x / b, a));
    case Shape::gamma:
      return gamma_above(x, a, b);
    case Shape::folded_normal:
      return normal_above((x - a) / b) + normal_below((-x - a) / b);
    case Shape::half_normal:
      return std::erfc(x / a / std::numbers::sqrt2);
    case Shape::rayleigh:
      return std::exp(-x * x / (2 * a * a));
    default:
      return normal_above(z_of(x));
  }
}

double Distribution::quantile(double p) const {
  const auto& [a, b, c, d] = parameters;
  switch (shape) {
    case Shape::weibull:
      return weibull_quantile(p, a, b);
    case Shape::gamma:
      return gamma_quantile(p, a, b);
    case Shape::folded_normal:
      return folded_quantile(p, a, b);
    case Shape::half_normal:
      return a * normal_quantile((1 + p) / 2);
    case Shape::rayleigh:
      return a * std::sqrt(-2 * std::log1p(-p));
    default:
      return from_z(normal_quantile(p));
  }
}

double Distribution::log_density(double x) const {
  const bool takes_zero = shape == Shape::folded_normal || shape == Shape::half_normal;
  if ((is_below_support(*this, x) && !(takes_zero && x == 0)) || is_above_support(*this, x)) return minus_infinity;
  const auto& [a, b, c, d] = parameters;
  switch (shape) {
    case Shape::weibull:
      return std::log(a / b) + (a - 1) * std::log(x / b) - std::pow(x / b, a);
    case Shape::gamma:
      return (a - 1) * std::log(x / b) - x / b - std::log(b) - log_gamma(a);
    case Shape::folded_normal:
      return folded_log_density(x, a, b);
    case Shape::half_normal:
      return std::numbers::ln2 + log_normal_density(x / a) - std::log(a);
    case Shape::rayleigh:
      return std::log(x / a) - std::log(a) - x * x / (2 * a * a);
    default:
      return log_normal_density(z_of(x)) + log_slope(*this, x);
  }
}

}  // namespace jidoka::study
