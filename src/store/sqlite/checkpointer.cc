#include "sqlite/checkpointer.h"

#include <sqlite3.h>

#include <chrono>

#include "log/log.h"
#include "sqlite/database.h"

namespace jidoka::sqlite {

Result<std::unique_ptr<Checkpointer>> Checkpointer::start(std::filesystem::path file, std::uint64_t log_bytes) {
  std::unique_ptr<Checkpointer> checkpointer(new Checkpointer(std::move(file), log_bytes));
  checkpointer->thread_ = std::thread([worker = checkpointer.get()] { worker->work(); });
  return checkpointer;
}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_wanted_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Checkpointer::work() {
  auto database = SqliteDatabase::open(file_, Access::write);
  if (!database) return log::error("sqlite", "the log cannot be checkpointed", {{"error", database.error().text.en}});
  const std::filesystem::path log_file = file_.string() + "-wal";
  int last_failure = SQLITE_OK;
  std::unique_lock lock(mutex_);
  while (!stop_wanted_.wait_for(lock, std::chrono::milliseconds(250), [this] { return stopping_; })) {
    std::error_code ignored;
    const auto bytes = std::filesystem::file_size(log_file, ignored);
    if (ignored || bytes < log_bytes_) continue;
    lock.unlock();
    int in_log = 0;
    int moved = 0;
    int done = sqlite3_wal_checkpoint_v2((*database)->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &in_log, &moved);
    // A writer that never rests keeps the log from starting over: then it waits once for the few frames that are left.
    if (done == SQLITE_OK && static_cast<std::uint64_t>(in_log) * 4096 > log_bytes_ * 4)
      done = sqlite3_wal_checkpoint_v2((*database)->handle(), nullptr, SQLITE_CHECKPOINT_RESTART, &in_log, &moved);
    if (done != SQLITE_OK && done != SQLITE_BUSY && last_failure != done) {
      last_failure = done;
      log::warning("sqlite", "the log could not be checkpointed", {{"code", std::to_string(done)}});
    }
    lock.lock();
  }
}

}  // namespace jidoka::sqlite
