#include "feed/sparkplug_commands.h"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <utility>

#include "json/decode.h"

namespace jidoka::feed {

namespace {

const json::Value* member(const json::Value* value, std::string_view name) {
  return value != nullptr && value->is_object() ? value->get_object().if_contains({name.data(), name.size()}) : nullptr;
}
std::string text_in(const json::Value* value, std::string_view name) {
  const json::Value* found = member(value, name);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

// spBv1.0/Plant/DCMD/Line1/{equipment} → spBv1.0/Plant/+/Line1/#
std::string filter_of(std::string_view topic) {
  std::vector<std::string> levels;
  for (std::string_view rest = topic; levels.size() < 4;) {
    const std::size_t slash = rest.find('/');
    const std::string_view level = rest.substr(0, slash);
    levels.emplace_back(level.find('{') == std::string_view::npos ? level : "+");
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  if (levels.size() < 4) return "spBv1.0/#";
  return levels[0] + "/" + levels[1] + "/+/" + levels[3] + "/#";
}

}  // namespace

SparkplugCommands::SparkplugCommands(const plant::Target& target)
    : filter_(filter_of(target.topic.value_or(""))),
      host_({}, {}),
      nothing_(std::make_shared<sense::Catalogue>(plant::Model{}, std::vector<sense::Catalogue::Opened>{})) {}

Result<sparkplug::Order> SparkplugCommands::order_of(const std::string& topic, const port::Delivery& delivery,
                                                     Instant now) const {
  TRY(const json::Value event, json::parse(delivery.body));
  const json::Value* data = member(&event, "data");
  sparkplug::CommandText command;
  command.id = delivery.command;
  command.equipment = text_in(data, "equipment");
  command.command = text_in(data, "command");
  const json::Value* value = member(member(data, "parameters"), "value");
  if (value != nullptr && value->is_string()) command.text = std::string(value->get_string());
  if (value != nullptr && value->is_number()) command.number = value->to_number<double>();
  return sparkplug::order_of(topic, pattern_, command, now);
}

std::vector<std::string> SparkplugCommands::hear(const mqtt::Message& message, Instant now) {
  sense::Intake nowhere(nothing_, "", now);
  host_.take(message.topic, message.payload, now, nowhere);
  host_.take_changes();
  return host_.take_confirmed();
}

std::vector<mqtt::Outgoing> SparkplugCommands::take_outgoing() {
  std::vector<mqtt::Outgoing> out;
  for (sparkplug::Publish& message : host_.take_outgoing())
    out.push_back({std::move(message.topic), std::move(message.payload), message.qos, message.retain});
  return out;
}

}  // namespace jidoka::feed
