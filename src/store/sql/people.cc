#include "json/encode.h"
#include "sql/projection.h"

namespace jidoka::sql {

Outcome project(const Projected& fact, const port::UserSaved& body) {
  return run(fact.db,
             "insert into users(name, display_en, display_zh, roles, language, active, password_sha256, sessions_from) "
             "values($1, $2, $3, $4, $5, $6, $7, $8) on conflict(name) do update set display_en = excluded.display_en, "
             "display_zh = excluded.display_zh, roles = excluded.roles, language = excluded.language, active = "
             "excluded.active, "
             "password_sha256 = coalesce(excluded.password_sha256, users.password_sha256), "
             "sessions_from = excluded.sessions_from",
             body.name, body.display.en, body.display.zh, json::encode(body.roles), body.language, body.active,
             body.password_sha256, body.sessions_from);
}

Outcome project(const Projected& fact, const port::TokenCreated& body) {
  count_id(fact, body.id);
  return run(fact.db,
             "insert into tokens(leaf, id, user_name, name, role, secret_sha256, created_at, expires, revoked) "
             "values($1, $2, $3, $4, $5, $6, $7, $8, 0)",
             fact.leaf, body.id, body.user, body.name, body.role, body.secret_sha256, fact.at, body.expires);
}

Outcome project(const Projected& fact, const port::TokenRevoked& body) {
  return run(fact.db, "update tokens set revoked = 1 where id = $1", body.id);
}

}  // namespace jidoka::sql
