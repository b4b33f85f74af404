#include "json/encode.h"
#include "sql/projection.h"

namespace jidoka::sql {

Outcome project(const Projected& fact, const port::VerdictReached& body) {
  const judge::Verdict& verdict = body.verdict;
  count_id(fact, verdict.id);
  return run(fact.db,
             "insert into verdicts(leaf, id, equipment, tag, unit, lot, body) values($1, $2, $3, $4, $5, $6, $7)",
             fact.leaf, verdict.id, verdict.equipment, verdict.tag, verdict.unit, verdict.lot, json::encode(verdict));
}

Outcome project(const Projected& fact, const port::LimitsLearnt& body) {
  return run(
      fact.db,
      "insert into learnt_limits(stream, plan, line, from_at, to_at, mean, sigma) values($1, $2, $3, $4, $5, $6, $7) "
      "on conflict(stream, plan, line) do update set from_at = excluded.from_at, to_at = excluded.to_at, mean = "
      "excluded.mean, "
      "sigma = excluded.sigma",
      body.stream, body.plan, body.line, body.from, body.to, body.mean, body.sigma);
}

}  // namespace jidoka::sql
