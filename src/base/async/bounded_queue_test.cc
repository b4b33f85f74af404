#include "async/bounded_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>

namespace jidoka::async {
namespace {

using testing::ElementsAre;

TEST(BoundedQueue, GivesWhatIsUrgentFirstAndEachLaneInOrder) {
  BoundedQueue<int> queue({.urgent = 10, .bulk = 10});
  EXPECT_TRUE(queue.try_push(Lane::bulk, 1));
  EXPECT_TRUE(queue.try_push(Lane::bulk, 2));
  EXPECT_TRUE(queue.try_push(Lane::urgent, 3));
  EXPECT_TRUE(queue.try_push(Lane::urgent, 4));
  std::vector<int> out = {0};
  EXPECT_EQ(queue.pop_all(out), 4u);
  EXPECT_THAT(out, ElementsAre(0, 3, 4, 1, 2));
}

TEST(BoundedQueue, BoundsEachLaneByWeight) {
  BoundedQueue<int> queue({.urgent = 2, .bulk = 100});
  EXPECT_TRUE(queue.try_push(Lane::bulk, 1, 60));
  EXPECT_FALSE(queue.try_push(Lane::bulk, 2, 41));
  EXPECT_TRUE(queue.try_push(Lane::bulk, 3, 40));
  EXPECT_FALSE(queue.try_push(Lane::bulk, 4, 1));
  EXPECT_TRUE(queue.try_push(Lane::urgent, 5)) << "a full bulk lane must not close the urgent one";
  EXPECT_EQ(queue.weight(Lane::bulk), 100u);
  std::vector<int> out;
  queue.pop_all(out);
  EXPECT_THAT(out, ElementsAre(5, 1, 3));
  EXPECT_EQ(queue.weight(Lane::bulk), 0u);
  EXPECT_TRUE(queue.try_push(Lane::bulk, 6, 100));
}

TEST(BoundedQueue, LeavesARefusedItemWithTheCaller) {
  BoundedQueue<std::unique_ptr<int>> queue({.urgent = 1, .bulk = 1});
  auto first = std::make_unique<int>(1);
  auto second = std::make_unique<int>(2);
  EXPECT_TRUE(queue.try_push(Lane::urgent, std::move(first)));
  EXPECT_FALSE(queue.try_push(Lane::urgent, std::move(second)));
  // NOLINTNEXTLINE(bugprone-use-after-move,clang-analyzer-cplusplus.Move): that it was not moved from is what is tested
  EXPECT_THAT(second, testing::Pointee(2));
}

TEST(BoundedQueue, TakesAnItemHeavierThanItsLaneOnlyAlone) {
  BoundedQueue<int> queue({.urgent = 1, .bulk = 10});
  EXPECT_TRUE(queue.try_push(Lane::bulk, 1, 1));
  EXPECT_FALSE(queue.try_push(Lane::bulk, 2, 11));
  std::vector<int> out;
  queue.pop_all(out);
  EXPECT_TRUE(queue.try_push(Lane::bulk, 2, 11));
  EXPECT_FALSE(queue.try_push(Lane::bulk, 3, 1));
}

TEST(BoundedQueue, PopsBulkUpToAWeight) {
  BoundedQueue<int> queue({.urgent = 10, .bulk = 100});
  for (int i = 1; i <= 5; ++i) EXPECT_TRUE(queue.try_push(Lane::bulk, int{i}, 10));
  EXPECT_TRUE(queue.try_push(Lane::urgent, 9));
  std::vector<int> out;
  EXPECT_EQ(queue.pop_all(out, 25), 3u);
  EXPECT_THAT(out, ElementsAre(9, 1, 2));
  out.clear();
  EXPECT_EQ(queue.pop_all(out, 1), 1u) << "at least one, or a heavy item would stay for ever";
  EXPECT_EQ(queue.pop_all(out, 20), 2u);
  EXPECT_THAT(out, ElementsAre(3, 4, 5));
}

TEST(BoundedQueue, SaysWhatEndedTheWait) {
  BoundedQueue<int> queue({.urgent = 1, .bulk = 1});
  EXPECT_EQ(queue.wait(Duration{0}), Wait::timed_out);
  EXPECT_EQ(queue.wait(Duration{-1}), Wait::timed_out);
  EXPECT_EQ(queue.wait(microseconds(1)), Wait::timed_out);
  EXPECT_TRUE(queue.try_push(Lane::bulk, 1));
  EXPECT_EQ(queue.wait(hours(1)), Wait::ready);
}

TEST(BoundedQueue, GivesWhatItTookBeforeItWasClosed) {
  BoundedQueue<int> queue({.urgent = 2, .bulk = 2});
  EXPECT_TRUE(queue.try_push(Lane::bulk, 1));
  queue.close();
  EXPECT_FALSE(queue.try_push(Lane::urgent, 2));
  EXPECT_EQ(queue.wait(hours(1)), Wait::ready);
  std::vector<int> out;
  queue.pop_all(out);
  EXPECT_THAT(out, ElementsAre(1));
  EXPECT_EQ(queue.wait(hours(1)), Wait::closed);
}

TEST(BoundedQueue, WakesAWaitingConsumerOnPushAndOnClose) {
  BoundedQueue<int> queue({.urgent = 1, .bulk = 1});
  std::vector<int> out;
  std::thread consumer([&] {
    while (queue.wait(hours(1)) != Wait::closed) queue.pop_all(out);
  });
  for (int i = 0; i < 1'000; ++i)
    while (!queue.try_push(i % 2 == 0 ? Lane::urgent : Lane::bulk, int{i})) std::this_thread::yield();
  queue.close();
  consumer.join();
  EXPECT_EQ(out.size(), 1'000u);
}

TEST(BoundedQueue, LosesAndDoublesNothingAmongManyProducers) {
  constexpr std::size_t producers = 4;
  constexpr std::size_t each = 20'000;
  struct Item {
    std::size_t producer;
    std::size_t number;
    Lane lane;
  };
  BoundedQueue<Item> queue({.urgent = 64, .bulk = 256});
  std::vector<std::thread> threads;
  threads.reserve(producers);
  for (std::size_t p = 0; p < producers; ++p)
    threads.emplace_back([&queue, p] {
      for (std::size_t i = 0; i < each; ++i) {
        const Lane lane = i % 5 == 0 ? Lane::urgent : Lane::bulk;
        while (!queue.try_push(lane, Item{p, i, lane}, 1 + i % 7)) std::this_thread::yield();
      }
    });
  std::array<std::array<std::size_t, 2>, producers>
      next{};  // the least number that may still come, by producer and lane
  std::size_t seen = 0;
  bool in_order = true;
  bool bounded = true;
  std::vector<Item> batch;
  while (seen < producers * each) {
    queue.wait(hours(1));
    bounded = bounded && queue.weight(Lane::urgent) <= 64 && queue.weight(Lane::bulk) <= 256;
    batch.clear();
    seen += queue.pop_all(batch, 100);
    for (const Item& item : batch) {
      std::size_t& least = next[item.producer][static_cast<std::size_t>(item.lane)];
      in_order = in_order && item.number >= least;
      least = item.number + 1;
    }
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_TRUE(in_order);
  EXPECT_TRUE(bounded);
  EXPECT_EQ(seen, producers * each);
  EXPECT_EQ(queue.wait(Duration{0}), Wait::timed_out);
}

}  // namespace
}  // namespace jidoka::async
