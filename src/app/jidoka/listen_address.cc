#include "jidoka/listen_address.h"

#include <charconv>

namespace jidoka::app {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

Result<ListenAddress> parse_listen_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  const std::string_view port = colon == std::string_view::npos ? "" : text.substr(colon + 1);
  std::string_view address = text.substr(0, colon == std::string_view::npos ? 0 : colon);
  unsigned number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  const bool port_is_right =
      !port.empty() && error == std::errc() && end == port.data() + port.size() && number <= 65'535;
  const bool is_bracketed = address.starts_with('[') && address.ends_with(']') && address.size() > 2;
  if (!port_is_right || (!is_bracketed && address.find(':') != std::string_view::npos))
    return fail(Code::invalid, "listen",
                {"--listen takes ADDRESS:PORT, such as 127.0.0.1:8080 or [::1]:8080, not " + std::string(text) + ".",
                 "--listen 的写法为 地址:端口，例如 127.0.0.1:8080 或 [::1]:8080，而不是 " + std::string(text) + "。"});
  if (is_bracketed) address = address.substr(1, address.size() - 2);
  return ListenAddress{address.empty() ? "0.0.0.0" : std::string(address), static_cast<std::uint16_t>(number)};
}

std::string url_of(const ListenAddress& listening, std::uint16_t port, bool secure) {
  const std::string& address = listening.address;
  const std::string host = address == "0.0.0.0"                     ? "127.0.0.1"
                           : address.find(':') == std::string::npos ? address
                                                                    : "[" + address + "]";
  return (secure ? "https://" : "http://") + host + ":" + std::to_string(port);
}

Result<Duration> parse_time_zone(std::string_view text) {
  if (text == "UTC" || text == "Z") return Duration{};
  const bool is_offset = text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' &&
                         is_digit(text[1]) && is_digit(text[2]) && is_digit(text[4]) && is_digit(text[5]);
  const int hour = is_offset ? (text[1] - '0') * 10 + text[2] - '0' : 99;
  const int minute = is_offset ? (text[4] - '0') * 10 + text[5] - '0' : 99;
  if (hour > 14 || minute > 59)
    return fail(Code::invalid, "time-zone",
                {"--time-zone takes UTC or an offset such as +08:00, not " + std::string(text) + ".",
                 "--time-zone 须为 UTC 或偏移量，例如 +08:00，而不是 " + std::string(text) + "。"});
  const Duration offset = hours(hour) + minutes(minute);
  return text[0] == '-' ? offset * -1 : offset;
}

}  // namespace jidoka::app
