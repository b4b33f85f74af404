#include "act/flood.h"

namespace jidoka::act {

// Alarms leave the window one by one, so the count can only fall below the end between two of them, or before now.
AlarmFlood flood_of(std::span<const Instant> raised, Instant now) {
  AlarmFlood flood;
  std::size_t first = 0;  // of the window
  std::size_t began = 0;
  const auto move_to = [&](Instant time, std::size_t end) {
    while (first < end && raised[first] <= time - flood_window) {
      ++first;
      if (flood.is_flood && end - first < flood_ends_below) flood.is_flood = false;
    }
  };
  std::size_t end = 0;
  for (; end < raised.size() && raised[end] <= now; ++end) {
    move_to(raised[end], end);
    const std::size_t count = end + 1 - first;
    if (flood.is_flood || count <= flood_begins_above) continue;
    flood.is_flood = true;
    began = first;
  }
  move_to(now, end);
  flood.raised = end - first;
  if (!flood.is_flood) return flood;
  flood.since = raised[began];
  flood.in_flood = end - began;
  return flood;
}

}  // namespace jidoka::act
