// What a twin lived through, as files that `jidoka import` takes: readings.csv with readings-map.yaml, and acts.ndjson.
#pragma once

#include <cstdint>
#include <string>

#include "core/result.h"
#include "twin/foreman.h"

namespace jidoka::app {

struct WrittenHistory {
  std::uint64_t acts = 0;
  std::uint64_t readings = 0;
  std::uint64_t rows = 0;
};
// The folder is made when it is not there; files of these names are replaced.
Result<WrittenHistory> write_history(const twin::Layout& layout, std::uint64_t seed, Instant from, Instant until,
                                     const std::string& folder);

}  // namespace jidoka::app
