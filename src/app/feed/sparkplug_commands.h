// Commands of a target `to: sparkplug`: they become NCMD and DCMD, and the data of the node that they went to is
// listened to for its echo. What is waited for is memory of this run; a command that was delivered before a restart and
// is echoed after it runs out of its time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mqtt/client.h"
#include "plant/connection.h"
#include "port/reads.h"
#include "sparkplug/command.h"

namespace jidoka::feed {

class SparkplugCommands {
 public:
  explicit SparkplugCommands(const plant::Target& target);

  // Everything of the nodes that the target's topic can mean.
  std::string filter() const { return filter_; }
  // Of a command of the outbox; any thread.
  Result<sparkplug::Order> order_of(const std::string& topic, const port::Delivery& delivery, Instant now) const;

  // On the network's thread.
  void expect(sparkplug::Expected expected) { host_.expect(std::move(expected)); }
  std::vector<std::string> hear(const mqtt::Message& message, Instant now);  // the commands that were echoed
  std::vector<mqtt::Outgoing> take_outgoing();

 private:
  sparkplug::CommandPattern pattern_;
  std::string filter_;
  sparkplug::Host host_;
  std::shared_ptr<const sense::Catalogue> nothing_;  // the host's readings are of no concern here
};

}  // namespace jidoka::feed
