#include "sql/inbox.h"

#include "sql/seal.h"

namespace jidoka::sql {

Result<void> leave_in_inbox(Database& db, const port::InboxRequest& request, Instant now) {
  const auto write = [&]() -> Result<void> {
    TRY_VOID(db.begin());
    TRY_VOID(run(db, "insert into inbox(id, at, body, seal) values($1, $2, $3, $4)", request.id, now, request.body,
                 seal_of({request.id, std::to_string(now.ns), request.body})));
    return db.commit();
  };
  auto written = write();
  if (!written) db.rollback();
  return written;
}

Result<std::optional<std::string>> find_reply(Database& db, std::string_view request_id) {
  std::optional<std::string> reply;
  TRY_VOID(query(
      db, "select reply from replies where key = $1",
      [&](const Row& row) -> Result<void> {
        reply = row.text(0);
        return {};
      },
      "inbox:" + std::string(request_id)));
  return reply;
}

}  // namespace jidoka::sql
