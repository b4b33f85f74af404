#include "produce/acts.h"

#include <gtest/gtest.h>

namespace jidoka::produce {
namespace {

std::string again(std::string_view line) {
  const Result<Act> act = read_act(line);
  return act ? write_act(*act) : act.error().slug + " " + act.error().field;
}

TEST(Acts, every_kind_is_read_and_written_the_same) {
  for (
      const char* line :
      {R"({"do":"start","kind":"unit","id":"SN-1","operation":"OP10","equipment":"IM-01","person":"wang.fang","at":"2026-01-01T08:00:00Z"})",
       R"({"do":"complete","kind":"unit","id":"SN-1","operation":"OP10","equipment":"IM-01","at":"2026-01-01T08:00:42.5Z","result":"fail","defect":"short_shot","parameters":{"hold_time":15}})",
       R"({"do":"consume","kind":"unit","id":"SN-1","from":{"kind":"lot","id":"L7"},"quantity":0.042,"uom":"kg","operation":"OP10","equipment":"IM-01"})",
       R"({"do":"pack","kind":"unit","id":"SN-1","into":"BOX-1"})",
       R"({"do":"ship","kind":"lot","id":"BOX-1","to":"ACME"})",
       R"({"do":"scrap","kind":"unit","id":"SN-1","reason":"short shot"})",
       R"({"do":"receive","kind":"lot","id":"L7","material":"RESIN-PA66","quantity":25,"uom":"kg"})"})
    EXPECT_EQ(again(line), line);
}

TEST(Acts, a_receipt_has_no_time_of_its_own) {
  EXPECT_EQ(
      again(R"({"do":"receive","kind":"lot","id":"L7","material":"R","quantity":25,"at":"2026-01-01T08:00:00Z"})"),
      R"({"do":"receive","kind":"lot","id":"L7","material":"R","quantity":25})");
}

TEST(Acts, what_is_no_act_says_why) {
  EXPECT_EQ(again("[1]"), "not-an-act ");
  EXPECT_EQ(again(R"({"do":"eat","kind":"unit","id":"SN-1"})"), "unknown-act do");
  EXPECT_NE(again(R"({"kind":"unit","id":"SN-1","into":"B"})").find("do"), std::string::npos);
  EXPECT_NE(again(R"({"do":"pack","kind":"unit","id":"SN-1"})").find("into"), std::string::npos);
  EXPECT_NE(again(R"({"do":"pack","kind":"unit","id":"SN-1","into":"B","inot":1})").find("inot"), std::string::npos);
  EXPECT_NE(again(R"({"do":"pack","kind":"unit","id":"SN-1","into":"B","at":"noon"})").find("time"), std::string::npos);
}

TEST(Acts, a_line_that_is_none_does_not_stop_those_after_it) {
  const auto acts = read_acts("{}\n\n{\"do\":\"pack\",\"kind\":\"unit\",\"id\":\"S\",\"into\":\"B\"}\r\n");
  ASSERT_TRUE(acts);
  ASSERT_EQ(acts->size(), 2u);
  EXPECT_FALSE((*acts)[0]);
  EXPECT_TRUE((*acts)[1]);
}

TEST(Acts, too_many_are_refused_as_a_whole) {
  std::string lines;
  for (std::size_t i = 0; i < most_acts; ++i) lines += "{}\n";
  EXPECT_TRUE(read_acts(lines));
  const auto refused = read_acts(lines + "{}");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().slug, "too-many-acts");
}

}  // namespace
}  // namespace jidoka::produce
