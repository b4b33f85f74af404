// The real clock and real chance: the only ones in the program.
#pragma once

#include <atomic>

#include "port/clock.h"

namespace jidoka::app {

// UTC of the system. When the system's clock is set back, it stands still until that has caught up.
class SystemClock final : public port::Clock {
 public:
  Instant now() override;

 private:
  std::atomic<std::int64_t> latest_{0};
};

class SystemRandom final : public port::Random {
 public:
  std::string bytes(std::size_t count) override;
};

}  // namespace jidoka::app
