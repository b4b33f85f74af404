#include "mqtt/packet.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "wire/utf8.h"

namespace jidoka::mqtt {

namespace {

// ---- out ----

void put_byte(std::string& out, unsigned value) { out.push_back(static_cast<char>(value & 0xFF)); }
void put_u16(std::string& out, unsigned value) {
  put_byte(out, value >> 8);
  put_byte(out, value);
}
void put_u32(std::string& out, std::uint32_t value) {
  put_u16(out, value >> 16);
  put_u16(out, value & 0xFFFF);
}
void put_text(std::string& out, std::string_view text) {
  text = text.substr(0, 65'535);
  put_u16(out, static_cast<unsigned>(text.size()));
  out += text;
}
// Variable byte integer (MQTT 5, 1.5.5): seven bits a byte, lowest first.
void put_length(std::string& out, std::size_t value) {
  do {
    const unsigned low = value & 0x7F;
    value >>= 7;
    put_byte(out, value > 0 ? low | 0x80 : low);
  } while (value > 0);
}
unsigned first_byte(Type type, unsigned flags) { return static_cast<unsigned>(type) << 4 | flags; }

// ---- in ----

// Reads forward; once something is missing everything after is empty, and is_sound() says so.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  unsigned byte() { return static_cast<unsigned char>(take(1).front()); }
  std::uint16_t u16() {
    const std::string_view two = take(2);
    return static_cast<std::uint16_t>(static_cast<unsigned char>(two[0]) << 8 | static_cast<unsigned char>(two[1]));
  }
  std::string_view text() {
    const std::size_t size = u16();
    return size == 0 ? std::string_view() : is_sound_ && size <= rest_.size() ? take(size) : lost();
  }
  std::size_t length() {
    std::size_t value = 0;
    for (int shift = 0; shift <= 21; shift += 7) {
      const unsigned next = byte();
      value |= static_cast<std::size_t>(next & 0x7F) << shift;
      if ((next & 0x80) == 0) return value;
    }
    lost();
    return 0;
  }
  std::string_view block(std::size_t size) {
    return size == 0 ? std::string_view() : size <= rest_.size() ? take(size) : lost();
  }
  std::string_view rest() const { return is_sound_ ? rest_ : std::string_view(); }
  bool is_sound() const { return is_sound_; }

 private:
  std::string_view take(std::size_t size) {
    if (size > rest_.size()) {
      lost();
      return std::string_view("\0\0\0\0", size);  // at most 2 are asked for without a look
    }
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  std::string_view lost() {
    is_sound_ = false;
    rest_ = {};
    return {};
  }

  std::string_view rest_;
  bool is_sound_ = true;
};

Failure broken(std::string_view what) {
  return fail(Code::invalid, "mqtt-packet",
              {fmt::format("The broker sent a {} packet that is not MQTT.", what),
               fmt::format("服务器发来的 {} 报文不符合 MQTT 规范。", what)});
}

// How long the value of a property is (MQTT 5, 2.2.2.2); -1: a text, -2: two texts, -3: a variable byte integer.
int size_of_property(std::size_t id) {
  switch (id) {
    case 0x01:
    case 0x17:
    case 0x19:
    case 0x24:
    case 0x25:
    case 0x28:
    case 0x29:
    case 0x2A:
      return 1;
    case 0x13:
    case 0x21:
    case 0x22:
    case 0x23:
      return 2;
    case 0x02:
    case 0x11:
    case 0x18:
    case 0x27:
      return 4;
    case 0x03:
    case 0x08:
    case 0x09:
    case 0x12:
    case 0x15:
    case 0x16:
    case 0x1A:
    case 0x1C:
    case 0x1F:
      return -1;
    case 0x26:
      return -2;
    case 0x0B:
      return -3;
    default:
      return 0;
  }
}

// Calls see(id, value) for each property that has a number or one text.
template <class See>
bool read_properties(Reader& packet, See&& see) {
  const std::size_t size = packet.length();
  Reader reader(packet.block(size));
  while (packet.is_sound() && reader.is_sound() && !reader.rest().empty()) {
    const std::size_t id = reader.length();
    const int width = size_of_property(id);
    if (width == 0) return false;
    if (width == -3) {
      reader.length();
    } else if (width < 0) {
      const std::string_view text = reader.text();
      if (width == -2) reader.text();
      see(id, text);
    } else {
      see(id, reader.block(static_cast<std::size_t>(width)));
    }
  }
  return packet.is_sound() && reader.is_sound();
}

}  // namespace

void append_connect(std::string& out, const Connect& connect) {
  std::string body;
  put_text(body, "MQTT");
  put_byte(body, static_cast<unsigned>(connect.version));
  unsigned flags = connect.clean ? 0x02 : 0;
  if (connect.will) {
    flags |= 0x04 | static_cast<unsigned>(connect.will->qos) << 3;
    if (connect.will->retain) flags |= 0x20;
  }
  if (connect.user) flags |= 0x80;
  if (connect.password) flags |= 0x40;
  put_byte(body, flags);
  put_u16(body, connect.keep_alive_s);
  if (connect.version == Version::v5) {
    put_length(body, 8);
    put_byte(body, 0x11);
    put_u32(body, connect.session_expiry_s);
    put_byte(body, 0x21);
    put_u16(body, connect.receive_maximum);
  }
  put_text(body, connect.client_id);
  if (connect.will) {
    if (connect.version == Version::v5) put_length(body, 0);
    put_text(body, connect.will->topic);
    put_text(body, connect.will->payload);
  }
  if (connect.user) put_text(body, *connect.user);
  if (connect.password) put_text(body, *connect.password);
  put_byte(out, first_byte(Type::connect, 0));
  put_length(out, body.size());
  out += body;
}

void append_subscribe(std::string& out, Version version, std::uint16_t id, const std::vector<Subscription>& wanted) {
  std::string body;
  put_u16(body, id);
  if (version == Version::v5) put_length(body, 0);
  for (const Subscription& row : wanted) {
    put_text(body, row.filter);
    // 5: kept messages only when the subscription is new (retain handling 1), so that a reconnection repeats none, and
    // marked as what they are.
    put_byte(body, static_cast<unsigned>(row.qos) | (version == Version::v5 ? 0x10u : 0u));
  }
  put_byte(out, first_byte(Type::subscribe, 2));
  put_length(out, body.size());
  out += body;
}

void append_publish(std::string& out, Version version, std::uint16_t id, const Outgoing& message) {
  const std::string_view topic = std::string_view(message.topic).substr(0, 65'535);
  const std::size_t size =
      2 + topic.size() + (message.qos > 0 ? 2 : 0) + (version == Version::v5 ? 1 : 0) + message.payload.size();
  put_byte(out, first_byte(Type::publish, static_cast<unsigned>(message.qos) << 1 | (message.retain ? 1u : 0u)));
  put_length(out, size);
  put_text(out, topic);
  if (message.qos > 0) put_u16(out, id);
  if (version == Version::v5) put_length(out, 0);
  out += message.payload;
}

void append_puback(std::string& out, std::uint16_t id) {
  put_byte(out, first_byte(Type::puback, 0));
  put_byte(out, 2);
  put_u16(out, id);
}
void append_pingreq(std::string& out) {
  put_byte(out, first_byte(Type::pingreq, 0));
  put_byte(out, 0);
}
void append_unsubscribe(std::string& out, Version version, std::uint16_t id, const std::vector<std::string>& filters) {
  std::string body;
  put_u16(body, id);
  if (version == Version::v5) put_length(body, 0);
  for (const std::string& filter : filters) put_text(body, filter);
  put_byte(out, first_byte(Type::unsubscribe, 2));
  put_length(out, body.size());
  out += body;
}
void append_last_disconnect(std::string& out, Version version) {
  if (version == Version::v3_1_1) return append_disconnect(out);
  put_byte(out, first_byte(Type::disconnect, 0));
  put_byte(out, 7);
  put_byte(out, 0);  // normal
  put_length(out, 5);
  put_byte(out, 0x11);
  put_u32(out, 0);
}
void append_disconnect(std::string& out) {
  put_byte(out, first_byte(Type::disconnect, 0));
  put_byte(out, 0);
}

Frame cut(std::string_view bytes) {
  Frame frame;
  if (bytes.empty()) return frame;
  const auto first = static_cast<unsigned char>(bytes[0]);
  frame.type = static_cast<Type>(first >> 4);
  frame.flags = first & 0x0F;
  std::size_t length = 0;
  std::size_t at = 1;
  for (;; ++at) {
    if (at > 4) return frame.state = Frame::State::broken, frame;
    if (at == bytes.size()) return frame;
    const auto next = static_cast<unsigned char>(bytes[at]);
    length |= static_cast<std::size_t>(next & 0x7F) << (7 * (at - 1));
    if ((next & 0x80) == 0) break;
  }
  frame.header = at + 1;
  frame.size = frame.header + length;
  if (bytes.size() < frame.size) return frame;
  frame.state = Frame::State::whole;
  frame.body = bytes.substr(frame.header, length);
  return frame;
}

Result<Connack> parse_connack(Version version, const Frame& frame) {
  Reader reader(frame.body);
  Connack connack;
  connack.session_present = (reader.byte() & 1) != 0;
  connack.reason = static_cast<std::uint8_t>(reader.byte());
  bool is_right = reader.is_sound();
  if (version == Version::v5 && is_right && !reader.rest().empty())
    is_right = read_properties(reader, [&](std::size_t id, std::string_view value) {
      if (id == 0x13 && value.size() == 2) connack.keep_alive_s = Reader(value).u16();
      if (id == 0x1F) connack.text = value;
    });
  if (!is_right) return broken("CONNACK");
  return connack;
}

Result<Publish> parse_publish(Version version, const Frame& frame) {
  Publish message;
  message.qos = frame.flags >> 1 & 3;
  message.retained = (frame.flags & 1) != 0;
  message.duplicate = (frame.flags & 8) != 0;
  Reader reader(frame.body);
  message.topic = reader.text();
  if (message.qos > 0) message.id = reader.u16();
  bool is_right = reader.is_sound() && message.qos < 2 && (message.qos == 0 || message.id != 0);
  if (version == Version::v5 && is_right) is_right = read_properties(reader, [](std::size_t, std::string_view) {});
  if (!is_right || message.topic.empty()) return broken("PUBLISH");
  message.payload = reader.rest();
  return message;
}

Result<Ack> parse_ack(Version version, const Frame& frame) {
  Reader reader(frame.body);
  Ack ack;
  ack.id = reader.u16();
  bool is_right = reader.is_sound();
  if (frame.type == Type::suback) {
    if (version == Version::v5 && is_right) is_right = read_properties(reader, [](std::size_t, std::string_view) {});
    for (const char c : reader.rest()) ack.reason = std::max(ack.reason, static_cast<std::uint8_t>(c));
    if (ack.reason < 0x80) ack.reason = 0;  // the QoS that was granted
  } else if (version == Version::v5 && is_right && !reader.rest().empty()) {
    ack.reason = static_cast<std::uint8_t>(reader.byte());
    if (ack.reason < 0x80) ack.reason = 0;  // 0x10: nobody listens, which is no failure of ours
  }
  if (!is_right) return broken(frame.type == Type::suback ? "SUBACK" : "PUBACK");
  return ack;
}

std::uint8_t parse_disconnect(const Frame& frame) {
  return frame.body.empty() ? 0 : static_cast<std::uint8_t>(frame.body.front());
}

namespace {

struct Reason {
  std::uint8_t number;
  std::string_view en;
  std::string_view zh;
};
constexpr std::array<Reason, 5> reasons_of_3_1_1 = {{
    {1, "the broker does not speak this version of MQTT; try `version: 5`",
     "服务器不支持此 MQTT 版本，请改用 version: 5"},
    {2, "the broker does not take this client id", "服务器不接受此客户端标识（client_id）"},
    {3, "the broker is not available", "服务器暂不可用"},
    {4, "the user name or password is wrong", "用户名或密码错误"},
    {5, "the broker does not allow this user", "服务器不允许此用户连接"},
}};
constexpr std::array<Reason, 16> reasons_of_5 = {{
    {0x80, "the broker gave no reason", "服务器未说明原因"},
    {0x81, "the broker could not read our packet", "服务器无法解析报文"},
    {0x82, "the broker found a mistake in the protocol", "服务器认为存在协议错误"},
    {0x84, "the broker does not speak MQTT 5; write `version: 3.1.1`", "服务器不支持 MQTT 5，请写 version: 3.1.1"},
    {0x85, "the broker does not take this client id", "服务器不接受此客户端标识（client_id）"},
    {0x86, "the user name or password is wrong", "用户名或密码错误"},
    {0x87, "the broker does not allow it", "服务器不允许此操作"},
    {0x88, "the broker is not available", "服务器暂不可用"},
    {0x89, "the broker is busy", "服务器繁忙"},
    {0x8A, "the broker has banned this client", "此客户端已被服务器禁止"},
    {0x8B, "the broker is shutting down", "服务器正在关闭"},
    {0x8D, "the broker heard nothing from us in time", "服务器在约定时间内未收到心跳"},
    {0x8E, "another client has connected with the same client id", "另一个客户端使用了相同的客户端标识（client_id）"},
    {0x8F, "the broker does not take this topic filter", "服务器不接受此主题过滤器"},
    {0x90, "the broker does not take this topic", "服务器不接受此主题"},
    {0x97, "a quota of the broker is used up", "已达到服务器的配额上限"},
}};

template <class Rows>
const Reason* find_reason(const Rows& rows, std::uint8_t number) {
  const auto found = std::ranges::find(rows, number, &Reason::number);
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

Text reason_text(Version version, Type type, std::uint8_t reason) {
  const Reason* found = version == Version::v3_1_1 && type == Type::connack ? find_reason(reasons_of_3_1_1, reason)
                                                                            : find_reason(reasons_of_5, reason);
  if (found != nullptr) return {std::string(found->en), std::string(found->zh)};
  return {fmt::format("the broker refused it with reason {:#04x}", reason),
          fmt::format("服务器拒绝，原因代码 {:#04x}", reason)};
}

}  // namespace jidoka::mqtt
