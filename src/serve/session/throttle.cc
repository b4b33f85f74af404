#include "session/throttle.h"

#include <algorithm>

namespace jidoka::session {

namespace {
constexpr std::size_t most_entries = 10'000;
}

std::optional<Duration> Throttle::must_wait(const std::string& user, const std::string& address, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto found = failures_.find({user, address});
  if (found == failures_.end()) return std::nullopt;
  auto& times = found->second;
  std::erase_if(times, [&](Instant time) { return now - time >= window; });
  if (times.size() < most_failures) return std::nullopt;
  return window - (now - times.front());
}

void Throttle::failed(const std::string& user, const std::string& address, Instant now) {
  const std::lock_guard lock(mutex_);
  if (failures_.size() >= most_entries) forget_old(now);
  failures_[{user, address}].push_back(now);
}

void Throttle::succeeded(const std::string& user, const std::string& address) {
  const std::lock_guard lock(mutex_);
  failures_.erase({user, address});
}

void Throttle::forget_old(Instant now) {
  std::erase_if(failures_, [&](const auto& entry) { return now - entry.second.back() >= window; });
  while (failures_.size() >= most_entries)
    failures_.erase(std::ranges::min_element(failures_, {}, [](const auto& entry) { return entry.second.back(); }));
}

}  // namespace jidoka::session
