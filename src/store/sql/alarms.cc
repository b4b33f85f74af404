// An alarm is over (cleared) when its condition is normal again and somebody has seen it, in either order (ISA-18.2).
#include "json/encode.h"
#include "sql/projection.h"

namespace jidoka::sql {
namespace {

std::string subject_of(std::string_view alarm) { return "alarm/" + std::string(alarm); }

// Keeps the fact for recovery unless it was the one that ended the alarm.
Outcome keep_while_open(const Projected& fact, std::string_view alarm, std::string_view slot) {
  TRY_VOID(keep_open(fact, subject_of(alarm), slot));
  return run(
      fact.db,
      "delete from open_facts where subject = $1 and exists(select 1 from alarms where id = $2 and state = 'cleared')",
      subject_of(alarm), alarm);
}

}  // namespace

Outcome project(const Projected& fact, const act::AlarmRaised& body) {
  count_id(fact, body.id);
  const auto escalate = body.escalate ? std::optional(json::encode(*body.escalate)) : std::nullopt;
  TRY_VOID(run(fact.db,
               "insert into alarms(leaf, id, alarm_key, state, priority, equipment, because, escalate, count, "
               "raised_at, last_at) "
               "values($1, $2, $3, 'unacknowledged', $4, $5, $6, $7, 1, $8, $9)",
               fact.leaf, body.id, body.key, body.priority, body.equipment, json::encode(body.because), escalate,
               fact.at, body.because.time));
  return keep_open(fact, subject_of(body.id), "raised");
}

Outcome project(const Projected& fact, const act::AlarmRepeated& body) {
  // One that had returned and comes again may escalate again.
  TRY_VOID(run(fact.db,
               "delete from open_facts where subject = $1 and slot = 'escalated' and exists(select 1 from alarms where "
               "id = $2 and state = 'returned')",
               subject_of(body.id), body.id));
  TRY_VOID(run(fact.db,
               "update alarms set escalated_to = null, escalated_at = null where id = $1 and state = 'returned'",
               body.id));
  TRY_VOID(run(fact.db,
               "update alarms set count = $2, last_at = $3, returns_at = null, returned_at = case state when "
               "'returned' then null else "
               "returned_at end, "
               "state = case state when 'returned' then 'unacknowledged' else state end where id = $1",
               body.id, body.count, body.last));
  // It has not returned any more: read again before an acknowledgement, that fact would end the alarm.
  TRY_VOID(run(fact.db, "delete from open_facts where subject = $1 and slot in ('returned', 'settling')",
               subject_of(body.id)));
  return keep_open(fact, subject_of(body.id), "repeated");
}

Outcome project(const Projected& fact, const act::AlarmAcknowledged& body) {
  TRY_VOID(run(fact.db,
               "update alarms set state = case state when 'returned' then 'cleared' else 'acknowledged' end, "
               "acknowledged_at = $2, "
               "acknowledged_by = $3, note = $4 where id = $1",
               body.id, fact.at, fact.by, body.note));
  return keep_while_open(fact, body.id, "acknowledged");
}

Outcome project(const Projected& fact, const act::AlarmShelved& body) {
  TRY_VOID(run(fact.db, "update alarms set shelved_until = $2, shelved_by = $3, shelve_reason = $4 where id = $1",
               body.id, body.until, fact.by, body.reason));
  return keep_open(fact, subject_of(body.id), "shelved");
}

Outcome project(const Projected& fact, const act::AlarmUnshelved& body) {
  TRY_VOID(run(fact.db, "update alarms set shelved_until = null, shelved_by = null, shelve_reason = null where id = $1",
               body.id));
  return keep_open(fact, subject_of(body.id), "shelved");
}

Outcome project(const Projected& fact, const act::AlarmEscalated& body) {
  TRY_VOID(
      run(fact.db, "update alarms set escalated_to = $2, escalated_at = $3 where id = $1", body.id, body.to, fact.at));
  return keep_open(fact, subject_of(body.id), "escalated");
}

Outcome project(const Projected& fact, const act::AlarmReturned& body) {
  TRY_VOID(run(fact.db,
               "update alarms set state = case state when 'acknowledged' then 'cleared' else 'returned' end, "
               "returned_at = $2, returns_at = null where id = $1",
               body.id, fact.at));
  return keep_while_open(fact, body.id, "returned");
}

Outcome project(const Projected& fact, const act::AlarmSettling& body) {
  TRY_VOID(run(fact.db, "update alarms set returns_at = $2 where id = $1 and state <> 'cleared'", body.id, body.until));
  return keep_while_open(fact, body.id, "settling");
}

Outcome project(const Projected& fact, const act::AlarmMarkedFalse& body) {
  return run(fact.db, "update alarms set false_at = $2, false_by = $3, false_reason = $4 where id = $1", body.id,
             fact.at, fact.by, body.reason);
}

}  // namespace jidoka::sql
