// Sign-ins that fail: after five of a user from an address within five minutes the next waits until the oldest is over,
// and after fifty from an address whoever they name. An attempt counts as failed from its beginning, so that many at
// once are no way around it; one that succeeds takes its count back. Bounded to ten thousand pairs and as many
// addresses; what failed longest ago is forgotten first.
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
  static constexpr std::size_t most_failures = 5;  // of a user from an address
  static constexpr std::size_t most_failures_of_an_address = 50;
  static constexpr std::size_t most_kept = 10'000;
  static constexpr Duration window = minutes(5);

  // How long to wait; nothing: go ahead.
  std::optional<Duration> attempt(const std::string& user, const std::string& address, Instant now);
  void succeeded(const std::string& user, const std::string& address);
  std::size_t kept() const;

 private:
  using Key = std::pair<std::string, std::string>;  // user and address; an address alone has no user
  using Failures = std::map<Key, std::vector<Instant>>;
  std::optional<Duration> must_wait(const Key& key, std::size_t most, Instant now);
  static void forget_old(Failures& failures, Instant now);
  Failures& failures_of(const Key& key) { return key.first.empty() ? of_address_ : of_user_; }

  mutable std::mutex mutex_;
  Failures of_user_;
  Failures of_address_;
};

}  // namespace jidoka::session
