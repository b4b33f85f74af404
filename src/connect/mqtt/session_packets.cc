// What a Session says and understands: packets in and out of one connection.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "mqtt/session.h"
#include "wire/utf8.h"

namespace jidoka::mqtt {

namespace {

constexpr std::size_t first_room = 256u << 10;
constexpr std::size_t room_for_head = 128u << 10;  // a topic has at most 64 KiB; properties and the header come with it
constexpr std::size_t least_room = 64u << 10;

Error not_connected() {
  return make_error(Code::unavailable, "mqtt-not-connected",
                    {"There is no connection to the broker.", "与 MQTT 服务器没有连接。"});
}

}  // namespace

void Client::Session::begin() {
  bytes_.resize(std::max(bytes_.size(), first_room));
  from_ = until_ = to_skip_ = 0;
  out_.clear();
  last_heard_ = last_said_ = Clock::now();
  Connect connect = options_.connect;
  if (options_.will) connect.will = options_.will();
  keep_alive_s_ = connect.keep_alive_s;
  append_connect(out_, connect);
  flush();
}

// Room to read into: what is left of a packet moves to the front, and a long packet gets a longer buffer.
void Client::Session::make_room() {
  if (from_ == until_) from_ = until_ = 0;
  if (bytes_.size() - until_ >= least_room) return;
  if (from_ > 0) {
    std::memmove(bytes_.data(), bytes_.data() + from_, until_ - from_);
    until_ -= from_;
    from_ = 0;
  }
  if (bytes_.size() - until_ < least_room) bytes_.resize(bytes_.size() * 2);
}

std::optional<Text> Client::Session::consume() {
  std::optional<Text> wrong;
  while (!wrong && from_ < until_) {
    if (to_skip_ > 0) {
      const std::size_t skipped = std::min(to_skip_, until_ - from_);
      from_ += skipped;
      to_skip_ -= skipped;
      continue;
    }
    const Frame frame = cut({bytes_.data() + from_, until_ - from_});
    if (frame.state == Frame::State::broken)
      wrong = Text{"the broker sent something that is not MQTT", "服务器发来的数据不符合 MQTT 规范"};
    else if (frame.state == Frame::State::whole) {
      wrong = take_packet(frame);
      from_ += frame.size;
    } else if (frame.size > options_.longest_message + room_for_head && until_ - from_ >= room_for_head) {
      take_message_too_long(frame, wrong);
    } else {
      break;
    }
  }
  hand_over();
  return wrong;
}

void Client::Session::hand_over() {
  if (bundle_.empty()) return;
  if (!is_closing_) listener_->on_messages(bundle_);
  bundle_.clear();
}

// Its beginning is enough to know what it is; the rest is let pass.
void Client::Session::take_message_too_long(const Frame& frame, std::optional<Text>& wrong) {
  Frame beginning = frame;
  beginning.body = {bytes_.data() + from_ + frame.header, until_ - from_ - frame.header};
  if (frame.type == Type::publish)
    wrong = take_publish(beginning, frame.size - frame.header);
  else
    wrong = Text{"the broker sent a packet that is too long", "服务器发来的报文过长"};
  to_skip_ = frame.size;
}

std::optional<Text> Client::Session::take_packet(const Frame& frame) {
  switch (frame.type) {
    case Type::connack:
      return take_connack(frame);
    case Type::publish:
      return take_publish(frame, frame.body.size());
    case Type::puback:
    case Type::suback:
      return take_ack(frame);
    case Type::disconnect: {
      const std::uint8_t reason = parse_disconnect(frame);
      was_taken_over_ = reason == session_taken_over;
      why_closed_ = reason_text(Version::v5, Type::disconnect, reason);
      return why_closed_;
    }
    case Type::pingresp:
    case Type::unsuback:
      return std::nullopt;
    default:
      return Text{"the broker sent a packet that only clients send", "服务器发来了只应由客户端发送的报文"};
  }
}

std::optional<Text> Client::Session::take_connack(const Frame& frame) {
  const Version version = options_.connect.version;
  const auto answer = parse_connack(version, frame);
  if (!answer) return answer.error().text;
  if (answer->reason != 0) {
    Text why = reason_text(version, Type::connack, answer->reason);
    if (!answer->text.empty()) why.en += ": " + wire::excerpt(answer->text, 200);
    if (!answer->text.empty()) why.zh += "：" + wire::excerpt(answer->text, 200);
    why_closed_ = why;
    return why;
  }
  is_up_ = true;
  up_since_ = Clock::now();
  deadline_.cancel();
  if (answer->keep_alive_s) keep_alive_s_ = *answer->keep_alive_s;
  set_link(Status::Link::connected, std::nullopt);
  if (answer->session_present && !options_.no_longer.empty())
    append_unsubscribe(out_, version, next_id(), options_.no_longer);
  if (!options_.subscriptions.empty()) {
    subscription_id_ = next_id();
    append_subscribe(out_, version, subscription_id_, options_.subscriptions);
  }
  flush();
  keep_alive(epoch_);
  listener_->on_connected(answer->session_present);
  return std::nullopt;
}

std::optional<Text> Client::Session::take_publish(const Frame& frame, std::size_t whole_size) {
  const auto message = parse_publish(options_.connect.version, frame);
  if (!message) return message.error().text;
  const std::size_t before_payload = frame.body.size() - message->payload.size();
  std::string_view payload = message->payload;
  const std::size_t size = whole_size - before_payload;
  if (size > options_.longest_message) payload = payload.substr(0, std::min(payload.size(), options_.longest_message));
  bundle_.push_back({message->topic, payload, size, message->qos == 0 ? 0 : epoch_ << 16 | message->id,
                     message->retained, message->duplicate});
  return std::nullopt;
}

std::optional<Text> Client::Session::take_ack(const Frame& frame) {
  const auto ack = parse_ack(options_.connect.version, frame);
  if (!ack) return ack.error().text;
  if (frame.type == Type::suback) {
    if (ack->id != subscription_id_ || ack->reason == 0) return std::nullopt;
    const Text why = reason_text(Version::v5, Type::suback, ack->reason);
    why_closed_ = Text{"the subscription was refused: " + why.en, "订阅被拒绝：" + why.zh};
    return why_closed_;
  }
  const auto found = publications_.find(ack->id);
  if (found == publications_.end()) return std::nullopt;
  Done done = std::move(found->second);
  publications_.erase(found);
  if (ack->reason == 0)
    done({});
  else
    done(fail(Code::forbidden, "mqtt-refused", reason_text(Version::v5, Type::puback, ack->reason)));
  return std::nullopt;
}

void Client::Session::flush() {
  if (is_writing_ || out_.empty() || !write_) return;
  is_writing_ = true;
  last_said_ = Clock::now();
  auto bytes = std::make_shared<std::string>(std::exchange(out_, {}));
  write_(boost::asio::buffer(*bytes), [self = shared_from_this(), bytes](boost::system::error_code error) {
    self->is_writing_ = false;
    self->written_.cancel();
    if (error || (self->is_closing_ && self->out_.empty())) self->hang_up();
    if (!error) self->flush();
  });
}

// A word now and then, and an end when nothing comes back: a broker that hangs keeps its connections open.
void Client::Session::keep_alive(std::uint64_t epoch) {
  if (keep_alive_s_ == 0) return;
  const auto half = std::chrono::milliseconds(500) * keep_alive_s_;
  beat_.expires_after(half);
  beat_.async_wait([self = shared_from_this(), epoch, half](boost::system::error_code error) {
    if (error || self->epoch_ != epoch || !self->is_up_) return;
    const auto now = Clock::now();
    if (!self->is_paused_ && now - self->last_heard_ > 3 * half)
      return self->close({"the broker is silent; it may hang", "服务器没有响应，可能已停滞"});
    if (now - self->last_said_ >= half || now - self->last_heard_ >= half) append_pingreq(self->out_);
    self->flush();
    self->keep_alive(epoch);
  });
}

void Client::Session::acknowledge(const std::vector<Token>& tokens) {
  if (!is_up_) return;
  for (const Token token : tokens)
    if (token != 0 && token >> 16 == epoch_) append_puback(out_, static_cast<std::uint16_t>(token));
  flush();
}

void Client::Session::publish(const Outgoing& message, Done done) {
  if (!is_up_ || is_closing_) return done(fail(not_connected()));
  if (message.qos == 0) {
    append_publish(out_, options_.connect.version, 0, message);
    flush();
    return done({});
  }
  const std::uint16_t id = next_id();
  append_publish(out_, options_.connect.version, id, message);
  publications_[id] = std::move(done);
  flush();
}

void Client::Session::fail_publications(const Text& why) {
  auto lost = std::exchange(publications_, {});
  for (auto& [id, done] : lost)
    done(
        fail(Code::unavailable, "mqtt-lost",
             {"The connection to the broker was lost: " + why.en + ".", "与 MQTT 服务器的连接中断：" + why.zh + "。"}));
}

std::uint16_t Client::Session::next_id() {
  do {
    ++last_id_;
  } while (last_id_ == 0 || publications_.contains(last_id_));
  return last_id_;
}

}  // namespace jidoka::mqtt
