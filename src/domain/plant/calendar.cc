#include "plant/calendar.h"

#include <algorithm>
#include <charconv>

namespace jidoka::plant {
namespace {

bool digits(std::string_view text, int& value) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failed == std::errc() && end == text.data() + text.size() && text.find('-') == std::string_view::npos;
}

Weekday weekday_of(std::int64_t day) {  // 1970-01-01 was a Thursday
  return static_cast<Weekday>(((day + 3) % 7 + 7) % 7);
}

std::int64_t day_of(Instant when, Duration offset) {
  const std::int64_t local = when.ns + offset.ns;
  const std::int64_t day = days(1).ns;
  return local / day - (local % day < 0 ? 1 : 0);
}

}  // namespace

Result<Duration> parse_time_of_day(std::string_view text) {
  int hour = 0;
  int minute = 0;
  const bool is_right = text.size() == 5 && text[2] == ':' && digits(text.substr(0, 2), hour) &&
                        digits(text.substr(3), minute) && hour < 24 && minute < 60;
  if (is_right) return hours(hour) + minutes(minute);
  return fail(Code::invalid, "time-of-day",
              {"\"" + std::string(text) + "\" is no time of day. Write it like 06:00.",
               "“" + std::string(text) + "”不是时刻。请写成 06:00 的形式。"});
}

Result<std::int64_t> parse_date(std::string_view text) {
  if (text.size() == 10)
    if (const auto midnight = parse_instant(std::string(text) + "T00:00:00Z")) return day_of(*midnight, Duration{});
  return fail(Code::invalid, "date",
              {"\"" + std::string(text) + "\" is no date. Write it like 2026-12-25.",
               "“" + std::string(text) + "”不是日期。请写成 2026-12-25 的形式。"});
}

std::vector<Interval> joined(std::vector<Interval> intervals) {
  std::ranges::sort(intervals, {}, &Interval::from);
  std::vector<Interval> out;
  for (const Interval& each : intervals) {
    if (each.from >= each.to) continue;
    if (!out.empty() && each.from <= out.back().to)
      out.back().to = std::max(out.back().to, each.to);
    else
      out.push_back(each);
  }
  return out;
}

std::vector<Interval> shared(const std::vector<Interval>& a, const std::vector<Interval>& b) {
  std::vector<Interval> out;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    const Interval both{std::max(a[i].from, b[j].from), std::min(a[i].to, b[j].to)};
    if (both.from < both.to) out.push_back(both);
    a[i].to < b[j].to ? ++i : ++j;
  }
  return out;
}

Duration length(const std::vector<Interval>& intervals) {
  Duration sum;
  for (const Interval& each : intervals) sum = sum + (each.to - each.from);
  return sum;
}

std::vector<Interval> planned_intervals(const Calendar& calendar, Instant from, Instant to, Duration day_offset) {
  std::vector<std::int64_t> closed;
  for (const std::string& date : calendar.closed)
    if (const auto day = parse_date(date)) closed.push_back(*day);
  std::vector<Interval> all;
  // A shift of the day before may reach into the first.
  for (std::int64_t day = day_of(from, day_offset) - 1; day <= day_of(to, day_offset); ++day) {
    if (std::ranges::find(closed, day) != closed.end()) continue;
    const Instant midnight = Instant{0} + days(day) + Duration{-day_offset.ns};
    for (const Shift& shift : calendar.shifts) {
      if (std::ranges::find(shift.days, weekday_of(day)) == shift.days.end()) continue;
      const auto begins = parse_time_of_day(shift.from);
      const auto ends = parse_time_of_day(shift.to);
      if (!begins || !ends) continue;
      const Instant end = midnight + *ends + (*ends <= *begins ? days(1) : Duration{});
      all.push_back({std::max(midnight + *begins, from), std::min(end, to)});
    }
  }
  return joined(std::move(all));
}

}  // namespace jidoka::plant
