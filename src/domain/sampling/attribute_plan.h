// The plan that a standard gives for a code letter, an AQL and a severity, with the arrows of its master tables
// followed.
//
//   TRY(const AttributePlan plan, attribute_plan(Standard::z1_4, PlanType::two_samples, Severity::normal, 'K', aql));
//   plan.letter   // the letter whose sample is taken, after the arrows
//   plan.stages   // {{80, 1, 4}, {80, 4, 5}}
// Where a table of double or multiple plans refers to another one, that one's plan is given and `type` says which.
// ISO 2859-1: single plans only (its double and multiple plans of 1999 differ from MIL-STD-105E in cells that could not
// be checked against the standard, so they are refused). Z1.9 has no attribute plans.
#pragma once

#include "core/result.h"
#include "sampling/scheme.h"

namespace jidoka::sampling {

struct AttributePlan {
  char letter = 'A';
  PlanType type = PlanType::one_sample;
  Stages stages;

  friend bool operator==(const AttributePlan&, const AttributePlan&) = default;
};

Result<AttributePlan> attribute_plan(Standard standard, PlanType type, Severity severity, char letter, int aql);

std::int64_t total_size(const Stages& stages);

}  // namespace jidoka::sampling
