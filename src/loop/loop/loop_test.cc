#include "loop/loop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <random>
#include <thread>

#include "loop/memory_store_test.h"
#include "loop/site_driver_test.h"

namespace jidoka::loop {
namespace {

using testing::HasSubstr;

class SteadyClock final : public port::Clock {
 public:
  Instant now() override { return SiteDriver::at(1000) + milliseconds(++asked_); }

 private:
  std::atomic<std::int64_t> asked_ = 0;
};

class LoopTest : public testing::Test {
 protected:
  void start(std::size_t bulk = 2'000'000, std::size_t urgent = 20'000) {
    auto started = Loop::start({.store = &store,
                                .clock = &clock,
                                .bulk_capacity = bulk,
                                .urgent_capacity = urgent,
                                .recovery_pause = milliseconds(1),
                                .followers = followers});
    ASSERT_TRUE(started);
    loop = std::move(*started);
  }
  std::vector<Follower> followers;  // of a loop that is started

  std::future<Result<Reply>> ask(RequestBody body, std::optional<std::string> key = {}) {
    auto promise = std::make_shared<std::promise<Result<Reply>>>();
    auto answer = promise->get_future();
    if (!loop->submit({engineer, std::move(key), std::move(body)},
                      [promise](Result<Reply> reply) { promise->set_value(std::move(reply)); }))
      promise->set_value(fail(Code::busy, "busy", {"full", "已满"}));
    return answer;
  }
  Ingest readings(std::int64_t first, std::int64_t count, double value = 100) {
    sense::Intake intake(loop->catalogue(), "gateway", SiteDriver::at(1'000'000));
    for (std::int64_t i = first; i < first + count; ++i)
      intake.add({"IM-01", "pressure", SiteDriver::at(i), value, "", "", ""});
    return {std::move(intake).take()};
  }
  // Commits wait until the gate opens.
  void close_gate() {
    gate = std::promise<void>();
    store.before_commit = [opened = gate.get_future().share(), this] {
      if (!at_gate.exchange(true)) arrived.set_value();
      opened.wait();
    };
  }

  MemoryStore store;
  SteadyClock clock;
  std::promise<void> gate, arrived;
  std::atomic<bool> at_gate = false;
  std::unique_ptr<Loop> loop;
};

TEST_F(LoopTest, whoever_was_told_that_a_plant_is_applied_can_send_its_readings) {
  start();
  EXPECT_EQ(loop->catalogue()->find("IM-01"), nullptr);
  for (int i = 0; i < 50; ++i) {
    const std::string id = "EQ-" + std::to_string(i);
    const auto reply =
        ask(ApplyPlant{{R"({"kind":"equipment","id":")" + id + R"(","name":{"en":"E","zh":"E"},"tags":{"t":{}}})"},
                       {},
                       false,
                       ""})
            .get();
    ASSERT_TRUE(reply) << reply.error().text.en;
    ASSERT_NE(loop->catalogue()->find(id), nullptr);
    ASSERT_NE(loop->catalogue()->find(id)->find("t"), nullptr);
    ASSERT_TRUE(loop->model()->equipment.contains(id));
  }
}

TEST_F(LoopTest, what_was_offered_is_answered_or_refused_exactly) {
  start(500, 50);
  ASSERT_TRUE(ask(ApplyPlant{small_plant(), {}, false, ""}).get());
  close_gate();
  ask(readings(0, 1));
  arrived.get_future().wait();
  std::atomic<int> answered = 0, refused = 0;
  std::vector<std::jthread> senders;
  for (int thread = 0; thread < 4; ++thread)
    senders.emplace_back([&, thread] {
      for (int i = 0; i < 200; ++i) {
        const bool bulk = i % 4 == 0;
        Request request{engineer, {}, readings(1000 + thread * 100'000 + i * 100, bulk ? 100 : 1)};
        if (!loop->submit(std::move(request), [&](const Result<Reply>& reply) { answered += reply ? 1 : 0; }))
          ++refused;
      }
    });
  senders.clear();
  gate.set_value();
  loop.reset();
  EXPECT_EQ(answered + refused, 800);
  EXPECT_GT(answered, 0);
}

TEST_F(LoopTest, a_full_lane_says_so_and_takes_nothing) {
  start(1000, 10);
  ASSERT_TRUE(ask(ApplyPlant{small_plant(), {}, false, ""}).get());
  close_gate();
  store.failing_reads = 0;
  ask(readings(0, 1));
  arrived.get_future().wait();
  int taken = 0;
  const Ingest heavy = readings(0, 600'000);
  while (taken < 100 && loop->submit({engineer, {}, heavy}, [](const Result<Reply>&) {})) ++taken;
  EXPECT_LT(taken, 100);
  EXPECT_GT(loop->figures().refused_busy, 0u);
  gate.set_value();
}

TEST_F(LoopTest, a_failed_commit_refuses_everybody_and_trying_again_loses_and_doubles_nothing) {
  start();
  ASSERT_TRUE(ask(ApplyPlant{small_plant(), {}, false, ""}).get());
  std::mt19937_64 random(5);
  for (std::int64_t i = 0; i < 300; ++i) {
    if (random() % 10 == 0) (random() % 2 == 0 ? store.failing_commits : store.lost_acknowledgements) = 1;
    auto hold = ask(NewHold{{{act::ScopeKind::unit, "SN-" + std::to_string(i), {}, {}, {}}, "scratched"}},
                    "key-" + std::to_string(i));
    auto reading = ask(readings(i, 1));
    const auto held = hold.get();
    const auto read = reading.get();
    const bool again = !held || !read;
    if (!held) {
      EXPECT_EQ(held.error().code, Code::unavailable);
    }
    if (again) --i;
  }
  EXPECT_GT(loop->figures().store_failures, 0u);
  loop.reset();
  EXPECT_EQ(store.readings(), 300u);
  EXPECT_EQ(store.all<act::HoldPlaced>().size(), 300u);
}

TEST_F(LoopTest, when_the_store_cannot_even_be_read_everybody_is_told_also_at_the_end) {
  start();
  ASSERT_TRUE(ask(ApplyPlant{small_plant(), {}, false, ""}).get());
  store.failing_recoveries = 1'000'000;
  store.failing_commits = 1'000'000;
  const auto first = ask(readings(0, 1)).get();
  ASSERT_FALSE(first);
  EXPECT_EQ(first.error().code, Code::unavailable);
  std::vector<std::future<Result<Reply>>> answers;
  for (int i = 0; i < 20; ++i) answers.push_back(ask(readings(i, 1)));
  loop.reset();
  for (auto& answer : answers) EXPECT_FALSE(answer.get());
  EXPECT_EQ(store.readings(), 0u);
}

TEST_F(LoopTest, the_end_answers_what_is_queued) {
  start();
  ASSERT_TRUE(ask(ApplyPlant{small_plant(), {}, false, ""}).get());
  std::vector<std::future<Result<Reply>>> answers;
  for (std::int64_t i = 0; i < 500; ++i) answers.push_back(ask(readings(i * 100, i % 2 == 0 ? 1 : 100)));
  loop.reset();
  for (auto& answer : answers) EXPECT_TRUE(answer.get());
  EXPECT_EQ(store.readings(), 250u * 101u);
}

TEST_F(LoopTest, followers_see_every_commit_in_order) {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> seen;
  std::size_t readings_seen = 0;
  followers.push_back([&](const Committed& committed) {
    seen.emplace_back(committed.first_leaf, committed.ledger_size);
    readings_seen += committed.readings->size();
  });
  start();
  ASSERT_TRUE(ask(ApplyPlant{small_plant(), {}, false, ""}).get());
  for (std::int64_t i = 0; i < 100; ++i) ask(readings(i, 1));
  loop.reset();
  std::uint64_t size = 0;
  for (const auto& [first, after] : seen) {
    EXPECT_EQ(first, size);
    size = after;
  }
  EXPECT_EQ(size, store.facts().size());
  EXPECT_EQ(readings_seen, 100u);
}

TEST_F(LoopTest, units_that_nobody_works_on_leave_memory_also_when_it_never_rests) {
  start();
  ASSERT_TRUE(ask(ApplyPlant{small_plant(), {}, false, ""}).get());
  std::uint64_t most = 0;
  std::atomic<int> answered = 0;
  for (int i = 0; i < 120'000; ++i) {
    const produce::ItemRef unit{produce::ItemKind::unit, "SN-" + std::to_string(i)};
    while (!loop->submit({engineer, {}, AskPermit{{.item = unit, .operation = "OP10", .equipment = "IM-01"}}},
                         [&](const Result<Reply>&) { ++answered; }))
      std::this_thread::yield();
    if (i % 50 == 0) ask(readings(i, 1));
    most = std::max(most, loop->figures().items_in_memory);
  }
  loop.reset();
  EXPECT_EQ(answered, 120'000);
  EXPECT_GT(most, 10'000u);
  EXPECT_LT(most, 80'000u);
}

}  // namespace
}  // namespace jidoka::loop
