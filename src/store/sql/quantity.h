// Quantities of lots as integers of millionths, so that statements can subtract. Exact for up to six decimals and
// twelve digits before the point; what lies beyond is rounded, or kept at the end of that range, and never overflows.
#pragma once

#include <cstdint>
#include <optional>

#include "core/decimal.h"
#include "sql/database.h"

namespace jidoka::sql {

constexpr std::int64_t largest_quantity = 2'000'000'000'000'000'000;
constexpr std::int64_t lowest_quantity = -largest_quantity;  // nothing is taken from less than this

std::int64_t to_millionths(Decimal quantity);
Decimal from_millionths(std::int64_t millionths);  // with the fewest decimals
std::optional<Decimal> quantity_or_none(const Row& row, int column);

}  // namespace jidoka::sql
