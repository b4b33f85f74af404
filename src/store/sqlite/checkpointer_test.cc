#include "sqlite/checkpointer.h"

#include <gtest/gtest.h>
#include <stdlib.h>

namespace jidoka::sqlite {
namespace {

constexpr std::uint64_t log_bytes = 512 * 1024;

class CheckpointerTest : public testing::Test {
 protected:
  CheckpointerTest() {
    std::string name = (std::filesystem::temp_directory_path() / "jidoka-log-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    file_ = folder_ / "jidoka.db";
    writer_ = std::move(*SqliteDatabase::open(file_, Access::write));
    EXPECT_TRUE(writer_->define(
        "pragma synchronous = off; create table numbers(n INTEGER PRIMARY KEY, text TEXT not null) STRICT;"));
    checkpointer_ = std::move(*Checkpointer::open(file_, *writer_, log_bytes));
  }
  ~CheckpointerTest() override {
    checkpointer_.reset();
    writer_.reset();
    std::filesystem::remove_all(folder_);
  }
  void write(int commits) {
    for (int i = 0; i < commits; ++i) {
      ASSERT_TRUE(writer_->begin());
      ASSERT_TRUE(sql::run(*writer_, "insert into numbers(n, text) values($1, $2)", ++last_, std::string(2000, 'x')));
      ASSERT_TRUE(writer_->commit());
    }
  }
  std::uint64_t log_size() const { return std::filesystem::file_size(file_.string() + "-wal"); }
  static std::int64_t count(sql::Database& db) {
    return sql::find_integer(db, "select count(*) from numbers")->value_or(-1);
  }

  std::filesystem::path folder_;
  std::filesystem::path file_;
  std::unique_ptr<SqliteDatabase> writer_;
  std::unique_ptr<Checkpointer> checkpointer_;
  std::int64_t last_ = 0;
};

TEST_F(CheckpointerTest, keeps_the_log_of_a_writer_that_never_rests_from_growing) {
  for (int i = 0; i < 100; ++i) {
    write(20);
    ASSERT_TRUE(checkpointer_->round());
  }
  EXPECT_LT(log_size(), 8 * log_bytes) << "2000 commits wrote about 24 MB";
  EXPECT_EQ(count(*writer_), 2000);
}

TEST_F(CheckpointerTest, leaves_a_reader_its_snapshot) {
  auto reader = std::move(*SqliteDatabase::open(file_, Access::read));
  write(10);
  ASSERT_TRUE(reader->begin_read());
  EXPECT_EQ(count(*reader), 10);
  for (int i = 0; i < 40; ++i) {
    write(10);
    ASSERT_TRUE(checkpointer_->round());
    ASSERT_EQ(count(*reader), 10);
  }
  reader->rollback();
  EXPECT_EQ(count(*reader), 410);
}

TEST_F(CheckpointerTest, does_nothing_while_the_log_is_short) {
  write(2);
  const std::uint64_t before = std::filesystem::file_size(file_);
  ASSERT_TRUE(checkpointer_->round());
  EXPECT_EQ(std::filesystem::file_size(file_), before);
}

TEST_F(CheckpointerTest, lays_the_log_out_so_that_commits_do_not_lengthen_it) {
  write(1);
  checkpointer_->lay_out();
  ASSERT_EQ(log_size(), log_bytes);
  write(10);
  EXPECT_EQ(log_size(), log_bytes);
  for (int i = 0; i < 100; ++i) {
    write(5);
    ASSERT_TRUE(checkpointer_->round());
  }
  EXPECT_EQ(log_size(), log_bytes) << "500 commits of about 12 kB were moved in time";
  EXPECT_EQ(count(*writer_), 511);
}

TEST_F(CheckpointerTest, a_crash_right_after_a_commit_leaves_it_readable_before_the_zeros) {
  checkpointer_->lay_out();
  write(7);
  const std::filesystem::path copy = folder_ / "copy.db";
  std::filesystem::copy_file(file_, copy);
  std::filesystem::copy_file(file_.string() + "-wal", copy.string() + "-wal");
  auto recovered = std::move(*SqliteDatabase::open(copy, Access::write));
  EXPECT_EQ(count(*recovered), 7);
  std::string verdict;
  ASSERT_TRUE(recovered->query("pragma integrity_check", {}, [&](const sql::Row& row) -> Result<void> {
    verdict = row.text(0);
    return {};
  }));
  EXPECT_EQ(verdict, "ok");
}

}  // namespace
}  // namespace jidoka::sqlite
