#include "sparkplug/command.h"

#include <array>
#include <utility>

namespace jidoka::sparkplug {

namespace {

std::string filled(std::string_view pattern, const CommandText& command) {
  std::string out;
  const std::array<std::pair<std::string_view, std::string_view>, 3> names = {
      {{"{command}", command.command}, {"{equipment}", command.equipment}, {"{id}", command.id}}};
  while (!pattern.empty()) {
    bool is_name = false;
    for (const auto& [name, value] : names) {
      if (!pattern.starts_with(name)) continue;
      out += value;
      pattern.remove_prefix(name.size());
      is_name = true;
      break;
    }
    if (is_name) continue;
    out += pattern.front();
    pattern.remove_prefix(1);
  }
  return out;
}

Metric metric_of(std::string_view name, Instant now, DataType type, Value value) {
  Metric metric;
  metric.name = name;
  metric.time_ms = static_cast<std::uint64_t>(now.ns / 1'000'000);
  metric.type = type;
  metric.value = value;
  return metric;
}

}  // namespace

Result<Order> order_of(std::string_view topic_text_in, const CommandPattern& pattern, const CommandText& command,
                       Instant now) {
  TRY(const Topic topic, parse_topic(topic_text_in));
  if (topic.type != MessageType::node_command && topic.type != MessageType::device_command)
    return fail(Code::invalid, "not-a-command-topic",
                {"A Sparkplug command goes to spBv1.0/GROUP/NCMD/NODE or spBv1.0/GROUP/DCMD/NODE/DEVICE.",
                 "Sparkplug 指令须发往 spBv1.0/组/NCMD/节点 或 spBv1.0/组/DCMD/节点/设备。"},
                "topic");
  const std::string name = filled(pattern.metric, command);
  const std::string id_name = pattern.id_metric ? filled(*pattern.id_metric, command) : std::string();
  std::vector<Metric> metrics;
  if (command.number)
    metrics.push_back(metric_of(name, now, DataType::float64, {Value::Field::real64, 0, *command.number, {}}));
  else if (command.text)
    metrics.push_back(metric_of(name, now, DataType::string, {Value::Field::text, 0, 0, *command.text}));
  else
    metrics.push_back(metric_of(name, now, DataType::boolean, {Value::Field::boolean, 1, 0, {}}));
  const std::string value = command.text ? *command.text : in_words(metrics[0], metrics[0].type);
  if (!id_name.empty())
    metrics.push_back(metric_of(id_name, now, DataType::string, {Value::Field::text, 0, 0, command.id}));
  Order order;
  order.message = {std::string(topic_text_in), write({metrics[0].time_ms, std::nullopt, metrics}), 0, false};
  order.expected = {command.id,
                    std::string(topic.group),
                    std::string(topic.node),
                    std::string(topic.device),
                    id_name.empty() ? name : id_name,
                    id_name.empty() ? value : command.id};
  return order;
}

}  // namespace jidoka::sparkplug
