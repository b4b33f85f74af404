#include "sparkplug/topic.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "wire/utf8.h"

namespace jidoka::sparkplug {

namespace {

constexpr std::string_view name_space = "spBv1.0";
constexpr std::array<std::pair<std::string_view, MessageType>, 8> types = {{{"NBIRTH", MessageType::node_birth},
                                                                            {"NDATA", MessageType::node_data},
                                                                            {"NDEATH", MessageType::node_death},
                                                                            {"NCMD", MessageType::node_command},
                                                                            {"DBIRTH", MessageType::device_birth},
                                                                            {"DDATA", MessageType::device_data},
                                                                            {"DDEATH", MessageType::device_death},
                                                                            {"DCMD", MessageType::device_command}}};

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 128 && text.find_first_of("+#") == std::string_view::npos &&
         std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; }) &&
         wire::is_utf8(text);
}

Failure bad_topic(std::string_view text) {
  const std::string shown = wire::excerpt(text, 200);
  return fail(Code::invalid, "not-a-sparkplug-topic",
              {"\"" + shown + "\" is no Sparkplug topic. It should be like spBv1.0/GROUP/DDATA/NODE/DEVICE.",
               "“" + shown + "”不是 Sparkplug 主题。格式应为 spBv1.0/组/DDATA/节点/设备。"},
              "topic");
}

}  // namespace

std::string_view name_of(MessageType type) {
  for (const auto& [name, each] : types)
    if (each == type) return name;
  return "STATE";
}

Result<Topic> parse_topic(std::string_view text) {
  std::array<std::string_view, 5> parts;
  std::size_t count = 0;
  for (std::string_view rest = text;;) {
    if (count == parts.size()) return bad_topic(text);
    const std::size_t slash = rest.find('/');
    parts[count++] = rest.substr(0, slash);
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  if (parts[0] != name_space || count < 3) return bad_topic(text);
  if (parts[1] == "STATE") {
    if (count != 3 || !is_name(parts[2])) return bad_topic(text);
    return Topic{MessageType::state, {}, parts[2], {}};
  }
  const auto* row = std::ranges::find(types, parts[2], &std::pair<std::string_view, MessageType>::first);
  const bool is_device = parts[2].starts_with('D');
  if (row == types.end() || count != (is_device ? 5u : 4u)) return bad_topic(text);
  if (!is_name(parts[1]) || !is_name(parts[3]) || (is_device && !is_name(parts[4]))) return bad_topic(text);
  return Topic{row->second, parts[1], parts[3], is_device ? parts[4] : std::string_view()};
}

std::string topic_text(const Topic& topic) {
  std::string out(name_space);
  if (topic.type == MessageType::state) return out.append("/STATE/").append(topic.node);
  out.append("/").append(topic.group).append("/").append(name_of(topic.type)).append("/").append(topic.node);
  if (!topic.device.empty()) out.append("/").append(topic.device);
  return out;
}

std::string subscription() { return std::string(name_space) + "/#"; }

}  // namespace jidoka::sparkplug
