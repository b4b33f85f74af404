// What a good value keeps, and how many do not. Fractions are parts per million (PPM), counted and expected.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/result.h"
#include "json/describe.h"

namespace jidoka::study {

struct Specification {
  std::optional<double> lower, target, upper;

  double center() const { return (*lower + *upper) / 2; }
  bool has_both() const { return lower && upper; }
};
constexpr auto describe(const Specification*) {
  using json::field;
  return json::type<Specification>("StudySpecification", "What a good value keeps; at least one limit",
                                   field("lower", &Specification::lower), field("target", &Specification::target),
                                   field("upper", &Specification::upper));
}

// Refuses none, infinite ones, and a lower limit that is not below the upper.
Result<void> check(const Specification& specification);

struct PartsPerMillion {
  std::optional<double> below, above;  // of the limits that there are
  double total = 0;
};
constexpr auto describe(const PartsPerMillion*) {
  using json::field;
  return json::type<PartsPerMillion>("PartsPerMillion", "How many of a million values lie beyond the limits",
                                     field("below", &PartsPerMillion::below), field("above", &PartsPerMillion::above),
                                     field("total", &PartsPerMillion::total));
}

PartsPerMillion counted_ppm(std::span<const double> values, const Specification& specification);

template <class Distribution>
PartsPerMillion expected_ppm(const Distribution& distribution, const Specification& specification) {
  PartsPerMillion out;
  if (specification.lower) out.below = 1e6 * distribution.below(*specification.lower);
  if (specification.upper) out.above = 1e6 * distribution.above(*specification.upper);
  out.total = out.below.value_or(0) + out.above.value_or(0);
  return out;
}

}  // namespace jidoka::study
