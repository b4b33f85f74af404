#include "jidoka/courier.h"

#include <gtest/gtest.h>

namespace jidoka::app {
namespace {

class CourierTest : public testing::Test {
 protected:
  Courier::Doors doors() {
    return {.next = [this]() -> Result<std::vector<port::Delivery>> { return outbox; },
            .now = [this] { return now; },
            .deliver =
                [this](const port::Delivery& delivery) {
                  if (meanwhile) meanwhile();
                  const std::lock_guard lock(mutex);
                  sent.push_back(delivery.command);
                  return answer;
                },
            .settle =
                [this](loop::SettleDelivery settlement) {
                  const std::lock_guard lock(mutex);
                  settled.push_back(std::move(settlement));
                }};
  }
  void make_round() {
    courier.round();
    courier.wait_until_idle();
  }

  static port::Delivery parcel(std::uint64_t id, const std::string& target = "plc") {
    return {.id = id, .command = "C-" + std::to_string(id), .target = target, .body = "{}"};
  }

  std::mutex mutex;
  Instant now{1'767'225'600'000'000'000};
  std::function<void()> meanwhile;  // while a target is being asked
  std::vector<port::Delivery> outbox;
  webhook::Delivered answer{webhook::Outcome::delivered, same_text("HTTP 204")};
  std::vector<std::string> sent;
  std::vector<loop::SettleDelivery> settled;
  Courier courier{doors()};
};

TEST_F(CourierTest, records_what_was_delivered) {
  outbox = {parcel(1)};
  make_round();
  ASSERT_EQ(settled.size(), 1u);
  EXPECT_EQ(settled[0].id, "C-1");
  EXPECT_TRUE(settled[0].delivered);
  EXPECT_EQ(settled[0].attempts, 1);
  EXPECT_EQ(settled[0].detail, "HTTP 204");
}

TEST_F(CourierTest, tries_again_after_a_pause_that_doubles) {
  answer = {webhook::Outcome::retry, same_text("HTTP 503")};
  outbox = {parcel(1)};
  std::vector<std::int64_t> tried;
  for (std::int64_t second = 0; second < 40; ++second) {
    const std::size_t before = sent.size();
    make_round();
    if (sent.size() != before) tried.push_back(second);
    now = now + seconds(1);
  }
  EXPECT_EQ(tried, (std::vector<std::int64_t>{0, 1, 3, 7, 15, 31}));
  EXPECT_TRUE(settled.empty());
}

TEST_F(CourierTest, counts_the_attempts_that_were_made_and_no_others) {
  outbox = {parcel(1)};
  meanwhile = [&] {  // a slow target: rounds go on, and the clock too
    for (int i = 0; i < 30; ++i) {
      now = now + minutes(6);
      courier.round();
    }
  };
  make_round();
  EXPECT_EQ(sent.size(), 1u);
  ASSERT_EQ(settled.size(), 1u);
  EXPECT_EQ(settled[0].attempts, 1);
}

TEST_F(CourierTest, gives_up_after_the_last_attempt_or_a_refusal_for_good) {
  answer = {webhook::Outcome::retry, same_text("HTTP 503")};
  outbox = {parcel(1)};
  for (std::int64_t i = 0; i < Courier::most_attempts; ++i) {
    EXPECT_TRUE(settled.empty()) << i;
    make_round();
    now = now + minutes(6);
  }
  ASSERT_EQ(settled.size(), 1u);
  EXPECT_FALSE(settled[0].delivered);
  EXPECT_EQ(settled[0].attempts, Courier::most_attempts);
  answer = {webhook::Outcome::fail, same_text("HTTP 400")};
  outbox = {parcel(2)};
  make_round();
  ASSERT_EQ(settled.size(), 2u);
  EXPECT_FALSE(settled[1].delivered);
  EXPECT_EQ(settled[1].attempts, 1) << "each delivery is counted by itself";
  EXPECT_EQ(settled[1].detail, "HTTP 400");
}

TEST_F(CourierTest, records_why_in_both_languages) {
  answer = {webhook::Outcome::fail, {"No target.", "没有目标。"}};
  outbox = {parcel(1)};
  make_round();
  ASSERT_EQ(settled.size(), 1u);
  EXPECT_EQ(settled[0].detail, "No target. · 没有目标。");
}

}  // namespace
}  // namespace jidoka::app
