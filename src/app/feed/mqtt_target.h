// MqttTarget: commands to whoever listens at a broker, and what they answer. A command is published at QoS 1 with the
// same CloudEvents text that a webhook gets; it is delivered when the broker has it. On the reply topic the receiver
// says {"id":"C-3","accepted":true,"detail":"…"}, alone or as the data of a CloudEvent; an answer is acknowledged to
// the broker when it is on disk, or when the loop has refused it for good. A target `to: sparkplug` is told and answers
// as sparkplug_commands.h says.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "feed/mqtt_feed.h"
#include "feed/owned_client.h"
#include "feed/sparkplug_commands.h"
#include "mqtt/client.h"
#include "plant/connection.h"
#include "plant/message_template.h"
#include "port/reads.h"
#include "webhook/target.h"

namespace jidoka::feed {

// Where a command goes: its topic, filled from the target's template. Refused when the command says too little.
Result<std::string> topic_of(const plant::MessageTemplate& topic, const std::string& target,
                             const port::Delivery& delivery);

struct Reply {
  std::string id;
  bool accepted = false;
  std::string detail;
};
Result<Reply> parse_reply(std::string_view payload);

class MqttTarget final : private mqtt::Listener {
 public:
  static Result<std::unique_ptr<MqttTarget>> start(mqtt::Network& network, const plant::Target& target, LoopDoor door,
                                                   port::Clock& clock);
  MqttTarget(const MqttTarget&) = delete;
  MqttTarget& operator=(const MqttTarget&) = delete;

  // Answers when the broker has it, or why it has not. Any thread but the network's; blocks.
  webhook::Delivered deliver(const port::Delivery& delivery);
  port::ConnectionView connection() const;

 private:
  MqttTarget(mqtt::Network& network, const plant::Target& target, LoopDoor door, port::Clock& clock);
  void on_messages(std::span<const mqtt::Message> messages) override;
  void take(const mqtt::Message& message);
  void hear(const mqtt::Message& message);
  void pass_on(Reply reply, mqtt::Token token);
  void pass_on_later(Reply reply, mqtt::Token token);
  void answered(const Reply& reply, mqtt::Token token, const Result<loop::Reply>& recorded);

  std::string id_;
  plant::MessageTemplate topic_;
  LoopDoor door_;
  port::Clock& clock_;
  std::unique_ptr<SparkplugCommands> sparkplug_;
  OwnedClient<MqttTarget> client_;  // last: it calls the others
};

}  // namespace jidoka::feed
