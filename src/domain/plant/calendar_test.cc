#include "plant/calendar.h"

#include <gtest/gtest.h>

namespace jidoka::plant {
namespace {

constexpr Instant monday{1'767'571'200'000'000'000};  // 2026-01-05T00:00:00Z, a Monday
Instant at(std::int64_t hour) { return monday + hours(hour); }

TEST(Calendars, a_shift_is_planned_on_its_days) {
  const Calendar calendar{{{{Weekday::mon, Weekday::wed}, "06:00", "14:00"}}, {}};
  EXPECT_EQ(planned_intervals(calendar, monday, monday + days(7), {}),
            (std::vector<Interval>{{at(6), at(14)}, {at(54), at(62)}}));
}

TEST(Calendars, a_night_shift_reaches_across_midnight_and_belongs_to_the_day_on_which_it_begins) {
  const Calendar calendar{{{{Weekday::sun}, "22:00", "06:00"}}, {}};
  EXPECT_EQ(planned_intervals(calendar, monday, monday + days(1), {}), (std::vector<Interval>{{at(0), at(6)}}));
}

TEST(Calendars, the_same_time_twice_is_a_day) {
  const Calendar calendar{{{{Weekday::mon, Weekday::tue}, "06:00", "06:00"}}, {}};
  EXPECT_EQ(planned_intervals(calendar, monday, monday + days(7), {}), (std::vector<Interval>{{at(6), at(54)}}));
}

TEST(Calendars, times_are_those_of_the_plant) {
  const Calendar calendar{{{{Weekday::mon}, "06:00", "14:00"}}, {}};
  EXPECT_EQ(planned_intervals(calendar, monday - days(1), monday + days(1), hours(8)),
            (std::vector<Interval>{{at(-2), at(6)}}));
}

TEST(Calendars, nothing_begins_on_a_day_that_is_closed) {
  const Calendar calendar{{{{Weekday::sun, Weekday::mon}, "22:00", "06:00"}}, {"2026-01-05"}};
  EXPECT_EQ(planned_intervals(calendar, monday, monday + days(2), {}), (std::vector<Interval>{{at(0), at(6)}}));
}

TEST(Calendars, times_and_dates_are_read_or_refused) {
  EXPECT_EQ(*parse_time_of_day("23:59"), hours(23) + minutes(59));
  EXPECT_EQ(*parse_date("1970-01-02"), 1);
  for (const char* wrong : {"24:00", "6:00", "06:60", "06.00", "-1:00", ""}) EXPECT_FALSE(parse_time_of_day(wrong));
  for (const char* wrong : {"2026-13-01", "2026-02-30", "26-01-01", "today"}) EXPECT_FALSE(parse_date(wrong));
  EXPECT_EQ(parse_time_of_day("6").error().text.en, "\"6\" is no time of day. Write it like 06:00.");
}

TEST(Calendars, intervals_are_joined_and_shared) {
  const auto both = joined({{at(5), at(6)}, {at(1), at(3)}, {at(2), at(4)}, {at(4), at(5)}, {at(9), at(9)}});
  EXPECT_EQ(both, (std::vector<Interval>{{at(1), at(6)}}));
  EXPECT_EQ(shared(both, {{at(0), at(2)}, {at(5), at(9)}}), (std::vector<Interval>{{at(1), at(2)}, {at(5), at(6)}}));
  EXPECT_EQ(length(both), hours(5));
}

}  // namespace
}  // namespace jidoka::plant
