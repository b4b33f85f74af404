// The outside: sources, where readings come from, and targets, where commands and messages go.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/instant.h"
#include "json/describe.h"
#include "json/schema.h"

namespace jidoka::plant {

enum class UnknownStream : std::uint8_t { catalogue, quarantine };
constexpr auto describe_enum(const UnknownStream*) {
  return json::names<UnknownStream>(
      {{UnknownStream::catalogue, "catalogue"}, {UnknownStream::quarantine, "quarantine"}});
}

enum class MqttVersion : std::uint8_t { v5, v3_1_1 };
constexpr auto describe_enum(const MqttVersion*) {
  return json::names<MqttVersion>({{MqttVersion::v5, "5"}, {MqttVersion::v3_1_1, "3.1.1"}});
}

struct Broker {  // an MQTT server, and how to reach it
  std::string url;
  std::optional<std::string> client_id;
  MqttVersion version = MqttVersion::v5;
  std::optional<std::string> user;
  std::optional<std::string> password_env;
  std::optional<std::string> ca_file;
  std::optional<std::string> cert_file;
  std::optional<std::string> key_file;
  Duration keep_alive = seconds(30);
  Duration session_expiry = hours(24);
};
constexpr auto describe(const Broker*) {
  using json::defaulted, json::field;
  return json::type<Broker>(
      "Broker", "An MQTT server, and how to reach it", field("url", &Broker::url, "mqtts://broker.plant:8883"),
      field("client_id", &Broker::client_id, "jidoka- and the document's id by default; no two clients share one"),
      defaulted("version", &Broker::version, "Of MQTT: 5 or 3.1.1"), field("user", &Broker::user),
      field("password_env", &Broker::password_env, "Environment variable that holds the password"),
      field("ca_file", &Broker::ca_file, "PEM file of the authority; those that the system trusts by default"),
      field("cert_file", &Broker::cert_file, "PEM file of our own certificate"),
      field("key_file", &Broker::key_file, "PEM file of its key"),
      defaulted("keep_alive", &Broker::keep_alive, "How soon a dead connection is noticed"),
      defaulted("session_expiry", &Broker::session_expiry,
                "How long the broker keeps messages while we are away; 0s: not at all"));
}

// As the broker knows the client of this source or target.
inline std::string client_id_of(const Broker& broker, const std::string& document) {
  return broker.client_id.value_or("jidoka-" + document);
}

struct Match {  // which messages
  std::string topic;
};
constexpr auto describe(const Match*) {
  return json::type<Match>(
      "Match", "Which messages are meant",
      json::field("topic", &Match::topic, "plant/+machine/data: +name binds one level, #name all the rest"));
}

struct ReadingMap {  // templates with {placeholders} over what the source says
  std::string equipment;
  std::string tag;
  std::optional<std::string> value;
  std::optional<std::string> time;
  std::optional<std::string> uom;
  std::optional<std::string> unit;
  std::optional<std::string> lot;
};
constexpr auto describe(const ReadingMap*) {
  using json::field;
  return json::type<ReadingMap>("ReadingMap", "How a message becomes a reading: templates with {placeholders}",
                                field("equipment", &ReadingMap::equipment, "{machine}"),
                                field("tag", &ReadingMap::tag, "{key}"), field("value", &ReadingMap::value, "{value}"),
                                field("time", &ReadingMap::time, "{ts}"), field("uom", &ReadingMap::uom),
                                field("unit", &ReadingMap::unit, "{serial?}"), field("lot", &ReadingMap::lot));
}

struct Source {
  std::string id;
  std::string from;  // http | line_protocol | file | mqtt
  std::optional<Broker> broker;
  std::optional<Match> match;
  std::optional<ReadingMap> reading;
  UnknownStream unknown = UnknownStream::quarantine;
  std::optional<Duration> silent_after;  // nothing for so long: it is silent
};
constexpr auto describe(const Source*) {
  using json::defaulted, json::field;
  return json::type<Source>("Source", "Where readings come from", field("id", &Source::id, "press-gateway"),
                            field("from", &Source::from, "http, line_protocol, file or mqtt"),
                            field("broker", &Source::broker, "Of mqtt: where the messages are"),
                            field("match", &Source::match, "Of mqtt: which messages"),
                            field("reading", &Source::reading, "How its messages become readings"),
                            defaulted("unknown", &Source::unknown,
                                      "Streams that no equipment declares: recorded as uncontrolled, or quarantined"),
                            field("silent_after", &Source::silent_after,
                                  "Nothing for so long: it is silent. Also for its tags without a period"));
}

enum class Acknowledgement : std::uint8_t { delivery, receiver };
constexpr auto describe_enum(const Acknowledgement*) {
  return json::names<Acknowledgement>(
      {{Acknowledgement::delivery, "delivery"}, {Acknowledgement::receiver, "explicit"}});
}

struct Target {  // where commands and messages go
  std::string id;
  std::string to = "webhook";
  std::string url;                        // of webhook
  std::optional<std::string> secret_env;  // environment variable that holds the signing secret
  std::optional<Broker> broker;           // of mqtt
  std::optional<std::string> topic;
  std::optional<std::string> reply_topic;
  std::optional<Acknowledgement> acknowledge;
  std::optional<Duration> acknowledge_within;
  std::optional<std::string> escalate_to;  // role
};
constexpr auto describe(const Target*) {
  using json::defaulted, json::field;
  return json::type<Target>(
      "Target", "Where commands and messages go", field("id", &Target::id, "line-plc"),
      defaulted("to", &Target::to, "webhook or mqtt"),
      defaulted("url", &Target::url, "Of webhook: https://gateway.plant/commands"),
      field("secret_env", &Target::secret_env,
            "Of webhook: environment variable that holds the secret with which requests are signed"),
      field("broker", &Target::broker, "Of mqtt: where commands are published"),
      field("topic", &Target::topic, "Of mqtt: plant/{equipment}/command"),
      field("reply_topic", &Target::reply_topic, "Of mqtt: where the receiver answers"),
      field("acknowledge", &Target::acknowledge,
            "delivery: a command that is delivered is acknowledged; explicit: the receiver must say so. By default "
            "delivery for webhook, explicit for mqtt"),
      field("acknowledge_within", &Target::acknowledge_within, "How long the receiver may take; 30s by default"),
      field("escalate_to", &Target::escalate_to,
            "Role that is told of a command that failed; shift_leader by default"));
}

// What a command of this target waits for after its delivery; nothing: its delivery is all.
constexpr Duration default_acknowledge_within = seconds(30);
inline std::optional<Duration> acknowledge_within(const Target& target) {
  const Acknowledgement wanted = target.acknowledge.value_or(
      target.to == "webhook" && !target.acknowledge_within ? Acknowledgement::delivery : Acknowledgement::receiver);
  if (wanted == Acknowledgement::delivery) return std::nullopt;
  return target.acknowledge_within.value_or(default_acknowledge_within);
}

}  // namespace jidoka::plant

template <>
struct jidoka::json::SchemaOf<jidoka::plant::MqttVersion> {
  static std::string text(Schemas&) { return R"({"enum":["5","3.1.1",5]})"; }
};
