// Capability indices of one mean and one sigma, with intervals: Cp and its kin when sigma is that within subgroups, Pp
// and its kin when it is that of all values.
//
//   Indices c = indices_of({74.001, 0.0099, 90, 125}, specification, 0.95);
//   Cp  = (U − L) / 6σ                     × √(χ²_{α/2, ν} / ν) and √(χ²_{1−α/2, ν} / ν)      (Kane 1986)
//   Cpk = min(U − μ, μ − L) / 3σ           ± z √(1/9n + Cpk²/2ν)                               (Bissell 1990)
//   Cpm = (U − L) / 6√(σ² + (μ − T)²)      √(χ²/ν′), ν′ = (ν+1)(1 + ξ²)²/(1 + 2ξ²), ξ = (μ−T)/σ    (Boyles 1991)
// ν are the degrees of freedom of sigma, n the number of values of the mean. Checked against Montgomery's examples
// (indices_test.cc). One-sided: Cp, Cr and Cpm do not exist.
#pragma once

#include <optional>
#include <vector>

#include "study/specification.h"

namespace jidoka::study {

using Interval = std::vector<double>;  // lower and upper bound

struct Spread {
  double mean = 0;
  double sigma = 0;
  double df = 0;
  double n = 0;
};

struct Indices {
  std::optional<double> p, low, high, ratio, m;  // Cp, CPL, CPU, Cr = 1/Cp, Cpm (with a target)
  double k = 0;                                  // Cpk
  std::optional<Interval> p_interval, m_interval;
  Interval k_interval;
};

Indices indices_of(const Spread& spread, const Specification& specification, double confidence);

Interval interval_of_cp(double cp, double df, double confidence);
Interval interval_of_cpk(double cpk, double n, double df, double confidence);

// The Cpk that must be observed so that its interval's lower bound is `required`: a target adapted to n.
double observed_for(double required, double n, double df, double confidence);

}  // namespace jidoka::study
