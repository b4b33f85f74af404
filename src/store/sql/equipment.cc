#include "sql/projection.h"

namespace jidoka::sql {
namespace {

std::string subject_of(std::string_view equipment) { return "stop/" + std::string(equipment); }

}  // namespace

Outcome project(const Projected& fact, const act::EquipmentStopped& body) {
  TRY_VOID(run(fact.db,
               "insert into stops(equipment, reason_en, reason_zh, stopped_at, stopped_by, verdict) values($1, $2, $3, "
               "$4, $5, $6) "
               "on conflict(equipment) do update set reason_en = excluded.reason_en, reason_zh = excluded.reason_zh, "
               "stopped_at = excluded.stopped_at, stopped_by = excluded.stopped_by, verdict = excluded.verdict",
               body.equipment, body.reason.en, body.reason.zh, fact.at, fact.by, body.verdict));
  return keep_open(fact, subject_of(body.equipment), "stopped");
}

Outcome project(const Projected& fact, const act::EquipmentRestarted& body) {
  TRY_VOID(run(fact.db, "delete from stops where equipment = $1", body.equipment));
  TRY_VOID(forget_open(fact, subject_of(body.equipment)));
  return keep_open(fact, subject_of(body.equipment), "restarted");  // what is bad after the newest is stopped anew
}

}  // namespace jidoka::sql
