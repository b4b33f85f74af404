#include "postgres/database.h"

#include <libpq-fe.h>

#include <array>
#include <bit>
#include <charconv>
#include <cstring>

#include "core/assert.h"

namespace jidoka::postgres {
namespace {

constexpr int binary = 1;

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, Clear>;

std::uint64_t big_endian(const char* bytes, int length) {
  std::uint64_t value = 0;
  for (int i = 0; i < length; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

class PostgresRow final : public sql::Row {
 public:
  PostgresRow(const PGresult* result, int row) : result_(result), row_(row) {}
  int columns() const override { return PQnfields(result_); }
  std::string_view name(int column) const override { return PQfname(result_, column); }
  sql::Param value(int column) const override {
    constexpr Oid bytea = 17, int8 = 20, int2 = 21, int4 = 23, float8 = 701;  // pg_type.dat
    if (is_null(column)) return std::monostate{};
    switch (PQftype(result_, column)) {
      case int8:
      case int4:
      case int2:
        return integer(column);
      case float8:
        return real(column);
      case bytea:
        return sql::Bytes{bytes(column)};
      default:
        return text(column);
    }
  }
  bool is_null(int column) const override { return PQgetisnull(result_, row_, column) != 0; }
  std::int64_t integer(int column) const override {
    switch (PQgetlength(result_, row_, column)) {
      case 8:
        return static_cast<std::int64_t>(big_endian(data(column), 8));
      case 4:
        return static_cast<std::int32_t>(big_endian(data(column), 4));
      case 2:
        return static_cast<std::int16_t>(big_endian(data(column), 2));
      case 1:
        return data(column)[0];
      default:
        return 0;
    }
  }
  double real(int column) const override {
    return PQgetlength(result_, row_, column) == 8 ? std::bit_cast<double>(big_endian(data(column), 8)) : 0.0;
  }
  std::string_view text(int column) const override { return bytes(column); }
  std::string_view bytes(int column) const override {
    return {data(column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
  }

 private:
  const char* data(int column) const { return PQgetvalue(result_, row_, column); }

  const PGresult* result_;
  int row_;
};

bool is_good(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_PIPELINE_SYNC;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

}  // namespace

// Values as libpq takes them. Numbers go as text, which PostgreSQL reads back exactly; blobs go as they are.
struct PostgresDatabase::Arguments {
  std::vector<const char*> values;
  std::vector<int> lengths;
  std::vector<int> formats;
  std::vector<std::string> texts;

  explicit Arguments(std::span<const sql::Param> params) : texts(params.size()) {
    for (std::size_t i = 0; i < params.size(); ++i) {
      std::string& text = texts[i];
      lengths.push_back(0);
      formats.push_back(0);
      if (std::holds_alternative<std::monostate>(params[i])) {
        values.push_back(nullptr);
        continue;
      }
      if (const auto* integer = std::get_if<std::int64_t>(&params[i])) set_number(text, *integer);
      if (const auto* real = std::get_if<double>(&params[i])) set_number(text, *real);
      if (const auto* view = std::get_if<std::string_view>(&params[i])) set_text(text, *view);
      if (const auto* owned = std::get_if<std::string>(&params[i])) set_text(text, *owned);
      if (const auto* blob = std::get_if<sql::Bytes>(&params[i])) {
        values.push_back(blob->bytes.empty() ? "" : blob->bytes.data());
        lengths.back() = static_cast<int>(blob->bytes.size());
        formats.back() = binary;
        continue;
      }
      values.push_back(text.c_str());
    }
  }
  int count() const { return static_cast<int>(values.size()); }

 private:
  template <class Number>
  static void set_number(std::string& text, Number number) {
    std::array<char, 40> buffer{};
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    text.assign(buffer.data(), written.ptr);
  }
  static void set_text(std::string& text, std::string_view given) {
    std::string copy;
    text = sql::clean_text(given, copy);
  }
};

std::string translated(std::string_view script) {
  std::string out(script);
  replace_all(out, " INTEGER", " BIGINT");
  replace_all(out, " REAL", " DOUBLE PRECISION");
  replace_all(out, " BLOB", " BYTEA");
  replace_all(out, " TEXT", " TEXT COLLATE \"C\"");
  replace_all(out, ") STRICT, WITHOUT ROWID;", ");");
  replace_all(out, ") STRICT;", ");");
  return out;
}

Result<std::unique_ptr<PostgresDatabase>> PostgresDatabase::open(const std::string& url, Access access,
                                                                 OnConnect on_connect) {
  std::unique_ptr<PostgresDatabase> database(new PostgresDatabase(url, access, std::move(on_connect)));
  TRY_VOID(database->connect());
  return database;
}

PostgresDatabase::~PostgresDatabase() { PQfinish(connection_); }

Result<void> PostgresDatabase::connect() {
  PQfinish(connection_);
  prepared_.clear();
  pipelined_ = false;
  broken_ = false;
  constexpr std::array<const char*, 6> names{"connect_timeout",  "client_encoding", "tcp_user_timeout",
                                             "application_name", "dbname",          nullptr};
  const std::array<const char*, 6> values{"10", "UTF8", "30000", "jidoka", url_.c_str(), nullptr};
  connection_ = PQconnectdbParams(names.data(), values.data(), 1);
  if (PQstatus(connection_) != CONNECTION_OK)
    return fail(sql::store_unavailable("PostgreSQL does not answer", PQerrorMessage(connection_)));
  PQsetNoticeProcessor(connection_, [](void*, const char*) {}, nullptr);
  auto ready = set_up();
  if (!ready) PQfinish(std::exchange(connection_, nullptr));
  return ready;
}

Result<void> PostgresDatabase::set_up() {
  TRY_VOID(
      execute(access_ == Access::write ? "set synchronous_commit = on" : "set default_transaction_read_only = on"));
  if (on_connect_) TRY_VOID(on_connect_(*this));
  return {};
}

Failure PostgresDatabase::failure(const pg_result* result, std::string_view while_doing) const {
  const char* code = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string_view state = code == nullptr ? "" : code;
  std::string detail = result == nullptr || state.empty() ? PQerrorMessage(connection_) : PQresultErrorMessage(result);
  while (!detail.empty() && detail.back() == '\n') detail.pop_back();
  if (state == "53100")
    return fail(Code::unavailable, "disk-full",
                {"The disk of PostgreSQL is full; nothing was changed. Free some space and try again.",
                 "PostgreSQL 所在磁盘已满，没有任何更改。请清理磁盘后重试。"});
  if (state == "55P03" || state == "40P01")
    return fail(Code::unavailable, "store-locked",
                {"Another program keeps the store locked; nothing was changed. Try again.",
                 "数据库被另一个程序锁定，没有任何更改，请重试。"});
  if (PQstatus(connection_) != CONNECTION_OK || state.starts_with("57P"))
    return fail(Code::unavailable, "connection-lost",
                {"The connection to PostgreSQL was lost (" + detail + "); nothing was changed. Try again.",
                 "与 PostgreSQL 的连接已断开（" + detail + "），没有任何更改，请重试。"});
  if (state == "XX001" || state == "XX002")
    return fail(Code::corrupt, "store-corrupt",
                {"PostgreSQL says that its data is damaged (" + detail + "). Stop and restore the last backup.",
                 "PostgreSQL 报告数据损坏（" + detail + "）。请停机并恢复最近的备份。"});
  return fail(sql::store_unavailable("The store failed while " + std::string(while_doing), detail));
}

Result<void> PostgresDatabase::execute(const std::string& script) {
  const ResultPtr result(PQexec(connection_, script.c_str()));
  if (!is_good(result.get())) return failure(result.get(), script);
  return {};
}

Result<std::string> PostgresDatabase::prepare(std::string_view sql) {
  if (const auto found = prepared_.find(sql); found != prepared_.end()) return found->second;
  std::string name = "j" + std::to_string(++names_);
  const std::string text(sql);
  if (pipelined_) {
    if (PQsendPrepare(connection_, name.c_str(), text.c_str(), 0, nullptr) == 0) return failure(nullptr, sql);
  } else {
    const ResultPtr result(PQprepare(connection_, name.c_str(), text.c_str(), 0, nullptr));
    if (!is_good(result.get())) return failure(result.get(), sql);
  }
  prepared_.emplace(text, name);
  return name;
}

// ---- transactions ---------------------------------------------------------------------------------------------

Result<void> PostgresDatabase::begin() {
  if (PQstatus(connection_) != CONNECTION_OK) TRY_VOID(connect());
  if (PQenterPipelineMode(connection_) == 0) return failure(nullptr, "beginning");
  pipelined_ = true;
  return run("begin", {});
}

Result<void> PostgresDatabase::begin_read() {
  if (PQstatus(connection_) != CONNECTION_OK) TRY_VOID(connect());
  return execute("begin isolation level repeatable read read only");
}

Result<void> PostgresDatabase::commit() {
  TRY_VOID(run("commit", {}));
  return leave_pipeline();
}

void PostgresDatabase::rollback() {
  if (pipelined_) (void)leave_pipeline();
  if (PQstatus(connection_) == CONNECTION_OK && PQtransactionStatus(connection_) != PQTRANS_IDLE)
    (void)execute("rollback");
  if (!broken_) return;
  // Statements whose preparation was queued behind the failure do not exist.
  prepared_.clear();
  if (PQstatus(connection_) == CONNECTION_OK) (void)execute("deallocate all");
  broken_ = false;
}

// Every queued statement is answered, the first failure is kept, and the mark at the end is the server's word that
// nothing more comes.
Result<void> PostgresDatabase::finish_pipeline() {
  if (PQpipelineSync(connection_) == 0) return broken_ = true, failure(nullptr, "sending");
  Result<void> outcome;
  for (;;) {
    const ResultPtr result(PQgetResult(connection_));
    if (!result) {
      if (PQstatus(connection_) == CONNECTION_OK) continue;  // between two statements
      broken_ = true;
      return outcome ? Result<void>(failure(nullptr, "waiting for the answer")) : outcome;
    }
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_PIPELINE_SYNC) return outcome;
    if (is_good(result.get()) || status == PGRES_PIPELINE_ABORTED || !outcome) continue;
    broken_ = true;
    outcome = failure(result.get(), "writing");
  }
}

Result<void> PostgresDatabase::leave_pipeline() {
  if (!pipelined_) return {};
  auto finished = finish_pipeline();
  pipelined_ = false;
  if (PQstatus(connection_) == CONNECTION_OK) PQexitPipelineMode(connection_);
  return finished;
}

// ---- statements -----------------------------------------------------------------------------------------------

Result<void> PostgresDatabase::run(std::string_view sql, std::span<const sql::Param> params) {
  if (!pipelined_) return query(sql, params, [](const sql::Row&) -> Result<void> { return {}; });
  TRY(const std::string name, prepare(sql));
  const Arguments arguments(params);
  if (PQsendQueryPrepared(connection_, name.c_str(), arguments.count(), arguments.values.data(),
                          arguments.lengths.data(), arguments.formats.data(), binary) == 0)
    return broken_ = true, failure(nullptr, sql);
  return {};
}

Result<void> PostgresDatabase::query(std::string_view sql, std::span<const sql::Param> params,
                                     const sql::TakeRow& take) {
  const bool was_pipelined = pipelined_;
  TRY_VOID(leave_pipeline());
  TRY(const std::string name, prepare(sql));
  const Arguments arguments(params);
  const ResultPtr result(PQexecPrepared(connection_, name.c_str(), arguments.count(), arguments.values.data(),
                                        arguments.lengths.data(), arguments.formats.data(), binary));
  if (!is_good(result.get())) return broken_ = true, failure(result.get(), sql);
  const int rows = PQntuples(result.get());
  for (int row = 0; row < rows; ++row) TRY_VOID(take(PostgresRow(result.get(), row)));
  if (was_pipelined) {
    if (PQenterPipelineMode(connection_) == 0) return failure(nullptr, sql);
    pipelined_ = true;
  }
  return {};
}

Result<void> PostgresDatabase::define(std::string_view script) {
  TRY_VOID(leave_pipeline());
  return execute(translated(script));
}

Result<std::vector<std::string>> PostgresDatabase::tables() {
  std::vector<std::string> names;
  TRY_VOID(query("select tablename::text from pg_tables where schemaname = current_schema() order by tablename", {},
                 [&](const sql::Row& row) -> Result<void> {
                   names.emplace_back(row.text(0));
                   return {};
                 }));
  return names;
}

}  // namespace jidoka::postgres
