#include "sql/quantity.h"

#include <algorithm>

namespace jidoka::sql {
namespace {
constexpr std::uint8_t places = 6;
__extension__ using Wide = __int128;
}  // namespace

std::int64_t to_millionths(Decimal quantity) {
  auto digits = static_cast<Wide>(quantity.digits);
  for (std::uint8_t scale = quantity.scale; scale < places; ++scale) digits *= 10;
  Wide divisor = 1;
  for (std::uint8_t scale = places; scale < quantity.scale; ++scale) divisor *= 10;
  const Wide half = digits < 0 ? -divisor / 2 : divisor / 2;
  return static_cast<std::int64_t>(std::clamp<Wide>((digits + half) / divisor, lowest_quantity, largest_quantity));
}

Decimal from_millionths(std::int64_t millionths) {
  Decimal quantity{millionths, places};
  while (quantity.scale > 0 && quantity.digits % 10 == 0) {
    quantity.digits /= 10;
    --quantity.scale;
  }
  return quantity;
}

std::optional<Decimal> quantity_or_none(const Row& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(from_millionths(row.integer(column)));
}

}  // namespace jidoka::sql
