#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "plant/check_broker.h"
#include "plant/checks.h"
#include "plant/message_template.h"

namespace jidoka::plant {
namespace {

constexpr std::array<std::string_view, 5> sources = {"http", "line_protocol", "file", "mqtt", "sparkplug"};

struct Part {
  std::string_view field;
  const std::optional<std::string>& text;
  bool may_be_absent;  // of a reading
};

void check_template(const Part& part, bool may_be_optional, Findings& findings) {
  if (!part.text) return;
  const std::string path = fmt::format("reading.{}", part.field);
  const auto parsed = parse_template(*part.text);
  if (!parsed) return findings.fault(path, parsed.error().en, parsed.error().zh);
  for (const TemplatePart& piece : *parsed) {
    if (!piece.is_optional) continue;
    if (!may_be_optional)
      findings.fault(path,
                     fmt::format("the template \"{}\" has an optional part, which is not supported yet. Leave the ? "
                                 "out, and let every message say it.",
                                 *part.text),
                     fmt::format("模板“{}”中的可选部分目前尚不支持。请去掉 ?，并让每条消息都带上该内容。", *part.text));
    else if (!part.may_be_absent)
      findings.fault(path,
                     fmt::format("a reading needs its {}, so {{{}?}} cannot be optional. Leave the ? out.", part.field,
                                 piece.text),
                     fmt::format("读数必须有 {}，因此 {{{}?}} 不能是可选项。请去掉 ?。", part.field, piece.text));
    else
      continue;
    return;
  }
}

void check_line_protocol_map(const ReadingMap& map, Findings& findings) {
  const auto own = [&](std::string_view field, const std::optional<std::string>& text) {
    if (text)
      findings.fault(
          fmt::format("reading.{}", field),
          fmt::format("line protocol says the {} itself; mapping it is not supported yet. Remove `{}`.", field, field),
          fmt::format("line_protocol 自带 {}，目前尚不支持对其映射。请删除 {}。", field, field));
  };
  own("value", map.value);
  own("time", map.time);
  const std::optional<std::string> equipment = map.equipment;
  const std::optional<std::string> tag = map.tag;
  for (const Part& part : {Part{"equipment", equipment, false}, Part{"tag", tag, false}, Part{"uom", map.uom, true},
                           Part{"unit", map.unit, true}, Part{"lot", map.lot, true}})
    check_template(part, false, findings);
}

// What ranges over the members of a message: {key}, or {data.key} over those of `data`.
void check_ranges(const ReadingMap& map, const std::optional<Match>& match, Findings& findings) {
  const auto topic = match ? parse_topic(match->topic) : TopicPattern{};
  const std::vector<std::string_view> names = topic ? topic->names() : std::vector<std::string_view>();
  const auto is_bound = [&](std::string_view name) { return std::ranges::find(names, name) != names.end(); };
  std::optional<std::string> range;
  for (const auto& text :
       {std::optional(map.tag), std::optional(map.equipment), map.value, map.uom, map.unit, map.lot}) {
    const auto parsed = text ? parse_template(*text) : MessageTemplate{};
    if (!parsed) continue;
    for (const TemplatePart& part : *parsed) {
      const bool is_key = part.text == "key" || part.text.ends_with(".key");
      if (part.kind != TemplatePart::Kind::name || !is_key || is_bound(part.text)) continue;
      if (range && *range != part.text)
        return findings.fault(
            "reading",
            fmt::format("{{{}}} and {{{}}} cannot both range over a message. Use one of them.", *range, part.text),
            fmt::format("{{{}}} 与 {{{}}} 不能同时遍历一条消息。请只用其中一个。", *range, part.text));
      range = part.text;
    }
  }
  if (!range || !map.value) return;
  const std::string expected = "{" + range->substr(0, range->size() - 3) + "value}";
  if (*map.value != expected)
    findings.fault("reading.value",
                   fmt::format("{{{}}} goes through the members one by one, and {} is the value of each. Write {}, or "
                               "name one member in `tag`.",
                               *range, expected, expected),
                   fmt::format("{{{}}} 会逐个遍历成员，{} 表示各成员的值。请写 {}，或在 tag 中指定某一个成员。", *range,
                               expected, expected));
}

void check_mqtt_map(const ReadingMap& map, const std::optional<Match>& match, Findings& findings) {
  const std::optional<std::string> equipment = map.equipment;
  const std::optional<std::string> tag = map.tag;
  for (const Part& part : {Part{"equipment", equipment, false}, Part{"tag", tag, false},
                           Part{"value", map.value, false}, Part{"time", map.time, true}, Part{"uom", map.uom, true},
                           Part{"unit", map.unit, true}, Part{"lot", map.lot, true}})
    check_template(part, true, findings);
  check_ranges(map, match, findings);
}

void check_mqtt(const Source& source, Findings& findings) {
  if (!source.broker && findings.is_sound("broker"))
    findings.fault("broker", "readings from mqtt need a broker. Write broker: {url: \"mqtt://broker.plant:1883\"}.",
                   "mqtt 数据源需要 broker。请写 broker: {url: \"mqtt://broker.plant:1883\"}。");
  if (source.broker) check_broker(*source.broker, findings);
  if (!source.match && findings.is_sound("match"))
    findings.fault("match", "the source does not say which messages. Write match: {topic: \"plant/+machine/data\"}.",
                   "数据源未说明接收哪些消息。请写 match: {topic: \"plant/+machine/data\"}。");
  if (source.match && findings.is_sound("match.topic"))
    if (const auto topic = parse_topic(source.match->topic); !topic)
      findings.fault("match.topic", topic.error().en, topic.error().zh);
  if (!source.reading && findings.is_sound("reading"))
    findings.fault("reading",
                   "the source does not say how a message becomes readings. Write reading: {equipment: \"{machine}\", "
                   "tag: \"{key}\", value: \"{value}\", time: \"{ts}\"}.",
                   "数据源未说明消息如何成为读数。请写 reading: {equipment: \"{machine}\", tag: \"{key}\", value: "
                   "\"{value}\", time: \"{ts}\"}。");
  if (source.reading && findings.is_sound("reading")) check_mqtt_map(*source.reading, source.match, findings);
}

// The names that Sparkplug has, as connect/sparkplug/mapping.h says them; unit and lot may name metrics as well.
void check_sparkplug_names(const ReadingMap& map, Findings& findings) {
  static constexpr std::array<std::string_view, 6> names = {"group",  "node",          "device",
                                                            "metric", "metric_dotted", "metric_last"};
  const std::optional<std::string> equipment = map.equipment;
  const std::optional<std::string> tag = map.tag;
  for (const Part& part : {Part{"equipment", equipment, false}, Part{"tag", tag, false}, Part{"uom", map.uom, false}}) {
    const auto parsed = part.text ? parse_template(*part.text) : MessageTemplate{};
    if (!parsed) {
      findings.fault(fmt::format("reading.{}", part.field), parsed.error().en, parsed.error().zh);
      continue;
    }
    for (const TemplatePart& piece : *parsed)
      if (piece.kind == TemplatePart::Kind::name && std::ranges::find(names, piece.text) == names.end())
        findings.fault(fmt::format("reading.{}", part.field),
                       fmt::format("Sparkplug has no {{{}}}. Use {{group}}, {{node}}, {{device}}, {{metric}}, "
                                   "{{metric_dotted}} or {{metric_last}}.",
                                   piece.text),
                       fmt::format("Sparkplug 没有 {{{}}}。可用的有 {{group}}、{{node}}、{{device}}、{{metric}}、"
                                   "{{metric_dotted}}、{{metric_last}}。",
                                   piece.text));
  }
}

void check_sparkplug(const Source& source, Findings& findings) {
  if (!source.broker && findings.is_sound("broker"))
    findings.fault("broker",
                   "readings from sparkplug need a broker. Write broker: {url: \"mqtt://broker.plant:1883\"}.",
                   "sparkplug 数据源需要 broker。请写 broker: {url: \"mqtt://broker.plant:1883\"}。");
  if (source.broker) check_broker(*source.broker, findings);
  if (source.match && findings.is_sound("match.topic"))
    if (const auto topic = parse_topic(source.match->topic); !topic || !source.match->topic.starts_with("spBv1.0/"))
      findings.fault("match.topic",
                     "topics of Sparkplug begin with spBv1.0/. Write one like spBv1.0/Plant/#, or leave `match` out to "
                     "hear every group.",
                     "Sparkplug 主题以 spBv1.0/ 开头。请写成 spBv1.0/Plant/# 的形式，或省略 match 以接收所有组。");
  if (!source.reading || !findings.is_sound("reading")) return;
  if (source.reading->value || source.reading->time)
    findings.fault("reading", "Sparkplug says value and time itself. Remove `value` and `time` from the map.",
                   "Sparkplug 自带数值和时间。请从映射中删除 value 和 time。");
  check_sparkplug_names(*source.reading, findings);
}

void check_others(const Source& source, Findings& findings) {
  const auto only_of_mqtt = [&](std::string_view field, bool is_there) {
    if (is_there && findings.is_sound(field))
      findings.fault(
          std::string(field),
          fmt::format("`{}` belongs to sources from mqtt. Remove it; {} takes everything that is sent to it.", field,
                      source.from),
          fmt::format("{} 只用于 mqtt 数据源。请删除；{} 会接收发来的全部数据。", field, source.from));
  };
  only_of_mqtt("broker", source.broker.has_value());
  only_of_mqtt("match", source.match.has_value());
  if (!source.reading || !findings.is_sound("reading")) return;
  if (source.from == "http" || source.from == "file")
    return findings.fault(
        "reading",
        fmt::format("readings from {} are not mapped yet. Remove `reading`, and send equipment, tag, time and value "
                    "under these names.",
                    source.from),
        fmt::format("目前尚不支持对 {} 读数作映射。请删除 reading，并直接使用 equipment、tag、time、value 字段名。",
                    source.from));
  check_line_protocol_map(*source.reading, findings);
}

void check_source(const Source& source, Findings& findings) {
  if (source.silent_after && source.silent_after->ns <= 0 && findings.is_sound("silent_after"))
    findings.fault("silent_after", "silent_after must be longer than 0, such as 30s.",
                   "silent_after 应大于 0，例如 30s。");
  if (!findings.is_sound("from")) return;
  if (std::ranges::find(sources, source.from) == sources.end()) {
    const std::vector<std::string_view> known(sources.begin(), sources.end());
    const Text remedy = suggest(source.from, known,
                                {" Use http, line_protocol, file, mqtt or sparkplug.",
                                 "请使用 http、line_protocol、file、mqtt 或 sparkplug。"});
    findings.fault("from", fmt::format("readings cannot come from \"{}\".{}", source.from, remedy.en),
                   fmt::format("不支持从“{}”接收读数。{}", source.from, remedy.zh));
    return;
  }
  if (source.from == "mqtt")
    check_mqtt(source, findings);
  else if (source.from == "sparkplug")
    check_sparkplug(source, findings);
  else
    check_others(source, findings);
}

}  // namespace

void check_sources(const Model& model, Findings& findings) {
  for (const auto& [id, source] : model.sources) {
    findings.look_at("source", id);
    check_source(source, findings);
  }
}

}  // namespace jidoka::plant
