// What charts and capability ask of many samples without decoding them: count, mean, sum of squared deviations (M2),
// extremes, first and last time. The variance is m2 / (count - 1).
//
// summarize is deterministic to the last bit (fixed order of additions, no fused operations), because a page whose
// summary is not that of its samples is refused. Infinite or overflowing values give infinite or NaN results.
#pragma once

#include <cstdint>
#include <span>

namespace jidoka::series {

struct Summary {
  std::uint64_t count = 0;
  double mean = 0;
  double m2 = 0;
  double min = 0;
  double max = 0;
  std::int64_t first_time = 0;  // nanoseconds since 1970
  std::int64_t last_time = 0;

  friend bool operator==(const Summary&, const Summary&) = default;
};

// Of at least one sample, times rising and as many as values.
Summary summarize(std::span<const std::int64_t> times, std::span<const double> values);

// Of both together, in any order of time (Chan, Golub, LeVeque 1979, equations 2.1). An empty one changes nothing.
Summary merge(const Summary& a, const Summary& b);

}  // namespace jidoka::series
