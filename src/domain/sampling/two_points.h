// The smallest plan whose operating characteristic passes two points: lots at p1 are rejected with a chance of at most
// alpha, lots at p2 accepted with a chance of at most beta.
//
//   TRY(const TwoPointPlan plan, plan_through({.p1 = 0.01, .alpha = 0.05, .p2 = 0.06, .beta = 0.10}));
//   plan.sample_size, plan.accept      // 110, 3: no plan with fewer units keeps both
// Counts: exact, by searching n for c = 0, 1, 2 …; hypergeometric for a lot of a given size. Variables: n and k for the
// s or σ method. c = 0: the smallest n that finds a nonconforming unit at p2 with a chance of 1 − beta (p1 is not
// asked). Refused in words: points that are not apart, and plans beyond the limits of chance.h.
#pragma once

#include <optional>

#include "sampling/chance.h"
#include "sampling/curve.h"

namespace jidoka::sampling {

enum class DesignKind : std::uint8_t { count, zero, s_method, sigma_method };
constexpr auto describe_enum(const DesignKind*) {
  return json::names<DesignKind>({{DesignKind::count, "attributes"},
                                  {DesignKind::zero, "c0"},
                                  {DesignKind::s_method, "variables-s"},
                                  {DesignKind::sigma_method, "variables-sigma"}});
}

struct TwoPoints {
  DesignKind kind = DesignKind::count;
  Model model = Model::binomial;
  std::optional<double> p1 = std::nullopt;
  double alpha = 0.05;
  double p2 = 0;
  double beta = 0.10;
  std::optional<std::int64_t> lot_size = std::nullopt;
};
constexpr auto describe(const TwoPoints*) {
  return json::type<TwoPoints>(
      "SamplingTwoPoints", "What a plan shall do",
      json::defaulted("kind", &TwoPoints::kind, "attributes, c0, variables-s or variables-sigma"),
      json::defaulted("model", &TwoPoints::model, "Of counts: binomial, poisson or hypergeometric"),
      json::field("p1", &TwoPoints::p1, "Producer's point: good quality as a fraction; not for c0"),
      json::defaulted("alpha", &TwoPoints::alpha, "Chance that a lot at p1 is rejected, at most"),
      json::field("p2", &TwoPoints::p2, "Consumer's point: bad quality as a fraction (LTPD)"),
      json::defaulted("beta", &TwoPoints::beta, "Chance that a lot at p2 is accepted, at most"),
      json::field("lot_size", &TwoPoints::lot_size, "Needed by the hypergeometric model; gives AOQ and ATI"));
}

struct TwoPointPlan {
  std::int64_t sample_size = 0;
  std::optional<int> accept;  // counts
  std::optional<int> reject;
  std::optional<double> k;  // variables
  std::optional<double> m;
  std::optional<double> alpha;  // what the plan keeps
  double beta = 0;
  Text words;
  Curve curve;
};
constexpr auto describe(const TwoPointPlan*) {
  return json::type<TwoPointPlan>(
      "SamplingDesign", "The smallest plan through two points", json::field("sample_size", &TwoPointPlan::sample_size),
      json::field("accept", &TwoPointPlan::accept), json::field("reject", &TwoPointPlan::reject),
      json::field("k", &TwoPointPlan::k, "Acceptability constant of a variables plan"),
      json::field("m", &TwoPointPlan::m, "The same as an estimated fraction nonconforming"),
      json::field("alpha", &TwoPointPlan::alpha, "Producer's risk of this plan"),
      json::field("beta", &TwoPointPlan::beta, "Consumer's risk of this plan"),
      json::field("words", &TwoPointPlan::words), json::field("oc", &TwoPointPlan::curve));
}

Result<TwoPointPlan> plan_through(const TwoPoints& points);

}  // namespace jidoka::sampling
