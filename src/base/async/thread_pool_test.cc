#include "async/thread_pool.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include <array>
#include <atomic>
#include <future>
#include <memory>

namespace jidoka::async {
namespace {

TEST(ThreadPool, RunsEveryTaskThatItTook) {
  std::atomic<int> ran = 0;
  int taken = 0;
  {
    ThreadPool pool("work", {.threads = 3, .waiting = 16});
    for (int i = 0; i < 10'000; ++i) taken += pool.try_submit([&] { ++ran; }) ? 1 : 0;
  }
  EXPECT_EQ(ran, taken);
  EXPECT_GE(taken, 16);
}

TEST(ThreadPool, RefusesWhenAllThreadsAreBusyAndTheQueueIsFull) {
  std::promise<void> release;
  const std::shared_future<void> released = release.get_future().share();
  std::promise<void> started;
  std::atomic<int> ran = 0;
  {
    ThreadPool pool("one", {.threads = 1, .waiting = 2});
    ASSERT_TRUE(pool.try_submit([&] {
      started.set_value();
      released.wait();
    }));
    started.get_future().wait();
    EXPECT_TRUE(pool.try_submit([&] { ++ran; }));
    EXPECT_TRUE(pool.try_submit([&] { ++ran; }));
    ThreadPool::Task refused = [&] { ran += 100; };
    EXPECT_FALSE(pool.try_submit(std::move(refused)));
    // NOLINTNEXTLINE(bugprone-use-after-move): that it was not moved from is what is tested
    EXPECT_TRUE(refused) << "a refused task stays with the caller";
    release.set_value();
  }
  EXPECT_EQ(ran, 2);
}

TEST(ThreadPool, RunsTasksThatCannotBeCopied) {
  std::promise<int> answer;
  std::future<int> received = answer.get_future();
  ThreadPool pool("move", {.threads = 1, .waiting = 1});
  ASSERT_TRUE(pool.try_submit(
      [number = std::make_unique<int>(42), promise = std::move(answer)]() mutable { promise.set_value(*number); }));
  EXPECT_EQ(received.get(), 42);
}

TEST(ThreadPool, RunsAsManyTasksAtOnceAsItHasThreads) {
  std::promise<void> first_is_in;
  std::promise<void> second_is_in;
  std::promise<void> done;
  ThreadPool pool("pair", {.threads = 2, .waiting = 2});
  // Each waits for the other: with one thread this would never end.
  ASSERT_TRUE(pool.try_submit([&] {
    first_is_in.set_value();
    second_is_in.get_future().wait();
    done.set_value();
  }));
  ASSERT_TRUE(pool.try_submit([&] {
    first_is_in.get_future().wait();
    second_is_in.set_value();
  }));
  done.get_future().wait();
}

TEST(ThreadPool, NamesItsThreads) {
  std::promise<std::string> name;
  {
    ThreadPool pool("a-rather-long-name", {.threads = 1, .waiting = 1});
    ASSERT_TRUE(pool.try_submit([&] {
      std::array<char, 16> text{};
      pthread_getname_np(pthread_self(), text.data(), text.size());
      name.set_value(text.data());
    }));
  }
  EXPECT_EQ(name.get_future().get(), "a-rather-long-0");
}

}  // namespace
}  // namespace jidoka::async
