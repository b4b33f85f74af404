#include "plant/check_broker.h"

#include <fmt/format.h>

#include <algorithm>

namespace jidoka::plant {

namespace {

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// The broker has no path, and whoever connects is named beside the url.
bool is_broker_url(std::string_view url) {
  for (const std::string_view scheme : {"mqtt://", "mqtts://"})
    if (url.starts_with(scheme)) return is_host_and_port(url.substr(scheme.size()));
  return false;
}

void check_files(const Broker& broker, Findings& findings) {
  const bool is_secure = broker.url.starts_with("mqtts://");
  const std::pair<std::string_view, const std::optional<std::string>*> files[] = {
      {"ca_file", &broker.ca_file}, {"cert_file", &broker.cert_file}, {"key_file", &broker.key_file}};
  for (const auto& [name, file] : files) {
    if (!*file) continue;
    if (!is_secure)
      findings.fault(fmt::format("broker.{}", name),
                     fmt::format("`{}` needs an encrypted connection. Write the url with mqtts://.", name),
                     fmt::format("{} 只用于加密连接。请将 url 改为 mqtts://。", name));
    else if ((*file)->empty() || (*file)->find('\0') != std::string::npos)
      findings.fault(fmt::format("broker.{}", name), fmt::format("`{}` names no file.", name),
                     fmt::format("{} 未指定文件。", name));
  }
  if (broker.cert_file.has_value() != broker.key_file.has_value())
    findings.fault(broker.cert_file ? "broker.cert_file" : "broker.key_file",
                   "a certificate and its key go together. Give both cert_file and key_file.",
                   "证书与私钥须成对提供。请同时填写 cert_file 和 key_file。");
}

void check_times(const Broker& broker, Findings& findings) {
  if (broker.keep_alive < seconds(2) || broker.keep_alive > seconds(65'535))
    findings.fault("broker.keep_alive", "keep_alive is from 2s to 65535s. 30s suits most plants.",
                   "keep_alive 须为 2s 到 65535s，一般用 30s。");
  if (broker.session_expiry < Duration{} || broker.session_expiry > days(3650))
    findings.fault("broker.session_expiry", "session_expiry is from 0s to 3650d. 24h bridges a day without us.",
                   "session_expiry 须为 0s 到 3650d。24h 可保留一整天的消息。");
}

}  // namespace

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
  return !host.empty() &&
         std::ranges::all_of(host, [](char c) { return is_letter_or_digit(c) || c == '-' || c == '.' || c == '_'; });
}

bool is_variable_name(std::string_view name) {
  return !name.empty() && name.size() <= 128 && (name[0] < '0' || name[0] > '9') &&
         std::ranges::all_of(name, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; });
}

void check_broker(const Broker& broker, Findings& findings) {
  if (findings.is_sound("broker.url") && !is_broker_url(broker.url)) {
    if (broker.url.starts_with("mqtt") && broker.url.find('@') != std::string::npos)
      findings.fault("broker.url",
                     "the url holds a user name or password. Leave it out, and write user and password_env.",
                     "url 中含有用户名或密码。请去掉，并填写 user 和 password_env。");
    else
      findings.fault("broker.url",
                     fmt::format("\"{}\" is not the address of a broker. Write it like mqtt://broker.plant:1883, or "
                                 "mqtts://broker.plant:8883 for an encrypted connection.",
                                 broker.url.substr(0, 200)),
                     fmt::format("“{}”不是有效的 MQTT 服务器地址。请写成 mqtt://broker.plant:1883，加密连接请写成 "
                                 "mqtts://broker.plant:8883。",
                                 broker.url.substr(0, 200)));
  }
  if (broker.client_id && findings.is_sound("broker.client_id") &&
      (broker.client_id->empty() || broker.client_id->size() > 128))
    findings.fault("broker.client_id",
                   "a client_id has 1 to 128 bytes. Leave it out for one made of the document's id.",
                   "client_id 须为 1 到 128 字节。不填则根据文件编号生成。");
  if (broker.password_env && findings.is_sound("broker.password_env")) {
    if (!is_variable_name(*broker.password_env))
      findings.fault("broker.password_env",
                     "`password_env` is the name of an environment variable, not the password itself. Write it like "
                     "BROKER_PASSWORD.",
                     "password_env 应填写环境变量名，而不是密码本身。例如 BROKER_PASSWORD。");
    else if (!broker.user)
      findings.fault("broker.password_env", "a password belongs to a user. Write `user` beside it.",
                     "密码须与用户名配合使用。请同时填写 user。");
  }
  if (findings.is_sound("broker.url")) check_files(broker, findings);
  if (findings.is_sound("broker.keep_alive") && findings.is_sound("broker.session_expiry"))
    check_times(broker, findings);
}

// A broker lets each client id in once: the second throws the first out.
void check_client_ids(const Model& model, Findings& findings) {
  std::map<std::pair<std::string, std::string>, std::string> first;
  const auto look = [&](std::string_view kind, const std::string& id, const std::optional<Broker>& broker) {
    if (!broker) return;
    const std::string client = client_id_of(*broker, id);
    const auto [place, is_new] = first.emplace(std::pair(broker->url, client), id);
    if (is_new) return;
    findings.look_at(kind, id);
    findings.fault(broker->client_id ? "broker.client_id" : "broker",
                   fmt::format("the client id \"{}\" is also that of \"{}\"; at one broker each would throw the other "
                               "out. Give one of them another client_id.",
                               client, place->second),
                   fmt::format("客户端标识“{}”与“{}”相同，在同一服务器上会互相挤下线。请修改其中一个的 client_id。",
                               client, place->second));
  };
  for (const auto& [id, source] : model.sources) look("source", id, source.broker);
  for (const auto& [id, target] : model.targets) look("target", id, target.broker);
}

}  // namespace jidoka::plant
