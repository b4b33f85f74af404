// What is answered as recorded must be on disk: the settings that this rests on are as they must be.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>

#include "conformance/backend.h"
#include "postgres/open.h"
#include "sqlite/database.h"

namespace jidoka::conformance {
namespace {

std::string said(sql::Database& database, const std::string& question) {
  std::string answer;
  EXPECT_TRUE(sql::query(database, question, [&](const sql::Row& row) -> Result<void> {
    answer = row.text(0);
    return {};
  }));
  return answer;
}

TEST(Durability, a_writer_of_sqlite_syncs_every_commit_and_keeps_a_log) {
  const auto backend = make_sqlite();
  const auto writer = std::move(*backend->writer());
  EXPECT_EQ(said(*writer, "pragma synchronous"), "2") << "FULL";
  EXPECT_EQ(said(*writer, "pragma journal_mode"), "wal");
}

TEST(Durability, a_place_where_sqlite_cannot_keep_its_log_is_refused) {
  const auto opened = sqlite::SqliteDatabase::open(":memory:", sqlite::Access::write);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().slug, "store-not-durable");
  EXPECT_NE(opened.error().text.en.find("journal_mode = memory"), std::string::npos) << opened.error().text.en;
}

TEST(Durability, a_writer_of_postgresql_waits_for_its_log_and_a_server_that_does_not_sync_is_named) {
  const auto backend = make_postgres();
  const auto writer = std::move(*backend->writer());
  EXPECT_EQ(said(*writer, "show synchronous_commit"), "on");
  const auto unsafe = postgres::unsafe_settings(*writer);
  ASSERT_TRUE(unsafe) << unsafe.error().text.en;
  EXPECT_EQ(*unsafe, std::vector<std::string>{"fsync"}) << "the tests' own server runs without";
}

}  // namespace
}  // namespace jidoka::conformance
