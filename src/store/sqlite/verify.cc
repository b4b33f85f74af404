#include "sqlite/verify.h"

#include <cstdlib>

#include "sql/ledger_key.h"
#include "sqlite/database.h"

namespace jidoka::sqlite {

namespace {

// The table or index whose page SQLite complains of, as far as the file can still be read; empty otherwise.
std::string owner_of_page(SqliteDatabase& site, const std::string& complaint) {
  const std::size_t at = complaint.find("page ");
  if (at == std::string::npos) return {};
  std::string owner;
  const auto found = sql::query(
      site, "select name from dbstat where pageno = $1",
      [&](const sql::Row& row) -> Result<void> {
        owner = row.text(0);
        return {};
      },
      std::strtoll(complaint.c_str() + at + 5, nullptr, 10));
  return found ? owner : std::string();
}

}  // namespace

Result<sql::VerifyReport> verify(const std::filesystem::path& folder, const sql::Progress& progress) {
  if (!std::filesystem::exists(folder / "jidoka.db"))
    return fail(Code::not_found, "no-store",
                {"There is no store in " + folder.string() + ".", folder.string() + " 中没有数据库。"});
  TRY(auto site, SqliteDatabase::open(folder / "jidoka.db", Access::read));
  if (progress) progress({"Checking the database file", "检查数据库文件"}, 0, 1);
  std::string complaint;
  TRY_VOID(sql::query(*site, "pragma integrity_check(1)", [&](const sql::Row& row) -> Result<void> {
    if (row.text(0) != "ok") complaint = row.text(0);
    return {};
  }));
  if (!complaint.empty()) {
    if (const std::string owner = owner_of_page(*site, complaint); !owner.empty()) complaint = owner + ": " + complaint;
    return fail(Code::corrupt, "does-not-verify",
                {"The database file is damaged: " + complaint + ".", "数据库文件已损坏：" + complaint + "。"});
  }
  TRY(const std::string vkey, sql::load_vkey(folder / "keys"));
  return verify(*site, vkey, progress);
}

Result<sql::VerifyReport> verify(sql::Database& site, std::string_view vkey, const sql::Progress& progress) {
  TRY(auto replica, SqliteDatabase::open({}, Access::scratch));
  return sql::verify(site, *replica, vkey, progress);
}

}  // namespace jidoka::sqlite
