#include "jidoka/courier.h"

#include <gtest/gtest.h>

namespace jidoka::app {
namespace {

class CourierTest : public testing::Test {
 protected:
  Courier::Doors doors() {
    return {.due = [this]() -> Result<std::vector<port::Delivery>> { return outbox; },
            .target = [this](const std::string& id) -> Result<webhook::Target> {
              if (id == "gone") return fail(Code::not_found, "target-unknown", {"No target.", "没有目标。"});
              if (id == "secretless") return fail(Code::unavailable, "secret-missing", {"No secret.", "没有密钥。"});
              return webhook::Target{};
            },
            .deliver =
                [this](const webhook::Target&, const webhook::Parcel& parcel) {
                  const std::lock_guard lock(mutex);
                  sent.push_back(parcel.id);
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

  std::mutex mutex;
  std::vector<port::Delivery> outbox;
  webhook::Delivered answer{webhook::Outcome::delivered, same_text("HTTP 204")};
  std::vector<std::string> sent;
  std::vector<loop::SettleDelivery> settled;
  Courier courier{doors()};
};

TEST_F(CourierTest, records_what_was_delivered) {
  outbox = {{.id = 1, .command = "C-1", .target = "plc", .body = "{}", .attempts = 2}};
  make_round();
  ASSERT_EQ(settled.size(), 1u);
  EXPECT_EQ(settled[0].id, "C-1");
  EXPECT_TRUE(settled[0].delivered);
  EXPECT_EQ(settled[0].attempts, 3);
  EXPECT_EQ(settled[0].detail, "HTTP 204");
}

TEST_F(CourierTest, leaves_what_may_still_get_through_in_the_outbox) {
  answer = {webhook::Outcome::retry, same_text("HTTP 503")};
  outbox = {{.id = 1, .command = "C-1", .target = "plc", .body = "{}", .attempts = 0}};
  make_round();
  make_round();
  EXPECT_EQ(sent.size(), 2u);
  EXPECT_TRUE(settled.empty());
}

TEST_F(CourierTest, gives_up_after_the_last_attempt_or_a_refusal_for_good) {
  answer = {webhook::Outcome::retry, same_text("HTTP 503")};
  outbox = {{.id = 1, .command = "C-1", .target = "plc", .body = "{}", .attempts = Courier::most_attempts - 1}};
  make_round();
  answer = {webhook::Outcome::fail, same_text("HTTP 400")};
  outbox = {{.id = 2, .command = "C-2", .target = "plc", .body = "{}", .attempts = 0}};
  make_round();
  ASSERT_EQ(settled.size(), 2u);
  EXPECT_FALSE(settled[0].delivered);
  EXPECT_FALSE(settled[1].delivered);
  EXPECT_EQ(settled[1].detail, "HTTP 400");
}

TEST_F(CourierTest, a_target_that_is_gone_fails_at_once_and_one_without_its_secret_waits) {
  outbox = {{.id = 1, .command = "C-1", .target = "gone", .body = "{}", .attempts = 0},
            {.id = 2, .command = "C-2", .target = "secretless", .body = "{}", .attempts = 0}};
  make_round();
  EXPECT_TRUE(sent.empty());
  ASSERT_EQ(settled.size(), 1u);
  EXPECT_EQ(settled[0].id, "C-1");
  EXPECT_EQ(settled[0].detail, "No target. · 没有目标。");
}

}  // namespace
}  // namespace jidoka::app
