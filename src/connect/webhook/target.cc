#include "webhook/target.h"

#include <algorithm>
#include <charconv>

#include "crypto/hash.h"

namespace jidoka::webhook {

namespace {

Failure bad_url(std::string_view url) {
  const std::string shown(url.substr(0, 200));
  return fail(Code::invalid, "bad-url",
              {"A target's url must be like https://host:port/path, not " + shown + ".",
               "目标系统的 url 须形如 https://host:port/path，而不是 " + shown + "。"},
              "url");
}

}  // namespace

Result<Endpoint> parse_endpoint(std::string_view url) {
  Endpoint endpoint;
  std::string_view rest = url;
  if (rest.starts_with("https://")) {
    endpoint.is_secure = true;
    rest.remove_prefix(8);
  } else if (rest.starts_with("http://")) {
    rest.remove_prefix(7);
  } else {
    return bad_url(url);
  }
  if (std::ranges::any_of(
          url, [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == '#' || c == 0x7f || c == '\\'; }))
    return bad_url(url);
  const std::size_t slash = std::min(rest.find_first_of("/?"), rest.size());
  std::string_view authority = rest.substr(0, slash);
  endpoint.target = rest.substr(slash);
  if (!endpoint.target.starts_with('/')) endpoint.target.insert(0, "/");
  if (authority.find('@') != std::string_view::npos) return bad_url(url);
  std::string_view port;
  if (authority.starts_with('[')) {
    const std::size_t close = authority.find(']');
    if (close == std::string_view::npos) return bad_url(url);
    endpoint.host = authority.substr(1, close - 1);
    port = authority.substr(close + 1);
    if (!port.empty() && !port.starts_with(':')) return bad_url(url);
    if (!port.empty()) port.remove_prefix(1);
  } else {
    const std::size_t colon = std::min(authority.find(':'), authority.size());
    endpoint.host = authority.substr(0, colon);
    port = authority.substr(std::min(colon + 1, authority.size()));
    if (colon + 1 == authority.size()) return bad_url(url);
  }
  unsigned number = endpoint.is_secure ? 443 : 80;
  if (!port.empty()) {
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
    if (error != std::errc() || end != port.data() + port.size() || number == 0 || number > 65'535) return bad_url(url);
  }
  endpoint.port = std::to_string(number);
  if (endpoint.host.empty()) return bad_url(url);
  return endpoint;
}

std::string signature(std::string_view secret, std::string_view body, Instant now) {
  const std::string seconds_text = std::to_string(now.ns / 1'000'000'000);
  const auto mac = crypto::hmac_sha256(secret, seconds_text + "." + std::string(body));
  return "t=" + seconds_text + ",v1=" + crypto::to_hex(crypto::view(mac));
}

bool signature_is_right(std::string_view header, std::string_view secret, std::string_view body, Instant now,
                        Duration tolerance) {
  if (!header.starts_with("t=")) return false;
  std::int64_t then = 0;
  const auto [end, error] = std::from_chars(header.data() + 2, header.data() + header.size(), then);
  if (error != std::errc() || then < 0 || then > 9'000'000'000) return false;
  const Instant signed_at{then * 1'000'000'000};
  const Duration age = now - signed_at;
  if (age > tolerance || Duration{-age.ns} > tolerance) return false;
  return crypto::equal_in_constant_time(signature(secret, body, signed_at), header);
}

}  // namespace jidoka::webhook
