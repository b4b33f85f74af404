// Checkpointer: a thread with a connection of its own that moves the write-ahead log back into the database file when
// the log has grown, so that no commit pays for it and no reader is disturbed (PASSIVE).
//
// The log's file keeps its size and is reused from the start once everything in it has been moved.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

#include "core/result.h"

namespace jidoka::sqlite {

class Checkpointer {
 public:
  static Result<std::unique_ptr<Checkpointer>> start(std::filesystem::path file, std::uint64_t log_bytes = 16u << 20);
  ~Checkpointer();

 private:
  Checkpointer(std::filesystem::path file, std::uint64_t log_bytes) : file_(std::move(file)), log_bytes_(log_bytes) {}
  void work();

  std::filesystem::path file_;
  std::uint64_t log_bytes_;
  std::mutex mutex_;
  std::condition_variable stop_wanted_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace jidoka::sqlite
