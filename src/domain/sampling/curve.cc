#include "sampling/curve.h"

#include <algorithm>
#include <boost/math/tools/minima.hpp>
#include <cmath>
#include <utility>

namespace jidoka::sampling {

namespace {

// The greatest AOQ: the best of the points, then Brent's search between its neighbours.
std::optional<Aoql> aoql_of(const OutcomeAt& outcome_at, const std::vector<CurvePoint>& points) {
  const auto best =
      std::ranges::max_element(points, {}, [](const CurvePoint& point) { return point.aoq.value_or(-1); });
  if (best == points.end() || !best->aoq) return std::nullopt;
  const double low = best == points.begin() ? best->p : std::prev(best)->p;
  const double high = std::next(best) == points.end() ? best->p : std::next(best)->p;
  constexpr int bits = 30;  // half of a double's: more cannot be seen at a maximum
  const auto [p, negative] = boost::math::tools::brent_find_minima(
      [&](double at) { return -outcome_at(at).outgoing.value_or(0); }, low, high, bits);
  return -negative >= *best->aoq ? Aoql{p, -negative} : Aoql{best->p, *best->aoq};
}

// 1, 2, 2.5 or 5 times a power of ten, at least `value`: the curve ends at a round number.
double round_end(double value) {
  const double power = std::pow(10, std::floor(std::log10(value)));
  for (const double times : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0})
    if (times * power >= value * (1 - 1e-12)) return times * power;
  return 10 * power;
}

}  // namespace

std::optional<double> quality_at(const OutcomeAt& outcome_at, double accept, double worst) {
  double high = std::min(1e-6, worst);
  while (outcome_at(high).accept > accept) {
    if (high >= worst) return std::nullopt;
    high = std::min(high * 4, worst);
  }
  double low = high <= 1e-6 ? 0 : high / 4;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (outcome_at(middle).accept > accept ? low : high) = middle;
  }
  return (low + high) / 2;
}

Curve curve_of(const OutcomeAt& outcome_at, double worst) {
  Curve curve;
  curve.p95 = quality_at(outcome_at, 0.95, worst);
  curve.p50 = quality_at(outcome_at, 0.50, worst);
  curve.p10 = quality_at(outcome_at, 0.10, worst);
  curve.p05 = quality_at(outcome_at, 0.05, worst);
  constexpr double hardly_ever = 0.002;
  const double end = std::min(round_end(quality_at(outcome_at, hardly_ever, worst).value_or(worst)), worst);
  for (int i = 0; i <= curve_steps; ++i) {
    const double p = end * i / curve_steps;
    const Outcome outcome = outcome_at(p);
    curve.points.push_back({p, outcome.accept, outcome.outgoing, outcome.inspected, outcome.sample_number});
  }
  curve.aoql = aoql_of(outcome_at, curve.points);
  return curve;
}

}  // namespace jidoka::sampling
