// Topics of Sparkplug: spBv1.0/GROUP/TYPE/NODE[/DEVICE], and spBv1.0/STATE/HOST for host applications.
//
//   TRY(const Topic topic, parse_topic("spBv1.0/Plant/DDATA/Line1/IM-01"));
// Refused: other namespaces, types that the specification does not have, a device where there may be none or none where
// there must be one, and names that are empty, longer than 128 bytes, no UTF-8, or hold + or #.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace jidoka::sparkplug {

enum class MessageType : std::uint8_t {
  node_birth,
  node_data,
  node_death,
  node_command,
  device_birth,
  device_data,
  device_death,
  device_command,
  state
};
std::string_view name_of(MessageType type);

struct Topic {  // views into the text that was parsed
  MessageType type = MessageType::state;
  std::string_view group;
  std::string_view node;    // of a state message: the host
  std::string_view device;  // empty for a node's own messages
};
Result<Topic> parse_topic(std::string_view text);

std::string topic_text(const Topic& topic);

// What a host subscribes to, so that it hears every node and the state of hosts.
std::string subscription();

}  // namespace jidoka::sparkplug
