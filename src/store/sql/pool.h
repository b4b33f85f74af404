// ReadPool: connections for readers. Each read borrows one, sees one snapshot, and gives it back; a connection that
// failed is thrown away, so that the next read starts with a fresh one.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "sql/database.h"

namespace jidoka::sql {

using Connect = std::function<Result<std::unique_ptr<Database>>()>;

class ReadPool {
 public:
  explicit ReadPool(Connect connect, std::size_t kept = 8) : connect_(std::move(connect)), kept_(kept) {}

  // read(db) → Result<T>, within one snapshot.
  template <class Read>
  auto with(Read&& read) -> decltype(read(std::declval<Database&>())) {
    TRY(auto db, borrow());
    TRY_VOID(db->begin_read());
    auto answer = read(*db);
    db->rollback();
    if (answer || answer.error().code == Code::not_found || answer.error().code == Code::invalid)
      give_back(std::move(db));
    return answer;
  }

 private:
  Result<std::unique_ptr<Database>> borrow() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        auto db = std::move(idle_.back());
        idle_.pop_back();
        return db;
      }
    }
    return connect_();
  }
  void give_back(std::unique_ptr<Database> db) {
    const std::lock_guard lock(mutex_);
    if (idle_.size() < kept_) idle_.push_back(std::move(db));
  }

  Connect connect_;
  std::size_t kept_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Database>> idle_;
};

}  // namespace jidoka::sql
