// What was made in a span, and what ran where, for the board and for timelines.
#include <algorithm>
#include <map>

#include "sql/site_reads.h"

namespace jidoka::sql {
namespace {

#define RUNS_OF_UNITS \
  "from runs r join items i on i.number = r.item where i.kind = 'unit' and r.ended_at >= $1 and r.ended_at < $2"

constexpr std::string_view by_unit = "with ended as (select r.item, r.number, r.result " RUNS_OF_UNITS
                                     "), newest as (select item, max(number) as number, max(case result when 'fail' "
                                     "then 1 else 0 end) as any_fail from ended group by item) "
                                     "select e.result, n.any_fail, count(*) from newest n join ended e on e.item = "
                                     "n.item and e.number = n.number group by e.result, n.any_fail";
constexpr std::string_view by_defect =
    "select r.defect, count(*) as found " RUNS_OF_UNITS
    " and r.defect is not null group by r.defect order by found desc, r.defect limit 10";
constexpr std::string_view by_hour =
    "select r.ended_at / 3600000000000, r.result, count(*) " RUNS_OF_UNITS " group by 1, 2 order by 1";
#undef RUNS_OF_UNITS

// Of runs that have ended, those that ended after $1; open ones have an index of their own.
#define RUN_COLUMNS                                                                                                \
  "select r.equipment, i.kind, i.id, r.operation, r.started_at, r.ended_at, r.result from runs r join items i on " \
  "i.number = r.item "
constexpr std::string_view runs_of_all =
    RUN_COLUMNS "where r.ended_at is not null and r.ended_at > $1 and r.started_at < $2 union all " RUN_COLUMNS
                "where r.ended_at is null and r.started_at < $2 order by 1, 5 limit $3";
// No run here was longer than the longest, so none that began before $4 reaches into the span.
constexpr std::string_view runs_of_one = RUN_COLUMNS
    "where r.equipment = $3 and r.ended_at is not null and r.ended_at > $1 and r.started_at < $2 and r.started_at >= "
    "$4 "
    "union all " RUN_COLUMNS "where r.equipment = $3 and r.ended_at is null and r.started_at < $2 order by 5 limit $5";
#undef RUN_COLUMNS

port::EquipmentRun equipment_run(const Row& row) {
  port::EquipmentRun run{.equipment = text(row, 0),
                         .item = {named<produce::ItemKind>(row, 1), text(row, 2)},
                         .operation = text(row, 3),
                         .started_at = instant(row, 4),
                         .ended_at = instant_or_none(row, 5),
                         .result = {}};
  if (!row.is_null(6)) run.result = named<produce::RunResult>(row, 6);
  return run;
}

}  // namespace

Result<std::vector<port::EquipmentRun>> SiteReads::runs_between(Instant from, Instant to,
                                                                std::optional<std::string> equipment,
                                                                std::size_t limit) {
  return pool_->with([&](Database& db) -> Result<std::vector<port::EquipmentRun>> {
    std::vector<port::EquipmentRun> out;
    const auto take = [&](const Row& row) -> Result<void> {
      out.push_back(equipment_run(row));
      return {};
    };
    if (!equipment) {
      TRY_VOID(query(db, runs_of_all, take, from, to, limit));
      return out;
    }
    TRY(const auto longest,
        find_integer(db, "select longest_run from equipment_activity where equipment = $1", *equipment));
    std::int64_t earliest = 0;
    if (__builtin_sub_overflow(from.ns, longest.value_or(0) + 1, &earliest)) earliest = distant_past.ns;
    TRY_VOID(query(db, runs_of_one, take, from, to, *equipment, earliest, limit));
    return out;
  });
}

Result<port::ProductionView> SiteReads::production(Instant from, Instant to) {
  return pool_->with([&](Database& db) -> Result<port::ProductionView> {
    port::ProductionView out;
    TRY_VOID(query(
        db, by_unit,
        [&](const Row& row) -> Result<void> {
          const auto count = static_cast<std::uint64_t>(row.integer(2));
          (row.text(0) == "fail" ? out.failed_units : out.good_units) += count;
          if (row.integer(1) == 0) out.first_pass_units += count;
          return {};
        },
        from, to));
    TRY_VOID(query(
        db, by_defect,
        [&](const Row& row) -> Result<void> {
          out.defects.push_back({text(row, 0), static_cast<std::uint64_t>(row.integer(1))});
          return {};
        },
        from, to));
    std::map<std::int64_t, port::HourYield> hours_seen;
    TRY_VOID(query(
        db, by_hour,
        [&](const Row& row) -> Result<void> {
          port::HourYield& hour = hours_seen[row.integer(0)];
          hour.hour = Instant{0} + hours(row.integer(0));
          (row.text(1) == "fail" ? hour.failed : hour.good) += static_cast<std::uint64_t>(row.integer(2));
          return {};
        },
        from, to));
    for (const auto& [number, hour] : hours_seen) out.yield_by_hour.push_back(hour);
    return out;
  });
}

}  // namespace jidoka::sql
