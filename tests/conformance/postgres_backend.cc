// A private PostgreSQL for the whole run: made in a temporary folder, on a socket there, as an unprivileged user
// because initdb refuses root; each test gets a database of its own, copied from an empty template.
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <iostream>

#include "conformance/backend.h"
#include "conformance/facts.h"
#include "postgres/database.h"
#include "postgres/open.h"

namespace jidoka::conformance {
namespace {

class Server {
 public:
  static Server& instance() {
    static Server server;
    return server;
  }
  std::string url(const std::string& database) const { return "host=" + folder_ + " user=nobody dbname=" + database; }

 private:
  Server() {
    std::string name = "/tmp/jdk-pg-XXXXXX";  // a socket's path has at most 107 bytes
    folder_ = ::mkdtemp(name.data());
    ::chmod(folder_.c_str(), 0777);
    const std::string data = folder_ + "/data";
    must(as_nobody(bin + "initdb -N -A trust -E UTF8 --locale=C -D " + data + " -U nobody"));
    must(as_nobody(bin + "pg_ctl -w -D " + data + " -l " + folder_ + "/log -o \"-k " + folder_ +
                   " -h '' -c fsync=off\" start"));
  }
  ~Server() {
    (void)std::system(as_nobody(bin + "pg_ctl -w -m immediate -D " + folder_ + "/data stop").c_str());
    std::filesystem::remove_all(folder_);
  }
  static std::string as_nobody(const std::string& command) {
    const std::string quiet = "cd / && " + command + " >/dev/null 2>&1";
    return ::geteuid() == 0 ? "runuser -u nobody -- sh -c '" + quiet_quoted(quiet) + "'" : quiet;
  }
  static std::string quiet_quoted(std::string text) {
    for (std::size_t at = text.find('\''); at != std::string::npos; at = text.find('\'', at + 4))
      text.replace(at, 1, "'\\''");
    return text;
  }
  static void must(const std::string& command) {
    if (std::system(command.c_str()) == 0) return;
    std::cerr << "PostgreSQL 15 could not be started: " << command << '\n';
    std::abort();
  }

  const std::string bin = "/usr/lib/postgresql/15/bin/";
  std::string folder_;
};

class PostgresBackend final : public Backend {
 public:
  PostgresBackend() {
    static int number = 0;
    database_ = "site" + std::to_string(++number);
    administrate("create database " + database_);
    std::string name = (std::filesystem::temp_directory_path() / "jidoka-keys-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~PostgresBackend() override {
    administrate("drop database " + database_ + " with (force)");
    std::filesystem::remove_all(folder_);
  }

  Result<Opened> open() override {
    TRY(auto site, postgres::open(url(), {.folder = folder_, .origin = "plant.example/jidoka", .now = start}));
    return Opened{std::move(site.store), std::move(site.reads), std::move(site.files)};
  }
  Result<Opened> open_reads_only() override {
    TRY(auto site, postgres::open_reads_only(url(), folder_));
    return Opened{std::move(site.store), std::move(site.reads), std::move(site.files)};
  }
  Result<std::unique_ptr<sql::Database>> writer() override { return connect(postgres::Access::write); }
  Result<std::unique_ptr<sql::Database>> reader() override { return connect(postgres::Access::read); }
  Result<void> leave_in_inbox(const port::InboxRequest& request) override {
    return postgres::leave_in_inbox(url(), request, start);
  }
  Result<std::optional<std::string>> find_reply(const std::string& id) override {
    return postgres::find_reply(url(), id);
  }
  std::filesystem::path keys() const override { return folder_ / "keys"; }

 private:
  std::string url() const { return Server::instance().url(database_); }
  Result<std::unique_ptr<sql::Database>> connect(postgres::Access access) {
    TRY(auto database, postgres::PostgresDatabase::open(url(), access));
    return std::unique_ptr<sql::Database>(std::move(database));
  }
  static void administrate(const std::string& statement) {
    auto database = postgres::PostgresDatabase::open(Server::instance().url("postgres"), postgres::Access::write);
    if (!database || !(*database)->run(statement, {})) {
      std::cerr << "failed: " << statement << (database ? "" : ": " + database.error().text.en) << '\n';
      std::abort();
    }
  }

  std::string database_;
  std::filesystem::path folder_;
};

}  // namespace

std::unique_ptr<Backend> make_postgres() { return std::make_unique<PostgresBackend>(); }

}  // namespace jidoka::conformance
