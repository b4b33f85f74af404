// When equipment is planned to be busy: shifts by weekday, from a time of day to another, across midnight when the
// second is not later than the first. Equipment without a calendar has that of what contains it. Times of day are
// those of the plant, whose days begin at an offset from UTC.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/instant.h"
#include "json/describe.h"

namespace jidoka::plant {

enum class Weekday : std::uint8_t { mon, tue, wed, thu, fri, sat, sun };
constexpr auto describe_enum(const Weekday*) {
  return json::names<Weekday>({{Weekday::mon, "mon"},
                               {Weekday::tue, "tue"},
                               {Weekday::wed, "wed"},
                               {Weekday::thu, "thu"},
                               {Weekday::fri, "fri"},
                               {Weekday::sat, "sat"},
                               {Weekday::sun, "sun"}});
}

struct Shift {
  std::vector<Weekday> days;  // on which it begins
  std::string from;           // "06:00"
  std::string to;             // "14:00"; the same as `from`: 24 hours
};
constexpr auto describe(const Shift*) {
  using json::field;
  return json::type<Shift>("Shift", "Planned busy time of certain weekdays",
                           field("days", &Shift::days, "On which it begins: mon, tue, wed, thu, fri, sat, sun"),
                           field("from", &Shift::from, "Time of day, \"06:00\""),
                           field("to", &Shift::to, "Time of day; when it is not later than from, on the next day"));
}

struct Calendar {
  std::vector<Shift> shifts;
  std::vector<std::string> closed;  // dates, "2026-12-25", on which no shift begins
};
constexpr auto describe(const Calendar*) {
  using json::defaulted, json::field;
  return json::type<Calendar>("Calendar", "When equipment is planned to be busy", field("shifts", &Calendar::shifts),
                              defaulted("closed", &Calendar::closed, "Dates on which no shift begins, \"2026-12-25\""));
}

// "06:00" as the time since midnight; refused when it is none.
Result<Duration> parse_time_of_day(std::string_view text);
// "2026-12-25" as days since 1970-01-01; refused when it is none.
Result<std::int64_t> parse_date(std::string_view text);

struct Interval {
  Instant from;
  Instant to;
  friend bool operator==(const Interval&, const Interval&) = default;
};
// The planned busy time within [from, to): in order, apart from each other. The calendar has passed its checks.
std::vector<Interval> planned_intervals(const Calendar& calendar, Instant from, Instant to, Duration day_offset);

// In order, and those that touch or overlap joined.
std::vector<Interval> joined(std::vector<Interval> intervals);
// What both cover; both are joined.
std::vector<Interval> shared(const std::vector<Interval>& a, const std::vector<Interval>& b);
Duration length(const std::vector<Interval>& intervals);

}  // namespace jidoka::plant
