// The constants of control charts, computed, not copied: printed tables stop at 25, round, and carry misprints (D4(3)
// is 2.57459 and D4(18) is 1.60872, not the figures of most appendices).
//
// n is the size of the subgroup, 2 or more. For a sample of n from a normal distribution of standard deviation σ:
//   d2(n)·σ is the mean of its range, d3(n)·σ the standard deviation of its range    (Tippett 1925; Hartley 1942)
//   c4(n)·σ is the mean of its standard deviation s                                  (ISO 7870-2)
// The rest follows from these: A2, D3, D4 turn a mean range into the limits of X̄ and R, E2 into those of individuals.
// The first call for an n takes milliseconds, later ones are remembered. Safe to call from any thread.
#pragma once

namespace jidoka::spc {

double d2(int n);
double d3(int n);
double c4(int n);

double a2(int n);         // 3 / (d2 √n)
double d3_factor(int n);  // D3 = 1 − 3 d3/d2, never below 0
double d4_factor(int n);  // D4 = 1 + 3 d3/d2
double e2(int n);         // 3 / d2; n = 2 for moving ranges of neighbours

}  // namespace jidoka::spc
