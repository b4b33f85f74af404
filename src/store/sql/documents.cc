#include "sql/projection.h"

namespace jidoka::sql {

Outcome project(const Projected& fact, const port::DocumentRevised& body) {
  return run(fact.db,
             "insert into documents(kind, id, revision, body, at, revised_by) values($1, $2, $3, $4, $5, $6) "
             "on conflict(kind, id, revision) do update set body = excluded.body, at = excluded.at, revised_by = "
             "excluded.revised_by",
             body.kind, body.id, body.revision, body.body, fact.at, fact.by);
}

}  // namespace jidoka::sql
