// A unit or a lot as production knows it: its runs, what went into it, where it is. The loop keeps those that are being
// worked on in memory and loads others by key; reads of pages go to the store's tables instead.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/decimal.h"
#include "core/instant.h"
#include "produce/facts.h"

namespace jidoka::produce {

struct Run {
  std::int64_t number = 0;  // from 1
  std::string operation;
  std::string equipment;
  std::optional<std::string> person;
  Instant started;
  std::optional<Instant> ended;
  RunResult result = RunResult::pass;  // means something once ended
  friend bool operator==(const Run&, const Run&) = default;
};

struct Item {
  ItemRef ref;
  std::string material;
  ItemState state = ItemState::in_process;
  std::optional<ItemRef> inside;    // the box it is packed in
  std::optional<Decimal> quantity;  // of a lot: what is left
  std::string uom;
  std::vector<Run> runs;
  std::vector<ItemRef> inputs;    // what went into it, directly
  std::vector<ItemRef> contents;  // of a box: what is packed in it
  friend bool operator==(const Item&, const Item&) = default;
};

}  // namespace jidoka::produce
