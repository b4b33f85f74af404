#include "sqlite/verify.h"

#include <functional>

#include "conformance/dump.h"
#include "conformance/everything.h"
#include "conformance/store_suite.h"

namespace jidoka::conformance {
namespace {

class Verifying : public StoreSuite {
 protected:
  Result<sql::VerifyReport> verify() {
    TRY(auto reader, backend_->reader());
    TRY(const std::string vkey, reads().public_key());
    return sqlite::verify(*reader, vkey);
  }
};
ON_EVERY_DATABASE(Verifying);

TEST_P(Verifying, a_store_as_it_was_written_verifies) {
  ASSERT_TRUE(verify()) << "an empty one";
  for (int n = 1; n <= 40; ++n) commit(everything(n, static_cast<std::uint64_t>(n)));
  const auto report = verify();
  ASSERT_TRUE(report) << report.error().text.en;
  EXPECT_EQ(report->leaves, *reads().ledger_size());
  EXPECT_EQ(report->readings, 120u);
  EXPECT_EQ(report->pages, 40u);
  EXPECT_GT(report->rows, 40u * 15u);
  EXPECT_EQ(report->tables, 22u);
}

// Reads what a transaction has changed before it is committed, so that the change can be taken back.
class Inside final : public sql::Database {
 public:
  explicit Inside(sql::Database& db) : db_(db) {}
  Result<void> begin() override { return {}; }
  Result<void> begin_read() override { return {}; }
  Result<void> commit() override { return {}; }
  void rollback() override {}
  Result<void> run(std::string_view sql, std::span<const sql::Param> params) override { return db_.run(sql, params); }
  Result<void> query(std::string_view sql, std::span<const sql::Param> params, const sql::TakeRow& take) override {
    return db_.query(sql, params, take);
  }
  Result<void> define(std::string_view script) override { return db_.define(script); }
  Result<std::vector<std::string>> tables() override { return db_.tables(); }

 private:
  sql::Database& db_;
};

class Tampering : public Verifying {
 protected:
  Tampering() {
    for (int n = 1; n <= 14; ++n)
      commit(everything(n, static_cast<std::uint64_t>(n)));  // more than 256 leaves: a full tile
    EXPECT_TRUE(backend_->leave_in_inbox({"r-1", "{}"}));
    raw_ = std::move(*backend_->writer());
  }
  std::vector<std::string> columns_of(const std::string& table) {
    std::vector<std::string> columns;
    EXPECT_TRUE(sql::query(*raw_, "select * from " + table + " limit 1", [&](const sql::Row& row) -> Result<void> {
      for (int i = 0; i < row.columns(); ++i) columns.emplace_back(row.name(i));
      return {};
    }));
    EXPECT_FALSE(columns.empty()) << table << " has no row, so nothing is tested";
    return columns;
  }
  // Writes another value of the same type over the greatest one: one more, or one bit different; 7 over nothing.
  Result<void> tamper(const std::string& table, const std::string& column) {
    const std::string write = "update " + table + " set " + column + " = $1";
    const std::string where = " where " + column + " = $2";
    Result<void> outcome = sql::run(*raw_, write + " where 1 = 0", 7);
    std::function<Result<void>()> change = [&] { return sql::run(*raw_, write, 7); };
    std::string was, now;
    TRY_VOID(sql::query(
        *raw_, "select " + column + " from " + table + " where " + column + " is not null order by 1 desc limit 1",
        [&](const sql::Row& row) -> Result<void> {
          const sql::Param value = row.value(0);
          if (const auto* integer = std::get_if<std::int64_t>(&value))
            change = [&, n = *integer] { return sql::run(*raw_, write + where, n + 1, n); };
          else if (const auto* real = std::get_if<double>(&value))
            change = [&, x = *real] { return sql::run(*raw_, write + where, x + 0.25, x); };
          else {
            was = now = row.bytes(0);
            if (now.empty())
              now = "x";
            else
              now[now.size() / 2] = static_cast<char>(now[now.size() / 2] ^ 1);
            if (std::holds_alternative<sql::Bytes>(value))
              change = [&] { return sql::run(*raw_, write + where, sql::Bytes{now}, sql::Bytes{was}); };
            else
              change = [&] { return sql::run(*raw_, write + where, now, was); };
          }
          return {};
        }));
    TRY_VOID(change());
    return sql::query(*raw_, "select 1", [](const sql::Row&) -> Result<void> { return {}; });
  }
  Result<sql::VerifyReport> verify_inside() {
    Inside inside(*raw_);
    return sqlite::verify(inside, *reads().public_key());
  }
  std::unique_ptr<sql::Database> raw_;
};
ON_EVERY_DATABASE(Tampering);

TEST_P(Tampering, a_changed_value_in_any_column_of_any_table_is_found_and_its_table_named) {
  std::size_t changed = 0;
  const auto tables = raw_->tables();
  for (const std::string& table : *tables) {
    for (const std::string& column : columns_of(table)) {
      ASSERT_TRUE(raw_->begin());
      if (!tamper(table, column)) {  // a rule of the table itself refuses it
        raw_->rollback();
        continue;
      }
      ++changed;
      const auto report = verify_inside();
      raw_->rollback();
      ASSERT_FALSE(report) << table << "." << column << " changed, and nobody saw it";
      const std::string& said = report.error().text.en;
      const std::string named = table == "ledger" ? "edger" : table;
      EXPECT_NE(said.find(named), std::string::npos) << table << "." << column << ": " << said;
    }
  }
  EXPECT_GT(changed, 180u);
}

TEST_P(Tampering, a_row_that_was_taken_out_of_any_table_is_found) {
  const auto tables = raw_->tables();
  for (const std::string& table : *tables) {
    if (table == "replies" || table == "inbox") continue;  // they come and go, and nothing rests on them
    const std::string key = columns_of(table)[0];
    ASSERT_TRUE(raw_->begin());
    ASSERT_TRUE(
        sql::run(*raw_, "delete from " + table + " where " + key + " = (select min(" + key + ") from " + table + ")"));
    const auto report = verify_inside();
    raw_->rollback();
    EXPECT_FALSE(report) << table;
  }
}

TEST_P(Tampering, a_ledger_that_was_cut_and_made_consistent_again_does_not_fit_its_signature) {
  ASSERT_TRUE(raw_->begin());
  ASSERT_TRUE(sql::run(*raw_, "delete from ledger where first = (select max(first) from ledger)"));
  const auto report = verify_inside();
  raw_->rollback();
  ASSERT_FALSE(report);
  EXPECT_NE(report.error().text.en.find("signed checkpoint"), std::string::npos) << report.error().text.en;
}

}  // namespace
}  // namespace jidoka::conformance
