#include <stdlib.h>

#include "conformance/backend.h"
#include "conformance/facts.h"
#include "sqlite/database.h"
#include "sqlite/open.h"

namespace jidoka::conformance {
namespace {

class SqliteBackend final : public Backend {
 public:
  SqliteBackend() {
    std::string name = (std::filesystem::temp_directory_path() / "jidoka-store-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~SqliteBackend() override { std::filesystem::remove_all(folder_); }

  Result<Opened> open() override {
    TRY(auto site, sqlite::open(folder_, {.origin = "plant.example/jidoka", .now = start}));
    return Opened{std::move(site.store), std::move(site.reads), std::move(site.files)};
  }
  Result<Opened> open_reads_only() override {
    TRY(auto site, sqlite::open_reads_only(folder_));
    return Opened{std::move(site.store), std::move(site.reads), std::move(site.files)};
  }
  Result<std::unique_ptr<sql::Database>> writer() override { return connect(sqlite::Access::write); }
  Result<std::unique_ptr<sql::Database>> reader() override { return connect(sqlite::Access::read); }
  Result<void> leave_in_inbox(const port::InboxRequest& request) override {
    return sqlite::leave_in_inbox(folder_, request, start);
  }
  Result<std::optional<std::string>> find_reply(const std::string& id) override {
    return sqlite::find_reply(folder_, id);
  }
  std::filesystem::path keys() const override { return folder_ / "keys"; }

 private:
  Result<std::unique_ptr<sql::Database>> connect(sqlite::Access access) {
    TRY(auto database, sqlite::SqliteDatabase::open(folder_ / "jidoka.db", access));
    return std::unique_ptr<sql::Database>(std::move(database));
  }
  std::filesystem::path folder_;
};

}  // namespace

std::unique_ptr<Backend> make_sqlite() { return std::make_unique<SqliteBackend>(); }

}  // namespace jidoka::conformance
