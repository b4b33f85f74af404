// Packets of MQTT 3.1.1 and 5 (OASIS standards), as far as a client needs them: bytes to views and values to bytes. No
// socket, no state. What cannot be a packet is an Error; views point into the bytes that were given.
//
//   std::string out; append_connect(out, {.client_id = "jidoka-press", …});
//   const Frame frame = cut(bytes, longest);      // whole, or how much is missing
//   TRY(const Publish message, parse_publish(Version::v5, frame));
// QoS 2 is not spoken: subscriptions ask for at most 1, and brokers then send no more.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace jidoka::mqtt {

enum class Version : std::uint8_t { v3_1_1 = 4, v5 = 5 };
enum class Type : std::uint8_t {
  connect = 1,
  connack = 2,
  publish = 3,
  puback = 4,
  subscribe = 8,
  suback = 9,
  unsubscribe = 10,
  unsuback = 11,
  pingreq = 12,
  pingresp = 13,
  disconnect = 14,
};

struct Will {
  std::string topic;
  std::string payload;
  int qos = 1;
  bool retain = false;
};
struct Connect {
  Version version = Version::v5;
  std::string client_id;
  bool clean = false;
  std::uint16_t keep_alive_s = 30;
  std::uint32_t session_expiry_s = 86'400;  // 5 only
  std::uint16_t receive_maximum = 65'535;   // 5 only: messages that may wait for our acknowledgement
  std::optional<std::string> user;
  std::optional<std::string> password;
  std::optional<Will> will;
};
struct Subscription {
  std::string filter;
  int qos = 1;
};

void append_connect(std::string& out, const Connect& connect);
void append_subscribe(std::string& out, Version version, std::uint16_t id, const std::vector<Subscription>& wanted);
struct Outgoing {
  std::string topic;
  std::string payload;
  int qos = 1;
  bool retain = false;
};
void append_publish(std::string& out, Version version, std::uint16_t id, const Outgoing& message);
void append_puback(std::string& out, std::uint16_t id);
void append_pingreq(std::string& out);
void append_unsubscribe(std::string& out, Version version, std::uint16_t id, const std::vector<std::string>& filters);
void append_disconnect(std::string& out);
void append_last_disconnect(std::string& out, Version version);  // 5: and forget the session

// One packet at the beginning of the bytes.
struct Frame {
  enum class State : std::uint8_t { whole, partial, broken };
  State state = State::partial;
  Type type = Type::connect;
  std::uint8_t flags = 0;
  std::string_view body;   // of a whole packet
  std::size_t size = 0;    // of the packet with its header; 0 while even that is not known
  std::size_t header = 0;  // of it
};
Frame cut(std::string_view bytes);

struct Connack {
  bool session_present = false;
  std::uint8_t reason = 0;  // 0: accepted
  std::optional<std::uint16_t> keep_alive_s;
  std::string_view text;  // the broker's own words
};
struct Publish {
  std::string_view topic;
  std::string_view payload;
  int qos = 0;
  bool retained = false;
  bool duplicate = false;
  std::uint16_t id = 0;  // of QoS 1
};
struct Ack {  // PUBACK, SUBACK: the worst of its reasons
  std::uint16_t id = 0;
  std::uint8_t reason = 0;
};
Result<Connack> parse_connack(Version version, const Frame& frame);
Result<Publish> parse_publish(Version version, const Frame& frame);
Result<Ack> parse_ack(Version version, const Frame& frame);
std::uint8_t parse_disconnect(const Frame& frame);

constexpr std::uint8_t session_taken_over = 0x8E;
// What a broker means by a reason that is not success; of CONNACK in 3.1.1 the numbers are others.
Text reason_text(Version version, Type type, std::uint8_t reason);

}  // namespace jidoka::mqtt
