#include "feed/mqtt_target.h"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <future>
#include <utility>

#include "feed/broker.h"
#include "json/decode.h"
#include "log/log.h"
#include "wire/utf8.h"

namespace jidoka::feed {

namespace {

constexpr auto time_to_deliver = std::chrono::seconds(10);
constexpr Duration pause_before_again = milliseconds(500);
constexpr std::size_t longest_detail = 1000;

const json::Value* member(const json::Value& value, std::string_view name) {
  return value.is_object() ? value.get_object().if_contains({name.data(), name.size()}) : nullptr;
}
std::string text_in(const json::Value& value, std::string_view name) {
  const json::Value* found = member(value, name);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

// A name is one level of a topic and no pattern, whatever the plant calls its things.
std::string as_level(std::string text) {
  for (char& c : text)
    if (c == '/' || c == '+' || c == '#' || c == '\0') c = '_';
  return text;
}

Failure not_an_answer() {
  return fail(Code::invalid, "reply",
              {"An answer to a command is {\"id\":\"C-3\",\"accepted\":true,\"detail\":\"…\"}.",
               "指令应答的格式为 {\"id\":\"C-3\",\"accepted\":true,\"detail\":\"…\"}。"});
}

}  // namespace

Result<std::string> topic_of(const plant::MessageTemplate& topic, const std::string& target,
                             const port::Delivery& delivery) {
  TRY(const json::Value event, json::parse(delivery.body));
  const json::Value* data = member(event, "data");
  if (data == nullptr)
    return fail(Code::internal, "command-body", {"The command has no data.", "指令没有内容。"}, "data");
  std::string out;
  for (const plant::TemplatePart& part : topic) {
    if (part.kind == plant::TemplatePart::Kind::text)
      out += part.text;
    else if (part.text == "target")
      out += as_level(target);
    else
      out += as_level(text_in(*data, part.text));
  }
  return out;
}

Result<Reply> parse_reply(std::string_view payload) {
  if (payload.size() > (64u << 10)) return not_an_answer();
  TRY(const json::Value value, json::parse(payload));
  const json::Value* said = member(value, "data");
  if (said == nullptr || !said->is_object()) said = &value;
  const json::Value* accepted = member(*said, "accepted");
  Reply reply{text_in(*said, "id"), accepted != nullptr && accepted->is_bool() && accepted->get_bool(),
              wire::excerpt(text_in(*said, "detail"), longest_detail - 3)};
  if (reply.id.empty() || reply.id.size() > 64 || accepted == nullptr || !accepted->is_bool()) return not_an_answer();
  return reply;
}

MqttTarget::MqttTarget(mqtt::Network& network, const plant::Target& target, LoopDoor door, port::Clock& clock)
    : id_(target.id), door_(std::move(door)), clock_(clock), client_(network, *this) {
  if (target.to == "sparkplug") sparkplug_ = std::make_unique<SparkplugCommands>(target);
}

Result<std::unique_ptr<MqttTarget>> MqttTarget::start(mqtt::Network& network, const plant::Target& target,
                                                      LoopDoor door, port::Clock& clock) {
  const auto topic = plant::parse_template(target.topic.value_or(""));
  if (!topic) return fail(Code::invalid, "target-topic", topic.error(), "topic");
  TRY(mqtt::Options options, options_of(target.broker.value_or(plant::Broker{}), target.id, clock));
  if (target.reply_topic)
    if (const auto pattern = plant::parse_topic(*target.reply_topic)) options.subscriptions = {{pattern->filter(), 1}};
  std::unique_ptr<MqttTarget> made(new MqttTarget(network, target, std::move(door), clock));
  if (made->sparkplug_) options.subscriptions = {{made->sparkplug_->filter(), 0}};
  made->topic_ = *topic;
  made->client_.start(std::move(options), *made);
  return made;
}

port::ConnectionView MqttTarget::connection() const { return view_of(client_->status(), client_->options().address()); }

webhook::Delivered MqttTarget::deliver(const port::Delivery& delivery) {
  auto topic = topic_of(topic_, id_, delivery);
  if (!topic) return {webhook::Outcome::fail, topic.error().text};
  const std::string address = client_->options().address() + " " + *topic;
  mqtt::Outgoing message{*topic, delivery.body, 1, false};
  if (sparkplug_) {
    auto order = sparkplug_->order_of(*topic, delivery, clock_.now());
    if (!order) return {webhook::Outcome::fail, order.error().text};
    message = {order->message.topic, std::move(order->message.payload), order->message.qos, false};
    client_.to_owner().post([expected = std::move(order->expected)](MqttTarget& target) mutable {
      target.sparkplug_->expect(std::move(expected));
    });
  }
  auto answer = std::make_shared<std::promise<Result<void>>>();
  auto answered = answer->get_future();
  client_->publish(std::move(message), [answer](Result<void> done) { answer->set_value(std::move(done)); });
  if (answered.wait_for(time_to_deliver) != std::future_status::ready)
    return {webhook::Outcome::retry, {"the broker did not confirm it in time", "服务器未及时确认"}};
  const Result<void> done = answered.get();
  if (done) return {webhook::Outcome::delivered, same_text(address)};
  return {done.error().code == Code::forbidden ? webhook::Outcome::fail : webhook::Outcome::retry, done.error().text};
}

void MqttTarget::on_messages(std::span<const mqtt::Message> messages) {
  for (const mqtt::Message& message : messages)
    if (sparkplug_)
      hear(message);
    else
      take(message);
}

void MqttTarget::hear(const mqtt::Message& message) {
  for (const std::string& command : sparkplug_->hear(message, clock_.now()))
    pass_on({command, true, wire::excerpt(message.topic)}, 0);
  if (message.token != 0) client_->acknowledge({message.token});
  for (mqtt::Outgoing& outgoing : sparkplug_->take_outgoing()) client_->publish(std::move(outgoing), [](auto&&) {});
}

void MqttTarget::take(const mqtt::Message& message) {
  auto reply = parse_reply(message.payload);
  if (reply && !message.retained) return pass_on(std::move(*reply), message.token);
  log::warning("mqtt", "an answer that is none",
               {{"target", id_}, {"topic", wire::excerpt(message.topic)}, {"payload", wire::excerpt(message.payload)}});
  client_->acknowledge({message.token});
}

void MqttTarget::pass_on(Reply reply, mqtt::Token token) {
  loop::ForCommand answer{reply.id, {reply.accepted, reply.detail}, id_};
  loop::Request request{{"target:" + id_, {}}, std::nullopt, std::move(answer)};
  auto on_answer = [to_target = client_.to_owner(), reply, token](Result<loop::Reply> recorded) {
    to_target.post([reply, token, recorded = std::move(recorded)](MqttTarget& target) {
      target.answered(reply, token, recorded);
    });
  };
  if (door_.submit(std::move(request), std::move(on_answer))) return;
  pass_on_later(std::move(reply), token);
}

void MqttTarget::pass_on_later(Reply reply, mqtt::Token token) {
  client_.to_owner().post_after(pause_before_again, [reply = std::move(reply), token](MqttTarget& target) mutable {
    target.pass_on(std::move(reply), token);
  });
}

// The store may come back; what the loop refuses it refuses for good, such as an answer that came twice.
void MqttTarget::answered(const Reply& reply, mqtt::Token token, const Result<loop::Reply>& recorded) {
  if (!recorded && (recorded.error().code == Code::unavailable || recorded.error().code == Code::busy)) {
    return pass_on_later(reply, token);
  }
  if (!recorded)
    log::warning("mqtt", "an answer was not taken",
                 {{"target", id_}, {"command", reply.id}, {"why", recorded.error().text.en}});
  if (client_ && token != 0) client_->acknowledge({token});
}

}  // namespace jidoka::feed
