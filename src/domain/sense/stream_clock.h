// StreamClock: what a stream remembers of the readings it has, so that a reading which comes again is not counted twice
// and one that comes late is known to be late.
//
// The identity of a reading is its stream, its time and the unit or lot it names. The same identity with the same
// value is a duplicate; with another value it contradicts what is recorded and goes to quarantine. Parts that
// are measured at one instant are all fresh, in the order in which they come. Eight newest
// readings are remembered (128 bytes), which decides every ordinary case; when a reading is older than all of them the
// answer is `unsure`, and the loop asks the store. Trivially copyable: its bytes are part of the stream's stored state.
#pragma once

#include <array>
#include <cstdint>

#include "core/instant.h"

namespace jidoka::sense {

enum class Arrival : std::uint8_t { fresh, late, duplicate, conflict, unsure };

// 32 bits of a value, and 32 bits of the unit and lot it names; equal inputs give equal marks.
std::uint32_t value_mark(double value);

class StreamClock {
 public:
  // What a reading of this time would be. Changes nothing.
  Arrival classify(std::int64_t time, std::uint32_t value, std::uint32_t context) const {
    if (time > newest_) return Arrival::fresh;
    return look_back(time, value, context);
  }
  // The reading was taken: it is fresh or late.
  void take(std::int64_t time, std::uint32_t value, std::uint32_t context) {
    if (time > newest_) {
      newest_ = time;
      seen_[head_] = {time, value, context};
      head_ = (head_ + 1) % kept;
      if (count_ < kept) ++count_;
      return;
    }
    insert(time, value, context);
  }

  std::int64_t newest() const { return newest_; }

 private:
  static constexpr std::uint32_t kept = 8;
  struct Seen {
    std::int64_t time;
    std::uint32_t value;
    std::uint32_t context;
  };

  Arrival look_back(std::int64_t time, std::uint32_t value, std::uint32_t context) const;
  void insert(std::int64_t time, std::uint32_t value, std::uint32_t context);
  const Seen& at(std::uint32_t from_oldest) const { return seen_[(head_ + kept - count_ + from_oldest) % kept]; }
  Seen& at(std::uint32_t from_oldest) { return seen_[(head_ + kept - count_ + from_oldest) % kept]; }

  std::int64_t newest_ = distant_past.ns;
  std::array<Seen, kept> seen_{};  // a ring in order of time, oldest at head_ once it is full
  std::uint32_t head_ = 0;
  std::uint32_t count_ = 0;
};

}  // namespace jidoka::sense
