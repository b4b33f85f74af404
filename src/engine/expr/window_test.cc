#include "expr/window.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace jidoka::expr {
namespace {

Instant at(double seconds) { return Instant{static_cast<std::int64_t>(seconds * 1e9)}; }

// 10 at 0 s, 20 at 10 s, 40 at 20 s, 40 at 30 s, 0 at 40 s.
const std::vector<Point> points = {{at(0), 10}, {at(10), 20}, {at(20), 40}, {at(30), 40}, {at(40), 0}};
const Series series{points};

TEST(Window, holds_the_readings_after_its_beginning_and_the_value_before) {
  const Window window = window_of(series, at(30), seconds(20));
  ASSERT_EQ(window.points.size(), 2u);
  EXPECT_EQ(window.points.front().time, at(20));
  ASSERT_TRUE(window.before);
  EXPECT_EQ(window.before->value, 20);
  EXPECT_TRUE(window_of(series, at(-5), seconds(20)).points.empty());
  EXPECT_FALSE(window_of(series, at(5), seconds(20)).before);
  EXPECT_EQ(window_of(series, distant_past, seconds(20)).points.size(), 0u);
}

TEST(Window, figures_are_those_of_its_readings) {
  const Window all = window_of(series, at(40), seconds(100));
  EXPECT_DOUBLE_EQ(*window_mean(all), 22.0);
  // Deviations -12, -2, 18, 18, -22: squares sum to 1280; 1280 / 4 = 320.
  EXPECT_DOUBLE_EQ(*window_stddev(all), std::sqrt(320.0));
  EXPECT_DOUBLE_EQ(*window_rate(all), -0.25);
  const Window none = window_of(series, at(39), seconds(1));
  EXPECT_FALSE(window_mean(none));
  EXPECT_FALSE(window_stddev(window_of(series, at(40), seconds(1))));
  EXPECT_FALSE(window_rate(window_of(series, at(40), seconds(1))));
}

TEST(Window, a_value_holds_until_the_next_reading) {
  const std::vector<Point> door = {{at(0), 0}, {at(10), 1}, {at(25), 0}, {at(50), 1}};
  EXPECT_EQ(window_true({at(5), at(60), Point{at(0), 0}, std::span(door).subspan(1)}), seconds(25));
  EXPECT_EQ(window_true(window_of({door}, at(20), seconds(5))), seconds(5));
  EXPECT_EQ(window_true(window_of({door}, at(30), seconds(10))), seconds(5));
  EXPECT_EQ(window_true(window_of({door}, at(45), seconds(10))), seconds(0));
}

TEST(Window, a_change_is_seen_against_the_value_before_it) {
  EXPECT_TRUE(window_changed(window_of(series, at(10), seconds(5))));
  EXPECT_FALSE(window_changed(window_of(series, at(30), seconds(5))));
  EXPECT_FALSE(window_changed(window_of(series, at(0), seconds(5))));
  EXPECT_TRUE(window_changed(window_of(series, at(40), seconds(5))));
}

// The same deviations around a large value: 1e9 + {4, 7, 13, 16} has variance 30 (a known trap of E[x²] - E[x]²).
TEST(Window, a_large_offset_does_not_cost_the_deviation) {
  const std::vector<Point> far = {{at(1), 1e9 + 4}, {at(2), 1e9 + 7}, {at(3), 1e9 + 13}, {at(4), 1e9 + 16}};
  EXPECT_NEAR(*window_stddev(window_of({far}, at(4), seconds(10))), std::sqrt(30.0), 1e-12);
}

}  // namespace
}  // namespace jidoka::expr
