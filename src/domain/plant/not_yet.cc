#include "plant/not_yet.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace jidoka::plant {
namespace {

struct Word {
  std::string_view word;
  std::string_view remedy_en;
  std::string_view remedy_zh;
};

constexpr std::array<Word, 2> line_words = {{
    {"capability", "Remove it; the chart's signals show when the process shifts or spreads",
     "请删除；过程偏移或波动变大时，控制图会给出信号"},
    {"missed", "Remove it; sample.every says how often to measure, but a missed check blocks nothing",
     "请删除；sample.every 可以说明抽样频率，但漏检不会拦截后续工序"},
}};
constexpr std::array<Word, 2> sample_words = {{
    {"also", "Remove it and keep size and every", "请删除，只保留 size 和 every"},
    {"gauge_class", "Remove it, and name the measuring equipment in readings.at",
     "请删除，并在 readings.at 中写明测量设备"},
}};
constexpr std::array<Word, 2> action_words = {{
    {"open", "Use notify, so that somebody with the role opens the case", "请改用 notify，通知相应角色的人员建立案卷"},
    {"require_check", "Use alarm or notify to ask for the check", "请改用 alarm 或 notify 提醒补检"},
}};
constexpr std::array<std::string_view, 7> other_charts = {"laney-p", "laney-u", "dnom", "t2", "mewma", "g", "t"};
constexpr std::array<std::string_view, 7> other_sources = {"opcua", "modbus", "kafka", "redis", "serial", "s7", "sql"};
constexpr std::array<std::string_view, 7> other_targets = {"opcua", "modbus", "kafka",   "email",
                                                           "sms",   "wecom",  "dingtalk"};

template <class List>
bool is_one_of(const List& list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

std::string_view view(const boost::json::string& text) { return {text.data(), text.size()}; }

boost::json::object* object_in(json::Value* value, std::string_view name) {
  if (value == nullptr || !value->is_object()) return nullptr;
  json::Value* found = value->get_object().if_contains({name.data(), name.size()});
  return found == nullptr || !found->is_object() ? nullptr : &found->get_object();
}

boost::json::array* list_in(json::Value& value, std::string_view name) {
  if (!value.is_object()) return nullptr;
  json::Value* found = value.get_object().if_contains({name.data(), name.size()});
  return found == nullptr || !found->is_array() ? nullptr : &found->get_array();
}

std::optional<std::string> text_in(const boost::json::object& object, std::string_view name) {
  const json::Value* found = object.if_contains({name.data(), name.size()});
  if (found == nullptr || !found->is_string()) return std::nullopt;
  return std::string(view(found->get_string()));
}

template <class Words>
void take_out(boost::json::object& object, const std::string& path, const Words& words, Findings& findings) {
  for (const Word& row : words) {
    if (!object.contains({row.word.data(), row.word.size()})) continue;
    findings.fault(path.empty() ? std::string(row.word) : fmt::format("{}.{}", path, row.word),
                   fmt::format("`{}` is not supported yet. {}.", row.word, row.remedy_en),
                   fmt::format("目前尚不支持 {}。{}。", row.word, row.remedy_zh));
    object.erase({row.word.data(), row.word.size()});
  }
}

void look_at_hold(boost::json::object& hold, const std::string& path, Findings& findings) {
  const std::optional<std::string> scope = text_in(hold, "scope");
  const std::optional<std::string> since = text_in(hold, "since");
  // last_good is what every hold says when nothing is written, also in its canonical form.
  if (!scope || *scope == "exposure" || !since || *since == "last_good") return;
  findings.fault(
      path + ".since",
      fmt::format("`since` says where an exposure begins, but the scope is {}. Remove `since`, or hold the "
                  "exposure.",
                  *scope),
      fmt::format(
          "since 只用于说明 exposure（影响范围）的起点，而此处 scope 为 {}。请删除 since，或将 scope 改为 exposure。",
          *scope));
  hold.erase("since");
}

// What decoding would leave as an action that does nothing becomes an alarm here; it is reported, so it never runs.
void look_at_action(json::Value& action, const std::string& path, Findings& findings) {
  if (!action.is_object()) return;
  boost::json::object& object = action.get_object();
  const auto before = object.size();
  if (before == 0)
    findings.fault(path, "this action says nothing. Name one of hold, stop, alarm, notify, command.",
                   "此项未写明动作。请填写 hold、stop、alarm、notify、command 之一。");
  if (before > 1) {
    std::string names_en, names_zh;
    for (const auto& row : object) {
      names_en += (names_en.empty() ? "" : ", ") + std::string(row.key());
      names_zh += (names_zh.empty() ? "" : "、") + std::string(row.key());
    }
    findings.fault(path, fmt::format("one action is to do several things ({}). Give each its own \"- \".", names_en),
                   fmt::format("一个动作中写了多项内容（{}）。请每项单独用一个“- ”列出。", names_zh));
  }
  if (boost::json::object* hold = object_in(&action, "hold")) look_at_hold(*hold, path + ".hold", findings);
  take_out(object, path, action_words, findings);
}

void look_at_reaction(json::Value& reaction, const std::string& path, Findings& findings) {
  if (!reaction.is_object()) return;
  boost::json::object& object = reaction.get_object();
  if (const auto when = text_in(object, "when"); when && when->find_first_of("<>= ") != std::string::npos) {
    findings.fault(
        path + ".when",
        fmt::format("conditions such as `{}` are not supported yet. Use out_of_specification or signal.",
                    when->substr(0, 80)),
        fmt::format("目前尚不支持“{}”这样的条件。请改用 out_of_specification 或 signal。", when->substr(0, 80)));
    object["when"] = "signal";
  }
  if (boost::json::array* actions = list_in(reaction, "do"))
    for (std::size_t i = 0; i < actions->size(); ++i)
      look_at_action((*actions)[i], fmt::format("{}.do[{}]", path, i), findings);
}

void look_at_chart(boost::json::object& chart, const std::string& path, Findings& findings) {
  const auto type = text_in(chart, "type");
  if (!type || !is_one_of(other_charts, *type)) return;
  findings.fault(
      path + ".type",
      fmt::format(
          "a plan cannot run {} charts; `jidoka spc` draws them over a file. Use i-mr for single values, xbar-r "
          "for subgroups.",
          *type),
      fmt::format("控制计划不能实时运行 {} 控制图，可用 `jidoka spc` 对文件绘制。单值请用 i-mr，子组请用 xbar-r。",
                  *type));
  chart["type"] = "xbar-r";
}

void look_at_lines(json::Value& document, Findings& findings) {
  boost::json::array* lines = list_in(document, "lines");
  if (lines == nullptr) return;
  for (std::size_t i = 0; i < lines->size(); ++i) {
    json::Value& line = (*lines)[i];
    if (!line.is_object()) continue;
    const std::string path = fmt::format("lines[{}]", i);
    findings.look_at_part(part_of(document, path));
    take_out(line.get_object(), path, line_words, findings);
    if (boost::json::object* sample = object_in(&line, "sample"))
      take_out(*sample, path + ".sample", sample_words, findings);
    if (boost::json::object* chart = object_in(&line, "chart")) look_at_chart(*chart, path + ".chart", findings);
    if (boost::json::array* reactions = list_in(line, "reactions"))
      for (std::size_t j = 0; j < reactions->size(); ++j)
        look_at_reaction((*reactions)[j], fmt::format("{}.reactions[{}]", path, j), findings);
  }
  findings.look_at_part({});
}

// Whoever writes `version: 5` means a name, but YAML reads a number.
void name_version(boost::json::object& document) {
  json::Value* broker = document.if_contains("broker");
  if (broker == nullptr || !broker->is_object()) return;
  json::Value* version = broker->get_object().if_contains("version");
  if (version != nullptr && version->is_int64()) *version = std::to_string(version->get_int64());
}

void look_at_source(boost::json::object& source, Findings& findings) {
  name_version(source);
  const auto from = text_in(source, "from");
  if (from && is_one_of(other_sources, *from))
    findings.fault(
        "from",
        fmt::format("readings from {} are not supported yet. Use mqtt, http, line_protocol or file; a gateway can "
                    "translate.",
                    *from),
        fmt::format("目前尚不支持从 {} 接收读数。请使用 mqtt、http、line_protocol 或 file，可由网关转换。", *from));
}

void look_at_target(boost::json::object& target, Findings& findings) {
  name_version(target);
  const auto to = text_in(target, "to");
  if (to && is_one_of(other_targets, *to))
    findings.fault(
        "to",
        fmt::format("targets of type {} are not supported yet. Use mqtt or webhook; a gateway can translate.", *to),
        fmt::format("目前尚不支持 {} 类型的目标系统。请使用 mqtt 或 webhook，可由网关转换。", *to));
}

}  // namespace

void take_out_not_yet(std::string_view kind, json::Value& document, Findings& findings) {
  if (!document.is_object()) return;
  if (kind == "control_plan") look_at_lines(document, findings);
  if (kind == "source") look_at_source(document.get_object(), findings);
  if (kind == "target") look_at_target(document.get_object(), findings);
}

Text part_of(const json::Value& document, std::string_view path) {
  constexpr std::string_view prefix = "lines[";
  if (!path.starts_with(prefix) || !document.is_object()) return {};
  path.remove_prefix(prefix.size());
  std::size_t index = 0;
  if (std::from_chars(path.data(), path.data() + path.size(), index).ec != std::errc{}) return {};
  const json::Value* lines = document.get_object().if_contains("lines");
  if (lines == nullptr || !lines->is_array() || index >= lines->get_array().size()) return {};
  const json::Value& line = lines->get_array()[index];
  if (!line.is_object()) return {};
  const auto id = text_in(line.get_object(), "id");
  if (!id || !is_id(*id)) return {};
  return {"line " + *id, "第 " + *id + " 行"};
}

}  // namespace jidoka::plant
