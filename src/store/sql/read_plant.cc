// Documents and people.
#include "sql/read_list.h"
#include "sql/site_reads.h"

namespace jidoka::sql {
namespace {

port::DocumentView document_view(const Row& row) {
  return {.kind = text(row, 0),
          .id = text(row, 1),
          .revision = row.integer(2),
          .body = json::Raw{row.is_null(3) ? "null" : text(row, 3)},
          .at = instant(row, 4),
          .by = text(row, 5),
          .in_force = false};
}

Result<port::UserView> user_view(const Row& row, int from) {
  TRY(auto roles, stored_json<std::vector<std::string>>(row.text(from + 3)));
  return port::UserView{text(row, from),
                        {text(row, from + 1), text(row, from + 2)},
                        std::move(roles),
                        text(row, from + 4),
                        row.integer(from + 5) != 0};
}

port::TokenView token_view(const Row& row) {
  return {.id = text(row, 0),
          .user = text(row, 1),
          .name = text(row, 2),
          .role = text(row, 3),
          .created_at = instant(row, 4),
          .expires = instant_or_none(row, 5),
          .revoked = row.integer(6) != 0};
}

}  // namespace

Result<std::vector<port::DocumentView>> SiteReads::documents() {
  return pool_->with([](Database& db) -> Result<std::vector<port::DocumentView>> {
    std::vector<port::DocumentView> out;
    TRY_VOID(
        query(db,
              "select kind, id, revision, body, at, revised_by from documents d where body is not null and revision = "
              "(select max(revision) from documents where kind = d.kind and id = d.id) order by kind, id",
              [&](const Row& row) -> Result<void> {
                out.push_back(document_view(row));
                out.back().in_force = true;
                return {};
              }));
    return out;
  });
}

Result<std::vector<port::DocumentView>> SiteReads::revisions(std::string_view kind, std::string_view id) {
  return pool_->with([&](Database& db) -> Result<std::vector<port::DocumentView>> {
    std::vector<port::DocumentView> out;
    TRY_VOID(query(
        db,
        "select kind, id, revision, body, at, revised_by from documents where kind = $1 and id = $2 order by revision "
        "desc",
        [&](const Row& row) -> Result<void> {
          out.push_back(document_view(row));
          out.back().in_force = out.size() == 1 && !row.is_null(3);
          return {};
        },
        kind, id));
    return out;
  });
}

Result<std::optional<port::FoundCredential>> SiteReads::credential(std::string_view user) {
  return pool_->with([&](Database& db) -> Result<std::optional<port::FoundCredential>> {
    std::optional<port::FoundCredential> found;
    TRY_VOID(query(
        db,
        "select u.name, u.display_en, u.display_zh, u.roles, u.language, u.active, c.phc, u.sessions_from from users u "
        "join "
        "credentials "
        "c on c.name = u.name "
        "where u.name = $1",
        [&](const Row& row) -> Result<void> {
          TRY(port::UserView view, user_view(row, 0));
          found = port::FoundCredential{std::move(view), text(row, 6), instant_or_none(row, 7)};
          return {};
        },
        user));
    return found;
  });
}

Result<std::optional<port::FoundToken>> SiteReads::token(std::string_view secret_sha256) {
  return pool_->with([&](Database& db) -> Result<std::optional<port::FoundToken>> {
    std::optional<port::FoundToken> found;
    TRY_VOID(query(
        db,
        "select t.id, t.user_name, t.name, t.role, t.created_at, t.expires, t.revoked, u.name, u.display_en, "
        "u.display_zh, u.roles, "
        "u.language, u.active from tokens t join users u on u.name = t.user_name where t.secret_sha256 = $1",
        [&](const Row& row) -> Result<void> {
          TRY(port::UserView view, user_view(row, 7));
          found = port::FoundToken{token_view(row), std::move(view)};
          return {};
        },
        secret_sha256));
    return found;
  });
}

Result<std::vector<port::UserView>> SiteReads::users() {
  return pool_->with([](Database& db) -> Result<std::vector<port::UserView>> {
    std::vector<port::UserView> out;
    TRY_VOID(query(db, "select name, display_en, display_zh, roles, language, active from users order by name",
                   [&](const Row& row) -> Result<void> {
                     TRY(port::UserView view, user_view(row, 0));
                     out.push_back(std::move(view));
                     return {};
                   }));
    return out;
  });
}

Result<std::vector<port::TokenView>> SiteReads::tokens() {
  return pool_->with([](Database& db) -> Result<std::vector<port::TokenView>> {
    std::vector<port::TokenView> out;
    TRY_VOID(query(db, "select id, user_name, name, role, created_at, expires, revoked from tokens order by leaf desc",
                   [&](const Row& row) -> Result<void> {
                     out.push_back(token_view(row));
                     return {};
                   }));
    return out;
  });
}

}  // namespace jidoka::sql
