// A site whose store was damaged says what is wrong, and does not start on half of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "loop/site_driver_test.h"
#include "sql/telemetry.h"
#include "sqlite/database.h"
#include "sqlite/open.h"

namespace jidoka::simulation {
namespace {

using loop::SiteDriver;
using testing::HasSubstr;

class DamagedSite : public testing::Test {
 protected:
  DamagedSite() {
    std::string name = (std::filesystem::temp_directory_path() / "jidoka-damage-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    const auto site = std::move(*sqlite::open(folder_, {.now = SiteDriver::at(0)}));
    SiteDriver driver(*site.store);
    driver.ask(loop::ApplyPlant{loop::small_plant(), {}, false, "start"});
    driver.commit();
    driver.go_to(1000);
    driver.read("melt_temp", 10, 230);
    driver.read("humidity", 10, 40);  // opened by its first reading, as the last stream
    driver.commit();
    driver.commit();
    raw_ = std::move(*sqlite::SqliteDatabase::open(folder_ / "jidoka.db", sqlite::Access::write));
  }
  ~DamagedSite() override {
    raw_.reset();
    std::filesystem::remove_all(folder_);
  }
  std::string found() {
    const auto site = std::move(*sqlite::open(folder_, {.now = SiteDriver::at(0)}));
    loop::ManualClock clock;
    const auto recovered = loop::Site::recover(*site.store, clock);
    if (recovered) return "nothing";
    EXPECT_EQ(recovered.error().code, Code::corrupt);
    return recovered.error().text.en;
  }
  std::int64_t last_stream() { return *sql::find_integer(*raw_, "select max(number) from streams").value(); }

  std::filesystem::path folder_;
  std::unique_ptr<sqlite::SqliteDatabase> raw_;
};

TEST_F(DamagedSite, starts_while_nothing_is_wrong) { EXPECT_EQ(found(), "nothing"); }

// With a seal, the store itself finds a changed byte; a batch of a store that knew no seals reaches the site.
TEST_F(DamagedSite, names_the_batch_with_readings_of_a_stream_that_there_is_not) {
  sense::Columns readings;
  readings.streams = {1, 4'000'000'000};
  readings.times = {SiteDriver::at(20).ns, SiteDriver::at(20).ns};
  readings.values = {230, 1};
  ASSERT_TRUE(sql::run(*raw_, "update batches set bytes = $1, count = 2, seal = null where number = 1",
                       sql::Bytes{sql::encode_batch(readings)}));
  EXPECT_THAT(found(), HasSubstr("no row 4000000000, but row 1 of table batches"));
}

TEST_F(DamagedSite, names_a_stream_that_was_lost) {
  const std::int64_t last = last_stream();
  ASSERT_TRUE(sql::run(*raw_, "delete from streams where number = $1", last));
  EXPECT_THAT(found(), HasSubstr("Table streams has no row " + std::to_string(last)));
  ASSERT_TRUE(sql::run(*raw_, "delete from streams where number = 2"));
  EXPECT_THAT(found(), HasSubstr("Table streams has no row 2"));
}

TEST_F(DamagedSite, names_a_declared_stream_that_was_lost_before_it_had_a_reading) {
  ASSERT_TRUE(sql::run(*raw_, "delete from batches"));
  ASSERT_TRUE(sql::run(*raw_, "delete from streams where number >= $1", last_stream() - 1));
  EXPECT_THAT(found(), HasSubstr("which the plant declares"));
}

}  // namespace
}  // namespace jidoka::simulation
