#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "plant/check_broker.h"
#include "plant/checks.h"
#include "plant/message_template.h"
#include "plant/permissions.h"

namespace jidoka::plant {
namespace {

constexpr std::array<std::string_view, 4> names_in_topics = {"equipment", "command", "id", "target"};

bool is_url(std::string_view url) {
  if (url.size() > 2000) return false;
  for (const char c : url)
    if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F || c == '#' || c == '\\')
      return false;
  const std::string_view scheme = url.starts_with("https://") ? "https://" : "http://";
  if (!url.starts_with(scheme)) return false;
  url.remove_prefix(scheme.size());
  return is_host_and_port(url.substr(0, url.find_first_of("/?")));
}

void check_webhook(const Target& target, Findings& findings) {
  const auto only_of_mqtt = [&](std::string_view field, bool is_there) {
    if (is_there && findings.is_sound(field))
      findings.fault(std::string(field), fmt::format("`{}` belongs to targets of type mqtt. Remove it.", field),
                     fmt::format("{} 只用于 mqtt 类型的目标系统。请删除。", field));
  };
  only_of_mqtt("broker", target.broker.has_value());
  only_of_mqtt("topic", target.topic.has_value());
  only_of_mqtt("reply_topic", target.reply_topic.has_value());
  if (!is_url(target.url) && findings.is_sound("url")) {
    if (target.url.starts_with("http") && target.url.find('@') != std::string::npos)
      findings.fault("url",
                     "the url holds a user name or password. Leave it out, and sign the requests with secret_env.",
                     "url 中含有用户名或密码。请去掉，并通过 secret_env 对请求签名。");
    else
      findings.fault("url",
                     fmt::format("\"{}\" is not a web address. Write it like https://gateway.plant:8443/commands.",
                                 target.url.substr(0, 200)),
                     fmt::format("“{}”不是有效的网址。请写成 https://gateway.plant:8443/commands 的形式。",
                                 target.url.substr(0, 200)));
  }
  if (target.secret_env && findings.is_sound("secret_env") && !is_variable_name(*target.secret_env))
    findings.fault(
        "secret_env",
        "`secret_env` is the name of an environment variable, not the secret itself. Write it like LINE_PLC_SECRET.",
        "secret_env 应填写环境变量名，而不是密钥本身。例如 LINE_PLC_SECRET。");
}

void check_command_topic(const std::string& topic, Findings& findings) {
  const auto parsed = parse_template(topic);
  if (!parsed) return findings.fault("topic", parsed.error().en, parsed.error().zh);
  if (topic.empty() || topic.size() > 1000 || topic.find_first_of("+#") != std::string::npos || topic.starts_with('$'))
    return findings.fault(
        "topic",
        fmt::format("\"{}\" is not one topic. Write it without + and #, like "
                    "plant/{{equipment}}/command.",
                    topic.substr(0, 200)),
        fmt::format("“{}”不是确定的主题。请勿使用 + 和 #，例如 plant/{{equipment}}/command。", topic.substr(0, 200)));
  for (const TemplatePart& part : *parsed)
    if (part.kind == TemplatePart::Kind::name &&
        (part.is_optional || std::ranges::find(names_in_topics, part.text) == names_in_topics.end()))
      return findings.fault(
          "topic",
          fmt::format("a command has no {{{}}}. Use {{equipment}}, {{command}}, {{id}} or {{target}}.", part.text),
          fmt::format("指令没有 {{{}}}。可用的有 {{equipment}}、{{command}}、{{id}}、{{target}}。", part.text));
}

void check_mqtt(const Target& target, Findings& findings) {
  if (!target.url.empty() && findings.is_sound("url"))
    findings.fault("url", "the broker's address stands in `broker`. Remove `url`.",
                   "服务器地址写在 broker 中。请删除 url。");
  if (target.secret_env && findings.is_sound("secret_env"))
    findings.fault("secret_env",
                   "messages to a broker are not signed. Remove `secret_env`, and let the broker say who may publish.",
                   "发往 MQTT 服务器的消息不签名。请删除 secret_env，由服务器控制谁可以发布。");
  if (!target.broker && findings.is_sound("broker"))
    findings.fault("broker", "a target of type mqtt needs a broker. Write broker: {url: \"mqtt://broker.plant:1883\"}.",
                   "mqtt 类型的目标系统需要 broker。请写 broker: {url: \"mqtt://broker.plant:1883\"}。");
  if (target.broker) check_broker(*target.broker, findings);
  if (!target.topic && findings.is_sound("topic"))
    findings.fault("topic", "the target does not say where commands go. Write topic: \"plant/{equipment}/command\".",
                   "目标系统未说明指令发往哪个主题。请写 topic: \"plant/{equipment}/command\"。");
  if (target.topic && findings.is_sound("topic")) check_command_topic(*target.topic, findings);
  if (target.reply_topic && findings.is_sound("reply_topic"))
    if (const auto reply = parse_topic(*target.reply_topic); !reply)
      findings.fault("reply_topic", reply.error().en, reply.error().zh);
}

void check_sparkplug(const Target& target, Findings& findings) {
  check_mqtt(target, findings);
  if (target.reply_topic && findings.is_sound("reply_topic"))
    findings.fault("reply_topic", "a Sparkplug node answers in its data. Remove `reply_topic`.",
                   "Sparkplug 节点在其数据中应答。请删除 reply_topic。");
  if (target.topic && findings.is_sound("topic") && target.topic->find("/NCMD/") == std::string::npos &&
      target.topic->find("/DCMD/") == std::string::npos)
    findings.fault(
        "topic",
        "a Sparkplug command goes to spBv1.0/GROUP/NCMD/NODE or spBv1.0/GROUP/DCMD/NODE/DEVICE. Write it like "
        "spBv1.0/Plant/DCMD/Line1/{equipment}.",
        "Sparkplug 指令须发往 spBv1.0/组/NCMD/节点 或 spBv1.0/组/DCMD/节点/设备。例如 "
        "spBv1.0/Plant/DCMD/Line1/{equipment}。");
}

void check_acknowledgement(const Model& model, const Target& target, Findings& findings) {
  if (target.acknowledge_within && findings.is_sound("acknowledge_within")) {
    if (*target.acknowledge_within < seconds(1) || *target.acknowledge_within > days(7))
      findings.fault("acknowledge_within", "acknowledge_within is from 1s to 7d. 30s suits a machine, 15min a person.",
                     "acknowledge_within 须为 1s 到 7d。设备一般用 30s，人工可用 15min。");
    else if (target.acknowledge == Acknowledgement::delivery)
      findings.fault("acknowledge_within",
                     "with acknowledge: delivery nothing more is waited for. Remove `acknowledge_within`, or write "
                     "acknowledge: explicit.",
                     "acknowledge: delivery 表示送达即可，无需等待应答。请删除 acknowledge_within，或写 acknowledge: "
                     "explicit。");
  }
  if (target.escalate_to && findings.is_sound("escalate_to") && !is_role(*target.escalate_to, model))
    missing_reference(findings, "escalate_to", *target.escalate_to, role_names(model), {"role", "角色"});
}

void check_target(const Model& model, const Target& target, Findings& findings) {
  if (!findings.is_sound("to")) return;
  if (target.to == "mqtt")
    check_mqtt(target, findings);
  else if (target.to == "sparkplug")
    check_sparkplug(target, findings);
  else if (target.to == "webhook")
    check_webhook(target, findings);
  else
    findings.fault("to", fmt::format("there is no target of type \"{}\". Use webhook, mqtt or sparkplug.", target.to),
                   fmt::format("没有“{}”类型的目标系统。请使用 webhook、mqtt 或 sparkplug。", target.to));
  check_acknowledgement(model, target, findings);
}

}  // namespace

void check_targets(const Model& model, Findings& findings) {
  for (const auto& [id, target] : model.targets) {
    findings.look_at("target", id);
    check_target(model, target, findings);
  }
}

}  // namespace jidoka::plant
