#include "json/encode.h"
#include "sql/projection.h"

namespace jidoka::sql {

Outcome project(const Projected& fact, const port::ReadingQuarantined& body) {
  count_id(fact, body.id);
  const sense::Refusal& refusal = body.refusal;
  return run(fact.db,
             "insert into quarantine(leaf, id, source, code, field, text_en, text_zh, reading, state, at) "
             "values($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9)",
             fact.leaf, body.id, body.source, refusal.code, refusal.field, refusal.text.en, refusal.text.zh,
             json::encode(refusal.reading), fact.at);
}

Outcome project(const Projected& fact, const port::QuarantineSettled& body) {
  return run(fact.db, "update quarantine set state = $2, settled_by = $3, reason = $4 where id = $1", body.id,
             body.resolution, fact.by, body.reason);
}

}  // namespace jidoka::sql
