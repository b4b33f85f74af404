#include "feed/sparkplug_reader.h"

#include <utility>

#include "log/log.h"
#include "plant/message_template.h"
#include "wire/utf8.h"

namespace jidoka::feed {

namespace {

mqtt::Outgoing outgoing_of(sparkplug::Publish message) {
  return {std::move(message.topic), std::move(message.payload), message.qos, message.retain};
}

// Nodes may name us as their primary host by the name that the broker knows us by.
std::string host_id_of(const plant::Source& source) {
  return source.broker ? plant::client_id_of(*source.broker, source.id) : std::string();
}

std::string filter_of(const plant::Source& source) {
  if (!source.match) return sparkplug::subscription();
  const auto topic = plant::parse_topic(source.match->topic);
  return topic ? topic->filter() : sparkplug::subscription();
}

}  // namespace

SparkplugReader::SparkplugReader(const plant::Source& source, sparkplug::Mapping mapping)
    : filter_(filter_of(source)),
      host_id_(host_id_of(source)),
      host_(std::move(mapping), {.host_id = host_id_of(source)}) {}

Result<std::unique_ptr<SparkplugReader>> SparkplugReader::create(const plant::Source& source) {
  TRY(sparkplug::Mapping mapping, sparkplug::Mapping::create(source.reading));
  return std::unique_ptr<SparkplugReader>(new SparkplugReader(source, std::move(mapping)));
}

std::vector<std::string> SparkplugReader::filters() const {
  std::vector<std::string> out = {filter_};
  if (!host_id_.empty() && filter_ != sparkplug::subscription()) out.push_back("spBv1.0/STATE/" + host_id_);
  return out;
}

mapping::Applied SparkplugReader::apply(const mqtt::Message& message, Instant now, sense::Intake& intake) {
  const sparkplug::Outcome outcome = host_.take(message.topic, message.payload, now, intake);
  trouble_ = outcome.text;
  if (host_.has_second_host() && !std::exchange(has_told_of_second_host_, true))
    log::warning("sparkplug", "a second host application uses our id", {{"host", host_id_}});
  hear_changes();
  const auto topic = sparkplug::parse_topic(message.topic);
  return {topic.has_value(), outcome.readings, outcome.refusals, true};
}

std::string SparkplugReader::shown(const mqtt::Message& message) const {
  return host_.show(message.topic, message.payload);
}

bool SparkplugReader::takes_retained(std::string_view topic) { return topic.starts_with("spBv1.0/STATE/"); }

// Asked for before every connection, so its time is that of the announcement that follows.
std::optional<mqtt::Will> SparkplugReader::will(Instant now) {
  announced_ = now;
  auto message = host_.state_message(false, now);
  if (!message) return std::nullopt;
  return mqtt::Will{std::move(message->topic), std::move(message->payload), message->qos, message->retain};
}

void SparkplugReader::connected(Instant now) {
  const Instant announced = announced_.value_or(now);
  if (auto message = host_.state_message(true, announced)) outgoing_.push_back(outgoing_of(std::move(*message)));
  host_.connected(announced);
}

void SparkplugReader::disconnected(Instant now) {
  host_.disconnected(now);
  hear_changes();
}

// Many nodes may go at once: what others look at is made anew once a second.
void SparkplugReader::tick(Instant now) {
  host_.tick(now);
  hear_changes();
  if (!std::exchange(has_changed_, false)) return;
  auto away = std::make_shared<std::vector<port::Away>>();
  for (const auto& [name, gone] : gone_) away->push_back(gone);
  away_ = std::move(away);
}

void SparkplugReader::hear_changes() {
  for (sparkplug::Change& change : host_.take_changes()) {
    log::info("sparkplug", change.is_connected ? "born" : "dead",
              {{"group", change.group}, {"node", change.node}, {"device", change.device}});
    const std::string name = change.group + "/" + change.node + (change.device.empty() ? "" : "/" + change.device);
    if (change.is_connected)
      gone_.erase(name);
    else
      gone_[name] = {name, change.at, std::move(change.streams)};
    has_changed_ = true;
  }
}

std::optional<Text> SparkplugReader::complaint() const {
  return host_.has_second_host() ? std::optional(host_.second_host_text()) : std::nullopt;
}

std::vector<mqtt::Outgoing> SparkplugReader::take_outgoing() {
  std::vector<mqtt::Outgoing> out = std::exchange(outgoing_, {});
  for (sparkplug::Publish& message : host_.take_outgoing()) out.push_back(outgoing_of(std::move(message)));
  return out;
}

}  // namespace jidoka::feed
