// The metrics of one message on their way to readings.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sparkplug/host.h"
#include "wire/utf8.h"

namespace jidoka::sparkplug {

namespace {

constexpr std::int32_t good_quality = 192;

const Text no_name = {"Its alias belongs to no metric of this session's births; the node was asked for a rebirth.",
                      "其别名不属于本次会话出生证书中的任何指标；已向节点请求重新出生（rebirth）。"};
const Text bad_name = {"A metric of a birth needs a name of 1 to 256 bytes of UTF-8.",
                       "出生证书中的指标须有 1 到 256 字节的 UTF-8 名称。"};
const Text bad_quality = {"The edge node itself says that the quality of this value is not good.",
                          "边缘节点自身声明该数值质量不佳。"};
const Text bad_time = {"The time of the metric lies beyond the year 2262.", "该指标的时间超出 2262 年。"};

const char* code_of(const Metric& metric) {
  return metric.value.field == Value::Field::other ? "not_a_number" : "malformed";
}

}  // namespace

Instant Host::time_of(const Metric& metric, const Message& message) {
  if (!metric.time_ms) return message.time;
  return instant_of(*metric.time_ms).value_or(distant_future);
}

Born* Host::find(Node& node, Device& device, const Metric& metric, bool is_birth) {
  if (metric.alias && !is_birth)
    if (const auto found = node.aliases.find(*metric.alias); found != node.aliases.end())
      return found->second->home == &device ? found->second : nullptr;
  if (!metric.name || metric.name->empty()) return nullptr;
  const auto found = device.metrics.find(*metric.name);
  return found == device.metrics.end() ? nullptr : found->second.get();
}

void Host::take_metrics(Node& node, Device& device, const Message& message) {
  // What names the unit counts for every reading of the message, wherever it stands in it.
  if (!named_metrics_.empty())
    for (const Metric& metric : message.payload.metrics)
      if (Born* born = find(node, device, metric, message.is_birth); born != nullptr && born->is_named)
        remember(*born, metric, time_of(metric, message));
  for (const Metric& metric : message.payload.metrics) {
    Born* born = device.state == Device::State::dead ? nullptr : find(node, device, metric, message.is_birth);
    if (born != nullptr)
      give(node, device, *born, metric, message);
    else
      give_unborn(node, device, metric, message);
  }
}

void Host::look_up(const Node& node, const Device& device, Born& born, const sense::Intake& intake) {
  const Place place{node.group, node.name, device.name};
  born.equipment = mapping_.equipment.fill(place, born.name);
  born.tag = mapping_.tag.fill(place, born.name);
  if (mapping_.uom) born.uom = mapping_.uom->fill(place, born.name);
  born.entry = intake.find(born.equipment);
  born.stream = born.entry == nullptr ? nullptr : born.entry->find(born.tag);
  born.looked_up_in = catalogues_;
}

void Host::give(Node& node, Device& device, Born& born, const Metric& metric, const Message& message) {
  const DataType type = metric.type == DataType::unknown ? born.type : metric.type;
  if (metric.quality) born.quality = metric.quality;
  if (!expected_.empty()) listen(node, device, born, metric, type);
  if (born.is_control || metric.is_null || metric.is_transient) {
    ++message.outcome.others;
    return;
  }
  const Meaning meaning = meaning_of(metric.value, type);
  if (meaning.kind == Meaning::Kind::text) {
    ++message.outcome.others;
    return;
  }
  if (born.looked_up_in != catalogues_) look_up(node, device, born, message.intake);
  const Instant time = time_of(metric, message);
  if (meaning.kind == Meaning::Kind::fault)
    return refuse(born, metric, type, time, code_of(metric), *meaning.fault, message);
  if (time == distant_future) return refuse(born, metric, type, message.time, "malformed", bad_time, message);
  if (born.quality && *born.quality != good_quality)
    return refuse(born, metric, type, time, "bad_quality", bad_quality, message);
  std::optional<std::string> unit, lot;
  if (mapping_.unit) unit = said_of(*mapping_.unit, node, device, born, time);
  if (mapping_.lot) lot = said_of(*mapping_.lot, node, device, born, time);
  const sense::Intake::Reading reading{born.equipment,
                                       born.tag,
                                       time,
                                       meaning.number,
                                       born.uom,
                                       unit ? *unit : std::string_view(),
                                       lot ? *lot : std::string_view()};
  const std::uint64_t refused = message.intake.refused();
  if (born.stream != nullptr)
    message.intake.add(*born.entry, *born.stream, reading);
  else
    message.intake.add(reading);
  ++(message.intake.refused() == refused ? message.outcome.readings : message.outcome.refusals);
}

// A metric that no birth announced. With its name and a type that speaks for itself it is a true reading all the same.
void Host::give_unborn(Node& node, Device& device, const Metric& metric, const Message& message) {
  if (!message.is_birth) want_birth(node, message.now);
  Born guest;
  guest.home = &device;
  const bool is_nameable =
      metric.name && !metric.name->empty() && metric.name->size() <= 256 && wire::is_utf8(*metric.name);
  if (is_nameable) {
    guest.name = *metric.name;
    guest.is_control = guest.name == "bdSeq" || guest.name.starts_with("Node Control/");
    guest.uom = metric.engineering_unit && parse_uom(*metric.engineering_unit) ? std::string(*metric.engineering_unit)
                                                                               : std::string();
    return give(node, device, guest, metric, message);
  }
  guest.equipment = mapping_.equipment.fill({node.group, node.name, device.name}, {});
  guest.tag = metric.alias ? fmt::format("alias {}", *metric.alias) : std::string();
  refuse(guest, metric, metric.type, time_of(metric, message), "unknown_stream", message.is_birth ? bad_name : no_name,
         message);
}

void Host::refuse(const Born& born, const Metric& metric, DataType type, Instant time, std::string code,
                  const Text& why, const Message& message) {
  sense::RawReading raw;
  raw.equipment = born.equipment;
  raw.tag = born.tag;
  raw.time = to_string(time);
  raw.value = in_words(metric, type);
  raw.uom = born.uom;
  const bool is_name = code == "unknown_stream";
  message.intake.refuse(std::move(code), is_name ? "tag" : "value", why, std::move(raw));
  ++message.outcome.refusals;
}

void Host::remember(Born& born, const Metric& metric, Instant time) {
  const DataType type = metric.type == DataType::unknown ? born.type : metric.type;
  std::string text;
  if (!metric.is_null) {
    const Meaning meaning = meaning_of(metric.value, type);
    if (meaning.kind == Meaning::Kind::fault) return;
    text = meaning.kind == Meaning::Kind::text ? std::string(meaning.text) : fmt::format("{}", meaning.number);
  }
  auto after = std::ranges::upper_bound(born.said, time, {}, &Said::at);
  if (after != born.said.begin() && std::prev(after)->text == text) return;  // still the same
  born.said.insert(after, {time, std::move(text)});
  if (born.said.size() > most_said) born.said.erase(born.said.begin());
}

// What the pattern's metrics had said last at that time; of the device, or else of its node.
std::optional<std::string> Host::said_of(const Template& pattern, const Node& node, const Device& device,
                                         const Born& born, Instant time) const {
  std::vector<std::string> said;
  for (const std::string& name : pattern.metrics()) {
    auto found = device.metrics.find(name);
    if (found == device.metrics.end()) {
      found = node.own.metrics.find(name);
      if (found == node.own.metrics.end()) return std::nullopt;
    }
    const auto& points = found->second->said;
    const auto after = std::ranges::upper_bound(points, time, {}, &Said::at);
    if (after == points.begin()) return std::nullopt;
    said.push_back(std::prev(after)->text);
  }
  return pattern.fill({node.group, node.name, device.name}, born.name, said);
}

std::string Host::show(std::string_view topic_text, std::string_view bytes) const {
  const auto topic = parse_topic(topic_text);
  if (!topic) return topic.error().text.en;
  if (topic->type == MessageType::state) return wire::excerpt(bytes, 200);
  PayloadReader reader;
  const auto payload = reader.read(bytes);
  if (!payload) return payload.error().text.en;
  const auto node = nodes_.find(std::string(topic->group) + "/" + std::string(topic->node));
  std::string out = fmt::format("{} {}", name_of(topic->type), (*payload)->seq ? std::to_string(*(*payload)->seq) : "");
  for (const Metric& metric : (*payload)->metrics) {
    if (out.size() > 2'000) return out + "\n…";
    const Born* born = nullptr;
    if (metric.alias && node != nodes_.end())
      if (const auto found = node->second->aliases.find(*metric.alias); found != node->second->aliases.end())
        born = found->second;
    const std::string name = metric.name ? wire::excerpt(*metric.name, 128)
                             : born      ? born->name
                                         : fmt::format("alias {}", metric.alias.value_or(0));
    const DataType type = metric.type == DataType::unknown && born != nullptr ? born->type : metric.type;
    out += fmt::format("\n{} = {}", name, in_words(metric, type));
    if (metric.is_historical) out += " (historical)";
  }
  return out;
}

void Host::listen(const Node& node, const Device& device, const Born& born, const Metric& metric, DataType type) {
  if (metric.is_historical || metric.is_null) return;
  const Meaning meaning = meaning_of(metric.value, type);
  if (meaning.kind == Meaning::Kind::fault) return;
  const std::string value = meaning.kind == Meaning::Kind::text ? std::string(meaning.text) : in_words(metric, type);
  std::erase_if(expected_, [&](const Expected& each) {
    if (each.group != node.group || each.node != node.name || each.device != device.name || each.metric != born.name ||
        each.value != value)
      return false;
    confirmed_.push_back(each.command);
    return true;
  });
}

}  // namespace jidoka::sparkplug
