// Checkpointer: looks after the write-ahead log, so that a commit finds it ready and pays for nothing but its own
// frames.
//
// lay_out() fills the log's file with zeros once, before the first commit: to write over what is there, and sync it,
// costs a disk half of what it costs to make a file longer. What lies behind the newest frame is never read.
//
// A thread with a connection of its own moves the log back into the database file (PASSIVE: no commit and no reader is
// disturbed) whenever an eighth of it is waiting for that. The log starts over by itself once everything in it has been
// moved and nobody reads from it. A writer that never rests keeps it from that; then, when three quarters are used, the
// writer is made to wait for the few frames that are left (RESTART), for at most 20 ms and once in so much log.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

#include "core/result.h"
#include "sqlite/database.h"

namespace jidoka::sqlite {

class Checkpointer {
 public:
  // Counts what `writer` commits, for as long as it does.
  static Result<std::unique_ptr<Checkpointer>> open(const std::filesystem::path& file, SqliteDatabase& writer,
                                                    std::uint64_t log_bytes = 64u << 20);
  ~Checkpointer();
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  // Before the first commit. A disk without room for it only means slower commits: that is logged.
  void lay_out();
  void start();  // a round four times a second
  Result<void> round();

 private:
  Checkpointer(std::unique_ptr<SqliteDatabase> database, std::filesystem::path log, std::uint64_t log_bytes,
               std::uint64_t log_frames);
  Result<std::uint64_t> checkpoint(int mode);  // frames in the log that a next one must still start behind
  void sync_database();

  std::unique_ptr<SqliteDatabase> database_;
  std::filesystem::path log_;
  std::uint64_t log_bytes_;  // as long as the log is laid out
  std::uint64_t log_frames_;
  std::uint64_t restart_above_;
  std::uint64_t moved_ = 0;                 // frames of the log, from its start, when a round last ended
  std::atomic<std::uint64_t> written_ = 0;  // frames of the log, as of the newest commit
  std::mutex mutex_;
  std::condition_variable stop_wanted_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace jidoka::sqlite
