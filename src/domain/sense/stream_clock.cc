#include "sense/stream_clock.h"

#include <bit>

namespace jidoka::sense {

std::uint32_t value_mark(double value) {
  auto bits = std::bit_cast<std::uint64_t>(value);
  bits *= 0x9E3779B97F4A7C15ULL;  // Fibonacci hashing: spreads the mantissa's low bits
  return static_cast<std::uint32_t>(bits >> 32);
}

Arrival StreamClock::look_back(std::int64_t time, std::uint32_t value, std::uint32_t context) const {
  const Arrival another = time == newest_ ? Arrival::fresh : Arrival::late;
  for (std::uint32_t i = count_; i-- > 0;) {
    const Seen& seen = at(i);
    if (seen.time < time) return another;
    if (seen.time == time && seen.context == context)
      return seen.value == value ? Arrival::duplicate : Arrival::conflict;
  }
  // As old as everything remembered, or older: only a ring that is not yet full has forgotten nothing.
  return count_ < kept ? another : Arrival::unsure;
}

void StreamClock::insert(std::int64_t time, std::uint32_t value, std::uint32_t context) {
  if (count_ == kept) {
    if (at(0).time >= time) return;
    --count_;  // the oldest leaves: at(0) is now the second oldest
  }
  head_ = (head_ + 1) % kept;
  ++count_;
  std::uint32_t place = count_ - 1;
  while (place > 0 && at(place - 1).time > time) {
    at(place) = at(place - 1);
    --place;
  }
  at(place) = {time, value, context};
}

}  // namespace jidoka::sense
