#include "sql/item_rows.h"

#include "sql/quantity.h"

namespace jidoka::sql {
namespace {

#define RELEASED                                                                                                       \
  "with recursive released(number) as (select i.number from hold_releases r join items i on i.id = r.item and i.kind " \
  "= r.item_kind where r.hold = $1), "
#define AND_WHAT_IT_WENT_INTO                                                                                       \
  "covered(number) as (select number from matching where number not in (select number from released) union select " \
  "l.into_item from covered join links l on l.from_item = covered.number where l.into_item not in (select number "  \
  "from released)) "

constexpr std::string_view of_unit =
    RELEASED "matching(number) as (select number from items where id = $2 and kind = 'unit'), " AND_WHAT_IT_WENT_INTO;
constexpr std::string_view of_lot =
    RELEASED "matching(number) as (select number from items where id = $2 and kind = 'lot'), " AND_WHAT_IT_WENT_INTO;
// A run [start, end) and an exposure [from, to) share an instant: start < to and from < end, where a run that ended
// when it began counts as that instant; the same rule as act::overlaps.
constexpr std::string_view of_exposure = RELEASED
    "matching(number) as (select item from runs where equipment = $2 and started_at >= $3 and started_at < $5 and "
    "ended_at is not null "
    "and case when ended_at > started_at then ended_at else started_at + 1 end > $4 "
    "union select item from runs where equipment = $2 and started_at < $5 and ended_at is "
    "null), " AND_WHAT_IT_WENT_INTO;

#undef RELEASED
#undef AND_WHAT_IT_WENT_INTO

}  // namespace

port::ItemView item_view(const Row& row) {
  return {.kind = named<produce::ItemKind>(row, 0),
          .id = text(row, 1),
          .material = text(row, 2),
          .state = named<produce::ItemState>(row, 3),
          .equipment = text_or_none(row, 4),
          .operation = text_or_none(row, 5),
          .inside = text_or_none(row, 6),
          .shipped_to = text_or_none(row, 7),
          .supplier = text_or_none(row, 8),
          .quantity = quantity_or_none(row, 9),
          .uom = text(row, 10),
          .created_at = instant(row, 11),
          .changed_at = instant(row, 12)};
}

Result<Coverage> coverage(Database& db, std::string_view hold, const act::Scope& scope) {
  Coverage out;
  out.params.emplace_back(std::string(hold));
  if (scope.kind != act::ScopeKind::exposure) {
    out.sql = scope.kind == act::ScopeKind::unit ? of_unit : of_lot;
    out.params.emplace_back(scope.id.value_or(""));
    return out;
  }
  out.sql = of_exposure;
  const std::string equipment = scope.equipment.value_or("");
  const std::int64_t from = scope.from.value_or(distant_past).ns;
  TRY(const auto longest,
      find_integer(db, "select longest_run from equipment_activity where equipment = $1", equipment));
  std::int64_t earliest = 0;
  if (__builtin_sub_overflow(from, longest.value_or(0) + 1, &earliest)) earliest = distant_past.ns;
  out.params.insert(out.params.end(),
                    {Param(equipment), Param(earliest), Param(from), Param(scope.to.value_or(distant_future).ns)});
  return out;
}

}  // namespace jidoka::sql
