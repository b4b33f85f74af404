#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "plant/checks.h"

namespace jidoka::plant {
namespace {

constexpr std::array<std::string_view, 3> sources = {"http", "line_protocol", "file"};

// A template's braces must pair, and each pair must name something: "{machine}".
bool is_template(std::string_view text) {
  bool is_open = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') {
      if (is_open) return false;
      is_open = true;
      begin = i + 1;
    } else if (text[i] == '}') {
      if (!is_open || i == begin) return false;
      is_open = false;
    }
  }
  return !is_open;
}

void check_template(std::string_view field, const std::optional<std::string>& text, Findings& findings) {
  if (!text) return;
  const std::string path = fmt::format("reading.{}", field);
  if (!is_template(*text))
    findings.fault(
        path,
        fmt::format("the template \"{}\" has a brace without its partner or without a name. Write it like {{key}}.",
                    *text),
        fmt::format("模板“{}”的花括号不成对或缺少名称。请写成 {{key}} 的形式。", *text));
  else if (text->find("?}") != std::string::npos)
    findings.fault(
        path,
        fmt::format("the template \"{}\" has an optional part, which is not supported yet. Leave the ? out, and let "
                    "every message say it.",
                    *text),
        fmt::format("模板“{}”中的可选部分目前尚不支持。请去掉 ?，并让每条消息都带上该内容。", *text));
}

void check_reading_map(const Source& source, Findings& findings) {
  if (source.from == "http" || source.from == "file")
    return findings.fault(
        "reading",
        fmt::format("readings from {} are not mapped yet. Remove `reading`, and send equipment, tag, time and value "
                    "under these names.",
                    source.from),
        fmt::format("目前尚不支持对 {} 读数作映射。请删除 reading，并直接使用 equipment、tag、time、value 字段名。",
                    source.from));
  const ReadingMap& map = *source.reading;
  const auto own = [&](std::string_view field, const std::optional<std::string>& text) {
    if (text)
      findings.fault(
          fmt::format("reading.{}", field),
          fmt::format("line protocol says the {} itself; mapping it is not supported yet. Remove `{}`.", field, field),
          fmt::format("line_protocol 自带 {}，目前尚不支持对其映射。请删除 {}。", field, field));
  };
  own("value", map.value);
  own("time", map.time);
  check_template("equipment", map.equipment, findings);
  check_template("tag", map.tag, findings);
  check_template("uom", map.uom, findings);
  check_template("unit", map.unit, findings);
  check_template("lot", map.lot, findings);
}

void check_source(const Source& source, Findings& findings) {
  const bool is_known = std::ranges::find(sources, source.from) != sources.end();
  if (!is_known && findings.is_sound("from")) {
    const std::vector<std::string_view> known(sources.begin(), sources.end());
    const Text remedy =
        suggest(source.from, known, {" Use http, line_protocol or file.", "请使用 http、line_protocol 或 file。"});
    findings.fault("from", fmt::format("readings cannot come from \"{}\".{}", source.from, remedy.en),
                   fmt::format("不支持从“{}”接收读数。{}", source.from, remedy.zh));
  }
  if (source.reading && findings.is_sound("from") && findings.is_sound("reading")) check_reading_map(source, findings);
}

bool is_host_and_port(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  const bool is_v6 = text.starts_with('[');
  std::string_view host = text;
  if (colon != std::string_view::npos && (!is_v6 || text.find(']') < colon)) {
    const std::string_view port = text.substr(colon + 1);
    host = text.substr(0, colon);
    if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string_view::npos) return false;
    int number = 0;
    for (const char c : port) number = number * 10 + (c - '0');
    if (number < 1 || number > 65535) return false;
  }
  if (is_v6)
    return host.size() > 3 && host.ends_with(']') &&
           host.find_first_not_of("0123456789abcdefABCDEF:.[]") == std::string_view::npos;
  return !host.empty() && std::ranges::all_of(host, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_';
  });
}

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

void check_target(const Target& target, Findings& findings) {
  if (target.to != "webhook" && findings.is_sound("to"))
    findings.fault("to", fmt::format("there is no target of type \"{}\". Use webhook.", target.to),
                   fmt::format("没有“{}”类型的目标系统。请使用 webhook。", target.to));
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
  if (!target.secret_env || !findings.is_sound("secret_env")) return;
  const std::string& name = *target.secret_env;
  const bool is_name =
      !name.empty() && name.size() <= 128 && (name[0] < '0' || name[0] > '9') &&
      std::ranges::all_of(name, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; });
  if (!is_name)
    findings.fault(
        "secret_env",
        "`secret_env` is the name of an environment variable, not the secret itself. Write it like LINE_PLC_SECRET.",
        "secret_env 应填写环境变量名，而不是密钥本身。例如 LINE_PLC_SECRET。");
}

}  // namespace

void check_connections(const Model& model, Findings& findings) {
  for (const auto& [id, source] : model.sources) {
    findings.look_at("source", id);
    check_source(source, findings);
  }
  for (const auto& [id, target] : model.targets) {
    findings.look_at("target", id);
    check_target(target, findings);
  }
}

}  // namespace jidoka::plant
