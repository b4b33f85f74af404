#include "mqtt/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "mqtt/stand_in_broker_test.h"

namespace jidoka::mqtt {
namespace {

using testing::ElementsAre;

// What arrives, in the words of a test; it is acknowledged when the test says so.
class Hearer final : public Listener {
 public:
  void on_messages(std::span<const Message> messages) override {
    const std::lock_guard lock(mutex_);
    for (const Message& message : messages) {
      heard_.push_back(std::string(message.topic) + " " + std::to_string(message.size) +
                       (message.duplicate ? " again" : ""));
      tokens_.push_back(message.token);
    }
    changed_.notify_all();
  }
  void on_disconnected(const Text& why) override {
    const std::lock_guard lock(mutex_);
    losses_.push_back(why.en);
    changed_.notify_all();
  }
  std::vector<std::string> heard(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(10), [&] { return heard_.size() >= count; });
    return heard_;
  }
  std::vector<std::string> losses(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(10), [&] { return losses_.size() >= count; });
    return losses_;
  }
  std::vector<Token> tokens() {
    const std::lock_guard lock(mutex_);
    return tokens_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> heard_;
  std::vector<std::string> losses_;
  std::vector<Token> tokens_;
};

class ClientTest : public testing::Test {
 protected:
  ClientTest() {
    Options options;
    options.host = "127.0.0.1";
    options.port = broker.port();
    options.connect.client_id = "test";
    options.subscriptions = {{"plant/#", 1}};
    options.longest_message = 1000;
    options.first_pause = milliseconds(1);
    client = Client::start(network, std::move(options), hearer);
    EXPECT_EQ(broker.wait_for_client(), 1u);
  }
  std::future<Result<void>> publish(const std::string& topic) {
    auto done = std::make_shared<std::promise<Result<void>>>();
    client->publish({topic, "{}", 1, false}, [done](Result<void> result) { done->set_value(std::move(result)); });
    return done->get_future();
  }

  StandInBroker broker;
  Network network;
  Hearer hearer;
  std::unique_ptr<Client> client;
};

TEST_F(ClientTest, acknowledges_when_it_is_told_to_and_in_that_order) {
  broker.say("plant/a", "1", 10);
  broker.say("plant/b", "22", 11);
  EXPECT_THAT(hearer.heard(2), ElementsAre("plant/a 1", "plant/b 2"));
  EXPECT_EQ(broker.acknowledged_so_far(), 0u);
  const std::vector<Token> tokens = hearer.tokens();
  client->acknowledge({tokens[1]});
  client->acknowledge({tokens[0]});
  EXPECT_THAT(broker.acknowledged(2), ElementsAre(11, 10));
}

TEST_F(ClientTest, comes_back_and_passes_over_tokens_of_the_connection_before) {
  broker.say("plant/a", "1", 10);
  hearer.heard(1);
  broker.drop();
  EXPECT_EQ(broker.wait_for_client(2), 2u);
  EXPECT_THAT(hearer.losses(1), ElementsAre("the broker closed the connection"));
  broker.say("plant/a", "1", 10, true);
  EXPECT_THAT(hearer.heard(2), ElementsAre("plant/a 1", "plant/a 1 again"));
  const std::vector<Token> tokens = hearer.tokens();
  client->acknowledge({tokens[0]});
  client->acknowledge({tokens[1]});
  EXPECT_THAT(broker.acknowledged(1), ElementsAre(10)) << "once: the first token is of a connection that is gone";
}

TEST_F(ClientTest, of_a_message_that_is_too_long_only_the_beginning_is_kept_and_what_follows_is_heard) {
  broker.say("plant/long", std::string(300'000, 'x'), 10);
  broker.say("plant/short", "1", 11);
  EXPECT_THAT(hearer.heard(2), ElementsAre("plant/long 300000", "plant/short 1"));
}

TEST_F(ClientTest, a_publication_is_done_when_the_broker_has_it) {
  auto done = publish("plant/IM-01/command");
  EXPECT_TRUE(done.get());
  EXPECT_EQ(broker.heard(1)[0].topic, "plant/IM-01/command");
}

TEST_F(ClientTest, a_publication_that_is_under_way_when_the_connection_is_lost_says_so) {
  broker.answer_publications(false);
  auto done = publish("plant/IM-01/command");
  broker.heard(1);
  broker.drop();
  EXPECT_EQ(done.get().error().slug, "mqtt-lost");
}

TEST_F(ClientTest, what_is_no_mqtt_ends_the_connection_and_it_comes_back) {
  broker.press(std::string("\xF0\xFF\xFF\xFF\xFF\xFF", 6));
  EXPECT_THAT(hearer.losses(1), ElementsAre("the broker sent something that is not MQTT"));
  EXPECT_EQ(broker.wait_for_client(2), 2u);
}

}  // namespace
}  // namespace jidoka::mqtt
