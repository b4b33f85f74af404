// What a function of the language is: a row of a table with its signature in words, the code behind it, and what it
// does for people. The files function_*.cc hold one table each; function_table.h gathers them. A new function is one
// row.
//
//   {"string.startsWith(string) -> bool", starts_with, {"Whether it begins with the text", "是否以该文本开头"}},
// A type before the dot is the receiver (x.startsWith(y)); another word is part of the name (math.ceil(x)). The code is
// called only with values of the kinds that the signature says; `dyn...` takes one or more of any kind.
#pragma once

#include <span>
#include <string_view>

#include "core/text.h"
#include "expr/build.h"
#include "expr/value.h"
#include "expr/window.h"

namespace jidoka::expr {

// What a function may use besides its arguments.
struct Call {
  Arena& arena;
  std::int64_t& budget;  // steps that may still be taken
  const Windows* windows = nullptr;
  std::string_view name;

  // Takes from the budget; false when it is used up, and then cost_fault() is the answer.
  bool spend(std::size_t steps) {
    const bool affordable = budget >= 0 && steps <= static_cast<std::size_t>(budget);
    budget = affordable ? budget - static_cast<std::int64_t>(steps) : -1;
    return affordable;
  }
  Value fault(FaultKind kind, std::span<const Value> about = {}) const { return make_fault(arena, kind, name, about); }
  Value cost_fault() const { return fault(FaultKind::too_costly); }
  // A new string, paid by its length.
  Value string(std::string_view text) { return spend(1 + text.size() / 8) ? make_string(arena, text) : cost_fault(); }
};

using Run = Value (*)(Call& call, std::span<const Value> arguments);

struct FunctionRow {
  std::string_view signature;
  Run run;
  Text about;
};

std::span<const FunctionRow> conversion_functions();
std::span<const FunctionRow> string_functions();
std::span<const FunctionRow> string_place_functions();
std::span<const FunctionRow> format_functions();
std::span<const FunctionRow> time_functions();
std::span<const FunctionRow> math_functions();
std::span<const FunctionRow> bit_functions();
std::span<const FunctionRow> list_functions();
std::span<const FunctionRow> window_functions();

}  // namespace jidoka::expr
