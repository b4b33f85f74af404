#include "expr/moment.h"

#include <unicode/timezone.h>

#include <array>
#include <chrono>
#include <memory>

namespace jidoka::expr {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t per_second = 1'000'000'000;
constexpr std::int64_t per_day = 86'400;

std::optional<unsigned> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return {};
  unsigned out = 0;
  for (const char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return {};
    out = out * 10 + static_cast<unsigned>(c - '0');
  }
  return out;
}

// ".5" to nanoseconds; `at` moves behind it. Nine digits at most.
std::optional<std::uint32_t> fraction(std::string_view text, std::size_t& at) {
  if (at >= text.size() || text[at] != '.') return 0u;
  std::uint32_t out = 0;
  std::size_t count = 0;
  for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, ++count) {
    if (count == 9) return {};
    out = out * 10 + static_cast<std::uint32_t>(text[at] - '0');
  }
  if (count == 0) return {};
  for (; count < 9; ++count) out *= 10;
  return out;
}

// "+08:00", "-02:30" or "02:00" in seconds.
std::optional<std::int64_t> fixed_offset(std::string_view text) {
  const bool is_signed = !text.empty() && (text[0] == '+' || text[0] == '-');
  const std::string_view clock = text.substr(is_signed ? 1 : 0);
  const auto hour = digits(clock, 0, 2);
  const auto minute = digits(clock, 3, 2);
  if (clock.size() != 5 || clock[2] != ':' || !hour || !minute || *hour > 23 || *minute > 59) return {};
  return static_cast<std::int64_t>(*hour * 3'600 + *minute * 60) * (text[0] == '-' ? -1 : 1);
}

std::int64_t floored(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

std::optional<Value> normal(Wide seconds, Wide nanoseconds) {
  Wide whole = seconds + nanoseconds / per_second;
  Wide rest = nanoseconds % per_second;
  if (rest < 0) {
    rest += per_second;
    --whole;
  }
  if (whole < first_second || whole > last_second) return {};
  return of_timestamp(static_cast<std::int64_t>(whole), static_cast<std::uint32_t>(rest));
}

struct Unit {
  std::string_view name;
  std::int64_t ns;
};
constexpr std::array<Unit, 11> units = {{{"ns", 1},
                                         {"us", 1'000},
                                         {"µs", 1'000},
                                         {"μs", 1'000},
                                         {"ms", 1'000'000},
                                         {"s", per_second},
                                         {"min", 60 * per_second},
                                         {"m", 60 * per_second},
                                         {"h", 3'600 * per_second},
                                         {"d", per_day* per_second},
                                         {"w", 7 * per_day* per_second}}};

const Unit* unit_at(std::string_view text, std::size_t& at) {
  std::size_t end = at;
  while (end < text.size() && text[end] != '.' && (text[end] < '0' || text[end] > '9')) ++end;
  const std::string_view name = text.substr(at, end - at);
  at = end;
  for (const Unit& unit : units)
    if (unit.name == name) return &unit;
  return nullptr;
}

// One "1.5h" of a duration; none when it is malformed or beyond the range.
std::optional<Wide> span_term(std::string_view text, std::size_t& at) {
  Wide value = 0;
  Wide weight = 1;
  std::size_t count = 0;
  bool is_fraction = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.' && !is_fraction) {
      is_fraction = true;
      continue;
    }
    if (c < '0' || c > '9') break;
    if (++count > 19) return {};
    value = value * 10 + (c - '0');
    if (is_fraction) weight *= 10;
  }
  if (count == 0) return {};
  const Unit* const unit = unit_at(text, at);
  if (unit == nullptr) return {};
  return value * unit->ns / weight;
}

}  // namespace

std::optional<Value> parse_timestamp(std::string_view text) {
  const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  const auto hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (!year || !month || !day || !hour || !minute || !second) return {};
  if (text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':')
    return {};
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month),
                                         std::chrono::day(*day)};
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 59) return {};
  std::size_t at = 19;
  const auto nanoseconds = fraction(text, at);
  if (!nanoseconds) return {};
  const std::string_view rest = text.substr(at);
  std::int64_t offset = 0;
  if (rest != "Z" && rest != "z") {
    const auto given = fixed_offset(rest);
    if (!given || rest.size() != 6) return {};
    offset = *given;
  }
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  const std::int64_t seconds = days * per_day + *hour * 3'600 + *minute * 60 + *second - offset;
  return normal(seconds, *nanoseconds);
}

std::optional<std::int64_t> parse_span(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  if (text == "0") return 0;
  if (text.empty()) return {};
  Wide sum = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto term = span_term(text, at);
    if (!term) return {};
    sum += *term;
    if (sum > static_cast<Wide>(INT64_MAX) + 1) return {};
  }
  if (is_negative) sum = -sum;
  if (sum > INT64_MAX) return {};
  return static_cast<std::int64_t>(sum);
}

std::string timestamp_text(const Value& timestamp) {
  const std::int64_t day = floored(timestamp.integer, per_day);
  const auto clock = static_cast<unsigned>(timestamp.integer - day * per_day);
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  std::string out;
  const auto put = [&out](unsigned value, unsigned width) {
    const std::string text = std::to_string(value);
    out.append(width > text.size() ? width - text.size() : 0, '0').append(text);
  };
  put(static_cast<unsigned>(static_cast<int>(date.year())), 4);
  out += '-';
  put(static_cast<unsigned>(date.month()), 2);
  out += '-';
  put(static_cast<unsigned>(date.day()), 2);
  out += 'T';
  put(clock / 3'600, 2);
  out += ':';
  put(clock / 60 % 60, 2);
  out += ':';
  put(clock % 60, 2);
  if (timestamp.extra != 0) {
    out += '.';
    put(timestamp.extra, 9);
    out.erase(out.find_last_not_of('0') + 1);
  }
  return out + 'Z';
}

std::string duration_text(std::int64_t nanoseconds) {
  const bool is_negative = nanoseconds < 0;
  const auto size = is_negative ? 0 - static_cast<std::uint64_t>(nanoseconds) : static_cast<std::uint64_t>(nanoseconds);
  std::string out = (is_negative ? "-" : "") + std::to_string(size / per_second);
  if (const std::uint64_t rest = size % per_second; rest != 0) {
    const std::string text = std::to_string(rest);
    out += '.';
    out.append(9 - text.size(), '0').append(text);
    out.erase(out.find_last_not_of('0') + 1);
  }
  return out + 's';
}

std::optional<Value> timestamp_plus(const Value& timestamp, std::int64_t nanoseconds) {
  return normal(timestamp.integer, static_cast<Wide>(timestamp.extra) + nanoseconds);
}

std::optional<std::int64_t> timestamp_difference(const Value& later, const Value& earlier) {
  const Wide out = (static_cast<Wide>(later.integer) - earlier.integer) * per_second + later.extra - earlier.extra;
  if (out > INT64_MAX || out < INT64_MIN) return {};
  return static_cast<std::int64_t>(out);
}

Value timestamp_of(Instant instant) {
  const std::int64_t seconds = floored(instant.ns, per_second);
  return of_timestamp(seconds, static_cast<std::uint32_t>(instant.ns - seconds * per_second));
}

std::optional<Instant> instant_of(const Value& timestamp) {
  const Wide out = static_cast<Wide>(timestamp.integer) * per_second + timestamp.extra;
  if (out > INT64_MAX || out < INT64_MIN) return {};
  return Instant{static_cast<std::int64_t>(out)};
}

std::optional<std::int64_t> zone_offset(std::string_view zone, const Value& timestamp) {
  if (zone.empty() || zone == "UTC" || zone == "Z") return 0;
  if (const auto offset = fixed_offset(zone)) return offset;
  if (zone.size() > 64) return {};
  const std::unique_ptr<icu::TimeZone> found(icu::TimeZone::createTimeZone(
      icu::UnicodeString::fromUTF8({zone.data(), static_cast<std::int32_t>(zone.size())})));
  if (found == nullptr || *found == icu::TimeZone::getUnknown()) return {};
  std::int32_t raw = 0;
  std::int32_t saving = 0;
  UErrorCode status = U_ZERO_ERROR;
  found->getOffset(static_cast<double>(timestamp.integer) * 1'000, false, raw, saving, status);
  if (U_FAILURE(status)) return {};
  return (raw + saving) / 1'000;
}

std::int64_t calendar_part(Calendar part, std::int64_t local_seconds) {
  namespace chrono = std::chrono;
  const std::int64_t day = floored(local_seconds, per_day);
  const std::int64_t clock = local_seconds - day * per_day;
  const chrono::sys_days point{chrono::days(day)};
  const chrono::year_month_day date{point};
  switch (part) {
    case Calendar::year:
      return static_cast<int>(date.year());
    case Calendar::month:
      return static_cast<unsigned>(date.month()) - 1;
    case Calendar::day:
      return static_cast<unsigned>(date.day());
    case Calendar::day_of_month:
      return static_cast<unsigned>(date.day()) - 1;
    case Calendar::day_of_week:
      return chrono::weekday(point).c_encoding();
    case Calendar::day_of_year:
      return (point - chrono::sys_days(date.year() / chrono::January / 1)).count();
    case Calendar::hour:
      return clock / 3'600;
    case Calendar::minute:
      return clock / 60 % 60;
    case Calendar::second:
      return clock % 60;
  }
  return 0;
}

}  // namespace jidoka::expr
