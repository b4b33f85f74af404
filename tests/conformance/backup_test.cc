#include "sqlite/backup.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include "conformance/everything.h"
#include "sqlite/open.h"
#include "sqlite/verify.h"

namespace jidoka::conformance {
namespace {

class Backup : public testing::Test {
 protected:
  Backup() {
    std::string name = (std::filesystem::temp_directory_path() / "jidoka-backup-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~Backup() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_;
};

TEST_F(Backup, a_copy_taken_while_the_store_is_open_is_a_store_of_that_moment) {
  auto site = std::move(*sqlite::open(folder_ / "site", {.origin = "plant.example/jidoka", .now = start}));
  ASSERT_TRUE(site.store->recover());
  ASSERT_TRUE(site.store->commit(everything(1, 1)));
  const auto file = site.files->put("drawing");
  ASSERT_TRUE(file);
  const auto copied = sqlite::back_up(folder_ / "site", folder_ / "copy");
  ASSERT_TRUE(copied) << copied.error().text.en;
  ASSERT_TRUE(site.store->commit(everything(2, 2)));
  const auto report = sqlite::verify(folder_ / "copy");
  ASSERT_TRUE(report) << report.error().text.en;
  EXPECT_EQ(report->readings, 3u);
  auto copy = std::move(*sqlite::open(folder_ / "copy", {.origin = "another", .now = start}));
  const auto recovered = copy.store->recover();
  ASSERT_TRUE(recovered) << recovered.error().text.en;
  ASSERT_TRUE(copy.store->commit(everything(2, 2))) << "it goes on under the same key";
  EXPECT_EQ(*copy.files->get(*file), "drawing");
  EXPECT_EQ(*copy.reads->public_key(), *site.reads->public_key());
}

TEST_F(Backup, a_copy_never_overwrites) {
  auto site = std::move(*sqlite::open(folder_ / "site", {.origin = "x", .now = start}));
  EXPECT_EQ(sqlite::back_up(folder_ / "site", folder_).error().code, Code::conflict);
  EXPECT_EQ(sqlite::back_up(folder_ / "nothing", folder_ / "copy").error().code, Code::not_found);
}

TEST_F(Backup, a_damaged_file_is_found_before_anything_is_compared) {
  {
    auto site = std::move(*sqlite::open(folder_ / "site", {.origin = "x", .now = start}));
    ASSERT_TRUE(site.store->recover());
    for (int n = 1; n <= 5; ++n) ASSERT_TRUE(site.store->commit(everything(n, static_cast<std::uint64_t>(n))));
  }
  const auto file = folder_ / "site" / "jidoka.db";
  FILE* raw = std::fopen(file.c_str(), "r+b");
  ASSERT_NE(raw, nullptr);
  std::fseek(raw, 4096 * 9 + 3, SEEK_SET);  // the cell count of a page
  std::fputc(0x7f, raw);
  std::fclose(raw);
  const auto report = sqlite::verify(folder_ / "site");
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, Code::corrupt) << report.error().text.en;
}

}  // namespace
}  // namespace jidoka::conformance
