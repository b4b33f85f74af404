// Whether a lot that was measured is accepted: the M method (Form 2) of ANSI/ASQ Z1.9, for one or two specification
// limits under one AQL.
//
//   TRY(const MeasuredLot lot, judge_measured(question, {.mean = 195.0, .sd = 8.81, .upper = 209.0}));
//   lot.estimate, lot.m, lot.decision     // 2.19 % estimated, at most M = 3.33 % (AQL 1.0, n = 5): accepted
// The fraction beyond each limit is estimated from Q, the distance of the mean from the limit in standard deviations
// (variables.h); the sum is compared with M. With sigma known, `sd` is that sigma. The mean and standard deviation are
// those of a sample of exactly the plan's size.
#pragma once

#include <optional>

#include "sampling/answer.h"
#include "sampling/switching.h"

namespace jidoka::sampling {

struct Measured {
  double mean = 0;
  double sd = 0;
  std::optional<double> lower = std::nullopt;
  std::optional<double> upper = std::nullopt;
};

struct MeasuredLot {
  std::int64_t sample_size = 0;
  double k = 0;
  double m = 0;
  std::optional<double> q_lower = std::nullopt;
  std::optional<double> q_upper = std::nullopt;
  double estimate = 0;
  Decision decision = Decision::none;
};
constexpr auto describe(const MeasuredLot*) {
  using json::field;
  using L = MeasuredLot;
  return json::type<L>("MeasuredLot", "A lot judged by its measurements", field("sample_size", &L::sample_size),
                       field("k", &L::k), field("m", &L::m, "The greatest estimated fraction that is accepted"),
                       field("q_lower", &L::q_lower, "(mean − lower) / standard deviation"),
                       field("q_upper", &L::q_upper, "(upper − mean) / standard deviation"),
                       field("estimate", &L::estimate, "Estimated fraction nonconforming"),
                       field("decision", &L::decision));
}

Result<MeasuredLot> judge_measured(const PlanQuestion& question, const Measured& measured);

}  // namespace jidoka::sampling
