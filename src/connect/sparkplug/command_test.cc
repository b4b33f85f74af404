#include "sparkplug/command.h"

#include <gtest/gtest.h>

#include "sparkplug/edge_node_test.h"

namespace jidoka::sparkplug {
namespace {

TEST(Command, sets_a_metric_and_says_its_id) {
  const auto order = order_of("spBv1.0/Plant/DCMD/Line1/IM-01", {}, {"C-3", "IM-01", "stop", {}, {}}, start);
  ASSERT_TRUE(order);
  EXPECT_EQ(order->message.qos, 0);
  EXPECT_FALSE(order->message.retain);
  PayloadReader reader;
  const auto payload = reader.read(order->message.payload);
  ASSERT_TRUE(payload);
  ASSERT_EQ((*payload)->metrics.size(), 2u);
  EXPECT_EQ((*payload)->metrics[0].name, "Command/stop");
  EXPECT_EQ(in_words((*payload)->metrics[0], DataType::boolean), "true");
  EXPECT_EQ((*payload)->metrics[1].value.text, "C-3");
  EXPECT_EQ(order->expected.metric, "Command/Id");
  EXPECT_EQ(order->expected.value, "C-3");
  EXPECT_EQ(order->expected.device, "IM-01");
}

TEST(Command, without_an_id_metric_waits_for_the_value) {
  const CommandPattern pattern{"Set/{equipment}/{command}", std::nullopt};
  const auto number = order_of("spBv1.0/Plant/NCMD/Line1", pattern, {"C-4", "IM-01", "speed", 12.5, {}}, start);
  ASSERT_TRUE(number);
  EXPECT_EQ(number->expected.metric, "Set/IM-01/speed");
  EXPECT_EQ(number->expected.value, "12.5");
  const auto text = order_of("spBv1.0/Plant/NCMD/Line1", pattern, {"C-5", "IM-01", "recipe", {}, "R-7"}, start);
  EXPECT_EQ(text->expected.value, "R-7");
}

TEST(Command, goes_to_a_topic_of_commands_only) {
  EXPECT_FALSE(order_of("spBv1.0/Plant/NDATA/Line1", {}, {"C-3", "IM-01", "stop", {}, {}}, start));
  EXPECT_FALSE(order_of("plant/command", {}, {"C-3", "IM-01", "stop", {}, {}}, start));
}

TEST(Command, is_acknowledged_by_the_echo_of_its_id) {
  Host host(*Mapping::create(std::nullopt), {});
  const auto catalogue = std::make_shared<sense::Catalogue>(plant::Model{}, std::vector<sense::Catalogue::Opened>{});
  sense::Intake intake(catalogue, "sparkplug", start);
  EdgeNode node;
  const auto say = [&](const Sent& sent) { host.take(sent.topic, sent.payload, start, intake); };
  say(node.birth(start));
  say(node.device(MessageType::device_birth, "IM-01", start, {text_metric("Command/Id", "")}));
  host.expect(order_of("spBv1.0/Plant/DCMD/Line1/IM-01", {}, {"C-3", "IM-01", "stop", {}, {}}, start)->expected);
  EXPECT_TRUE(host.take_confirmed().empty());
  say(node.device(MessageType::device_data, "IM-01", start, {text_metric("Command/Id", "C-3")}));
  EXPECT_EQ(host.take_confirmed(), std::vector<std::string>{"C-3"});
}

}  // namespace
}  // namespace jidoka::sparkplug
