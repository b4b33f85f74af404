#include "plant/message_template.h"

#include <fmt/format.h>

#include <algorithm>

namespace jidoka::plant {

namespace {

constexpr std::size_t longest_topic = 65'535;

std::unexpected<Text> wrong(std::string en, std::string zh) {
  return std::unexpected(Text{std::move(en), std::move(zh)});
}

std::unexpected<Text> wrong_braces(std::string_view text) {
  return wrong(
      fmt::format("the template \"{}\" has a brace without its partner or without a name. Write it like {{key}}.",
                  text),
      fmt::format("模板“{}”的花括号不成对或缺少名称。请写成 {{key}} 的形式。", text));
}

bool is_path(std::string_view name) {
  return !name.empty() && name.front() != '.' && name.back() != '.' && name.find("..") == std::string_view::npos;
}

}  // namespace

std::expected<MessageTemplate, Text> parse_template(std::string_view text) {
  MessageTemplate parts;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t open = rest.find_first_of("{}");
    if (open != 0) parts.push_back({TemplatePart::Kind::text, std::string(rest.substr(0, open)), false});
    if (open == std::string_view::npos) break;
    const std::size_t close = rest.find_first_of("{}", open + 1);
    if (rest[open] != '{' || close == std::string_view::npos || rest[close] != '}') return wrong_braces(text);
    std::string_view name = rest.substr(open + 1, close - open - 1);
    const bool is_optional = name.ends_with('?');
    if (is_optional) name.remove_suffix(1);
    if (!is_path(name)) return wrong_braces(text);
    parts.push_back({TemplatePart::Kind::name, std::string(name), is_optional});
    rest.remove_prefix(close + 1);
  }
  return parts;
}

std::expected<TopicPattern, Text> parse_topic(std::string_view text) {
  TopicPattern pattern;
  std::string_view rest = text;
  if (rest.starts_with("$share/")) {
    rest.remove_prefix(7);
    const std::size_t slash = rest.find('/');
    if (slash == 0 || slash == std::string_view::npos)
      return wrong(
          fmt::format("\"{}\" is no shared subscription. Write it like $share/jidoka/plant/+machine/data.", text),
          fmt::format("“{}”不是有效的共享订阅。请写成 $share/jidoka/plant/+machine/data 的形式。", text));
    pattern.share = rest.substr(0, slash);
    rest.remove_prefix(slash + 1);
  }
  if (rest.empty() || text.size() > longest_topic || text.find('\0') != std::string_view::npos)
    return wrong("a topic has 1 to 65535 bytes. Write it like plant/+machine/data.",
                 "主题须为 1 到 65535 字节。请写成 plant/+machine/data 的形式。");
  for (bool is_last = false; !is_last;) {
    const std::size_t slash = rest.find('/');
    is_last = slash == std::string_view::npos;
    const std::string_view level = rest.substr(0, slash);
    const char first = level.empty() ? '\0' : level.front();
    const std::string_view behind = level.substr(level.empty() ? 0 : 1);
    if (behind.find_first_of("+#") != std::string_view::npos)
      return wrong(
          fmt::format("\"{}\" has + or # within a level. They stand at its beginning: plant/+machine/data.", text),
          fmt::format("“{}”中 + 或 # 出现在层级中间。它们只能位于层级开头，例如 plant/+machine/data。", text));
    if (first == '#' && !is_last)
      return wrong(fmt::format("in \"{}\" levels follow after #, which stands for all the rest. Put it last.", text),
                   fmt::format("“{}”中 # 之后还有层级，而 # 表示其余全部层级。请放在最后。", text));
    if (first == '+' || first == '#')
      pattern.levels.push_back({first == '+' ? TopicLevel::Kind::one : TopicLevel::Kind::rest, std::string(behind)});
    else
      pattern.levels.push_back({TopicLevel::Kind::text, std::string(level)});
    if (!is_last) rest.remove_prefix(slash + 1);
  }
  std::vector<std::string_view> names = pattern.names();
  std::ranges::sort(names);
  if (const auto twice = std::ranges::adjacent_find(names); twice != names.end())
    return wrong(fmt::format("the topic binds \"{}\" twice. Give one of them another name.", *twice),
                 fmt::format("主题中名称“{}”重复。请修改其中一个。", *twice));
  return pattern;
}

std::string TopicPattern::filter() const {
  std::string out = share.empty() ? std::string() : "$share/" + share + "/";
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (i > 0) out += '/';
    const TopicLevel& level = levels[i];
    out += level.kind == TopicLevel::Kind::one ? "+" : level.kind == TopicLevel::Kind::rest ? "#" : level.text;
  }
  return out;
}

std::vector<std::string_view> TopicPattern::names() const {
  std::vector<std::string_view> out;
  for (const TopicLevel& level : levels)
    if (level.kind != TopicLevel::Kind::text && !level.text.empty()) out.push_back(level.text);
  return out;
}

bool TopicPattern::matches(std::string_view topic, std::vector<std::string_view>& bound) const {
  bound.clear();
  bool is_over = false;  // the topic has no more levels
  // A broker does not give $SYS to who asks for everything (MQTT 5, 4.7.2).
  if (topic.starts_with('$') && !levels.empty() && levels.front().kind != TopicLevel::Kind::text) return false;
  for (const TopicLevel& level : levels) {
    if (level.kind == TopicLevel::Kind::rest) {
      if (!level.text.empty()) bound.push_back(topic);
      return true;
    }
    if (is_over) return false;
    const std::size_t slash = topic.find('/');
    const std::string_view present = topic.substr(0, slash);
    if (level.kind == TopicLevel::Kind::text && present != level.text) return false;
    if (level.kind == TopicLevel::Kind::one && !level.text.empty()) bound.push_back(present);
    is_over = slash == std::string_view::npos;
    topic = is_over ? std::string_view() : topic.substr(slash + 1);
  }
  return is_over;
}

}  // namespace jidoka::plant
