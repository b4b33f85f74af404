// Acts of production as text, one JSON object a line: what stations did, in the order in which they did it.
//
//   {"do":"start","kind":"unit","id":"SN-0042","operation":"OP10","equipment":"IM-01","at":"2026-01-01T08:00:00Z"}
//   {"do":"receive","kind":"lot","id":"L7","material":"RESIN-PA66","quantity":25,"uom":"kg"}
// `do` is start, complete, consume, pack, ship, scrap or receive; the other fields are those of the input of that name
// (inputs.h), and `at` is its time. A receipt has no time of its own: it counts from when it is recorded, and an `at`
// beside it is taken and not kept. A line that is no act carries its Error and does not stop those after it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "produce/decide.h"

namespace jidoka::produce {

struct Act {
  ItemRef item;
  ItemInput input;
};

constexpr std::size_t most_acts = 10'000;  // in one request

Result<Act> read_act(std::string_view line);
// Empty lines are left out. Refused as a whole when there are more than most_acts.
Result<std::vector<Result<Act>>> read_acts(std::string_view lines);
// What is absent is left out; no line end.
std::string write_act(const Act& act);

}  // namespace jidoka::produce
