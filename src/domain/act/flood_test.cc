#include "act/flood.h"

#include <gtest/gtest.h>

#include <vector>

namespace jidoka::act {
namespace {

Instant at(std::int64_t second) { return Instant{1'767'225'600'000'000'000} + seconds(second); }

std::vector<Instant> every(std::int64_t step, std::size_t count, std::int64_t from = 0) {
  std::vector<Instant> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(at(from + static_cast<std::int64_t>(i) * step));
  return out;
}

TEST(AlarmFlood, ten_within_ten_minutes_are_no_flood_and_eleven_are) {
  EXPECT_FALSE(flood_of(every(10, 10), at(100)).is_flood);
  const AlarmFlood flood = flood_of(every(10, 11), at(100));
  EXPECT_TRUE(flood.is_flood);
  EXPECT_EQ(flood.since, at(0));
  EXPECT_EQ(flood.raised, 11u);
  EXPECT_EQ(flood.in_flood, 11u);
}

TEST(AlarmFlood, goes_on_below_ten_and_is_over_below_five) {
  const auto raised = every(10, 11);  // the last at 100 s
  EXPECT_TRUE(flood_of(raised, at(600 + 59)).is_flood) << "five are left in the window";
  const AlarmFlood over = flood_of(raised, at(600 + 60));
  EXPECT_EQ(over.raised, 4u);
  EXPECT_FALSE(over.is_flood);
  EXPECT_FALSE(over.since);
}

TEST(AlarmFlood, one_that_was_over_between_two_bursts_begins_anew) {
  auto raised = every(1, 20);
  const auto later = every(1, 12, 3600);
  raised.insert(raised.end(), later.begin(), later.end());
  const AlarmFlood flood = flood_of(raised, at(3620));
  EXPECT_TRUE(flood.is_flood);
  EXPECT_EQ(flood.since, at(3600));
  EXPECT_EQ(flood.in_flood, 12u);
}

TEST(AlarmFlood, a_slow_stream_of_alarms_never_is_one) {
  const AlarmFlood flood = flood_of(every(61, 500), at(61 * 500));
  EXPECT_FALSE(flood.is_flood);
  EXPECT_EQ(flood.raised, 9u);
  EXPECT_EQ(flood_of({}, at(0)).raised, 0u);
}

}  // namespace
}  // namespace jidoka::act
