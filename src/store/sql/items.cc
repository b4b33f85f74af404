// Units and lots, their runs, and who went into whom. Items are numbered in the order in which they appear, so that
// what was made together lies together.
#include "json/encode.h"
#include "sql/projection.h"
#include "sql/quantity.h"

namespace jidoka::sql {
namespace {

#define ITEM(kind, id) "(select number from items where id = " id " and kind = " kind ")"

// A fact names at most two items that nobody has seen yet; `which` is 0 or 1.
Outcome know_item(const Projected& fact, const produce::ItemRef& item, int which, std::string_view state) {
  return run(fact.db,
             "insert into items(number, kind, id, material, state, uom, created_at, changed_at) values($1, $2, $3, '', "
             "$4, '', $5, $5) "
             "on conflict(id, kind) do nothing",
             fact.leaf * 2 + static_cast<std::uint64_t>(which), item.kind, item.id, state, fact.at);
}

#define OPEN_RUN "from runs where ended_at is null and item = " ITEM("$1", "$2")

// It did not pass what ran on it, and nothing that comes later touches it.
Outcome end_open_run(const Projected& fact, const produce::Scrapped& body) {
  TRY_VOID(run(fact.db,
               "update equipment_activity set longest_run = (select max(case when $3 - started_at > longest_run then "
               "$3 - started_at else longest_run end) " OPEN_RUN ") where equipment in (select equipment " OPEN_RUN ")",
               body.item.kind, body.item.id, body.time));
  return run(fact.db, "update runs set ended_at = $3, result = $4 where ended_at is null and item = " ITEM("$1", "$2"),
             body.item.kind, body.item.id, body.time, produce::RunResult::fail);
}

#undef OPEN_RUN

}  // namespace

Outcome project(const Projected& fact, const produce::LotReceived& body) {
  return run(
      fact.db,
      "insert into items(number, kind, id, material, state, quantity, uom, supplier, supplier_lot, location, "
      "created_at, "
      "changed_at) values($1, 'lot', $2, $3, 'available', $4, $5, $6, $7, $8, $9, $9) on conflict(id, kind) do update "
      "set "
      "material = excluded.material, quantity = excluded.quantity, uom = excluded.uom, supplier = excluded.supplier, "
      "supplier_lot = excluded.supplier_lot, location = excluded.location, changed_at = excluded.changed_at",
      fact.leaf * 2, body.lot, body.material, to_millionths(body.quantity), body.uom, body.supplier, body.supplier_lot,
      body.location, fact.at);
}

Outcome project(const Projected& fact, const produce::RunStarted& body) {
  TRY_VOID(
      run(fact.db,
          "insert into items(number, kind, id, material, state, uom, equipment, operation, created_at, changed_at) "
          "values($1, $2, $3, $4, 'in_process', '', $5, $6, $7, $7) on conflict(id, kind) do update set "
          "material = case when excluded.material = '' then items.material else excluded.material end, state = "
          "'in_process', "
          "equipment = excluded.equipment, operation = excluded.operation, changed_at = excluded.changed_at",
          fact.leaf * 2, body.item.kind, body.item.id, body.material.value_or(""), body.equipment, body.operation,
          fact.at));
  TRY_VOID(run(fact.db,
               "insert into runs(item, number, operation, equipment, person, started_at, parameters) values(" ITEM(
                   "$1", "$2") ", $3, $4, $5, $6, $7, '{}') on conflict(item, number) do nothing",
               body.item.kind, body.item.id, body.number, body.operation, body.equipment, body.person, body.time));
  return run(fact.db,
             "insert into equipment_activity(equipment, item, run, longest_run) values($1, " ITEM("$2", "$3") ", $4, 0) "
             "on conflict(equipment) do update set item = excluded.item, run = excluded.run",
             body.equipment, body.item.kind, body.item.id, body.number);
}

Outcome project(const Projected& fact, const produce::RunCompleted& body) {
  TRY_VOID(run(fact.db,
               "update runs set ended_at = $4, result = $5, defect = $6, parameters = $7, person = coalesce($8, "
               "person) where item = " ITEM("$1", "$2") " and number = $3",
               body.item.kind, body.item.id, body.number, body.time, body.result, body.defect,
               json::encode(body.parameters), body.person));
  TRY_VOID(run(fact.db,
               "update items set state = case when state = 'in_process' then 'available' else state end, changed_at = "
               "$3 where id = $2 and kind = $1",
               body.item.kind, body.item.id, fact.at));
  return run(fact.db,
             "update equipment_activity set longest_run = (select case when ended_at - started_at > longest_run "
             "then ended_at - started_at else longest_run end from runs where item = " ITEM("$2", "$3")
             " and number = $4) where equipment = $1 and exists(select 1 from runs where item = " ITEM("$2", "$3") " and number = $4)",
             body.equipment, body.item.kind, body.item.id, body.number);
}

Outcome project(const Projected& fact, const produce::Consumed& body) {
  TRY_VOID(know_item(fact, body.from, 0, "available"));
  TRY_VOID(know_item(fact, body.into, 1, "in_process"));
  TRY_VOID(run(fact.db,
               "update items set state = case kind when 'unit' then 'consumed' else state end, quantity = case when "
               "quantity > $3 "
               "then quantity - $4 else quantity end, changed_at = $5 where id = $2 and kind = $1",
               body.from.kind, body.from.id, lowest_quantity, to_millionths(body.quantity), fact.at));
  return run(
      fact.db,
      "insert into links(into_item, from_item, leaf, relation, quantity, uom, operation, equipment, at) values(" ITEM(
          "$1", "$2") ", " ITEM("$3", "$4") ", $5, 'consumed', $6, $7, $8, $9, $10)",
      body.into.kind, body.into.id, body.from.kind, body.from.id, fact.leaf, body.quantity, body.uom, body.operation,
      body.equipment, body.time);
}

Outcome project(const Projected& fact, const produce::Packed& body) {
  TRY_VOID(know_item(fact, body.item, 0, "available"));
  TRY_VOID(know_item(fact, body.into, 1, "available"));
  TRY_VOID(run(
      fact.db,
      "update items set state = 'packed', inside = " ITEM("$3", "$4") ", changed_at = $5 where id = $2 and kind = $1",
      body.item.kind, body.item.id, body.into.kind, body.into.id, fact.at));
  return run(fact.db,
             "insert into links(into_item, from_item, leaf, relation, uom, at) values(" ITEM("$1", "$2") ", " ITEM(
                 "$3", "$4") ", $5, 'packed', '', $6)",
             body.into.kind, body.into.id, body.item.kind, body.item.id, fact.leaf, body.time);
}

Outcome project(const Projected& fact, const produce::Shipped& body) {
  TRY_VOID(know_item(fact, body.item, 0, "available"));
  return run(fact.db,
             "with recursive shipment(number) as (select number from items where id = $2 and kind = $1 "
             "union select items.number from shipment join items on items.inside = shipment.number where "
             "items.state <> 'scrapped') "
             "update items set state = 'shipped', shipped_to = $3, changed_at = $4 where number in (select number from "
             "shipment)",
             body.item.kind, body.item.id, body.to, fact.at);
}

Outcome project(const Projected& fact, const produce::Scrapped& body) {
  TRY_VOID(know_item(fact, body.item, 0, "available"));
  TRY_VOID(end_open_run(fact, body));
  return run(fact.db,
             "update items set state = 'scrapped', scrap_reason = $3, changed_at = $4 where id = $2 and kind = $1",
             body.item.kind, body.item.id, body.reason, fact.at);
}

#undef ITEM

}  // namespace jidoka::sql
