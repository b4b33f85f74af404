// The standard error of a sample's median, in standard deviations of the normal distribution that it comes from:
// σ·median_error(n) is the standard deviation of the median of n values. 3·median_error(n)/d2(n) is the factor that
// AIAG's median chart calls Ã2. Computed from the density of the middle order statistics, for any n of 1 or more; the
// first call for a size up to 256 takes milliseconds, later ones are remembered.
#pragma once

namespace jidoka::spc {

double median_error(int n);

}  // namespace jidoka::spc
