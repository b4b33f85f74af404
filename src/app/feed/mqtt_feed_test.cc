// A feed between a broker and a loop that the test plays: what is acknowledged when, what is tried again, and how much
// is let in while nothing can be recorded.
#include "feed/mqtt_feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>

#include "mqtt/stand_in_broker_test.h"

namespace jidoka::feed {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Ids = std::vector<std::uint16_t>;

struct FixedClock final : port::Clock {
  Instant now() override { return Instant{1'767'225'600'000'000'000}; }
};

// The loop as a feed sees it: it says whether it has room, and answers when the test wants it to.
class PlayedLoop {
 public:
  LoopDoor door() {
    return {[this](loop::Request request, loop::Answer answer) { return take(std::move(request), std::move(answer)); },
            [this] { return catalogue_; }};
  }
  void is_full_for(int times) {
    const std::lock_guard lock(mutex_);
    full_for_ = times;
  }
  // What was handed over, oldest first; it is answered when it is asked for next.
  loop::Ingest next() {
    std::unique_lock lock(mutex_);
    came_.wait_for(lock, std::chrono::seconds(10), [&] { return !asked_.empty(); });
    if (asked_.empty()) return {};
    under_way_ = std::move(asked_.front().second);
    loop::Ingest first = std::get<loop::Ingest>(std::move(asked_.front().first.body));
    asked_.pop_front();
    return first;
  }
  void answer(Result<loop::Reply> reply) { under_way_(std::move(reply)); }
  int refused() {
    const std::lock_guard lock(mutex_);
    return refused_;
  }

 private:
  static std::shared_ptr<const sense::Catalogue> catalogue_with_source() {
    plant::Model model;
    model.sources["press"].id = "press";
    model.sources["press"].unknown = plant::UnknownStream::catalogue;
    return std::make_shared<sense::Catalogue>(model, std::vector<sense::Catalogue::Opened>{});
  }
  bool take(loop::Request request, loop::Answer answer) {
    const std::lock_guard lock(mutex_);
    if (full_for_ > 0) {
      --full_for_;
      ++refused_;
      return false;
    }
    asked_.emplace_back(std::move(request), std::move(answer));
    came_.notify_all();
    return true;
  }

  std::shared_ptr<const sense::Catalogue> catalogue_ = catalogue_with_source();
  std::mutex mutex_;
  std::condition_variable came_;
  int full_for_ = 0;
  int refused_ = 0;
  std::deque<std::pair<loop::Request, loop::Answer>> asked_;
  loop::Answer under_way_;
};

class Feed : public testing::Test {
 protected:
  Feed() {
    plant::Source source;
    source.id = "press";
    source.from = "mqtt";
    source.broker.emplace();
    source.broker->url = "mqtt://127.0.0.1:" + broker.port();
    source.match = plant::Match{"plant/+machine/data"};
    source.reading = plant::ReadingMap{"{machine}", "{key}", "{value}", "{ts}", {}, {}, {}};
    auto started = MqttFeed::start(network, source, loop.door(), clock, {});
    EXPECT_TRUE(started);
    feed = std::move(*started);
    EXPECT_EQ(broker.wait_for_client(), 1u);
  }
  void say(std::uint16_t id, double value, bool is_duplicate = false) {
    broker.say("plant/IM-01/data", R"({"ts":1767225600000,"melt_temp":)" + std::to_string(value) + "}", id,
               is_duplicate);
  }
  static std::vector<double> values(const loop::Ingest& asked) {
    std::vector<double> out;
    for (const sense::NewStreamReading& reading : asked.batch.unknown) out.push_back(reading.value);
    return out;
  }
  static Result<loop::Reply> recorded() { return loop::Reply{"{}"}; }

  FixedClock clock;
  PlayedLoop loop;
  mqtt::StandInBroker broker;
  mqtt::Network network;
  std::unique_ptr<MqttFeed> feed;
};

TEST_F(Feed, acknowledges_what_is_recorded_and_nothing_before) {
  say(1, 230);
  EXPECT_THAT(values(loop.next()), ElementsAre(230));
  say(2, 231);
  say(3, 232);
  EXPECT_EQ(broker.acknowledged_so_far(), 0u) << "the commit is still to come";
  loop.answer(recorded());
  EXPECT_THAT(broker.acknowledged(1), ElementsAre(1));
  auto rest = values(loop.next());
  loop.answer(recorded());
  if (rest.size() == 1) {  // the third had not arrived yet
    const auto last = values(loop.next());
    rest.insert(rest.end(), last.begin(), last.end());
    loop.answer(recorded());
  }
  EXPECT_THAT(rest, ElementsAre(231, 232)) << "in their order";
  EXPECT_THAT(broker.acknowledged(3), ElementsAre(1, 2, 3));
}

TEST_F(Feed, tries_the_same_again_when_the_loop_has_no_room) {
  loop.is_full_for(3);
  say(1, 230);
  EXPECT_THAT(values(loop.next()), ElementsAre(230)) << "once, though it was offered four times";
  EXPECT_EQ(loop.refused(), 3);
  EXPECT_EQ(broker.acknowledged_so_far(), 0u);
  loop.answer(recorded());
  EXPECT_THAT(broker.acknowledged(1), ElementsAre(1));
}

TEST_F(Feed, tries_the_same_again_when_the_store_does_not_answer_and_says_why) {
  say(1, 230);
  const loop::Ingest first = loop.next();
  loop.answer(fail(Code::unavailable, "store-unavailable", {"The disk is full.", "磁盘已满。"}));
  const loop::Ingest again = loop.next();
  EXPECT_EQ(values(first), values(again));
  EXPECT_EQ(feed->connection().error->en, "The disk is full.");
  EXPECT_EQ(broker.acknowledged_so_far(), 0u);
  loop.answer(recorded());
  EXPECT_THAT(broker.acknowledged(1), ElementsAre(1));
  EXPECT_EQ(feed->connection().error, std::nullopt);
}

TEST_F(Feed, keeps_what_comes_again_apart_so_that_quarantine_has_it_once) {
  broker.say("plant/IM-01/data", "{", 1);
  const loop::Ingest first = loop.next();
  EXPECT_FALSE(first.is_repeated);
  EXPECT_EQ(first.batch.refusals.size(), 1u);
  broker.drop();
  loop.answer(recorded());
  EXPECT_EQ(broker.wait_for_client(2), 2u) << "it connects again";
  broker.say("plant/IM-01/data", "{", 1, true);
  const loop::Ingest again = loop.next();
  EXPECT_TRUE(again.is_repeated);
  EXPECT_EQ(again.batch.refusals.size(), 1u);
  say(2, 230);
  loop.answer(recorded());
  EXPECT_FALSE(loop.next().is_repeated);
  loop.answer(recorded());
  EXPECT_THAT(broker.acknowledged(2), ElementsAre(1, 2)) << "a token of the lost connection is passed over";
}

TEST_F(Feed, lets_no_more_in_than_it_can_keep_while_nothing_is_recorded) {
  constexpr std::size_t messages = 20'000;
  constexpr std::size_t readings = 100;  // of each
  std::string members;
  for (std::size_t i = 0; i < readings; ++i) members += ",\"a_tag_of_the_press_" + std::to_string(i) + "\":230.125";
  std::string flood;
  for (std::size_t i = 1; i <= messages; ++i)
    flood += mqtt::StandInBroker::message("plant/IM-01/data",
                                          "{\"ts\":" + std::to_string(1'767'225'600'000 + i) + members + "}",
                                          static_cast<std::uint16_t>(i));
  const std::size_t left = broker.press(flood);
  EXPECT_GT(left, 0u) << "the broker holds back";
  std::size_t taken = loop.next().batch.unknown.size();
  EXPECT_LT(feed->messages() * readings, 150'000u) << "50 000 and what one look at the socket brings";
  loop.answer(recorded());
  std::thread rest([&] {
    for (std::size_t still = left; still > 0;) still = broker.press(flood.substr(flood.size() - still));
  });
  while (taken < messages * readings) {
    const std::size_t more = loop.next().batch.unknown.size();
    ASSERT_GT(more, 0u);
    EXPECT_LT(more, 150'000u);
    taken += more;
    loop.answer(recorded());
  }
  rest.join();
  EXPECT_EQ(taken, messages * readings) << "nothing is dropped";
  EXPECT_EQ(broker.acknowledged(messages).size(), messages);
}

TEST_F(Feed, that_ends_acknowledges_nothing_more) {
  say(1, 230);
  loop.next();
  feed.reset();
  loop.answer(recorded());
  EXPECT_THAT(broker.acknowledged_so_far(), 0u);
}

}  // namespace
}  // namespace jidoka::feed
