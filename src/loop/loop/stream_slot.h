// StreamSlot: everything the loop remembers of one stream: its clock and the monitors that judge it. Its bytes are the
// StreamState in the store.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "judge/monitor.h"
#include "sense/stream_clock.h"

namespace jidoka::loop {

struct StreamSlot {
  sense::StreamClock clock;
  std::vector<judge::Monitor> monitors;
  std::uint64_t stored_batch = 0;  // the store's StreamState covers every batch up to this one
};

std::string encode_slot(const StreamSlot& slot);
// Takes the clock, and the state of every monitor whose plan and line the bytes name.
Result<void> restore_slot(StreamSlot& slot, std::string_view bytes);

// Lays new watches over a slot: a line whose chart is unchanged keeps its state, whatever else its revision changed.
// False when they judge as those before them did: then the state is what it was.
bool relay_watches(StreamSlot& slot, const std::vector<judge::WatchPtr>& watches);

}  // namespace jidoka::loop
