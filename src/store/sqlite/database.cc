#include "sqlite/database.h"

#include <sqlite3.h>

#include "core/assert.h"

namespace jidoka::sqlite {
namespace {

class SqliteRow final : public sql::Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
  int columns() const override { return sqlite3_column_count(statement_); }
  std::string_view name(int column) const override { return sqlite3_column_name(statement_, column); }
  sql::Param value(int column) const override {
    switch (sqlite3_column_type(statement_, column)) {
      case SQLITE_INTEGER:
        return integer(column);
      case SQLITE_FLOAT:
        return real(column);
      case SQLITE_TEXT:
        return text(column);
      case SQLITE_BLOB:
        return sql::Bytes{bytes(column)};
      default:
        return std::monostate{};
    }
  }
  bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
  double real(int column) const override { return sqlite3_column_double(statement_, column); }
  std::string_view text(int column) const override { return bytes(column); }
  std::string_view bytes(int column) const override {
    const void* data = sqlite3_column_blob(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    return data == nullptr ? std::string_view()
                           : std::string_view(static_cast<const char*>(data), static_cast<std::size_t>(size));
  }

 private:
  sqlite3_stmt* statement_;
};

// Leaves the statement ready for its next use, whatever happened.
struct ResetAtEnd {
  sqlite3_stmt* statement;
  ~ResetAtEnd() { sqlite3_reset(statement); }
};

constexpr const char* settings_of_all =
    "pragma busy_timeout = 10000; pragma foreign_keys = off; pragma temp_store = memory; pragma trusted_schema = off;";
constexpr const char* settings_of_writer =
    "pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 0; pragma cache_size = -16000;"
    "pragma secure_delete = off; pragma journal_size_limit = 67108864;";
constexpr const char* settings_of_scratch =
    "pragma journal_mode = memory; pragma synchronous = off; pragma cache_size = -64000;";
constexpr const char* settings_of_reader = "pragma query_only = on; pragma cache_size = -4000;";

}  // namespace

Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::open(const std::filesystem::path& file, Access access) {
  // Nobody reads SQLite's memory statistics, and each allocation would lock a mutex for them.
  [[maybe_unused]] static const int without_statistics = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_NOMUTEX |
                    (access == Access::read ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  const std::string name = access == Access::scratch ? "" : file.string();
  const int opened = sqlite3_open_v2(name.c_str(), &handle, flags, nullptr);
  std::unique_ptr<SqliteDatabase> database(new SqliteDatabase(handle));
  if (opened != SQLITE_OK) return database->failure("opening " + name);
  sqlite3_extended_result_codes(handle, 1);
  TRY_VOID(database->execute(settings_of_all));
  if (access == Access::write) TRY_VOID(database->set_up_writer());
  if (access == Access::read) TRY_VOID(database->execute(settings_of_reader));
  if (access == Access::scratch) TRY_VOID(database->execute(settings_of_scratch));
  return database;
}

// SQLite answers a setting that it could not take with the one that holds, and no failure: a place that cannot share a
// log keeps another journal, and what is answered as durable would not be.
Result<void> SqliteDatabase::set_up_writer() {
  TRY_VOID(execute(settings_of_writer));
  for (const auto& [pragma, wanted] : {std::pair{"pragma journal_mode", "wal"}, std::pair{"pragma synchronous", "2"}}) {
    std::string found;
    TRY_VOID(query(pragma, {}, [&](const sql::Row& row) -> Result<void> {
      found = row.text(0);
      return {};
    }));
    if (found == wanted) continue;
    const std::string detail = std::string(pragma) + " = " + found;
    return fail(Code::unsupported, "store-not-durable",
                {"The store cannot be kept safely here (" + detail + ", not " + wanted +
                     "). Put it on a local disk of this machine.",
                 "此处无法安全保存数据（" + detail + "，应为 " + wanted + "）。请把数据放在本机磁盘上。"});
  }
  return {};
}

SqliteDatabase::~SqliteDatabase() {
  for (auto& [text, prepared] : prepared_) sqlite3_finalize(prepared.statement);
  sqlite3_close(handle_);
}

Failure SqliteDatabase::failure(std::string_view while_doing) const {
  const int code = handle_ == nullptr ? SQLITE_NOMEM : sqlite3_errcode(handle_);
  const std::string detail = handle_ == nullptr ? "out of memory" : sqlite3_errmsg(handle_);
  const std::string what(while_doing);
  switch (code & 0xff) {
    case SQLITE_FULL:
      return fail(Code::unavailable, "disk-full",
                  {"The disk of the store is full; nothing was changed. Free some space and try again.",
                   "数据库所在磁盘已满，没有任何更改。请清理磁盘后重试。"});
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fail(Code::unavailable, "store-locked",
                  {"Another program keeps the store locked; nothing was changed. Try again.",
                   "数据库被另一个程序锁定，没有任何更改，请重试。"});
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return fail(Code::corrupt, "store-corrupt",
                  {"The store's file is damaged (" + detail + "). Stop, keep the file, and restore the last backup.",
                   "数据库文件已损坏（" + detail + "）。请停机、保留该文件并恢复最近的备份。"});
    default:
      return fail(sql::store_unavailable("The store failed while " + what, detail));
  }
}

Result<SqliteDatabase::Prepared*> SqliteDatabase::prepare(std::string_view sql) {
  if (const auto found = prepared_.find(sql); found != prepared_.end()) return &found->second;
  Prepared prepared;
  if (sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                         &prepared.statement, nullptr) != SQLITE_OK)
    return failure(sql);
  const int count = sqlite3_bind_parameter_count(prepared.statement);
  for (int i = 1; i <= count; ++i)
    prepared.places.push_back(sqlite3_bind_parameter_index(prepared.statement, ("$" + std::to_string(i)).c_str()));
  return &prepared_.emplace(sql, std::move(prepared)).first->second;
}

Result<void> SqliteDatabase::bind(Prepared& prepared, std::span<const sql::Param> params) {
  ASSERT(params.size() == prepared.places.size());
  cleaned_.resize(std::max(cleaned_.size(), params.size()));
  for (std::size_t i = 0; i < params.size(); ++i) {
    sqlite3_stmt* statement = prepared.statement;
    const int place = prepared.places[i];
    ASSERT(place > 0);
    const auto bind_text = [&](std::string_view text) {
      text = sql::clean_text(text, cleaned_[i]);
      return sqlite3_bind_text64(statement, place, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC,
                                 SQLITE_UTF8);
    };
    int bound = SQLITE_OK;
    if (const auto* integer = std::get_if<std::int64_t>(&params[i]))
      bound = sqlite3_bind_int64(statement, place, *integer);
    else if (const auto* real = std::get_if<double>(&params[i]))
      bound = sqlite3_bind_double(statement, place, *real);
    else if (const auto* view = std::get_if<std::string_view>(&params[i]))
      bound = bind_text(*view);
    else if (const auto* owned = std::get_if<std::string>(&params[i]))
      bound = bind_text(*owned);
    else if (const auto* blob = std::get_if<sql::Bytes>(&params[i]))
      bound = sqlite3_bind_blob64(statement, place, blob->bytes.empty() ? "" : blob->bytes.data(), blob->bytes.size(),
                                  SQLITE_STATIC);
    else
      bound = sqlite3_bind_null(statement, place);
    if (bound != SQLITE_OK) return failure("binding a value");
  }
  return {};
}

Result<void> SqliteDatabase::step_all(std::string_view sql, std::span<const sql::Param> params,
                                      const sql::TakeRow* take) {
  TRY(Prepared * prepared, prepare(sql));
  const ResetAtEnd reset{prepared->statement};
  TRY_VOID(bind(*prepared, params));
  const SqliteRow row(prepared->statement);
  for (;;) {
    const int stepped = sqlite3_step(prepared->statement);
    if (stepped == SQLITE_DONE) return {};
    if (stepped != SQLITE_ROW) return failure(sql);
    if (take != nullptr) TRY_VOID((*take)(row));
  }
}

Result<void> SqliteDatabase::run(std::string_view sql, std::span<const sql::Param> params) {
  return step_all(sql, params, nullptr);
}
Result<void> SqliteDatabase::query(std::string_view sql, std::span<const sql::Param> params, const sql::TakeRow& take) {
  return step_all(sql, params, &take);
}

Result<void> SqliteDatabase::begin() { return run("begin immediate", {}); }
Result<void> SqliteDatabase::begin_read() { return run("begin", {}); }
Result<void> SqliteDatabase::commit() { return run("commit", {}); }
void SqliteDatabase::rollback() {
  // Some failures (a full disk) have rolled back by themselves: then there is nothing left to undo.
  if (sqlite3_get_autocommit(handle_) == 0) (void)run("rollback", {});
}

Result<void> SqliteDatabase::execute(const char* script) {
  if (sqlite3_exec(handle_, script, nullptr, nullptr, nullptr) != SQLITE_OK) return failure("setting up");
  return {};
}
Result<void> SqliteDatabase::define(std::string_view script) { return execute(std::string(script).c_str()); }

Result<std::vector<std::string>> SqliteDatabase::tables() {
  std::vector<std::string> names;
  TRY_VOID(query("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name", {},
                 [&](const sql::Row& row) -> Result<void> {
                   names.emplace_back(row.text(0));
                   return {};
                 }));
  return names;
}

}  // namespace jidoka::sqlite
