// When two values are equal, and which is less. Numbers compare across kinds, so 1 == 1u == 1.0; beside a double an int
// is rounded to one first, as the conformance tests of the language have it. Everything else is equal only to its own
// kind, lists and maps by what they hold. Only numbers, bool, string, bytes, timestamp and duration are ordered.
#pragma once

#include <compare>
#include <optional>

#include "expr/value.h"

namespace jidoka::expr {

// Numbers of any kind; unordered with NaN.
std::partial_ordering compare_numbers(const Value& a, const Value& b);
// None where the language has no order for these kinds.
std::optional<std::partial_ordering> compare(const Value& a, const Value& b);

// Every value that it looks at is taken from the budget; when that is used up (below 0) it stops, and its answer means
// nothing. Lists that hold the same list again and again would otherwise be compared without end.
bool equal(const Value& a, const Value& b, std::int64_t& budget);

// The value of a key, or null pointer. A double finds the whole number that it is.
const Value* find_key(const Map& map, const Value& key);
bool can_be_key(Kind kind);
// For Map::order: numbers first, then bool, then string.
bool key_before(const Value& a, const Value& b);

}  // namespace jidoka::expr
