// The limit h4 of a MEWMA chart: a stable process signals once in so many points on the average.
//
//   mewma_limit(2, 0.1, 200)   // 8.64 (Prabhu & Runger 1997)
// By the Markov chain of Runger & Prabhu (1996): in control the distance of the weighted mean from the centre is a
// chain of its own, because the normal distribution has no direction. Takes tens of milliseconds.
#pragma once

#include <cstddef>

namespace jidoka::spc {

double mewma_run_length(std::size_t characteristics, double lambda, double limit);
double mewma_limit(std::size_t characteristics, double lambda, double run_length);

}  // namespace jidoka::spc
