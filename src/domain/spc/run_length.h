// How long a chart runs until its first signal: the average number of points, exactly, by the Markov chain that the
// rules' own windows form (Champ & Woodall 1987, "Exact results for Shewhart control charts with supplementary runs
// rules").
//
//   average_run_length(RuleSet::all(), 0)   // 91.75: a false alarm every 92 points while nothing is wrong
//   average_run_length(RuleSet::all(), 1)   // 9.22: points until a shift of one sigma is seen
// For independent normal points; the shift is in standard errors of a plotted point. Takes milliseconds.
#pragma once

#include "spc/rules.h"

namespace jidoka::spc {

double average_run_length(RuleSet rules, double shift);

}  // namespace jidoka::spc
