#include "session/throttle.h"

#include <algorithm>

namespace jidoka::session {

std::optional<Duration> Throttle::attempt(const std::string& user, const std::string& address, Instant now) {
  const std::lock_guard lock(mutex_);
  const Key of_user{"u" + user, address};
  const Key of_address{"", address};
  const auto wait =
      std::max(must_wait(of_user, most_failures, now), must_wait(of_address, most_failures_of_an_address, now));
  if (wait) return wait;
  for (const Key& key : {of_user, of_address}) {
    Failures& failures = failures_of(key);
    if (failures.size() >= most_kept) forget_old(failures, now);
    failures[key].push_back(now);
  }
  return std::nullopt;
}

void Throttle::succeeded(const std::string& user, const std::string& address) {
  const std::lock_guard lock(mutex_);
  of_user_.erase({"u" + user, address});
  const auto found = of_address_.find({"", address});
  if (found == of_address_.end()) return;
  found->second.pop_back();
  if (found->second.empty()) of_address_.erase(found);
}

std::size_t Throttle::kept() const {
  const std::lock_guard lock(mutex_);
  return of_user_.size() + of_address_.size();
}

// What is kept is never empty: a pair whose failures are all over is forgotten with them.
std::optional<Duration> Throttle::must_wait(const Key& key, std::size_t most, Instant now) {
  Failures& failures = failures_of(key);
  const auto found = failures.find(key);
  if (found == failures.end()) return std::nullopt;
  auto& times = found->second;
  std::erase_if(times, [&](Instant time) { return now - time >= window; });
  if (times.empty())
    failures.erase(found);
  else if (times.size() >= most)
    return window - (now - times.front());
  return std::nullopt;
}

void Throttle::forget_old(Failures& failures, Instant now) {
  std::erase_if(failures, [&](const auto& entry) { return now - entry.second.back() >= window; });
  while (failures.size() >= most_kept)
    failures.erase(std::ranges::min_element(failures, {}, [](const auto& entry) { return entry.second.back(); }));
}

}  // namespace jidoka::session
