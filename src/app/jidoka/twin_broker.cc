#include "jidoka/twin_broker.h"

#include <unistd.h>

#include <memory>
#include <vector>

#include "json/encode.h"
#include "twin/words.h"

namespace jidoka::app {

Result<std::unique_ptr<TwinBroker>> TwinBroker::connect_to(const std::string& url, const twin::Layout& layout,
                                                           TwinInbox& inbox) {
  constexpr std::string_view scheme = "mqtt://";
  const std::string address = url.starts_with(scheme) ? url.substr(scheme.size()) : std::string();
  const std::size_t colon = address.rfind(':');
  mqtt::Options options;
  options.host = address.substr(0, colon);
  if (colon != std::string::npos) options.port = address.substr(colon + 1);
  if (options.host.empty() || options.port.empty() || address.find('/') != std::string::npos)
    return fail(Code::invalid, "mqtt-url",
                {"--mqtt takes mqtt://host or mqtt://host:1883, not " + url + ".",
                 "--mqtt 的写法为 mqtt://主机 或 mqtt://主机:1883，而不是 " + url + "。"});
  options.connect.client_id = "jidoka-twin-" + std::to_string(getpid());
  options.connect.clean = true;
  options.connect.session_expiry_s = 0;
  options.subscriptions = {{"plant/+/command/#", 1}};
  std::unique_ptr<TwinBroker> broker(new TwinBroker(layout, inbox));
  broker->client_.start(std::move(options), *broker);
  return broker;
}

void TwinBroker::take(const twin::Reading& reading, Instant at) {
  std::string& members = gathered_[{at.ns, layout_.streams[reading.stream].equipment}];
  members += ',';
  json::append_string(members, twin::tag_of(layout_, reading));
  members += ':' + twin::value_of(layout_, reading);
}

void TwinBroker::flush() {
  std::deque<mqtt::Outgoing> again;
  {
    const std::scoped_lock lock(mutex_);
    again.swap(again_);
  }
  for (mqtt::Outgoing& message : again) publish(std::move(message));
  for (const auto& [key, members] : gathered_)
    publish({.topic = "plant/" + layout_.equipment[key.second].id + "/data",
             .payload = R"({"ts":)" + json::encode(Instant{key.first}) + members + "}"});
  gathered_.clear();
}

void TwinBroker::publish(mqtt::Outgoing message) {
  auto published = [this, message](const Result<void>& done) mutable {
    if (done) return;
    const std::scoped_lock lock(mutex_);
    if (again_.size() < most_kept) again_.push_back(std::move(message));
  };
  client_->publish(std::move(message), std::move(published));
}

void TwinBroker::acknowledge(const TwinCommand& command, const TwinAnswer& answer) {
  std::string payload = R"({"id":)";
  json::append_string(payload, command.id);
  payload += answer.accepted ? R"(,"accepted":true,"detail":)" : R"(,"accepted":false,"detail":)";
  json::append_string(payload, answer.detail);
  publish({.topic = "plant/" + command.equipment + "/reply", .payload = payload + "}"});
}

void TwinBroker::on_messages(std::span<const mqtt::Message> messages) {
  std::vector<mqtt::Token> tokens;
  for (const mqtt::Message& message : messages) {
    if (auto command = read_command(message.payload); command && !message.retained) {
      command->came_by = TwinCommand::Way::broker;
      inbox_.leave(std::move(*command));
    }
    if (message.token != 0) tokens.push_back(message.token);
  }
  client_->acknowledge(std::move(tokens));
}

}  // namespace jidoka::app
