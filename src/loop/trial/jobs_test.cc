#include "trial/jobs.h"

#include <gtest/gtest.h>

#include <latch>

#include "trial/history_fake_test.h"

namespace jidoka::trial {
namespace {

class SetClock final : public port::Clock {
 public:
  Instant time = second(0);
  Instant now() override { return time; }
};

// The fake, at which a test can make the job wait.
class GatedHistory final : public History {
 public:
  explicit GatedHistory(FakeHistory& fake) : fake_(fake) {}
  Result<std::vector<port::StreamView>> streams() override { return fake_.streams(); }
  Result<void> each_block(const port::StreamView& stream, Instant from, Instant to,
                          const sense::TakeBlock& take) override {
    if (throws) throw std::bad_alloc();
    begun.count_down();
    gate.wait();
    return fake_.each_block(stream, from, to, take);
  }
  Result<std::optional<std::vector<port::EquipmentRun>>> runs(const std::string& equipment, Instant to) override {
    return fake_.runs(equipment, to);
  }
  Result<std::vector<port::LearntLimits>> learnt_limits(const port::StreamView& stream) override {
    return fake_.learnt_limits(stream);
  }

  std::latch begun{1};
  std::latch gate{1};
  bool throws = false;

 private:
  FakeHistory& fake_;
};

class JobsTest : public testing::Test {
 protected:
  JobsTest() : active(plant_with(plan(3, 233))) { fake.add("IM-01", {230, 232.5, 230}); }

  Trial trial() {
    auto draft = check_draft(*active, documents(plan(3, 232)), {});
    auto made = prepare(std::move(*draft), active, fake, {});
    return std::move(*made);
  }
  JobView wait_for(Jobs& jobs, const std::string& id) {
    for (;;) {
      const auto view = jobs.find("eve", id);
      if (!view || view->finished_at) return view.value_or(JobView{});
      std::this_thread::yield();
    }
  }

  plant::ModelPtr active;
  FakeHistory fake;
  GatedHistory history{fake};
  SetClock clock;
};

TEST_F(JobsTest, runs_and_keeps_the_result_for_its_owner_alone) {
  Jobs jobs(history, clock);
  const auto begun = jobs.begin("eve", trial());
  ASSERT_TRUE(begun);
  EXPECT_EQ(begun->id, "B-1");
  EXPECT_EQ(begun->plans, std::vector<std::string>{"CP"});
  history.gate.count_down();
  const JobView done = wait_for(jobs, "B-1");
  EXPECT_EQ(done.state, JobState::done);
  EXPECT_EQ(done.progress, 1);
  ASSERT_TRUE(done.result);
  EXPECT_EQ(done.result->draft->out_of_specification, 1u);
  EXPECT_EQ(jobs.find("mallory", "B-1").error().code, Code::not_found);
  EXPECT_TRUE(jobs.list("mallory").empty());
  ASSERT_EQ(jobs.list("eve").size(), 1u);
  EXPECT_FALSE(jobs.list("eve")[0].result) << "a list has no results";
}

TEST_F(JobsTest, one_that_runs_can_be_cancelled_and_one_that_is_over_forgotten) {
  Jobs jobs(history, clock);
  ASSERT_TRUE(jobs.begin("eve", trial()));
  history.begun.wait();
  EXPECT_EQ(jobs.cancel("mallory", "B-1").error().code, Code::not_found);
  EXPECT_EQ(jobs.cancel("eve", "B-1")->state, JobState::cancelled);
  history.gate.count_down();
  EXPECT_EQ(jobs.find("eve", "B-1")->state, JobState::cancelled);
  EXPECT_TRUE(jobs.cancel("eve", "B-1"));
  EXPECT_EQ(jobs.find("eve", "B-1").error().slug, "backtest-not-found");
}

TEST_F(JobsTest, too_many_at_once_are_refused) {
  Jobs jobs(history, clock, {.waiting_of_one = 2, .waiting = 2, .kept = 50, .kept_for = hours(1)});
  ASSERT_TRUE(jobs.begin("eve", trial()));
  history.begun.wait();
  ASSERT_TRUE(jobs.begin("eve", trial()));
  EXPECT_EQ(jobs.begin("eve", trial()).error().slug, "backtests-busy") << "of one owner";
  ASSERT_TRUE(jobs.begin("bob", trial()));
  EXPECT_EQ(jobs.begin("bob", trial()).error().slug, "backtests-busy") << "of all";
  history.gate.count_down();
}

TEST_F(JobsTest, results_are_forgotten_with_time_and_number) {
  history.gate.count_down();
  Jobs jobs(history, clock, {.waiting_of_one = 4, .waiting = 16, .kept = 2, .kept_for = minutes(10)});
  for (const char* id : {"B-1", "B-2", "B-3"}) {
    ASSERT_TRUE(jobs.begin("eve", trial()));
    wait_for(jobs, id);
  }
  EXPECT_EQ(jobs.list("eve").size(), 2u);
  EXPECT_FALSE(jobs.find("eve", "B-1"));
  clock.time = clock.time + minutes(11);
  EXPECT_TRUE(jobs.list("eve").empty());
}

TEST_F(JobsTest, a_failure_is_told_and_what_is_thrown_ends_only_the_job) {
  history.gate.count_down();
  Jobs jobs(history, clock);
  fake.fails = true;
  ASSERT_TRUE(jobs.begin("eve", trial()));
  const JobView failed = wait_for(jobs, "B-1");
  EXPECT_EQ(failed.state, JobState::failed);
  EXPECT_EQ(failed.error->en, "The store is away.");
  history.throws = true;
  ASSERT_TRUE(jobs.begin("eve", trial()));
  EXPECT_EQ(wait_for(jobs, "B-2").state, JobState::failed);
}

}  // namespace
}  // namespace jidoka::trial
