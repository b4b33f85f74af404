// The last messages of a source, kept for people who look why something is or is not there. Written on the hot path:
// bytes are copied into rows that are there already, and made safe to show only when somebody asks.
#pragma once

#include <array>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "port/feeds.h"

namespace jidoka::feed {

struct Arrival {
  Instant at;
  std::string_view topic;
  std::string_view payload;
  std::size_t size = 0;
  std::uint64_t readings = 0;
  std::uint64_t refusals = 0;
  const Text* text = nullptr;
};

class Arrivals {
 public:
  void add(const Arrival& arrival);
  std::vector<port::ArrivalView> newest_first() const;

 private:
  struct Row {
    Instant at;
    std::string topic;
    std::string payload;
    std::size_t size = 0;
    std::uint64_t readings = 0;
    std::uint64_t refusals = 0;
    Text text;
  };
  mutable std::mutex mutex_;
  std::array<Row, port::most_arrivals> rows_;
  std::size_t count_ = 0;  // since the beginning
};

}  // namespace jidoka::feed
