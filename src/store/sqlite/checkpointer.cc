#include "sqlite/checkpointer.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>

#include "log/log.h"

namespace jidoka::sqlite {
namespace {

constexpr int longest_wait_ms = 20;         // of a writer, for a restart of the log
constexpr std::uint64_t frame_header = 24;  // bytes before each page: sqlite.org/fileformat2.html, section 4.1
constexpr std::uint64_t zeros_at_once = 1u << 20;

// The file as long as asked, zeros behind what it has, all of it on disk; or as it was.
bool lengthen(int file, std::uint64_t bytes) {
  const std::string zeros(zeros_at_once, '\0');
  const ::off_t began = ::lseek(file, 0, SEEK_END);
  if (began < 0) return false;
  for (auto size = static_cast<std::uint64_t>(began); size < bytes;) {
    const ::ssize_t written = ::write(file, zeros.data(), std::min(zeros_at_once, bytes - size));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      const int why = errno;
      if (::ftruncate(file, began) != 0) return false;
      errno = why;
      return false;
    }
    size += static_cast<std::uint64_t>(written);
  }
  return ::fsync(file) == 0;
}

}  // namespace

Checkpointer::Checkpointer(std::unique_ptr<SqliteDatabase> database, std::filesystem::path log, std::uint64_t log_bytes,
                           std::uint64_t log_frames)
    : database_(std::move(database)),
      log_(std::move(log)),
      log_bytes_(log_bytes),
      log_frames_(log_frames),
      restart_above_(log_frames / 4 * 3) {}

Result<std::unique_ptr<Checkpointer>> Checkpointer::open(const std::filesystem::path& file, SqliteDatabase& writer,
                                                         std::uint64_t log_bytes) {
  TRY(auto database, SqliteDatabase::open(file, Access::write));
  sqlite3_busy_timeout(database->handle(), longest_wait_ms);
  TRY(const auto page_bytes, sql::find_integer(*database, "pragma page_size"));
  const std::uint64_t frame_bytes = static_cast<std::uint64_t>(page_bytes.value_or(4096)) + frame_header;
  std::unique_ptr<Checkpointer> checkpointer(
      new Checkpointer(std::move(database), file.string() + "-wal", log_bytes, log_bytes / frame_bytes));
  const auto count = [](void* written, sqlite3*, const char*, int in_log) {
    static_cast<std::atomic<std::uint64_t>*>(written)->store(static_cast<std::uint64_t>(in_log),
                                                             std::memory_order_relaxed);
    return SQLITE_OK;
  };
  sqlite3_wal_hook(writer.handle(), count, &checkpointer->written_);
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

// A log that an earlier server left is long already: its frames are moved, and written over.
void Checkpointer::lay_out() {
  if (const auto left = checkpoint(SQLITE_CHECKPOINT_RESTART); !left || *left != 0) return;
  const int file = ::open(log_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0 || !lengthen(file, log_bytes_))
    log::warning("sqlite", "the log could not be laid out; commits are slower", {{"why", std::strerror(errno)}});
  if (file >= 0) ::close(file);
}

Result<void> Checkpointer::round() {
  const std::uint64_t written = written_.load(std::memory_order_relaxed);
  if (written < moved_) moved_ = 0;  // the log has started over
  if (written - moved_ < log_frames_ / 8) return {};
  TRY(const std::uint64_t in_log, checkpoint(SQLITE_CHECKPOINT_PASSIVE));
  if (in_log <= restart_above_) return {};
  sync_database();
  TRY(const std::uint64_t left, checkpoint(SQLITE_CHECKPOINT_RESTART));
  // A reader of long standing can keep the log from starting over: the next attempt is so much log away.
  restart_above_ = (left < in_log ? left : in_log) + log_frames_ / 4 * 3;
  return {};
}

// What was moved goes to disk before the writer has to wait, not while it waits.
void Checkpointer::sync_database() {
  sqlite3_file* file = nullptr;
  if (sqlite3_file_control(database_->handle(), "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file)) ==
          SQLITE_OK &&
      file != nullptr && file->pMethods != nullptr)
    file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
}

Result<std::uint64_t> Checkpointer::checkpoint(int mode) {
  int in_log = 0;
  int moved = 0;
  const int done = sqlite3_wal_checkpoint_v2(database_->handle(), nullptr, mode, &in_log, &moved);
  if (done != SQLITE_OK && (done & 0xff) != SQLITE_BUSY)
    return fail(sql::store_unavailable("The log of the store could not be moved", sqlite3_errmsg(database_->handle())));
  const bool starts_over = mode != SQLITE_CHECKPOINT_PASSIVE && done == SQLITE_OK && in_log == moved;
  moved_ = starts_over || moved < 0 ? 0 : static_cast<std::uint64_t>(moved);
  return starts_over || in_log < 0 ? 0 : static_cast<std::uint64_t>(in_log);
}

}  // namespace jidoka::sqlite
