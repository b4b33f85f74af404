#include <gtest/gtest.h>

#include "plant/sample_plant_test.h"

namespace jidoka::plant {
namespace {

using sample::mistake_with;

std::string source_mistake(const std::string& body) {
  return mistake_with(R"(from: line_protocol
reading: {equipment: "{host}", tag: "{field}", lot: "L-{lot}"}
unknown: catalogue)",
                      "from: sparkplug\n" + body);
}

std::string target_mistake(const std::string& body) {
  return mistake_with("to: webhook\nurl: https://gateway.plant:8443/commands\nsecret_env: GATEWAY_SECRET",
                      "to: sparkplug\nbroker: {url: mqtt://b}\n" + body);
}

TEST(CheckSparkplugSource, needs_a_broker_and_nothing_else) {
  EXPECT_EQ(source_mistake("broker: {url: mqtt://b}"), "");
  EXPECT_EQ(source_mistake("broker: {url: mqtt://b}\nmatch: {topic: \"spBv1.0/Plant/#\"}\nreading: {equipment: "
                           "\"{group}-{device}\", tag: \"{metric_dotted}\", unit: \"{Part/Serial}\", lot: \"{Lot}\"}"),
            "");
  EXPECT_NE(source_mistake("unknown: catalogue").find("need a broker"), std::string::npos);
}

TEST(CheckSparkplugSource, names_what_sparkplug_has) {
  EXPECT_NE(source_mistake("broker: {url: mqtt://b}\nmatch: {topic: \"plant/#\"}").find("spBv1.0/"), std::string::npos);
  EXPECT_NE(source_mistake("broker: {url: mqtt://b}\nreading: {equipment: \"{machine}\", tag: \"{metric}\"}")
                .find("Sparkplug has no {machine}"),
            std::string::npos);
  EXPECT_NE(source_mistake("broker: {url: mqtt://b}\nreading: {equipment: \"{device}\", tag: \"{metric}\", value: "
                           "\"{value}\"}")
                .find("says value and time itself"),
            std::string::npos);
}

TEST(CheckSparkplugTarget, goes_to_a_topic_of_commands) {
  EXPECT_EQ(target_mistake("topic: \"spBv1.0/Plant/DCMD/Line1/{equipment}\"\nacknowledge_within: 10s"), "");
  EXPECT_NE(target_mistake("topic: \"plant/{equipment}/command\"").find("spBv1.0/GROUP/NCMD/NODE"), std::string::npos);
  EXPECT_NE(target_mistake("topic: \"spBv1.0/Plant/NCMD/Line1\"\nreply_topic: \"a/b\"").find("answers in its data"),
            std::string::npos);
}

}  // namespace
}  // namespace jidoka::plant
