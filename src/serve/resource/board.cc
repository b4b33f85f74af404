#include "resource/board_oee.h"
#include "resource/equipment.h"
#include "resource/handlers.h"
#include "resource/holds.h"

namespace jidoka::resource {

struct Kpis {
  std::uint64_t good_units = 0;
  std::uint64_t failed_units = 0;
  std::optional<double> first_pass_yield;  // absent when nothing was made
  std::uint64_t held_units = 0;
  std::optional<Instant> oldest_hold;
};
constexpr auto describe(const Kpis*) {
  using json::field;
  return json::type<Kpis>(
      "Kpis", "Today in numbers", field("good_units", &Kpis::good_units), field("failed_units", &Kpis::failed_units),
      field("first_pass_yield", &Kpis::first_pass_yield, "0 to 1 (ISO 22400-2); absent when nothing was made"),
      field("held_units", &Kpis::held_units),
      field("oldest_hold", &Kpis::oldest_hold, "When the oldest active hold was placed"));
}
struct Board {
  std::uint64_t as_of = 0;
  Instant now;
  Kpis kpis;
  std::vector<EquipmentView> equipment;
  std::vector<port::AlarmView> alarms;
  std::vector<port::HoldView> holds;
  std::vector<port::DefectCount> defects;
  std::vector<port::HourYield> yield_by_hour;
  std::vector<EquipmentOee> oee;
};
constexpr auto describe(const Board*) {
  using json::field;
  return json::type<Board>("Board", "The shop floor at a glance", field("as_of", &Board::as_of, "Ledger size"),
                           field("now", &Board::now), field("kpis", &Board::kpis),
                           field("equipment", &Board::equipment), field("alarms", &Board::alarms, "Open, newest 20"),
                           field("holds", &Board::holds, "Active, newest 20"), field("defects", &Board::defects),
                           field("yield_by_hour", &Board::yield_by_hour),
                           field("oee", &Board::oee, "Of today, of everything that runs operations"));
}

namespace {

Instant day_begin(Instant now, Duration offset) {
  const std::int64_t local = now.ns + offset.ns;
  const std::int64_t day = days(1).ns;
  return Instant{local - ((local % day) + day) % day - offset.ns};
}

Result<std::optional<Instant>> oldest_hold(Site& site) {
  std::optional<Instant> oldest;
  port::Page page;
  page.limit = 1000;
  do {
    TRY(const auto part, site.reads->holds(act::HoldState::active, page));
    for (const auto& hold : part.items)
      if (!oldest || hold.placed_at < *oldest) oldest = hold.placed_at;
    page.after = part.next;
  } while (!page.after.empty());
  return oldest;
}

Result<Response> board(Site& site, OeeOfToday& oee) {
  Board board;
  board.now = site.clock->now();
  TRY(board.as_of, site.reads->ledger_size());
  const Instant day = day_begin(board.now, site.day_offset);
  TRY(auto made, site.reads->production(day, board.now + days(1)));
  TRY(board.oee, oee.find(site, day, board.now));
  board.kpis.good_units = made.good_units;
  board.kpis.failed_units = made.failed_units;
  const std::uint64_t units = made.good_units + made.failed_units;
  if (units > 0) board.kpis.first_pass_yield = static_cast<double>(made.first_pass_units) / static_cast<double>(units);
  TRY(board.kpis.held_units, site.reads->held_units());
  TRY(board.kpis.oldest_hold, oldest_hold(site));
  TRY(board.equipment, all_equipment(site));
  port::Page page;
  page.limit = 20;
  TRY(auto alarms, site.reads->alarms(true, page));
  TRY(auto holds, site.reads->holds(act::HoldState::active, page));
  board.alarms = std::move(alarms.items);
  TRY_VOID(count_what_is_held(site, holds.items));
  board.holds = std::move(holds.items);
  board.defects = std::move(made.defects);
  board.yield_by_hour = std::move(made.yield_by_hour);
  return ok(board);
}

}  // namespace

void add_board(http::Router& router, Site& site) {
  const auto oee = std::make_shared<OeeOfToday>();
  router.add(get("/api/v1/board", "read", "The shop floor at a glance", &json::schema_of<Board>,
                 reading(site, [&site, oee](Request&) { return board(site, *oee); })));
}

}  // namespace jidoka::resource
