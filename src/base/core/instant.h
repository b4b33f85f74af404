// Time as data: Instant is a UTC point in nanoseconds since 1970, Duration a span in nanoseconds.
// Text forms: RFC 3339 with up to nine decimals ("2026-01-01T00:00:00.5Z") and spans "250ms", "30s", "5min", "8h",
// "7d". Nothing here reads a clock; see port/clock.h.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "core/result.h"

namespace jidoka {

struct Duration {
  std::int64_t ns = 0;

  constexpr auto operator<=>(const Duration&) const = default;
  constexpr Duration operator+(Duration other) const { return {ns + other.ns}; }
  constexpr Duration operator-(Duration other) const { return {ns - other.ns}; }
  constexpr Duration operator*(std::int64_t times) const { return {ns * times}; }
};

constexpr Duration microseconds(std::int64_t n) { return {n * 1'000}; }
constexpr Duration milliseconds(std::int64_t n) { return {n * 1'000'000}; }
constexpr Duration seconds(std::int64_t n) { return {n * 1'000'000'000}; }
constexpr Duration minutes(std::int64_t n) { return seconds(n * 60); }
constexpr Duration hours(std::int64_t n) { return minutes(n * 60); }
constexpr Duration days(std::int64_t n) { return hours(n * 24); }

struct Instant {
  std::int64_t ns = 0;

  constexpr auto operator<=>(const Instant&) const = default;
  constexpr Instant operator+(Duration d) const { return {ns + d.ns}; }
  constexpr Instant operator-(Duration d) const { return {ns - d.ns}; }
  constexpr Duration operator-(Instant other) const { return {ns - other.ns}; }
};

// Before and after everything that is recorded.
constexpr Instant distant_past{std::numeric_limits<std::int64_t>::min()};
constexpr Instant distant_future{std::numeric_limits<std::int64_t>::max()};

// RFC 3339 in UTC with the fewest decimals that lose nothing: 2026-01-01T00:00:00.5Z.
std::string to_string(Instant instant);
std::string to_string(Duration duration);

// RFC 3339 with any offset, years 1678 to 2262, up to nine decimals. No exceptions, no allocation: this is on the
// ingest path.
Result<Instant> parse_instant(std::string_view text);
// A whole or decimal number with ns, us, ms, s, min, h, d or w: "30s", "1.5h".
Result<Duration> parse_duration(std::string_view text);

}  // namespace jidoka
