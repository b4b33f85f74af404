// TwinBroker: a twin's machines at an MQTT broker, as machines stand there. Each publishes what its sensors read at one
// moment to plant/MACHINE/data, listens at plant/MACHINE/command/…, and answers a command at plant/MACHINE/reply
// (docs/mqtt.md). What the broker did not take is published again, in its order, once there is a connection.
#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "feed/owned_client.h"
#include "jidoka/twin_inbox.h"
#include "twin/act.h"

namespace jidoka::app {

class TwinBroker final : private mqtt::Listener {
 public:
  // Refused: anything but mqtt://host[:port]. It connects in its own time.
  static Result<std::unique_ptr<TwinBroker>> connect_to(const std::string& url, const twin::Layout& layout,
                                                        TwinInbox& inbox);
  TwinBroker(const TwinBroker&) = delete;
  TwinBroker& operator=(const TwinBroker&) = delete;

  void take(const twin::Reading& reading, Instant at);
  void flush();  // what was taken since, and what the broker did not take
  void acknowledge(const TwinCommand& command, const TwinAnswer& answer);

 private:
  TwinBroker(const twin::Layout& layout, TwinInbox& inbox) : layout_(layout), inbox_(inbox), client_(network_, *this) {}
  void on_messages(std::span<const mqtt::Message> messages) override;
  void publish(mqtt::Outgoing message);

  static constexpr std::size_t most_kept = 20'000;  // messages, while there is no broker; then the newest are lost

  const twin::Layout& layout_;
  TwinInbox& inbox_;
  std::map<std::pair<std::int64_t, twin::Index>, std::string> gathered_;  // members of JSON, by time and equipment
  std::mutex mutex_;
  std::deque<mqtt::Outgoing> again_;
  mqtt::Network network_;
  feed::OwnedClient<TwinBroker> client_;  // last: it calls the others
};

}  // namespace jidoka::app
