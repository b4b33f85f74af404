#include "jidoka/store_url.h"

#include "postgres/database.h"
#include "postgres/open.h"
#include "sql/ledger_key.h"
#include "sqlite/backup.h"
#include "sqlite/open.h"
#include "sqlite/verify.h"

namespace jidoka::app {

namespace {

template <class Site>
OpenStore opened(Site&& site) {
  return {std::move(site.store), std::move(site.reads), std::move(site.files)};
}

}  // namespace

Result<StoreUrl> parse_store_url(std::string_view text, std::string_view folder) {
  if (text.starts_with("postgresql://") || text.starts_with("postgres://"))
    return StoreUrl{std::string(text), true, std::filesystem::path(folder)};
  std::string_view place = text;
  if (place.starts_with("sqlite:")) {
    place.remove_prefix(7);
    if (place.starts_with("//")) place.remove_prefix(2);
    if (!place.empty()) return StoreUrl{std::string(text), false, std::filesystem::path(place)};
  }
  return fail(Code::invalid, "store-url",
              {"A store is written sqlite:FOLDER, such as sqlite:./jidoka-data, or postgresql://USER@HOST/DATABASE.",
               "数据库写作 sqlite:目录（例如 sqlite:./jidoka-data），或 postgresql://用户@主机/数据库。"},
              "--store");
}

Result<OpenStore> open_store(const StoreUrl& url, const std::string& origin, Instant now, Use use) {
  if (url.is_postgres) {
    TRY(postgres::Site site, postgres::open(url.text, {.folder = url.folder, .origin = origin, .now = now}));
    return opened(std::move(site));
  }
  TRY(sqlite::Site site, sqlite::open(url.folder, {.origin = origin, .now = now, .commits_often = use == Use::server}));
  return opened(std::move(site));
}

Result<OpenStore> open_reads_only(const StoreUrl& url) {
  if (url.is_postgres) {
    TRY(postgres::Site site, postgres::open_reads_only(url.text, url.folder));
    return opened(std::move(site));
  }
  TRY(sqlite::Site site, sqlite::open_reads_only(url.folder));
  return opened(std::move(site));
}

Result<void> must_exist(const StoreUrl& url) {
  const auto store = open_reads_only(url);
  // Whatever else is wrong with it, opening it says better.
  if (store || store.error().slug != "no-store") return {};
  return Failure(store.error());
}

Result<void> leave_in_inbox(const StoreUrl& url, const port::InboxRequest& request, Instant now) {
  return url.is_postgres ? postgres::leave_in_inbox(url.text, request, now)
                         : sqlite::leave_in_inbox(url.folder, request, now);
}

Result<std::optional<std::string>> find_reply(const StoreUrl& url, const std::string& request_id) {
  return url.is_postgres ? postgres::find_reply(url.text, request_id) : sqlite::find_reply(url.folder, request_id);
}

std::filesystem::path session_key_file(const StoreUrl& url) { return url.folder / "keys" / "session.key"; }

std::filesystem::path sources_file(const StoreUrl& url) { return url.folder / "sources.json"; }

Result<sql::VerifyReport> verify_store(const StoreUrl& url, const sql::Progress& progress) {
  if (!url.is_postgres) return sqlite::verify(url.folder, progress);
  TRY(const std::string vkey, sql::load_vkey(url.folder / "keys"));
  TRY(const auto database, postgres::PostgresDatabase::open(url.text, postgres::Access::read));
  return sqlite::verify(*database, vkey, progress);
}

Result<void> back_up(const StoreUrl& url, const std::filesystem::path& to) {
  if (url.is_postgres)
    return fail(Code::unsupported, "backup-postgresql",
                {"PostgreSQL has its own backups: use pg_dump, and copy " + url.folder.string() + " with it.",
                 "PostgreSQL 自带备份工具：请使用 pg_dump，并一并复制 " + url.folder.string() + "。"});
  return sqlite::back_up(url.folder, to);
}

}  // namespace jidoka::app
