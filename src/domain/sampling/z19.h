// The plans of ANSI/ASQ Z1.9 (MIL-STD-414) for one specification limit: sample size n, constant k, and M of the
// estimated fraction.
//
//   TRY(const VariablesPlan plan, z19_plan(Sigma::unknown, Severity::normal, 'K', aql_of_1_0));   // n 50, k 1.936
// s method: the standard's constants are those for which a lot at the AQL is accepted with a chance that depends on n
// alone (89 % at n = 3, 90 % to n = 10, then 91 … 99 %), so k is computed from the noncentral t distribution; that
// gives each of the 132 published examples to 0.002. The steps of reduced and tightened inspection are columns of the
// same table: tightened takes the next smaller AQL, reduced a smaller sample and the next greater AQL. σ method: its
// sample sizes follow no rule that gives all examples, so it has the cells that examples confirm and refuses the others
// in words; a plan through two points serves instead.
#pragma once

#include "sampling/scheme.h"

namespace jidoka::sampling {

struct VariablesPlan {
  char letter = 'B';  // after the arrows; '-' for the sample of 30 that only reduced inspection has
  std::int64_t sample_size = 0;
  double k = 0;
  double m = 0;
};

Result<VariablesPlan> z19_plan(Sigma sigma, Severity severity, char letter, int aql);

}  // namespace jidoka::sampling
