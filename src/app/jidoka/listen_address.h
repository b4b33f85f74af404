// Where the server listens and which hours its days begin at, as people write them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/instant.h"
#include "core/result.h"

namespace jidoka::app {

struct ListenAddress {
  std::string address;
  std::uint16_t port = 0;
};
// "127.0.0.1:8080", "[::1]:8080"; ":8080" listens on every address.
Result<ListenAddress> parse_listen_address(std::string_view text);
std::string url_of(const ListenAddress& listening, std::uint16_t port, bool secure);

// "UTC", "+08:00", "-03:30".
Result<Duration> parse_time_zone(std::string_view text);

}  // namespace jidoka::app
