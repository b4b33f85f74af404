// Checkpointer: moves the write-ahead log back into the database file when it has grown, on a thread and a connection
// of its own, so that no commit pays for it and no reader is disturbed (PASSIVE).
//
// The log starts over by itself once everything in it has been moved and nobody reads from it. A writer that never
// rests keeps it from that; then, when the log is four times as long, the writer is made to wait for the few frames
// that are left (RESTART), for at most 20 ms and once in so much log.
#pragma once

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
  static Result<std::unique_ptr<Checkpointer>> open(const std::filesystem::path& file,
                                                    std::uint64_t log_bytes = 16u << 20);
  ~Checkpointer();
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  void start();  // a round four times a second
  Result<void> round();

 private:
  Checkpointer(std::unique_ptr<SqliteDatabase> database, std::filesystem::path log, std::uint64_t log_bytes)
      : database_(std::move(database)), log_(std::move(log)), log_bytes_(log_bytes), restart_above_(4 * log_bytes) {}
  Result<std::uint64_t> checkpoint(int mode);  // bytes in the log
  void sync_database();

  std::unique_ptr<SqliteDatabase> database_;
  std::filesystem::path log_;
  std::uint64_t log_bytes_;
  std::uint64_t restart_above_;
  std::mutex mutex_;
  std::condition_variable stop_wanted_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace jidoka::sqlite
