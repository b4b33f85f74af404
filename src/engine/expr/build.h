// Lists, maps, strings and errors made in an arena: what operators, functions and hosts build values with.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "expr/arena.h"
#include "expr/fault.h"
#include "expr/value.h"

namespace jidoka::expr {

Value make_string(Arena& arena, std::string_view text);  // copies
Value make_list(Arena& arena, std::span<const Value> items);
// The entries are taken as they are; a key that cannot be one, or stands twice, is an error value.
Value make_map(Arena& arena, std::span<MapEntry> entries);

Value make_fault(Arena& arena, FaultKind kind, std::string_view name, std::span<const Value> about = {});

}  // namespace jidoka::expr
