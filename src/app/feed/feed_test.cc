#include <gtest/gtest.h>

#include <cstdlib>

#include "feed/arrivals.h"
#include "feed/broker.h"
#include "feed/mqtt_target.h"

namespace jidoka::feed {
namespace {

constexpr Instant now{1'767'225'600'000'000'000};

struct FixedClock final : port::Clock {
  Instant now() override { return feed::now; }
};

TEST(BrokerOptions, are_what_the_plant_says) {
  FixedClock clock;
  plant::Broker broker;
  broker.url = "mqtts://[::1]";
  broker.version = plant::MqttVersion::v3_1_1;
  broker.ca_file = "ca.pem";
  broker.user = "jidoka";
  broker.session_expiry = Duration{};
  const auto options = options_of(broker, "press", clock);
  ASSERT_TRUE(options);
  EXPECT_EQ(options->host, "::1");
  EXPECT_EQ(options->port, "8883");
  EXPECT_EQ(options->address(), "mqtts://[::1]:8883");
  EXPECT_EQ(options->tls->authority, "ca.pem");
  EXPECT_EQ(options->connect.client_id, "jidoka-press");
  EXPECT_EQ(options->connect.version, mqtt::Version::v3_1_1);
  EXPECT_TRUE(options->connect.clean) << "nothing shall be kept";
  broker.url = "mqtt://broker.plant:1884";
  broker.session_expiry = hours(1);
  broker.client_id = "mine";
  const auto plain = options_of(broker, "press", clock);
  EXPECT_EQ(plain->address(), "mqtt://broker.plant:1884");
  EXPECT_EQ(plain->connect.client_id, "mine");
  EXPECT_EQ(plain->connect.session_expiry_s, 3600u);
  EXPECT_FALSE(plain->connect.clean);
}

TEST(BrokerOptions, want_the_password_that_they_name) {
  FixedClock clock;
  plant::Broker broker;
  broker.url = "mqtt://broker";
  broker.user = "jidoka";
  broker.password_env = "JIDOKA_TEST_PASSWORD_THAT_NOBODY_SETS";
  EXPECT_EQ(options_of(broker, "press", clock).error().slug, "password-missing");
}

TEST(Arrivals, keeps_the_newest_fifty) {
  Arrivals arrivals;
  const Text why{"This is not JSON.", "内容不是合法的 JSON。"};
  for (int i = 0; i < 60; ++i) {
    const std::string topic = "plant/" + std::to_string(i);
    arrivals.add(
        {now + seconds(i), topic, i == 59 ? std::string_view("\xFF{") : "{}", 2, 1, 0, i % 2 == 1 ? &why : nullptr});
  }
  const auto shown = arrivals.newest_first();
  ASSERT_EQ(shown.size(), port::most_arrivals);
  EXPECT_EQ(shown[0].topic, "plant/59");
  EXPECT_EQ(shown[0].payload, "\xEF\xBF\xBD{") << "made safe to show";
  EXPECT_EQ(shown[0].text->zh, why.zh);
  EXPECT_EQ(shown[1].text, std::nullopt) << "of an earlier row nothing is left";
  EXPECT_EQ(shown.back().topic, "plant/10");
}

TEST(MqttTarget, fills_its_topic_from_the_command) {
  const auto topic = plant::parse_template("plant/{equipment}/{target}/{command}/{id}");
  const port::Delivery delivery{1, "C-3", "plc",
                                R"({"id":"C-3","data":{"id":"C-3","equipment":"L/1+#","command":"stop"}})"};
  EXPECT_EQ(*topic_of(*topic, "plc", delivery), "plant/L_1__/plc/stop/C-3");
  EXPECT_FALSE(topic_of(*topic, "plc", {1, "C-3", "plc", "{}"}));
}

TEST(MqttTarget, reads_answers_alone_and_as_events) {
  const auto alone = parse_reply(R"({"id":"C-3","accepted":true,"detail":"stands"})");
  ASSERT_TRUE(alone);
  EXPECT_TRUE(alone->accepted);
  EXPECT_EQ(alone->detail, "stands");
  const auto event = parse_reply(R"({"specversion":"1.0","id":"x","data":{"id":"C-4","accepted":false}})");
  ASSERT_TRUE(event);
  EXPECT_EQ(event->id, "C-4");
  EXPECT_FALSE(event->accepted);
  for (const std::string_view none : {"", "{}", "[]", R"({"id":"C-3"})", R"({"accepted":true})",
                                      R"({"id":3,"accepted":true})", R"({"id":"C-3","accepted":"yes"})"})
    EXPECT_FALSE(parse_reply(none)) << none;
}

}  // namespace
}  // namespace jidoka::feed
