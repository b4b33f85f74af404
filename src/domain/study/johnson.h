// Johnson's system: the family (SU unbounded, SB bounded, SL lognormal) and the parameters that make values normal,
// from four of their percentiles (Slifker & Shapiro, Technometrics 22, 1980). Which percentiles is a choice: as Chou,
// Polansky & Mason (Journal of Quality Technology 30, 1998) all z = 0.25, 0.26 … 1.25 are tried, and the fit whose
// transformed values are least unlike a normal distribution by Anderson-Darling is kept.
#pragma once

#include <optional>
#include <span>

#include "study/distribution.h"

namespace jidoka::study {

// Nothing when no z gives a distribution that all values belong to, as for fewer than eight.
std::optional<Distribution> fit_johnson(std::span<const double> sorted);

// The fit of one z, and which family its ratio of distances chooses.
std::optional<Distribution> fit_johnson_at(std::span<const double> sorted, double z);

}  // namespace jidoka::study
