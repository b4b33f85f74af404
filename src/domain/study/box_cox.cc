#include "study/box_cox.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "study/moments.h"
#include "study/probability.h"
#include "study/search.h"

namespace jidoka::study {

namespace {

constexpr double farthest = 5;

// In powers of x over the geometric mean the likelihood needs no second term and no large power.
class Profile {
 public:
  explicit Profile(std::span<const double> values) {
    logs_.reserve(values.size());
    for (const double x : values) logs_.push_back(std::log(x));
    mean_ = moments_of(logs_).center();
    for (double& log : logs_) log -= mean_;
    powers_.resize(logs_.size());
  }
  double operator()(double lambda) {
    for (std::size_t i = 0; i < logs_.size(); ++i)
      powers_[i] = lambda == 0 ? logs_[i] : std::expm1(lambda * logs_[i]) / lambda;
    const auto n = static_cast<double>(logs_.size());
    const double variance = static_cast<double>(moments_of(powers_).squares) / n;
    return -n / 2 * std::log(variance) - n * mean_;
  }

 private:
  std::vector<double> logs_;
  std::vector<double> powers_;
  double mean_ = 0;
};

}  // namespace

double box_cox(double x, double lambda) {
  const double log = std::log(x);
  return lambda == 0 ? log : std::expm1(lambda * log) / lambda;
}

double box_cox_inverse(double y, double lambda) {
  if (lambda == 0) return std::exp(y);
  const double inside = lambda * y;
  if (inside <= -1) return lambda > 0 ? 0.0 : std::numeric_limits<double>::infinity();
  return std::exp(std::log1p(inside) / lambda);
}

Result<BoxCox> fit_box_cox(std::span<const double> values, double confidence, std::optional<double> lambda) {
  if (std::ranges::min(values) <= 0)
    return fail(Code::invalid, "not-positive",
                {"A Box-Cox transformation needs values above 0.", "Box-Cox 变换要求所有值大于 0。"}, "distribution");
  if (lambda && !(std::abs(*lambda) <= farthest))
    return fail(Code::invalid, "bad-lambda", {"lambda lies between -5 and 5.", "lambda 应在 -5 到 5 之间。"}, "lambda");
  Profile profile(values);
  const Function at = [&](double x) { return profile(x); };
  BoxCox out;
  out.lambda = lambda ? *lambda : peak_between(at, -farthest, farthest);
  out.log_likelihood = profile(out.lambda);
  if (lambda) return out;
  const double floor = out.log_likelihood - chi_square_quantile(confidence, 1) / 2;
  const Function over = [&](double x) { return profile(x) - floor; };
  out.interval = {root_between(over, -farthest, out.lambda).value_or(-farthest),
                  root_between(over, out.lambda, farthest).value_or(farthest)};
  return out;
}

}  // namespace jidoka::study
