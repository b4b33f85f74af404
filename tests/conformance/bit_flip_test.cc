// A bit that changes on disk, in every table and every index of the embedded store: verification finds it and says
// where.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <cstdio>
#include <map>

#include "conformance/everything.h"
#include "sqlite/database.h"
#include "sqlite/open.h"
#include "sqlite/verify.h"

namespace jidoka::conformance {
namespace {

class BitFlip : public testing::Test {
 protected:
  BitFlip() {
    std::string name = (std::filesystem::temp_directory_path() / "jidoka-flip-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    {
      const auto site = std::move(*sqlite::open(folder_, {.origin = "plant.example/jidoka", .now = start}));
      EXPECT_TRUE(site.store->recover());
      for (int n = 1; n <= 14; ++n) EXPECT_TRUE(site.store->commit(everything(n, static_cast<std::uint64_t>(n))));
      EXPECT_TRUE(sqlite::leave_in_inbox(folder_, {"r-1", "{}"}, start));
    }
    // No page has a gap in it then, and nothing lies in the log: the last byte of a page is the last one of a row.
    const auto raw = std::move(*sqlite::SqliteDatabase::open(folder_ / "jidoka.db", sqlite::Access::write));
    EXPECT_TRUE(raw->define("vacuum; pragma wal_checkpoint(truncate);"));
  }
  ~BitFlip() override { std::filesystem::remove_all(folder_); }

  struct Place {
    std::string tree;   // a table, or an index
    std::string table;  // that it belongs to
    std::int64_t page = 0;
  };
  // A leaf of every tree: its rows stand there (sqlite.org/dbstat.html).
  std::vector<Place> leaves() {
    std::map<std::string, Place> found;
    const auto raw = std::move(*sqlite::SqliteDatabase::open(folder_ / "jidoka.db", sqlite::Access::read));
    EXPECT_TRUE(sql::query(*raw,
                           "select s.name, m.tbl_name, s.pageno from dbstat s join sqlite_master m on m.name = s.name "
                           "where s.pagetype = 'leaf' and s.ncell > 0",
                           [&](const sql::Row& row) -> Result<void> {
                             found[sql::text(row, 0)] = {sql::text(row, 0), sql::text(row, 1), row.integer(2)};
                             return {};
                           }));
    std::vector<Place> out;
    for (auto& [tree, place] : found) out.push_back(std::move(place));
    return out;
  }
  void flip(std::int64_t page) {
    constexpr std::int64_t page_size = 4096;
    FILE* file = std::fopen((folder_ / "jidoka.db").c_str(), "r+b");
    ASSERT_NE(file, nullptr);
    std::fseek(file, page * page_size - 1, SEEK_SET);
    const int byte = std::fgetc(file);
    std::fseek(file, page * page_size - 1, SEEK_SET);
    std::fputc(byte ^ 0x04, file);
    std::fclose(file);
  }

  std::filesystem::path folder_;
};

TEST_F(BitFlip, in_any_table_or_index_is_found_and_its_table_named) {
  const auto intact = sqlite::verify(folder_);
  ASSERT_TRUE(intact) << intact.error().text.en;
  const std::vector<Place> places = leaves();
  EXPECT_GT(places.size(), 60u);
  for (const Place& place : places) {
    flip(place.page);
    const auto report = sqlite::verify(folder_);
    flip(place.page);
    ASSERT_FALSE(report) << "a bit of " << place.tree << " changed, and nobody saw it";
    EXPECT_EQ(report.error().code, Code::corrupt) << place.tree << ": " << report.error().text.en;
    const std::string named = place.table == "ledger" ? "edger" : place.table;
    EXPECT_NE(report.error().text.en.find(named), std::string::npos) << place.tree << ": " << report.error().text.en;
  }
  EXPECT_TRUE(sqlite::verify(folder_));
}

}  // namespace
}  // namespace jidoka::conformance
