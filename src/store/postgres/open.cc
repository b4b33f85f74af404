#include "postgres/open.h"

#include "files/folder.h"
#include "log/log.h"
#include "postgres/database.h"
#include "sql/inbox.h"
#include "sql/ledger_key.h"
#include "sql/migrations.h"
#include "sql/site_reads.h"
#include "sql/site_store.h"

namespace jidoka::postgres {
namespace {

// Locks are per database; the number is "jidoka" in ASCII. A writer that has just ended may hold its lock for another
// moment, until the server has seen that it is gone.
Result<void> take_writer_lock(PostgresDatabase& database) {
  const auto ignore = [](const sql::Row&) -> Result<void> { return {}; };
  TRY_VOID(database.run("set lock_timeout = '2s'", {}));
  const auto taken = database.query("select pg_advisory_lock(116936489855841)", {}, ignore);
  TRY_VOID(database.run("set lock_timeout = 0", {}));
  if (taken || taken.error().slug != "store-locked") return taken;
  return fail(Code::conflict, "store-in-use",
              {"Another Jidoka process writes to this PostgreSQL database. Stop it first, or use a command that works "
               "beside it.",
               "另一个 Jidoka 进程正在写入该 PostgreSQL 数据库。请先停止它，或使用可与其并行的命令。"});
}

std::shared_ptr<sql::ReadPool> read_pool(const std::string& url) {
  return std::make_shared<sql::ReadPool>([url] { return connect_reader(url); });
}

}  // namespace

Result<std::vector<std::string>> unsafe_settings(sql::Database& database) {
  std::vector<std::string> unsafe;
  for (const char* setting : {"fsync", "full_page_writes", "synchronous_commit"})
    TRY_VOID(sql::query(database, std::string("show ") + setting, [&](const sql::Row& row) -> Result<void> {
      if (row.text(0) != "on") unsafe.emplace_back(setting);
      return {};
    }));
  return unsafe;
}

Result<Site> open(const std::string& url, const Settings& settings) {
  TRY(auto writer, PostgresDatabase::open(url, Access::write, take_writer_lock));
  TRY(const auto unsafe, unsafe_settings(*writer));
  for (const std::string& setting : unsafe)
    log::warning("postgres",
                 "what is answered as recorded can be lost when the database's machine fails; turn this setting on",
                 {{"setting", setting}});
  TRY(auto key, sql::load_or_make_key(settings.folder / "keys", settings.origin));
  TRY_VOID(sql::migrate(*writer, settings.now));
  TRY(const std::string vkey, sql::load_vkey(settings.folder / "keys"));
  TRY(auto files, files::Folder::open(settings.folder / "files"));
  auto pool = read_pool(url);
  auto unpacked = std::make_shared<sql::UnpackedBatches>();
  Site site;
  site.reads = std::make_unique<sql::SiteReads>(pool, unpacked, vkey);
  site.files = std::move(files);
  site.store = std::make_unique<sql::SiteStore>(sql::SiteStore::Options{.kept_alive = nullptr,
                                                                        .writer = std::move(writer),
                                                                        .readers = pool,
                                                                        .unpacked = unpacked,
                                                                        .key = std::move(key),
                                                                        .limits = {}});
  return site;
}

Result<Site> open_reads_only(const std::string& url, const std::filesystem::path& folder) {
  auto pool = read_pool(url);
  TRY_VOID(pool->with([](sql::Database& db) { return sql::require_current(db); }));
  TRY(const std::string vkey, sql::load_vkey(folder / "keys"));
  TRY(auto files, files::Folder::open(folder / "files"));
  Site site;
  site.reads = std::make_unique<sql::SiteReads>(pool, std::make_shared<sql::UnpackedBatches>(), vkey);
  site.files = std::move(files);
  return site;
}

Result<void> leave_in_inbox(const std::string& url, const port::InboxRequest& request, Instant now) {
  TRY(auto database, PostgresDatabase::open(url, Access::write));
  TRY_VOID(sql::require_current(*database));
  return sql::leave_in_inbox(*database, request, now);
}

Result<std::optional<std::string>> find_reply(const std::string& url, const std::string& request_id) {
  return read_pool(url)->with([&](sql::Database& db) { return sql::find_reply(db, request_id); });
}

Result<std::unique_ptr<sql::Database>> connect_reader(const std::string& url) {
  TRY(auto database, PostgresDatabase::open(url, Access::read));
  return std::unique_ptr<sql::Database>(std::move(database));
}

}  // namespace jidoka::postgres
