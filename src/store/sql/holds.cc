#include "act/condition.h"
#include "json/encode.h"
#include "sql/projection.h"

namespace jidoka::sql {
namespace {

std::string subject_of(std::string_view hold) { return "hold/" + std::string(hold); }

}  // namespace

Outcome project(const Projected& fact, const act::HoldPlaced& body) {
  count_id(fact, body.id);
  const auto because = body.because ? std::optional(json::encode(*body.because)) : std::nullopt;
  TRY_VOID(run(
      fact.db,
      "insert into holds(leaf, id, state, scope, item, equipment, from_at, to_at, because, reason_en, reason_zh, "
      "release_role, placed_at, placed_by) values($1, $2, 'active', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
      fact.leaf, body.id, body.scope.kind, body.scope.id, body.scope.equipment, body.scope.from, body.scope.to, because,
      body.reason.en, body.reason.zh, body.release_role, fact.at, fact.by));
  const std::string slot = body.because ? newest_of("hold/" + act::condition_of(*body.because)) : "placed";
  return keep_open(fact, subject_of(body.id), slot);
}

Outcome project(const Projected& fact, const act::HoldClosed& body) {
  TRY_VOID(run(fact.db, "update holds set to_at = $2 where id = $1", body.id, body.to));
  return keep_open(fact, subject_of(body.id), "closed");
}

Outcome project(const Projected& fact, const act::HoldItemReleased& body) {
  TRY_VOID(
      run(fact.db,
          "insert into hold_releases(hold, item_kind, item, reason, at, released_by) values($1, $2, $3, $4, $5, $6) "
          "on conflict(hold, item, item_kind) do nothing",
          body.id, body.item_kind, body.item, body.reason, fact.at, fact.by));
  return keep_open(fact, subject_of(body.id), "released/" + body.item_kind + "/" + body.item);
}

Outcome project(const Projected& fact, const act::HoldReleased& body) {
  TRY_VOID(
      run(fact.db,
          "update holds set state = 'released', released_at = $2, released_by = $3, release_reason = $4 where id = $1",
          body.id, fact.at, fact.by, body.reason));
  return end_open(fact, subject_of(body.id));  // what goes on after the newest release is held anew
}

}  // namespace jidoka::sql
