// Time and chance, which only the edge may bring in.
#pragma once

#include <string>

#include "core/instant.h"

namespace jidoka::port {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() = 0;  // UTC, never goes back within a process
};

class Random {
 public:
  virtual ~Random() = default;
  virtual std::string bytes(std::size_t count) = 0;
};

}  // namespace jidoka::port
