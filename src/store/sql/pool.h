// ReadPool: connections for readers. Each read borrows one, sees one snapshot, and gives it back; a connection that
// failed is thrown away. One that has died since it was given back (the database was restarted) is replaced before the
// read begins, so that nobody is told of it.
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
    auto answer = read(*db);
    db->rollback();
    if (answer || answer.error().code == Code::not_found || answer.error().code == Code::invalid)
      give_back(std::move(db));
    return answer;
  }

 private:
  // With its snapshot.
  Result<std::unique_ptr<Database>> borrow() {
    if (auto db = take_idle(); db != nullptr && db->begin_read()) return db;
    TRY(auto db, connect_());
    TRY_VOID(db->begin_read());
    return db;
  }
  std::unique_ptr<Database> take_idle() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return nullptr;
    auto db = std::move(idle_.back());
    idle_.pop_back();
    return db;
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
