// The distributions that tests and intervals come from, by Boost.Math: the one place that includes it for them. Nothing
// here throws; outside its domain (no degree of freedom, a probability beyond 0 and 1) the answer is NaN, which no
// result may carry: results are checked before they leave the module.
#pragma once

namespace jidoka::study {

double normal_below(double z);
double normal_above(double z);  // exact far out in the tail, where 1 − below would be 0
double normal_density(double z);
double normal_quantile(double probability);
double t_quantile(double probability, double df);
double t_two_sided(double t, double df);  // probability of one as far from 0, or farther
double chi_square_quantile(double probability, double df);
double chi_square_above(double x, double df);
double f_above(double f, double df1, double df2);
double beta_quantile(double probability, double a, double b);

double weibull_below(double x, double shape, double scale);
double weibull_quantile(double probability, double shape, double scale);
double gamma_below(double x, double shape, double scale);
double gamma_above(double x, double shape, double scale);
double gamma_quantile(double probability, double shape, double scale);
double digamma_of(double x);
double log_gamma(double x);

}  // namespace jidoka::study
