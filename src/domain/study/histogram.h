// What a study's pictures are drawn from: classes of equal width with the fitted curve over them, and the probability
// plot, values against what the distribution expects at their ranks.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "json/describe.h"
#include "study/distribution.h"

namespace jidoka::study {

struct CurvePoint {
  double x = 0;
  double count = 0;  // expected in a class about x: density × n × width
};
struct Histogram {
  double from = 0;
  double width = 0;
  std::vector<std::uint64_t> counts;
  std::vector<CurvePoint> curve;
};
struct ProbabilityPoint {
  double value = 0;
  double expected = 0;     // the distribution's quantile at its rank
  double probability = 0;  // (i − 0.3)/(n + 0.4), Benard's median rank
};

constexpr auto describe(const CurvePoint*) {
  return json::type<CurvePoint>("CurvePoint", "A point of the fitted curve", json::field("x", &CurvePoint::x),
                                json::field("count", &CurvePoint::count, "Expected in a class about x"));
}
constexpr auto describe(const Histogram*) {
  using json::field;
  return json::type<Histogram>("Histogram", "Counts in classes of equal width, and the fitted curve",
                               field("from", &Histogram::from, "Lower end of the first class"),
                               field("width", &Histogram::width), field("counts", &Histogram::counts),
                               field("curve", &Histogram::curve));
}
constexpr auto describe(const ProbabilityPoint*) {
  using json::field;
  return json::type<ProbabilityPoint>(
      "ProbabilityPoint", "A value against what the distribution expects at its rank",
      field("value", &ProbabilityPoint::value), field("expected", &ProbabilityPoint::expected),
      field("probability", &ProbabilityPoint::probability, "Its rank as a share of all"));
}

// Classes by Freedman & Diaconis 1981, 5 to 60 of them; of values in steps, each class takes as many steps as the next.
Histogram histogram_of(std::span<const double> sorted, const Distribution& distribution);
// All values, or 500 of them evenly by rank, with the first and the last; without those at which the distribution has
// no finite quantile.
std::vector<ProbabilityPoint> probability_plot_of(std::span<const double> sorted, const Distribution& distribution);

}  // namespace jidoka::study
