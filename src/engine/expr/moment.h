// Timestamps and durations as the language has them: a timestamp from year 1 to 9999 in seconds and nanoseconds, a
// duration in nanoseconds of 64 bits (292 years). Text in RFC 3339; durations as "1h45m", "1.5s", and also "5min" and
// "7d" as everywhere in Jidoka. Time zones are names of the IANA database (through ICU) or offsets such as "+08:00".
// Nothing here reads a clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/instant.h"
#include "expr/value.h"

namespace jidoka::expr {

std::optional<Value> parse_timestamp(std::string_view text);
std::optional<std::int64_t> parse_span(std::string_view text);  // nanoseconds
std::string timestamp_text(const Value& timestamp);
std::string duration_text(std::int64_t nanoseconds);  // "3600s", "-0.5s"

constexpr std::int64_t first_second = -62'135'596'800;  // 0001-01-01T00:00:00Z
constexpr std::int64_t last_second = 253'402'300'799;   // 9999-12-31T23:59:59Z

// None where it leaves the years 1 to 9999, or 292 years for a difference.
std::optional<Value> timestamp_plus(const Value& timestamp, std::int64_t nanoseconds);
std::optional<std::int64_t> timestamp_difference(const Value& later, const Value& earlier);

Value timestamp_of(Instant instant);
// None outside of 1678 to 2262.
std::optional<Instant> instant_of(const Value& timestamp);

// Seconds that a zone is ahead of UTC at that time; none for an unknown zone. "" and "UTC" are 0.
std::optional<std::int64_t> zone_offset(std::string_view zone, const Value& timestamp);

enum class Calendar : std::uint8_t { year, month, day, day_of_month, day_of_week, day_of_year, hour, minute, second };
// Counted as the language counts: month, day_of_month and day_of_year from 0, day from 1, day_of_week from Sunday = 0.
std::int64_t calendar_part(Calendar part, std::int64_t local_seconds);

}  // namespace jidoka::expr
