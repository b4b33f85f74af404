// The curves of a plan as points for a picture, and the qualities people ask for: what is accepted nearly always, half
// the time, hardly ever, and the worst outgoing quality (AOQL).
//
//   Curve curve = curve_of([&](double p) { return outcome_of(stages, {Model::binomial, p, lot}); }, 1);
// The quality runs from 0 to where hardly a lot is accepted, at most to `worst`.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "sampling/chance.h"

namespace jidoka::sampling {

struct CurvePoint {
  double p = 0;
  double accept = 0;
  std::optional<double> aoq;
  std::optional<double> ati;
  double asn = 0;
};
constexpr auto describe(const CurvePoint*) {
  return json::type<CurvePoint>(
      "SamplingCurvePoint", "What a plan does to lots of one quality",
      json::field("p", &CurvePoint::p, "Fraction nonconforming, or nonconformities a unit"),
      json::field("accept", &CurvePoint::accept, "Chance that the lot is accepted (OC)"),
      json::field("aoq", &CurvePoint::aoq, "Average outgoing quality, rejected lots being sorted"),
      json::field("ati", &CurvePoint::ati, "Units inspected on average, rejected lots being sorted"),
      json::field("asn", &CurvePoint::asn, "Units sampled on average"));
}

struct Aoql {
  double p = 0;
  double aoq = 0;
};
constexpr auto describe(const Aoql*) {
  return json::type<Aoql>("Aoql", "The worst average outgoing quality",
                          json::field("p", &Aoql::p, "Incoming quality at which it occurs"),
                          json::field("aoq", &Aoql::aoq));
}

struct Curve {
  std::optional<double> p95;  // the quality accepted with a chance of 95 %
  std::optional<double> p50;
  std::optional<double> p10;  // limiting quality at a consumer's risk of 10 %
  std::optional<double> p05;
  std::optional<Aoql> aoql;
  std::vector<CurvePoint> points;
};
constexpr auto describe(const Curve*) {
  return json::type<Curve>(
      "SamplingCurve", "Operating characteristic and what goes with it",
      json::field("p95", &Curve::p95, "Quality that is accepted with a chance of 95 %"),
      json::field("p50", &Curve::p50, "Quality that is accepted half the time"),
      json::field("p10", &Curve::p10, "Quality that is accepted with a chance of 10 %: the limiting quality"),
      json::field("p05", &Curve::p05, "Quality that is accepted with a chance of 5 %"),
      json::field("aoql", &Curve::aoql), json::field("points", &Curve::points));
}

using OutcomeAt = std::function<Outcome(double p)>;

constexpr int curve_steps = 100;

Curve curve_of(const OutcomeAt& outcome_at, double worst);
// The p at which a falling acceptance reaches `accept`; empty when it stays above it up to `worst`.
std::optional<double> quality_at(const OutcomeAt& outcome_at, double accept, double worst);

}  // namespace jidoka::sampling
