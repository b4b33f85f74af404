#include "study/regression.h"

#include <cmath>

#include "core/assert.h"
#include "study/moments.h"
#include "study/probability.h"

namespace jidoka::study {

double LinearFit::half_width(double x, double confidence) const {
  const double off = x - mean_x;
  const double error = residual_sigma * std::sqrt(1 / static_cast<double>(n) + off * off / squares_x);
  return t_quantile((1 + confidence) / 2, df) * error;
}

Result<LinearFit> linear_fit(std::span<const double> x, std::span<const double> y) {
  ASSERT(x.size() == y.size());
  TRY_VOID(check_numbers(x, 3));
  TRY_VOID(check_numbers(y, 3));
  const Moments mx = moments_of(x);
  const Moments my = moments_of(y);
  const auto n = static_cast<long double>(x.size());
  if (mx.squares <= 0)
    return fail(Code::invalid, "no-spread",
                {"All reference values are equal; a line needs at least two different ones.",
                 "所有参考值相同，拟合直线至少需要两个不同的值。"},
                "reference");
  long double products = 0;
  for (std::size_t i = 0; i < x.size(); ++i) products += (x[i] - mx.mean) * (y[i] - my.mean);
  const long double slope = products / mx.squares;
  const long double intercept = my.mean - slope * mx.mean;
  long double residual = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const long double off = (y[i] - my.mean) - slope * (x[i] - mx.mean);
    residual += off * off;
  }
  const long double variance = residual / (n - 2);
  LinearFit out;
  out.n = x.size();
  out.slope = static_cast<double>(slope);
  out.intercept = static_cast<double>(intercept);
  out.df = static_cast<double>(n - 2);
  out.mean_x = mx.center();
  out.squares_x = static_cast<double>(mx.squares);
  out.squares_residual = static_cast<double>(residual);
  out.squares_regression = static_cast<double>(slope * products);
  out.residual_sigma = static_cast<double>(std::sqrt(variance));
  out.slope_error = static_cast<double>(std::sqrt(variance / mx.squares));
  out.intercept_error = static_cast<double>(std::sqrt(variance * (1 / n + mx.mean * mx.mean / mx.squares)));
  if (my.squares > 0) out.r_squared = static_cast<double>(slope * products / my.squares);
  if (out.slope_error > 0) {
    out.slope_t = out.slope / out.slope_error;
    out.slope_p = t_two_sided(*out.slope_t, out.df);
    out.intercept_t = out.intercept / out.intercept_error;
    out.intercept_p = t_two_sided(*out.intercept_t, out.df);
  }
  return out;
}

}  // namespace jidoka::study
