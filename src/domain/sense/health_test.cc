#include "sense/health.h"

#include <gtest/gtest.h>

namespace jidoka::sense {
namespace {

constexpr Instant start{1'767'225'600'000'000'000};  // 2026-01-01T00:00:00Z
Instant at(double second) { return start + Duration{static_cast<std::int64_t>(second * 1e9)}; }

class Health : public testing::Test {
 protected:
  Health() { health.set_rules({seconds(1), {}, {}}); }
  // One arrival with one reading.
  void arrive(double arrived, double time, double value) {
    health.take(at(time).ns, value, at(arrived).ns);
    health.end_arrival(at(arrived));
  }
  // A reading a second in [from, to), each as soon as it is measured.
  void steadily(int from, int to, double delay = 0.1) {
    for (int i = from; i < to; ++i) arrive(i + delay, i, i % 7);
  }
  StreamHealth health;
};

TEST_F(Health, nothing_came_yet_is_never_and_not_silent) {
  EXPECT_EQ(health.state(at(100)), HealthState::never);
  EXPECT_FALSE(health.last_arrival());
}

TEST_F(Health, readings_that_come_as_they_should_are_ok) {
  steadily(0, 100);
  EXPECT_EQ(health.state(at(100)), HealthState::ok);
  EXPECT_EQ(health.gaps(at(100)), 0U);
  EXPECT_EQ(health.readings(), 100U);
}

TEST_F(Health, silent_after_three_periods_but_not_before_five_seconds) {
  steadily(0, 10);  // the last arrives at 9.1
  EXPECT_EQ(health.state(at(14.0)), HealthState::ok);
  EXPECT_EQ(health.state(at(14.2)), HealthState::silent);
  EXPECT_EQ(health.since(HealthState::silent), at(9.1));
  health.set_rules({seconds(10), {}, {}});
  EXPECT_EQ(health.state(at(39.0)), HealthState::ok);
  EXPECT_EQ(health.state(at(39.2)), HealthState::silent);
}

TEST_F(Health, what_is_known_to_be_gone_is_not_connected_until_it_is_back) {
  health.disconnect(at(0));
  EXPECT_EQ(health.state(at(1)), HealthState::never) << "it never said anything";
  steadily(0, 10);
  health.disconnect(at(9.5));
  EXPECT_EQ(health.state(at(9.6)), HealthState::not_connected) << "at once, not after a silence";
  EXPECT_EQ(health.state(at(9999)), HealthState::not_connected);
  EXPECT_EQ(health.since(HealthState::not_connected), at(9.5));
  health.connect();
  steadily(10, 20);
  EXPECT_EQ(health.state(at(20)), HealthState::ok);
}

TEST_F(Health, without_a_period_the_source_says_when_it_is_silent_and_else_nobody) {
  health.set_rules({{}, {}, seconds(30)});
  arrive(0, 0, 1);
  EXPECT_EQ(health.state(at(30)), HealthState::ok);
  EXPECT_EQ(health.state(at(31)), HealthState::silent);
  health.set_rules({});
  EXPECT_EQ(health.state(at(1'000'000)), HealthState::ok);
}

TEST_F(Health, a_stream_with_history_is_silent_since_its_last_reading_after_a_start) {
  health.begin(at(0));
  EXPECT_EQ(health.state(at(3)), HealthState::ok) << "it may still come";
  EXPECT_EQ(health.state(at(60)), HealthState::silent);
  EXPECT_EQ(health.since(HealthState::silent), at(0));
}

TEST_F(Health, the_same_value_for_too_long_is_stuck_where_that_is_watched) {
  for (int i = 0; i <= 60; ++i) arrive(i, i, 20);
  EXPECT_EQ(health.state(at(60)), HealthState::ok);
  health.set_rules({seconds(1), seconds(60), {}});
  EXPECT_EQ(health.state(at(60)), HealthState::stuck);
  EXPECT_EQ(health.since(HealthState::stuck), at(0));
  arrive(61, 61, 20.1);
  EXPECT_EQ(health.state(at(61)), HealthState::ok);
}

TEST_F(Health, a_gap_is_seen_for_an_hour_unless_late_readings_fill_it) {
  steadily(0, 10);
  steadily(12, 20);  // 9 → 12: three periods
  EXPECT_EQ(health.state(at(20)), HealthState::gappy);
  EXPECT_EQ(health.gaps(at(20)), 1U);
  arrive(20.5, 10, 1);  // leaves 10 → 12, which is no gap
  EXPECT_EQ(health.state(at(21)), HealthState::ok);
}

TEST_F(Health, a_gap_that_is_half_filled_stays_where_nothing_is) {
  steadily(0, 10);
  steadily(20, 30);
  arrive(30.5, 15, 1);  // 9 → 15 → 20
  EXPECT_EQ(health.gaps(at(31)), 2U);
  for (const double time : {11.0, 13.0, 17.0, 19.0}) arrive(30.6, time, 1);
  EXPECT_EQ(health.gaps(at(31)), 0U);
}

TEST_F(Health, an_old_gap_is_forgotten) {
  steadily(0, 10);
  steadily(20, 30);
  EXPECT_EQ(health.gaps(at(20 + 3600)), 1U);
  EXPECT_EQ(health.gaps(at(21 + 3600)), 0U);
}

TEST_F(Health, a_clock_that_is_ahead_is_skewed) {
  steadily(0, 20, -3.0);  // three seconds before their time
  EXPECT_EQ(health.state(at(18)), HealthState::clock_skew);
  EXPECT_EQ(health.skew(), seconds(3));
}

TEST_F(Health, a_clock_that_is_steadily_behind_is_skewed_and_not_late) {
  steadily(0, 60, 3600.1);  // an hour, as a wrong time zone makes it
  EXPECT_EQ(health.state(at(3660)), HealthState::clock_skew);
  ASSERT_TRUE(health.skew());
  EXPECT_EQ(health.skew()->ns / 1'000'000'000, -3600);
}

TEST_F(Health, what_a_source_had_kept_is_late_and_not_skewed) {
  for (int i = 0; i < 600; ++i) arrive(10'000 + i / 20.0, i, i);  // ten minutes of readings within half a minute
  EXPECT_EQ(health.state(at(10'030)), HealthState::late);
  EXPECT_EQ(health.late(), 600U);
  EXPECT_FALSE(health.skew());
  steadily(10'031, 10'050);
  EXPECT_NE(health.state(at(10'050)), HealthState::late) << "it has caught up";
}

TEST_F(Health, one_arrival_that_is_late_changes_nothing) {
  steadily(0, 200);
  arrive(200, 50.5, 1);
  EXPECT_EQ(health.state(at(200)), HealthState::ok);
  EXPECT_EQ(health.late(), 1U);
}

TEST_F(Health, a_batch_that_is_sent_every_minute_is_neither_late_nor_skewed) {
  health.set_rules({seconds(30), {}, {}});
  for (int minute = 1; minute <= 30; ++minute) {
    for (const int second : {0, 30}) health.take(at(minute * 60 - 60 + second).ns, minute, at(minute * 60).ns);
    health.end_arrival(at(minute * 60 + minute % 5));
  }
  EXPECT_EQ(health.state(at(1810)), HealthState::ok);
}

}  // namespace
}  // namespace jidoka::sense
