#include "sqlite/open.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "files/folder.h"
#include "sql/inbox.h"
#include "sql/ledger_key.h"
#include "sql/migrations.h"
#include "sql/site_reads.h"
#include "sql/site_store.h"
#include "sqlite/checkpointer.h"
#include "sqlite/database.h"

namespace jidoka::sqlite {
namespace {

// Held while this process writes; the system lets go of it when the process ends, however that happens.
class WriterLock {
 public:
  static Result<std::unique_ptr<WriterLock>> take(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / "lock";
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0)
      return fail(sql::store_unavailable("The store cannot be opened", file.string() + ": " + std::strerror(errno)));
    std::unique_ptr<WriterLock> lock(new WriterLock(descriptor));
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return lock;
    return fail(Code::conflict, "store-in-use",
                {"Another Jidoka process has " + folder.string() +
                     " open. Stop it first, or use a command that works beside it.",
                 "另一个 Jidoka 进程正在使用 " + folder.string() + "。请先停止它，或使用可与其并行的命令。"});
  }
  ~WriterLock() { ::close(descriptor_); }
  WriterLock(const WriterLock&) = delete;
  WriterLock& operator=(const WriterLock&) = delete;

 private:
  explicit WriterLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

struct Kept {  // for as long as the store lives; ended in reverse order
  std::unique_ptr<WriterLock> lock;
  std::unique_ptr<Checkpointer> checkpointer;
};

std::filesystem::path file_of(const std::filesystem::path& folder) { return folder / "jidoka.db"; }

std::shared_ptr<sql::ReadPool> read_pool(const std::filesystem::path& folder) {
  return std::make_shared<sql::ReadPool>([file = file_of(folder)]() -> Result<std::unique_ptr<sql::Database>> {
    TRY(auto database, SqliteDatabase::open(file, Access::read));
    return std::unique_ptr<sql::Database>(std::move(database));
  });
}

Failure no_store(const std::filesystem::path& folder) {
  return fail(Code::not_found, "no-store",
              {"There is no store in " + folder.string() + ". Start the server there once.",
               folder.string() + " 中没有数据库。请先在该目录启动一次服务器。"});
}

}  // namespace

Result<Site> open(const std::filesystem::path& folder, const Settings& settings) {
  TRY_VOID(files::create_folder_durably(folder));
  auto kept = std::make_shared<Kept>();
  TRY(kept->lock, WriterLock::take(folder));
  TRY(auto key, sql::load_or_make_key(folder / "keys", settings.origin));
  TRY(auto writer, SqliteDatabase::open(file_of(folder), Access::write));
  TRY_VOID(sql::migrate(*writer, settings.now));
  TRY(kept->checkpointer, Checkpointer::open(file_of(folder), *writer));
  if (settings.commits_often) kept->checkpointer->lay_out();
  kept->checkpointer->start();
  TRY(const std::string vkey, sql::load_vkey(folder / "keys"));
  TRY(auto files, files::Folder::open(folder / "files"));
  auto pool = read_pool(folder);
  auto unpacked = std::make_shared<sql::UnpackedBatches>();
  Site site;
  site.reads = std::make_unique<sql::SiteReads>(pool, unpacked, vkey);
  site.files = std::move(files);
  site.store = std::make_unique<sql::SiteStore>(sql::SiteStore::Options{.kept_alive = std::move(kept),
                                                                        .writer = std::move(writer),
                                                                        .readers = pool,
                                                                        .unpacked = unpacked,
                                                                        .key = std::move(key),
                                                                        .limits = settings.limits});
  return site;
}

Result<Site> open_reads_only(const std::filesystem::path& folder) {
  if (!std::filesystem::exists(file_of(folder))) return no_store(folder);
  auto pool = read_pool(folder);
  TRY_VOID(pool->with([](sql::Database& db) { return sql::require_current(db); }));
  TRY(const std::string vkey, sql::load_vkey(folder / "keys"));
  TRY(auto files, files::Folder::open(folder / "files"));
  Site site;
  site.reads = std::make_unique<sql::SiteReads>(pool, std::make_shared<sql::UnpackedBatches>(), vkey);
  site.files = std::move(files);
  return site;
}

Result<void> leave_in_inbox(const std::filesystem::path& folder, const port::InboxRequest& request, Instant now) {
  if (!std::filesystem::exists(file_of(folder))) return no_store(folder);
  TRY(auto database, SqliteDatabase::open(file_of(folder), Access::write));
  TRY_VOID(sql::require_current(*database));
  return sql::leave_in_inbox(*database, request, now);
}

Result<std::optional<std::string>> find_reply(const std::filesystem::path& folder, const std::string& request_id) {
  if (!std::filesystem::exists(file_of(folder))) return no_store(folder);
  return read_pool(folder)->with([&](sql::Database& db) { return sql::find_reply(db, request_id); });
}

}  // namespace jidoka::sqlite
