#include "sampling/two_points.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>
#include <numeric>
#include <string>

#include "sampling/quiet.h"
#include "sampling/variables.h"
#include "sampling/words.h"

namespace jidoka::sampling {

namespace {

Failure wrong(const Text& text, std::string_view field) {
  return fail(Code::invalid, "design-invalid", text, std::string(field));
}

Failure too_close() {
  return fail(Code::invalid, "points-too-close",
              {fmt::format("The two points are so close that a plan would need an acceptance number above {} or a "
                           "sample above {}: move them apart or allow greater risks.",
                           most_accept, most_sample_size),
               fmt::format("两点过于接近：所需接收数超过 {} 或样本量超过 {}。请拉开两点或放宽风险。", most_accept,
                           most_sample_size)},
              "p2");
}

double acceptance_of_count(const TwoPoints& points, std::int64_t n, int c, double p) {
  if (c >= n && points.model != Model::poisson) return 1;
  if (points.model == Model::hypergeometric) {
    const auto chances = chances_of(n, {points.model, p, points.lot_size}, static_cast<std::size_t>(c) + 1);
    return std::min(1.0, std::accumulate(chances.begin(), chances.end(), 0.0));
  }
  const auto size = static_cast<double>(n);
  if (points.model == Model::poisson) return cdf(boost::math::poisson_distribution<double, Quiet>(size * p), c);
  return cdf(boost::math::binomial_distribution<double, Quiet>(size, p), c);
}

std::int64_t largest_sample(const TwoPoints& points) {
  return points.lot_size ? std::min(*points.lot_size, most_sample_size) : most_sample_size;
}

// The smallest n from `from` on at which lots at p2 are accepted with at most beta; one more than the largest when
// none.
std::int64_t smallest_sample(const TwoPoints& points, int c, std::int64_t from) {
  std::int64_t low = std::max<std::int64_t>(from, 1);
  const std::int64_t most = largest_sample(points);
  const auto is_enough = [&](std::int64_t n) { return acceptance_of_count(points, n, c, points.p2) <= points.beta; };
  std::int64_t high = low;
  while (high < most && !is_enough(high)) {
    low = high + 1;
    high = std::min(high * 2, most);
  }
  if (!is_enough(high)) return most + 1;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (is_enough(middle))
      high = middle;
    else
      low = middle + 1;
  }
  return high;
}

Result<TwoPointPlan> by_count(const TwoPoints& points) {
  std::int64_t n = 1;
  const int most_c = points.kind == DesignKind::zero ? 0 : most_accept;
  for (int c = 0; c <= most_c; ++c) {
    n = smallest_sample(points, c, n);
    if (n > largest_sample(points)) break;
    const double good = points.p1 ? acceptance_of_count(points, n, c, *points.p1) : 1;
    if (points.kind != DesignKind::zero && good < 1 - points.alpha) continue;
    TwoPointPlan plan;
    plan.sample_size = n;
    plan.accept = c;
    plan.reject = c + 1;
    if (points.p1) plan.alpha = 1 - good;
    plan.beta = acceptance_of_count(points, n, c, points.p2);
    const Stages stages{{n, c, c + 1}};
    plan.words = words_of(stages, points.model == Model::poisson);
    plan.curve = curve_of([&](double p) { return outcome_of(stages, {points.model, p, points.lot_size}); },
                          points.model == Model::poisson ? 100 : 1);
    return plan;
  }
  return too_close();
}

// k keeps alpha exactly; the smallest n is the first whose beta is then small enough. Beta falls with n.
Result<TwoPointPlan> by_variables(const TwoPoints& points) {
  const Sigma sigma = points.kind == DesignKind::s_method ? Sigma::unknown : Sigma::known;
  const auto k_at = [&](std::int64_t n) { return constant_for(sigma, n, *points.p1, 1 - points.alpha); };
  const auto beta_at = [&](std::int64_t n) -> std::optional<double> {
    const auto k = k_at(n);
    return k ? acceptance_by_variables(sigma, n, *k, points.p2) : k;
  };
  constexpr std::int64_t most = 20'000;  // Boost.Math's noncentral t keeps its digits up to here
  std::int64_t low = sigma == Sigma::unknown ? 3 : 2;
  std::int64_t high = low;
  for (;;) {
    const auto beta = beta_at(high);
    if (!beta) return too_close();
    if (*beta <= points.beta) break;
    if (high == most) return too_close();
    low = high + 1;
    high = std::min(high * 2, most);
  }
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (beta_at(middle).value_or(1) <= points.beta)
      high = middle;
    else
      low = middle + 1;
  }
  const auto k = k_at(high);
  if (!k || (points.lot_size && high > *points.lot_size)) return too_close();
  TwoPointPlan plan;
  plan.sample_size = high;
  plan.k = k;
  plan.m = estimated_nonconforming(sigma, high, *k);
  plan.alpha = 1 - acceptance_by_variables(sigma, high, *k, *points.p1).value_or(0);
  plan.beta = beta_at(high).value_or(1);
  plan.words = words_of_variables(sigma, high, *k);
  plan.curve = curve_of([&](double p) { return outcome_by_variables(sigma, high, *k, p, points.lot_size); }, 1);
  return plan;
}

bool is_risk(double value) { return value > 0 && value < 1; }

Result<void> check(const TwoPoints& points) {
  const bool is_poisson = points.kind == DesignKind::count && points.model == Model::poisson;
  const double most = is_poisson ? 10 : 1;
  if (!(points.p2 > 0 && points.p2 < most))
    return wrong(
        {"p2 is a fraction between 0 and 1, such as 0.05 for 5 %.", "p2 应为 0 到 1 之间的比例，例如 5 % 写作 0.05。"},
        "p2");
  if (!is_risk(points.beta))
    return wrong({"beta is a chance between 0 and 1, such as 0.10.", "beta 应为 0 到 1 之间的概率，例如 0.10。"},
                 "beta");
  if (points.lot_size) TRY_VOID(check_lot_size(*points.lot_size));
  if (points.model == Model::hypergeometric && !points.lot_size)
    return wrong({"The hypergeometric model needs the lot size.", "超几何模型需要给出批量。"}, "lot_size");
  if (points.model == Model::hypergeometric && std::llround(points.p2 * static_cast<double>(*points.lot_size)) < 1)
    return wrong({"A lot of this size with the fraction p2 has no nonconforming unit: p2 must be at least one unit.",
                  "按 p2 计算该批中没有不合格品：p2 至少应对应一件不合格品。"},
                 "p2");
  if (points.kind == DesignKind::zero) return {};
  if (!points.p1 || !(*points.p1 > 0 && *points.p1 < points.p2))
    return wrong({"p1 is a fraction above 0 and below p2: the good quality that should be accepted.",
                  "p1 应大于 0 且小于 p2：即应当被接收的良好质量水平。"},
                 "p1");
  if (!is_risk(points.alpha))
    return wrong({"alpha is a chance between 0 and 1, such as 0.05.", "alpha 应为 0 到 1 之间的概率，例如 0.05。"},
                 "alpha");
  if (points.beta >= 1 - points.alpha)
    return wrong({"beta must be smaller than 1 − alpha: lots at p2 are to be accepted less often than lots at p1.",
                  "beta 应小于 1 − alpha：p2 处的接收概率应低于 p1 处。"},
                 "beta");
  return {};
}

}  // namespace

Result<TwoPointPlan> plan_through(const TwoPoints& points) {
  TRY_VOID(check(points));
  if (points.kind == DesignKind::count || points.kind == DesignKind::zero) return by_count(points);
  return by_variables(points);
}

}  // namespace jidoka::sampling
