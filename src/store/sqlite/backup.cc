#include "sqlite/backup.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <string>
#include <system_error>

#include "files/folder.h"
#include "sql/database.h"

namespace jidoka::sqlite {

namespace {

namespace fs = std::filesystem;

Failure backup_failed(const std::string& why) {
  return fail(Code::unavailable, "backup-failed", {"The backup failed: " + why + ".", "备份失败：" + why + "。"});
}

// VACUUM INTO writes one consistent snapshot and blocks nobody (sqlite.org/lang_vacuum.html).
Result<void> copy_database(const fs::path& from, const fs::path& to) {
  sqlite3* database = nullptr;
  sqlite3_stmt* copy = nullptr;
  const std::string target = to.string();
  int status = sqlite3_open_v2(from.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr);
  if (status == SQLITE_OK) sqlite3_busy_timeout(database, 10'000);
  if (status == SQLITE_OK) status = sqlite3_prepare_v2(database, "vacuum into ?1", -1, &copy, nullptr);
  if (status == SQLITE_OK)
    status = sqlite3_bind_text(copy, 1, target.data(), static_cast<int>(target.size()), SQLITE_STATIC);
  if (status == SQLITE_OK) status = sqlite3_step(copy);
  const std::string why = database == nullptr ? "no memory" : sqlite3_errmsg(database);
  sqlite3_finalize(copy);
  sqlite3_close(database);
  if (status != SQLITE_DONE) return backup_failed(why);
  return {};
}

Result<void> sync_to_disk(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  if (descriptor >= 0) ::close(descriptor);
  return synced ? Result<void>() : backup_failed(path.string() + " is not on disk");
}

Result<void> copy_all(const fs::path& folder, const fs::path& to) {
  TRY_VOID(files::create_folder_durably(to));
  std::error_code failed;
  fs::permissions(to, fs::perms::owner_all, failed);
  TRY_VOID(copy_database(folder / "jidoka.db", to / "jidoka.db"));
  // Files are only ever added, so copying them after the database leaves none out that it names.
  for (const char* part : {"keys", "files"}) {
    if (!fs::exists(folder / part, failed)) continue;
    fs::copy(folder / part, to / part, fs::copy_options::recursive, failed);
    if (failed) return backup_failed(failed.message());
  }
  std::vector<fs::path> written{to};
  for (fs::recursive_directory_iterator entry(to, failed); !failed && entry != fs::recursive_directory_iterator();
       entry.increment(failed))
    written.push_back(entry->path());
  if (failed) return backup_failed(failed.message());
  for (const fs::path& path : written) TRY_VOID(sync_to_disk(path));
  return {};
}

}  // namespace

Result<void> back_up(const fs::path& folder, const fs::path& to) {
  std::error_code failed;
  if (!fs::exists(folder / "jidoka.db", failed))
    return fail(Code::not_found, "no-store",
                {"There is no store in " + folder.string() + ".", folder.string() + " 中没有数据库。"});
  if (fs::exists(to, failed))
    return fail(Code::conflict, "backup-exists",
                {to.string() + " is there already. Name a folder that is not.",
                 to.string() + " 已存在。请指定一个不存在的目录。"});
  auto copied = copy_all(folder, to);
  if (!copied) fs::remove_all(to, failed);
  return copied;
}

}  // namespace jidoka::sqlite
