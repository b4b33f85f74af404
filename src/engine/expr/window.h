// Time windows over series of readings, for functions such as mean(melt, duration("5min")). The host knows the series
// and the time; here is only the arithmetic, over what it hands in. A window of length d at time t holds the readings
// in (t - d, t]; the value before it counts where a value holds until the next (duration_true, changed).
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/instant.h"
#include "expr/value.h"

namespace jidoka::expr {

struct Point {
  Instant time;
  double value = 0;
};

// A series as the host holds it: ascending in time.
struct Series {
  std::span<const Point> points;
};

struct Window {
  Instant from;
  Instant to;
  std::optional<Point> before;  // the last one not later than `from`
  std::span<const Point> points;
};

// The host's side: what time it is for this evaluation.
struct Windows {
  Instant now;
};
Window window_of(const Series& series, Instant now, Duration length);

std::optional<double> window_mean(const Window& window);
// The sample standard deviation, by n - 1; none for fewer than two.
std::optional<double> window_stddev(const Window& window);
// Change for each second, between the first and the last reading; none when they do not lie apart.
std::optional<double> window_rate(const Window& window);
// How long the value was other than 0, each value holding until the next reading or the end.
Duration window_true(const Window& window);
// Whether a reading differs from the one before it, the last before the window included.
bool window_changed(const Window& window);

}  // namespace jidoka::expr
