#include "feed/broker.h"

#include <cstdlib>

namespace jidoka::feed {

namespace {

struct Address {
  bool is_secure = false;
  std::string host;
  std::string port;
};

// The plant's checks have seen that it is one.
Address address_of(std::string_view url) {
  Address address;
  address.is_secure = url.starts_with("mqtts://");
  url.remove_prefix(std::min(url.size(), address.is_secure ? std::size_t{8} : std::size_t{7}));
  address.port = address.is_secure ? "8883" : "1883";
  if (url.starts_with('[')) {
    const std::size_t close = std::min(url.find(']'), url.size());
    address.host = url.substr(1, close - 1);
    url.remove_prefix(std::min(close + 1, url.size()));
    if (url.starts_with(':')) address.port = url.substr(1);
    return address;
  }
  const std::size_t colon = url.find(':');
  address.host = url.substr(0, colon);
  if (colon != std::string_view::npos) address.port = url.substr(colon + 1);
  return address;
}

}  // namespace

Result<mqtt::Options> options_of(const plant::Broker& broker, const std::string& document, port::Clock& clock) {
  const Address address = address_of(broker.url);
  mqtt::Options options;
  options.host = address.host;
  options.port = address.port;
  options.now = [&clock] { return clock.now(); };
  if (address.is_secure)
    options.tls =
        mqtt::TlsFiles{broker.ca_file.value_or(""), broker.cert_file.value_or(""), broker.key_file.value_or("")};
  mqtt::Connect& connect = options.connect;
  connect.version = broker.version == plant::MqttVersion::v5 ? mqtt::Version::v5 : mqtt::Version::v3_1_1;
  connect.client_id = plant::client_id_of(broker, document);
  constexpr std::int64_t ns = 1'000'000'000;
  connect.clean = broker.session_expiry == Duration{};
  connect.keep_alive_s = static_cast<std::uint16_t>(broker.keep_alive.ns / ns);
  connect.session_expiry_s = static_cast<std::uint32_t>((broker.session_expiry.ns + ns - 1) / ns);
  connect.user = broker.user;
  if (!broker.password_env) return options;
  const char* password = std::getenv(broker.password_env->c_str());
  if (password == nullptr || *password == '\0')
    return fail(
        Code::unavailable, "password-missing",
        {"The environment variable " + *broker.password_env + " with the password for " + broker.url + " is not set.",
         "未设置环境变量 " + *broker.password_env + "，其中应为 " + broker.url + " 的密码。"});
  connect.password = password;
  return options;
}

port::ConnectionView view_of(const mqtt::Status& status, std::string address) {
  port::ConnectionView view;
  view.state = status.link == mqtt::Status::Link::connected    ? port::Link::connected
               : status.link == mqtt::Status::Link::connecting ? port::Link::connecting
                                                               : port::Link::off;
  view.address = std::move(address);
  view.since = status.since;
  view.error = status.error;
  view.attempts = status.attempts;
  view.retry_at = status.retry_at;
  view.last_worked_at = status.last_worked_at;
  return view;
}

port::ConnectionView cannot_connect(const plant::Broker& broker, const Text& why) {
  port::ConnectionView view;
  view.address = broker.url;
  view.error = why;
  return view;
}

}  // namespace jidoka::feed
