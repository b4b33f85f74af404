// The outbox: what must still be told to the world, written in the transaction that decided it and taken out when the
// loop records that it was delivered or given up (CommandSettled is final). Attempts in between are nobody's fact:
// the courier spaces and counts them.
#include "act/condition.h"
#include "json/encode.h"
#include "sql/projection.h"

namespace jidoka::sql {
namespace {

std::string subject_of(std::string_view command) { return "command/" + std::string(command); }

// CloudEvents 1.0, JSON format (github.com/cloudevents/spec v1.0.2, sections 3.1 and 3.2).
std::string cloud_event(const Projected& fact, const act::CommandQueued& body) {
  std::string out = R"({"specversion":"1.0","id":)";
  json::append(out, body.id);
  out += R"(,"source":"jidoka","type":"jidoka.command","subject":)";
  json::append(out, body.equipment);
  out += R"(,"time":)";
  json::append(out, fact.at);
  out += R"(,"datacontenttype":"application/json","data":)";
  json::append(out, body);
  return out + '}';
}

}  // namespace

Outcome project(const Projected& fact, const act::CommandQueued& body) {
  count_id(fact, body.id);
  TRY_VOID(run(
      fact.db,
      "insert into commands(leaf, id, target, equipment, command, parameters, reason_en, reason_zh, verdict, state, "
      "attempts, detail, queued_at, acknowledge_within) values($1, $2, $3, $4, $5, $6, $7, $8, $9, 'queued', 0, '', "
      "$10, "
      "$11)",
      fact.leaf, body.id, body.target, body.equipment, body.command, body.parameters, body.reason.en, body.reason.zh,
      body.verdict, fact.at,
      body.acknowledge_within ? std::optional(body.acknowledge_within->ns) : std::optional<std::int64_t>()));
  if (!body.target.empty())
    TRY_VOID(run(fact.db, "insert into outbox(leaf, command, target, body) values($1, $2, $3, $4)", fact.leaf, body.id,
                 body.target, cloud_event(fact, body)));
  const std::string slot =
      body.episode ? newest_of("command/" + act::command_key(*body.episode, body.command, body.target)) : "queued";
  return keep_open(fact, subject_of(body.id), slot);
}

Outcome project(const Projected& fact, const act::CommandSettled& body) {
  TRY_VOID(
      run(fact.db,
          "update commands set state = $2, attempts = $3, detail = $4, settled_at = $5, acknowledged_at = $6 where "
          "id = $1",
          body.id, body.delivered ? "acknowledged" : "failed", body.attempts, body.detail, fact.at,
          body.delivered ? std::optional(fact.at) : std::optional<Instant>()));
  TRY_VOID(run(fact.db, "delete from outbox where command = $1", body.id));
  return end_open(fact, subject_of(body.id));  // once an episode is enough
}

Outcome project(const Projected& fact, const act::CommandDelivered& body) {
  TRY_VOID(run(fact.db,
               "update commands set state = 'delivered', attempts = $2, detail = $3, settled_at = $4 where id = $1",
               body.id, body.attempts, body.detail, fact.at));
  TRY_VOID(run(fact.db, "delete from outbox where command = $1", body.id));
  return keep_open(fact, subject_of(body.id), "delivered");
}

// A receiver that is faster than the note of its delivery is told nothing more.
Outcome project(const Projected& fact, const act::CommandAnswered& body) {
  TRY_VOID(run(fact.db, "update commands set state = $2, detail = $3, acknowledged_at = $4 where id = $1", body.id,
               body.accepted ? "acknowledged" : "refused", body.detail, fact.at));
  TRY_VOID(run(fact.db, "delete from outbox where command = $1", body.id));
  return end_open(fact, subject_of(body.id));
}

Outcome project(const Projected& fact, const act::CommandTimedOut& body) {
  TRY_VOID(run(fact.db, "update commands set state = 'timed_out' where id = $1", body.id));
  return end_open(fact, subject_of(body.id));
}

Outcome project(const Projected& fact, const act::CommandEscalated& body) {
  return run(fact.db, "update commands set escalated_to = $2 where id = $1", body.id, body.to);
}

Outcome project(const Projected& fact, const act::MessageSent& body) {
  count_id(fact, body.id);
  return run(
      fact.db,
      "insert into messages(leaf, id, role, text_en, text_zh, verdict, sent_at) values($1, $2, $3, $4, $5, $6, $7)",
      fact.leaf, body.id, body.role, body.text.en, body.text.zh, body.verdict, fact.at);
}

}  // namespace jidoka::sql
