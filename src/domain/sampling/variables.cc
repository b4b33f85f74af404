#include "sampling/variables.h"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "sampling/quiet.h"

namespace jidoka::sampling {

namespace {

using Normal = boost::math::normal_distribution<double, Quiet>;
using NoncentralT = boost::math::non_central_t_distribution<double, Quiet>;
using Beta = boost::math::beta_distribution<double, Quiet>;

double upper_quantile(double p) { return quantile(complement(Normal(), p)); }

std::optional<double> finite(double value) {
  if (!std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace

std::optional<double> acceptance_by_variables(Sigma sigma, std::int64_t n, double k, double p) {
  if (p <= 0) return 1;
  if (p >= 1) return 0;
  const double root = std::sqrt(static_cast<double>(n));
  const double z = upper_quantile(p);
  if (sigma == Sigma::known) return cdf(Normal(), root * (z - k));
  const auto chance = finite(cdf(complement(NoncentralT(static_cast<double>(n - 1), root * z), root * k)));
  if (!chance) return chance;
  return std::clamp(*chance, 0.0, 1.0);
}

std::optional<double> constant_for(Sigma sigma, std::int64_t n, double p, double accept) {
  const double root = std::sqrt(static_cast<double>(n));
  const double z = upper_quantile(p);
  if (sigma == Sigma::known) return finite(z - quantile(Normal(), accept) / root);
  return finite(quantile(complement(NoncentralT(static_cast<double>(n - 1), root * z), accept)) / root);
}

double estimated_nonconforming(Sigma sigma, std::int64_t n, double q) {
  const auto size = static_cast<double>(n);
  if (sigma == Sigma::known) return cdf(Normal(), -q * std::sqrt(size / (size - 1)));
  const double x = std::clamp((1 - q * std::sqrt(size) / (size - 1)) / 2, 0.0, 1.0);
  return cdf(Beta(size / 2 - 1, size / 2 - 1), x);
}

double constant_of_estimate(Sigma sigma, std::int64_t n, double m) {
  const auto size = static_cast<double>(n);
  if (sigma == Sigma::known) return upper_quantile(m) * std::sqrt((size - 1) / size);
  return (1 - 2 * quantile(Beta(size / 2 - 1, size / 2 - 1), m)) * (size - 1) / std::sqrt(size);
}

Outcome outcome_by_variables(Sigma sigma, std::int64_t n, double k, double p, std::optional<std::int64_t> lot_size) {
  Outcome outcome;
  const auto size = static_cast<double>(n);
  outcome.accept = acceptance_by_variables(sigma, n, k, p).value_or(0);
  outcome.sample_number = size;
  if (lot_size) {
    const auto lot = static_cast<double>(*lot_size);
    const double rest = outcome.accept * std::max(lot - size, 0.0);
    outcome.outgoing = p * rest / lot;
    outcome.inspected = lot - rest;
  }
  return outcome;
}

}  // namespace jidoka::sampling
