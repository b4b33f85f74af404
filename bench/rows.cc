// The ordinary way: one row for each reading, in transactions of 1 000, into SQLite and PostgreSQL with prepared
// statements; nothing is parsed or judged.
//   rows sqlite FILE COUNT | rows postgres CONNECTION COUNT
#include <fmt/format.h>
#include <libpq-fe.h>
#include <sqlite3.h>

#include <chrono>
#include <string>

namespace {

using Clock = std::chrono::steady_clock;

void report(const char* what, long count, Clock::time_point began) {
  const double took = std::chrono::duration<double>(Clock::now() - began).count();
  fmt::print("{} rows {} seconds {:.3f} rows_per_second {:.0f}\n", what, count, took,
             static_cast<double>(count) / took);
}

int sqlite_rows(const std::string& file, long count) {
  sqlite3* db = nullptr;
  if (sqlite3_open(file.c_str(), &db) != SQLITE_OK) return 1;
  const auto run = [&](const char* sql) { return sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK; };
  if (!run("pragma journal_mode=wal") || !run("pragma synchronous=full") ||
      !run("create table readings(stream integer, time integer, value real, primary key(stream, time)) without rowid"))
    return 1;
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(db, "insert into readings values(?1,?2,?3)", -1, &insert, nullptr);
  const auto began = Clock::now();
  for (long i = 0; i < count; ++i) {
    if (i % 1'000 == 0 && !run("begin")) return 1;
    sqlite3_bind_int64(insert, 1, i % 1'000);
    sqlite3_bind_int64(insert, 2, 1'767'225'600'000'000'000 + i / 1'000 * 1'000'000'000);
    sqlite3_bind_double(insert, 3, 230.0 + static_cast<double>(i % 7) / 10);
    if (sqlite3_step(insert) != SQLITE_DONE) return 1;
    sqlite3_reset(insert);
    if (i % 1'000 == 999 && !run("commit")) return 1;
  }
  report("sqlite", count, began);
  sqlite3_finalize(insert);
  sqlite3_close(db);
  return 0;
}

int postgres_rows(const std::string& connection, long count) {
  PGconn* db = PQconnectdb(connection.c_str());
  if (PQstatus(db) != CONNECTION_OK) return 1;
  const auto run = [&](const char* sql) { PQclear(PQexec(db, sql)); };
  run("drop table if exists readings");
  run("create table readings(stream integer, time bigint, value double precision, primary key(stream, time))");
  PQclear(PQprepare(db, "put", "insert into readings values($1,$2,$3)", 3, nullptr));
  const auto began = Clock::now();
  PQenterPipelineMode(db);
  for (long i = 0; i < count; ++i) {
    if (i % 1'000 == 0) PQsendQueryParams(db, "begin", 0, nullptr, nullptr, nullptr, nullptr, 0);
    const std::string stream = std::to_string(i % 1'000);
    const std::string time = std::to_string(1'767'225'600'000'000'000 + i / 1'000 * 1'000'000'000);
    const std::string value = std::to_string(230.0 + static_cast<double>(i % 7) / 10);
    const char* values[] = {stream.c_str(), time.c_str(), value.c_str()};
    PQsendQueryPrepared(db, "put", 3, values, nullptr, nullptr, 0);
    if (i % 1'000 != 999) continue;
    PQsendQueryParams(db, "commit", 0, nullptr, nullptr, nullptr, nullptr, 0);
    PQpipelineSync(db);
    bool synced = false;
    while (!synced)
      if (PGresult* result = PQgetResult(db)) {
        synced = PQresultStatus(result) == PGRES_PIPELINE_SYNC;
        PQclear(result);
      }
  }
  report("postgres", count, began);
  PQfinish(db);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const long count = std::stol(argv[3]);
  return std::string(argv[1]) == "sqlite" ? sqlite_rows(argv[2], count) : postgres_rows(argv[2], count);
}
