// Reader: what a feed makes of the messages of a broker, and what it has to say in return. One for each form: messages
// by a mapping (MQTT), and Sparkplug, whose host remembers its nodes. Everything is called on the network's thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/instant.h"
#include "core/result.h"
#include "mapping/message_map.h"
#include "mqtt/client.h"
#include "plant/connection.h"
#include "port/feeds.h"
#include "sense/intake.h"

namespace jidoka::feed {

class Reader {
 public:
  virtual ~Reader() = default;

  virtual std::vector<std::string> filters() const = 0;
  virtual mapping::Applied apply(const mqtt::Message& message, Instant now, sense::Intake& intake) = 0;
  // Of the last message: what was the matter with it as a whole, when no refusal says so.
  virtual const Text* trouble() const { return nullptr; }
  virtual std::string shown(const mqtt::Message& message) const { return std::string(message.payload); }
  // What each placeholder stood for in the last message, for people who try a mapping.
  virtual std::vector<std::pair<std::string, std::string>> last_fields() const { return {}; }
  // A retained message that is no reading, but tells the reader something.
  virtual bool takes_retained(std::string_view /*topic*/) { return false; }

  virtual std::optional<mqtt::Will> will(Instant /*now*/) { return std::nullopt; }
  virtual void connected(Instant /*now*/) {}
  virtual void disconnected(Instant /*now*/) {}
  virtual bool ticks() const { return false; }  // whether it is to be told the time about once a second
  virtual void tick(Instant /*now*/) {}
  virtual std::vector<mqtt::Outgoing> take_outgoing() { return {}; }
  // Whoever brought readings and is known to be gone; another pointer when it has changed.
  virtual std::shared_ptr<const std::vector<port::Away>> away() const { return nullptr; }
  // What is wrong for as long as it is so, though messages come.
  virtual std::optional<Text> complaint() const { return std::nullopt; }
  // Whoever asks everything anew after connecting has no use for what a broker kept.
  virtual bool wants_clean_session() const { return false; }
};

// By the source's `from`. Refused: a mapping that cannot be.
Result<std::unique_ptr<Reader>> reader_of(const plant::Source& source);

}  // namespace jidoka::feed
