// Failed sign-ins of a user from an address: after five within five minutes the next waits until the oldest is over.
// Bounded to ten thousand pairs; the one that failed longest ago is forgotten first.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/instant.h"

namespace jidoka::session {

class Throttle {
 public:
  static constexpr std::size_t most_failures = 5;
  static constexpr Duration window = minutes(5);

  // How long to wait; nothing: go ahead.
  std::optional<Duration> must_wait(const std::string& user, const std::string& address, Instant now);
  void failed(const std::string& user, const std::string& address, Instant now);
  void succeeded(const std::string& user, const std::string& address);

 private:
  void forget_old(Instant now);

  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, std::vector<Instant>> failures_;
};

}  // namespace jidoka::session
