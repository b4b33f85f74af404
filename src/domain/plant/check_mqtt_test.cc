#include <gtest/gtest.h>

#include "plant/sample_plant_test.h"

namespace jidoka::plant {
namespace {

using sample::mistake_with;

constexpr std::string_view place = R"(from: line_protocol
reading: {equipment: "{host}", tag: "{field}", lot: "L-{lot}"}
unknown: catalogue)";

struct Written {
  std::string broker = "url: mqtt://broker.plant:1883";
  std::string topic = "plant/+machine/data";
  std::string reading = R"(equipment: "{machine}", tag: "{key}", value: "{value}", time: "{ts}", unit: "{serial?}")";
};

std::string mistake(const Written& source) {
  return mistake_with(place, "from: mqtt\nbroker: {" + source.broker + "}\nmatch: {topic: \"" + source.topic +
                                 "\"}\nreading: {" + source.reading + "}");
}

std::string target_mistake(const std::string& body) {
  return mistake_with("to: webhook\nurl: https://gateway.plant:8443/commands\nsecret_env: GATEWAY_SECRET",
                      "to: mqtt\n" + body);
}

TEST(CheckMqttSource, TakesWhatItsPlaceInTheLanguageShows) {
  EXPECT_EQ(mistake({}), "");
  EXPECT_EQ(mistake({.broker = "url: \"mqtts://[::1]:8883\", version: 5, user: jidoka, password_env: BROKER_PASSWORD, "
                               "ca_file: /etc/ca.pem, cert_file: c.pem, key_file: k.pem, session_expiry: 2h",
                     .topic = "$share/jidoka/plant/+line/+machine/#what",
                     .reading = R"(equipment: "{line}-{machine}", tag: "{data.key}", value: "{data.value}")"}),
            "");
  EXPECT_EQ(mistake({.broker = "url: mqtt://b, version: 3.1.1",
                     .reading = R"(equipment: "{machine}", tag: temp, value: "{payload}")"}),
            "");
  EXPECT_EQ(mistake({.topic = "plant/+machine/+key",
                     .reading = R"(equipment: "{machine}", tag: "{key}", value: "{payload}")"}),
            "")
      << "{key} is what the topic says";
}

TEST(CheckMqttSource, BrokersHaveAddresses) {
  for (const std::string url :
       {"http://broker", "broker.plant", "mqtt://", "mqtt://a:0", "mqtt://a/path", "mqtts://a b"})
    EXPECT_EQ(mistake({.broker = "url: \"" + url + "\""}),
              "\"" + url +
                  "\" is not the address of a broker. Write it like mqtt://broker.plant:1883, or "
                  "mqtts://broker.plant:8883 for an encrypted connection.");
  EXPECT_EQ(mistake({.broker = "url: mqtt://user:secret@broker"}),
            "The url holds a user name or password. Leave it out, and write user and password_env.");
  EXPECT_EQ(mistake({.broker = "url: mqtt://b, user: u, password_env: hunter2"}),
            "`password_env` is the name of an environment variable, not the password itself. Write it like "
            "BROKER_PASSWORD.");
  EXPECT_EQ(mistake({.broker = "url: mqtt://b, password_env: SECRET"}),
            "A password belongs to a user. Write `user` beside it.");
  EXPECT_EQ(mistake({.broker = "url: mqtt://b, ca_file: ca.pem"}),
            "`ca_file` needs an encrypted connection. Write the url with mqtts://.");
  EXPECT_EQ(mistake({.broker = "url: mqtts://b, cert_file: c.pem"}),
            "A certificate and its key go together. Give both cert_file and key_file.");
  EXPECT_EQ(mistake({.broker = "url: mqtt://b, keep_alive: 1s"}),
            "Keep_alive is from 2s to 65535s. 30s suits most plants.");
}

TEST(CheckMqttSource, TopicsAndTemplatesAreWellFormed) {
  EXPECT_EQ(mistake({.topic = "plant/#rest/data"}),
            "In \"plant/#rest/data\" levels follow after #, which stands for all the rest. Put it last.");
  EXPECT_EQ(mistake({.reading = R"(equipment: "{machine", tag: "{key}")"}),
            "The template \"{machine\" has a brace without its partner or without a name. Write it like {key}.");
  EXPECT_EQ(mistake({.reading = R"(equipment: "{machine?}", tag: "{key}")"}),
            "A reading needs its equipment, so {machine?} cannot be optional. Leave the ? out.");
  EXPECT_EQ(mistake({.reading = R"(equipment: "{machine}", tag: "{key}", value: "{temp}")"}),
            "{key} goes through the members one by one, and {value} is the value of each. Write {value}, or name one "
            "member in `tag`.");
  EXPECT_EQ(mistake({.reading = R"(equipment: "{a.key}", tag: "{key}")"}),
            "{key} and {a.key} cannot both range over a message. Use one of them.");
}

TEST(CheckMqttSource, NeedsBrokerMatchAndReading) {
  EXPECT_EQ(mistake_with(place, "from: mqtt\nmatch: {topic: a}\nreading: {equipment: a, tag: b}"),
            "Readings from mqtt need a broker. Write broker: {url: \"mqtt://broker.plant:1883\"}.");
  EXPECT_EQ(mistake_with(place, "from: mqtt\nbroker: {url: mqtt://b}\nreading: {equipment: a, tag: b}"),
            "The source does not say which messages. Write match: {topic: \"plant/+machine/data\"}.");
  EXPECT_EQ(mistake_with(place, "from: mqtt\nbroker: {url: mqtt://b}\nmatch: {topic: a}"),
            "The source does not say how a message becomes readings. Write reading: {equipment: \"{machine}\", tag: "
            "\"{key}\", value: \"{value}\", time: \"{ts}\"}.");
}

TEST(CheckMqttSource, ClientsOfOneBrokerHaveTheirOwnIds) {
  EXPECT_EQ(mistake_with(place,
                         "from: mqtt\nbroker: {url: mqtt://b, client_id: x}\nmatch: {topic: a}\nreading: "
                         "{equipment: a, tag: b}\n---\nkind: source\nid: zweite\nfrom: mqtt\nbroker: {url: "
                         "mqtt://b, client_id: x}\nmatch: {topic: a}\nreading: {equipment: a, tag: b}"),
            "The client id \"x\" is also that of \"press-gateway\"; at one broker each would throw the other out. Give "
            "one of them another client_id.");
}

TEST(CheckMqttTarget, PublishesToOneTopicAndKnowsWhoIsTold) {
  const std::string broker = "broker: {url: mqtt://b}\n";
  EXPECT_EQ(target_mistake(broker + "topic: \"plant/{equipment}/command/{command}\"\nreply_topic: "
                                    "plant/+machine/reply\nacknowledge_within: 10s\nescalate_to: plant_manager"),
            "");
  EXPECT_EQ(target_mistake("topic: a"),
            "A target of type mqtt needs a broker. Write broker: {url: \"mqtt://broker.plant:1883\"}.");
  EXPECT_EQ(target_mistake(broker),
            "The target does not say where commands go. Write topic: \"plant/{equipment}/command\".");
  EXPECT_EQ(target_mistake(broker + "topic: plant/+/command"),
            "\"plant/+/command\" is not one topic. Write it without + and #, like plant/{equipment}/command.");
  EXPECT_EQ(target_mistake(broker + "topic: \"plant/{machine}\""),
            "A command has no {machine}. Use {equipment}, {command}, {id} or {target}.");
  EXPECT_EQ(target_mistake(broker + "topic: a\nescalate_to: nobody"),
            "There is no role \"nobody\". Add a document for it, or name one that exists.");
  EXPECT_EQ(target_mistake(broker + "topic: a\nacknowledge: delivery\nacknowledge_within: 5s"),
            "With acknowledge: delivery nothing more is waited for. Remove `acknowledge_within`, or write acknowledge: "
            "explicit.");
  EXPECT_EQ(target_mistake(broker + "topic: a\nurl: https://a"),
            "The broker's address stands in `broker`. Remove `url`.");
  EXPECT_EQ(mistake_with("secret_env: GATEWAY_SECRET", "topic: a"),
            "`topic` belongs to targets of type mqtt. Remove it.");
}

}  // namespace
}  // namespace jidoka::plant
