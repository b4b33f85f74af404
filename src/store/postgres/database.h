// PostgresDatabase: one connection to PostgreSQL, by libpq.
//
// A writer's statements are queued (pipeline mode) and answered together at commit(), so that a commit of any number of
// statements costs one round trip; the first failure is the one that is told. After a lost connection begin() makes a
// new one, and `on_connect` (the writer's lock) runs again.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sql/database.h"

struct pg_conn;
struct pg_result;

namespace jidoka::postgres {

enum class Access { write, read };

class PostgresDatabase final : public sql::Database {
 public:
  using OnConnect = std::function<Result<void>(PostgresDatabase&)>;
  static Result<std::unique_ptr<PostgresDatabase>> open(const std::string& url, Access access,
                                                        OnConnect on_connect = {});
  ~PostgresDatabase() override;
  PostgresDatabase(const PostgresDatabase&) = delete;
  PostgresDatabase& operator=(const PostgresDatabase&) = delete;

  Result<void> begin() override;
  Result<void> begin_read() override;
  Result<void> commit() override;
  void rollback() override;
  Result<void> run(std::string_view sql, std::span<const sql::Param> params) override;
  Result<void> query(std::string_view sql, std::span<const sql::Param> params, const sql::TakeRow& take) override;
  Result<void> define(std::string_view script) override;
  Result<std::vector<std::string>> tables() override;

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  struct Arguments;

  PostgresDatabase(std::string url, Access access, OnConnect on_connect)
      : url_(std::move(url)), access_(access), on_connect_(std::move(on_connect)) {}
  Result<void> connect();
  Result<void> set_up();
  Result<void> execute(const std::string& script);    // outside a pipeline
  Result<std::string> prepare(std::string_view sql);  // the statement's name; queued in a pipeline
  Result<void> finish_pipeline();                     // waits for every queued answer
  Result<void> leave_pipeline();
  Failure failure(const pg_result* result, std::string_view while_doing) const;

  std::string url_;
  Access access_;
  OnConnect on_connect_;
  pg_conn* connection_ = nullptr;
  bool pipelined_ = false;
  bool broken_ = false;  // a failure since the last rollback
  std::uint64_t names_ = 0;
  std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> prepared_;
};

// The definitions of sql/schema.h in PostgreSQL's words.
std::string translated(std::string_view script);

}  // namespace jidoka::postgres
