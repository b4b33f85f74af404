#include <charconv>
#include <cmath>

#include "mapping/message_map.h"
#include "wire/number.h"

namespace jidoka::mapping {

namespace {

// From 1990 to 2200 seconds, milliseconds, microseconds and nanoseconds since 1970 are ranges that do not touch.
constexpr std::int64_t first_second = 631'152'000;
constexpr std::int64_t last_second = 7'258'118'400;

std::optional<std::int64_t> ns_each(double number) {
  for (std::int64_t per_second = 1; per_second <= 1'000'000'000; per_second *= 1000) {
    const auto scale = static_cast<double>(per_second);
    if (number >= static_cast<double>(first_second) * scale && number < static_cast<double>(last_second) * scale)
      return 1'000'000'000 / per_second;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Instant> time_of(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (const auto whole = wire::parse_integer(text)) {
    const auto each = ns_each(static_cast<double>(*whole));
    if (!each) return std::nullopt;
    return Instant{*whole * *each};
  }
  if (const auto number = wire::parse_number(text)) {
    const auto each = ns_each(*number);
    if (!each) return std::nullopt;
    // The whole part exactly; of the fraction as much as the text means.
    const double whole = std::floor(*number);
    return Instant{static_cast<std::int64_t>(whole) * *each +
                   static_cast<std::int64_t>(std::llround((*number - whole) * static_cast<double>(*each)))};
  }
  if (const auto parsed = parse_instant(text)) return *parsed;
  return std::nullopt;
}

}  // namespace jidoka::mapping
