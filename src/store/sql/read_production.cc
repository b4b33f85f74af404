// What was made in a span, for the board.
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

}  // namespace

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
