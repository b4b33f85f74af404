// Sampling by variables: n units are measured, and the lot is accepted when the mean lies at least k standard
// deviations within the specification limit; s is that of the sample (s method) or sigma is known (σ method). One
// limit, normal values.
//
//   acceptance_by_variables(Sigma::unknown, 50, 1.9363, 0.01)   // 0.95
//   constant_for(Sigma::unknown, 50, 0.01, 0.95)                // k = 1.9363
// s method: √n·(x̄ − L)/s has the noncentral t distribution of n − 1 degrees and noncentrality √n·z, where z is the
// normal quantile of the fraction within the limit (Resnikoff & Lieberman 1957; ISO 3951-1 annex). σ method: the
// normal distribution. M is the same criterion as an estimated fraction nonconforming: with Q = (x̄ − L)/s the estimate
// is the symmetric beta distribution I_x(n/2 − 1, n/2 − 1) at x = ½ − Q√n/(2(n − 1)) (MIL-STD-414 table B-5), and
// with known sigma Φ(−Q√(n/(n − 1))). What Boost.Math cannot compute is empty.
#pragma once

#include <cstdint>
#include <optional>

#include "sampling/chance.h"
#include "sampling/scheme.h"

namespace jidoka::sampling {

// p in (0, 1), n ≥ 2 (s method: ≥ 3 for M).
std::optional<double> acceptance_by_variables(Sigma sigma, std::int64_t n, double k, double p);
std::optional<double> constant_for(Sigma sigma, std::int64_t n, double p, double accept);

double estimated_nonconforming(Sigma sigma, std::int64_t n, double q);  // Q to the fraction; M is that of k
double constant_of_estimate(Sigma sigma, std::int64_t n, double m);     // M to k

Outcome outcome_by_variables(Sigma sigma, std::int64_t n, double k, double p, std::optional<std::int64_t> lot_size);

}  // namespace jidoka::sampling
