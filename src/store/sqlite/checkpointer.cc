#include "sqlite/checkpointer.h"

#include <sqlite3.h>

#include <chrono>

#include "log/log.h"

namespace jidoka::sqlite {
namespace {

constexpr int longest_wait_ms = 20;               // of a writer, for a restart of the log
constexpr std::uint64_t frame_bytes = 4096 + 24;  // a page and its header: sqlite.org/fileformat2.html, section 4.1

}  // namespace

Result<std::unique_ptr<Checkpointer>> Checkpointer::open(const std::filesystem::path& file, std::uint64_t log_bytes) {
  TRY(auto database, SqliteDatabase::open(file, Access::write));
  sqlite3_busy_timeout(database->handle(), longest_wait_ms);
  return std::unique_ptr<Checkpointer>(new Checkpointer(std::move(database), file.string() + "-wal", log_bytes));
}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_wanted_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Checkpointer::start() {
  thread_ = std::thread([this] {
    bool has_failed = false;
    std::unique_lock lock(mutex_);
    while (!stop_wanted_.wait_for(lock, std::chrono::milliseconds(250), [this] { return stopping_; })) {
      lock.unlock();
      const auto done = round();
      if (!done && !has_failed)
        log::warning("sqlite", "the log could not be checkpointed", {{"error", done.error().text.en}});
      has_failed = !done;
      lock.lock();
    }
  });
}

Result<void> Checkpointer::round() {
  std::error_code missing;
  const auto size = std::filesystem::file_size(log_, missing);
  if (missing || size < log_bytes_) return {};
  TRY(const std::uint64_t in_log, checkpoint(SQLITE_CHECKPOINT_PASSIVE));
  if (in_log <= restart_above_) return {};
  sync_database();
  TRY(const std::uint64_t left, checkpoint(SQLITE_CHECKPOINT_RESTART));
  // A reader of long standing can keep the log from starting over: the next attempt is so much log away.
  restart_above_ = (left < in_log ? left : in_log) + 4 * log_bytes_;
  return {};
}

// What was moved goes to disk before the writer has to wait, not while it waits.
void Checkpointer::sync_database() {
  sqlite3_file* file = nullptr;
  if (sqlite3_file_control(database_->handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK &&
      file != nullptr && file->pMethods != nullptr)
    file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
}

Result<std::uint64_t> Checkpointer::checkpoint(int mode) {
  int in_log = 0;
  int moved = 0;
  const int done = sqlite3_wal_checkpoint_v2(database_->handle(), nullptr, mode, &in_log, &moved);
  if (done != SQLITE_OK && (done & 0xff) != SQLITE_BUSY)
    return fail(sql::store_unavailable("The log of the store could not be moved", sqlite3_errmsg(database_->handle())));
  const bool all_moved = in_log == moved;
  if (mode == SQLITE_CHECKPOINT_RESTART && done == SQLITE_OK && all_moved) return 0;
  return in_log < 0 ? 0 : static_cast<std::uint64_t>(in_log) * frame_bytes;
}

}  // namespace jidoka::sqlite
