// History: what a stream has recorded in a span of time, for readings that come so late that the stream's clock has
// forgotten. Made from the store and from readings that are decided but not yet on disk.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sense/context_mark.h"
#include "sense/sample.h"
#include "sense/stream_clock.h"

namespace jidoka::loop {

class History {
 public:
  void add(std::int64_t time, double value, std::uint32_t context);
  void add(const sense::Columns& columns, sense::StreamNumber stream);
  // late, duplicate or conflict; never unsure.
  sense::Arrival classify(std::int64_t time, double value, std::uint32_t context) const;

 private:
  struct Recorded {
    std::uint32_t value;
    std::uint32_t context;
  };
  std::unordered_map<std::int64_t, std::vector<Recorded>> at_;
};

}  // namespace jidoka::loop
