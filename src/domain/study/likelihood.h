// The parameters of each distribution that make the values most likely. One equation in one unknown is all that any of
// them needs; the rest follows in closed form. Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions, give
// the equations of Weibull and gamma; for the folded normal μ² + σ² = mean of x² at the maximum (Tsagris, Beneki &
// Hassani 2014), which leaves μ.
#pragma once

#include <optional>
#include <span>

#include "study/distribution.h"

namespace jidoka::study {

bool can_give(Shape shape, double x);  // does x belong to the shape's support?

// Of normal to Rayleigh; the values all belong to its support. Nothing when no maximum is found.
std::optional<Distribution> most_likely(Shape shape, std::span<const double> values);
Distribution most_likely_box_cox(std::span<const double> values, double lambda);

}  // namespace jidoka::study
