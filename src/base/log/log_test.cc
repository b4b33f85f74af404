#include "log/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jidoka::log {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;

template <class Write>
std::string logged(Write write_it) {
  testing::internal::CaptureStderr();
  write_it();
  return testing::internal::GetCapturedStderr();
}

TEST(Log, WritesTimeLevelModuleAndFieldsOnOneLine) {
  const std::string line = logged([] { info("loop", "committed", {{"facts", "12"}, {"site", "Suzhou 1"}}); });
  EXPECT_THAT(line, MatchesRegex(
                        "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z info loop: committed .*\n"));
  EXPECT_THAT(line, EndsWith("facts=12 site=\"Suzhou 1\"\n"));
}

TEST(Log, NamesTheLevel) {
  EXPECT_THAT(logged([] { warning("store", "slow"); }), HasSubstr(" warning store: slow"));
  EXPECT_THAT(logged([] { error("store", "failed"); }), HasSubstr(" error store: failed"));
}

TEST(Log, KeepsAForgedLineBreakInsideTheLine) {
  const std::string line =
      logged([] { info("http", "a\nb", {{"path", "/x\n2026 error forged"}, {"quote", "a\"b\\c"}, {"empty", ""}}); });
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
  EXPECT_THAT(line, HasSubstr("a\\x0ab path=\"/x\\x0a2026 error forged\" quote=\"a\\\"b\\\\c\" empty=\"\"\n"));
}

TEST(Log, DropsWhatIsBelowItsLevel) {
  EXPECT_EQ(logged([] { write(Level::debug, "x", "detail"); }), "");
  set_level(Level::debug);
  EXPECT_THAT(logged([] { write(Level::debug, "x", "detail"); }), HasSubstr("debug x: detail"));
  set_level(Level::error);
  EXPECT_EQ(logged([] { warning("x", "not now"); }), "");
  set_level(Level::info);
}

TEST(Log, TakesBracesAsTheyAre) {
  EXPECT_THAT(logged([] { info("x", "{} %s {0}"); }), HasSubstr("x: {} %s {0}\n"));
}

}  // namespace
}  // namespace jidoka::log
