// What a twin says and hears. Acts and readings are indices into the Layout, so that running costs no text; words.h
// writes them out.
#pragma once

#include <cstdint>

#include "core/instant.h"
#include "twin/layout.h"

namespace jidoka::twin {

enum class Verb : std::uint8_t { receive, start, consume, complete, scrap, pack, ship };

struct Act {
  Verb verb = Verb::start;
  Instant at;
  std::uint32_t unit = 0;  // its number, from 1
  Index operation = none;
  Index equipment = none;
  Index material = none;
  std::uint32_t lot = 0;  // its number within the material
  std::uint32_t box = 0;
  Index customer = none;
  Index shift = none;
  Index defect = none;  // complete: why it failed; scrap: why
  bool passed = true;
  bool is_mislabelled = false;  // pack: the serial that was scanned is another unit's
};

struct Reading {
  Index stream = 0;
  Instant at;
  double value = 0;
  std::uint32_t unit = 0;  // 0: of the process, not of a unit
};

// done · held: it waits in the rack · stopped: the equipment stands until it may run again · gone: somebody took the
// unit away (scrapped, shipped) · refused: for another reason; it is asked again
enum class Answer : std::uint8_t { done, held, stopped, gone, refused };

// Whoever runs a twin: hears what happens, in order of time, and says whether it may.
class Outside {
 public:
  virtual ~Outside() = default;
  virtual Answer take(const Act& act) = 0;
  virtual void take(const Reading& reading) = 0;
  // Asked now and then of equipment that stands because it was told to.
  virtual bool may_run_again(Index equipment) = 0;
};

}  // namespace jidoka::twin
