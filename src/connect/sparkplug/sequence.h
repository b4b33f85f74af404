// The sequence numbers of one node, 0 to 255 in a circle, over all its messages: which were missed, and since when.
//
// Messages may overtake each other on their way, so a missing number may still come; only when `patience` has passed
// without it is it lost (the specification's reorder timeout). Readings carry their own time and need no waiting for.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>

#include "core/instant.h"

namespace jidoka::sparkplug {

class Sequence {
 public:
  enum class Order : std::uint8_t { next, gap, late, broken };

  void restart(std::uint8_t seq) {  // a birth
    last_ = seq;
    missing_.reset();
    since_.reset();
  }
  // What a message of this number is: the next; one after some that are missing; one that was missing; or one that
  // cannot be, because it was there already or lies behind everything.
  Order take(std::uint8_t seq, Instant now) {
    if (!last_) return Order::broken;
    const auto ahead = static_cast<std::uint8_t>(seq - *last_ - 1);
    if (ahead < 128) {
      for (std::uint8_t i = 0; i < ahead; ++i) missing_.set(static_cast<std::uint8_t>(*last_ + 1 + i));
      missing_.reset(seq);
      last_ = seq;
      if (ahead > 0 && !since_) since_ = now;
      return ahead == 0 ? Order::next : Order::gap;
    }
    if (!missing_.test(seq)) return Order::broken;
    missing_.reset(seq);
    if (missing_.none()) since_.reset();
    return Order::late;
  }
  // Numbers that did not come in time. They stay so until a birth.
  bool has_lost(Instant now, Duration patience) const { return since_ && now >= *since_ + patience; }
  std::size_t missing() const { return missing_.count(); }

 private:
  std::optional<std::uint8_t> last_;
  std::bitset<256> missing_;
  std::optional<Instant> since_;
};

}  // namespace jidoka::sparkplug
