// SqliteDatabase: one connection to an SQLite file in WAL mode. A writer's commit is fsynced (synchronous = FULL), and
// a writer that SQLite does not give both to is refused; a reader can change nothing (query_only). Prepared statements
// are kept for the life of the connection.
//
// The writer never checkpoints by itself, so that no commit pays for it: see sqlite/checkpointer.h.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sql/database.h"

struct sqlite3;
struct sqlite3_stmt;

namespace jidoka::sqlite {

enum class Access { write, read, scratch };  // scratch: a private temporary file that goes with the connection

class SqliteDatabase final : public sql::Database {
 public:
  static Result<std::unique_ptr<SqliteDatabase>> open(const std::filesystem::path& file, Access access);
  ~SqliteDatabase() override;
  SqliteDatabase(const SqliteDatabase&) = delete;
  SqliteDatabase& operator=(const SqliteDatabase&) = delete;

  Result<void> begin() override;
  Result<void> begin_read() override;
  Result<void> commit() override;
  void rollback() override;
  Result<void> run(std::string_view sql, std::span<const sql::Param> params) override;
  Result<void> query(std::string_view sql, std::span<const sql::Param> params, const sql::TakeRow& take) override;
  Result<void> define(std::string_view script) override;
  Result<std::vector<std::string>> tables() override;

  sqlite3* handle() { return handle_; }

 private:
  struct Prepared {
    sqlite3_stmt* statement = nullptr;
    std::vector<int> places;  // of $1, $2, … among SQLite's own numbers
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  explicit SqliteDatabase(sqlite3* handle) : handle_(handle) {}
  Result<Prepared*> prepare(std::string_view sql);
  Result<void> bind(Prepared& prepared, std::span<const sql::Param> params);
  Result<void> step_all(std::string_view sql, std::span<const sql::Param> params, const sql::TakeRow* take);
  Result<void> execute(const char* script);
  Result<void> set_up_writer();
  Failure failure(std::string_view while_doing) const;

  sqlite3* handle_;
  std::unordered_map<std::string, Prepared, TextHash, std::equal_to<>> prepared_;
  std::vector<std::string> cleaned_;
};

}  // namespace jidoka::sqlite
