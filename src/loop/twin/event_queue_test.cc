#include "twin/event_queue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "twin/random.h"

namespace jidoka::twin {
namespace {

TEST(EventQueue, gives_what_a_stable_sort_would_give) {
  Random random(3);
  EventQueue queue;
  std::vector<std::pair<std::int64_t, std::uint32_t>> expected;
  std::vector<std::pair<std::int64_t, std::uint32_t>> got;
  for (std::uint32_t i = 0; i < 5'000; ++i) {
    const auto time = static_cast<std::int64_t>(random.next() % 200);
    queue.push(time, 0, i);
    expected.emplace_back(time, i);
  }
  std::ranges::stable_sort(expected, {}, &std::pair<std::int64_t, std::uint32_t>::first);
  while (!queue.empty()) {
    const Event event = queue.pop();
    got.emplace_back(event.time, event.who);
  }
  EXPECT_EQ(got, expected);
}

TEST(EventQueue, stays_in_order_while_it_is_used) {
  Random random(5);
  EventQueue queue;
  std::int64_t now = 0;
  for (std::uint32_t i = 0; i < 64; ++i) queue.push(static_cast<std::int64_t>(random.next() % 1000), 0, i);
  for (int i = 0; i < 50'000; ++i) {
    const Event event = queue.pop();
    ASSERT_GE(event.time, now);
    now = event.time;
    queue.push(now + static_cast<std::int64_t>(random.next() % 1000), 0, event.who);
  }
  EXPECT_EQ(queue.size(), 64u);
}

TEST(Random, is_the_published_generator) {
  // First outputs of xoshiro256++ after SplitMix64 of seed 0, whose first word is e220a8397b1dcdaf.
  Random random(0);
  const std::uint64_t first = random.next();
  EXPECT_EQ(first, 0x53175d61490b23dfu);
}

TEST(Random, has_the_moments_that_it_promises) {
  Random random(11);
  double even = 0;
  double waits = 0;
  double normal = 0;
  double squares = 0;
  constexpr int n = 200'000;
  for (int i = 0; i < n; ++i) {
    even += random.around(2);
    waits += random.exponential(5);
    const double z = random.normal();
    normal += z;
    squares += z * z;
  }
  EXPECT_NEAR(even / n, 0, 0.015);
  EXPECT_NEAR(waits / n, 5, 0.06);
  EXPECT_NEAR(normal / n, 0, 0.012);
  EXPECT_NEAR(squares / n, 1, 0.02);
}

}  // namespace
}  // namespace jidoka::twin
