// How long a chart runs until its first signal: the average number of independent normal points, whose shift is in
// standard errors of a plotted point.
//
//   average_run_length(rule_set(RuleSetName::western_electric), 0)   // 91.75: a false alarm every 92 points
//   average_run_length(rule_set(RuleSetName::western_electric), 1)   // 9.22: points until a shift of one sigma is seen
//   cusum_run_length({.k = 0.5, .h = 5}, 0)                          // 465.4
// Exactly, by the Markov chain that the rules' own windows form (Champ & Woodall 1987, "Exact results for Shewhart
// control charts with supplementary runs rules"), as long as every rule counts points beyond lines. Trends,
// alternations and stretches about the centre make that chain too large: their sets are simulated over a fixed sequence
// of pseudo-random numbers, the same on every machine, to half a per cent. Sums and averages are integral equations.
// Takes milliseconds, simulated 0.1 s; found once for each set and shift.
#pragma once

#include "spc/rules.h"

namespace jidoka::spc {

double average_run_length(RuleSet rules, double shift);
bool is_exact_run_length(RuleSet rules);

struct CusumDesign {
  double k = 0.5;
  double h = 5;
  double headstart = 0;  // of both sums; h/2 for the fast initial response
};
double cusum_run_length(const CusumDesign& design, double shift);            // of both sides together
double one_sided_cusum_run_length(const CusumDesign& design, double shift);  // of the upper one

struct EwmaDesign {
  double lambda = 0.2;
  double l = 3;
};
double ewma_run_length(const EwmaDesign& design, double shift);  // exact limits that widen from the first point
double steady_ewma_run_length(const EwmaDesign& design,
                              double shift);  // limits at their final width from the beginning

}  // namespace jidoka::spc
