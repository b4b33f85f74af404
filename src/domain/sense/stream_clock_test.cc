#include "sense/stream_clock.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace jidoka::sense {
namespace {

Arrival offer(StreamClock& clock, std::int64_t time, double value, std::uint32_t context = 0) {
  const auto mark = value_mark(value);
  const Arrival arrival = clock.classify(time, mark, context);
  if (arrival == Arrival::fresh || arrival == Arrival::late) clock.take(time, mark, context);
  return arrival;
}

TEST(StreamClock, ReadingsInOrderAreFresh) {
  StreamClock clock;
  for (int i = 0; i < 20; ++i) EXPECT_EQ(offer(clock, i, i), Arrival::fresh);
}

TEST(StreamClock, TheSameReadingTwiceIsADuplicateAndAnotherValueAConflict) {
  StreamClock clock;
  offer(clock, 10, 1.5);
  EXPECT_EQ(offer(clock, 10, 1.5), Arrival::duplicate);
  EXPECT_EQ(offer(clock, 10, 1.6), Arrival::conflict);
}

TEST(StreamClock, PartsMeasuredAtTheSameMomentAreDifferentReadings) {
  StreamClock clock;
  offer(clock, 10, 1.5, 1);
  EXPECT_EQ(offer(clock, 10, 1.5, 2), Arrival::fresh) << "one instant, in the order in which they come";
  EXPECT_EQ(offer(clock, 10, 1.5, 2), Arrival::duplicate);
  EXPECT_EQ(offer(clock, 10, 1.6, 2), Arrival::conflict);
  EXPECT_EQ(offer(clock, 10, 1.5, 1), Arrival::duplicate);
}

TEST(StreamClock, MorePartsAtOneMomentThanItRemembersAreUnsureNotLate) {
  StreamClock clock;
  offer(clock, 5, 1.5);
  for (std::uint32_t part = 1; part <= 8; ++part) EXPECT_EQ(offer(clock, 10, 1.5, part), Arrival::fresh) << part;
  EXPECT_EQ(clock.classify(10, value_mark(1.5), 9), Arrival::unsure);
  EXPECT_EQ(clock.classify(10, value_mark(1.5), 1), Arrival::duplicate);
}

TEST(StreamClock, WhatIsOlderThanEverythingRememberedIsUnsure) {
  StreamClock clock;
  for (int i = 100; i < 110; ++i) offer(clock, i, 0);
  EXPECT_EQ(clock.classify(50, 0, 0), Arrival::unsure);
  EXPECT_EQ(clock.classify(105, value_mark(0), 0), Arrival::duplicate);
}

TEST(StreamClock, NeverCallsALostReadingFreshOrARecordedOneLate) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    std::mt19937_64 random(seed);
    StreamClock clock;
    std::map<std::int64_t, double> recorded;  // the oracle: everything ever taken
    for (int step = 0; step < 300; ++step) {
      const auto time = static_cast<std::int64_t>(random() % 60 + static_cast<std::uint64_t>(step) / 4);
      const double value = static_cast<double>(random() % 3);
      const auto found = recorded.find(time);
      const bool newest = recorded.empty() || time > recorded.rbegin()->first;
      const Arrival arrival = clock.classify(time, value_mark(value), 0);
      if (arrival == Arrival::unsure) {
        ASSERT_FALSE(newest);
        if (found == recorded.end()) {
          clock.take(time, value_mark(value), 0);
          recorded[time] = value;
        }
        continue;
      }
      const Arrival right = found != recorded.end() ? (found->second == value ? Arrival::duplicate : Arrival::conflict)
                            : newest                ? Arrival::fresh
                                                    : Arrival::late;
      ASSERT_EQ(arrival, right) << "seed " << seed << " step " << step;
      if (right == Arrival::fresh || right == Arrival::late) {
        clock.take(time, value_mark(value), 0);
        recorded[time] = value;
      }
    }
  }
}

}  // namespace
}  // namespace jidoka::sense
