#include "jidoka/system.h"

#include <algorithm>
#include <chrono>

#include "crypto/hash.h"

namespace jidoka::app {

Instant SystemClock::now() {
  using std::chrono::nanoseconds, std::chrono::system_clock;
  const std::int64_t read = std::chrono::duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count();
  std::int64_t latest = latest_.load(std::memory_order_relaxed);
  while (read > latest && !latest_.compare_exchange_weak(latest, read, std::memory_order_relaxed)) {
  }
  return {std::max(read, latest)};
}

std::string SystemRandom::bytes(std::size_t count) { return crypto::random_bytes(count); }

}  // namespace jidoka::app
