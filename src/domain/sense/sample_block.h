// Recorded samples of one stream in order of time, a block at a time: how history is read by whoever judges it again.
// Columns, so that a hundred million of them cost no text and no allocation each. Valid during the call that gives
// them.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "core/result.h"
#include "sense/sample.h"

namespace jidoka::sense {

struct SampleBlock {
  std::span<const std::int64_t> times;  // Instant::ns, never falling, also from one block to the next
  std::span<const double> values;
  std::span<const std::uint32_t> contexts;  // index into dictionary; empty when no sample of the block has a context
  std::span<const Context> dictionary;      // [0] is the empty context

  std::size_t size() const { return times.size(); }
};

// What it fails with ends the reading.
using TakeBlock = std::function<Result<void>(const SampleBlock&)>;

}  // namespace jidoka::sense
