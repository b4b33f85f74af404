#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "json/decode.h"

namespace jidoka::json {
namespace {

using namespace std::string_view_literals;
using testing::HasSubstr;

// A selection of the JSON Parsing Test Suite (N. Seriot, "Parsing JSON is a Minefield", 2016; MIT licence).
TEST(Parse, TakesWhatMustParse) {
  for (const std::string_view text : {
           "[]"sv,
           "{}"sv,
           "\"\""sv,
           " [] "sv,
           "null"sv,
           "true"sv,
           "42"sv,
           "-0.1"sv,
           "[0e1]"sv,
           "[0e+1]"sv,
           "[-0]"sv,
           "[1E22]"sv,
           "[123.456e78]"sv,
           R"(["\u0060\u012a\u12AB"])"sv,
           R"(["\uD801\udc37"])"sv,
           R"(["\u0000"])"sv,
           R"(["\"\\\/\b\f\n\r\t"])"sv,
           "[\"\x7f\"]"sv,
           "[\"\xE2\x80\xA8\"]"sv,
           "[\"\xF4\x8F\xBF\xBF\"]"sv,
           R"({"":0})"sv,
           R"({"foo\u0000bar":42})"sv,
           "{\n\"a\": \"b\"\n}"sv,
           "[1,null,null,null,2]"sv,
           "\r\n\t [1]\n"sv,
           "[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]"sv,
       })
    EXPECT_TRUE(parse(text)) << text;
}

TEST(Parse, RefusesWhatMustNot) {
  for (const std::string_view text : {
           ""sv,
           " "sv,
           "["sv,
           "]"sv,
           "[1"sv,
           "[1,]"sv,
           "[,1]"sv,
           "[1,,2]"sv,
           "[1 true]"sv,
           "[\"a\",\n4\n,1,"sv,
           "{"sv,
           "{\"a\":1,}"sv,
           "{\"a\"}"sv,
           "{\"a\" b}"sv,
           "{a:1}"sv,
           "{'a':0}"sv,
           "{\"a\":1 \"b\":2}"sv,
           "{1:1}"sv,
           "[1]x"sv,
           "[1]]"sv,
           "[+1]"sv,
           "[.5]"sv,
           "[1.]"sv,
           "[01]"sv,
           "[-01]"sv,
           "[1e]"sv,
           "[1e+]"sv,
           "[0x42]"sv,
           "[NaN]"sv,
           "[Infinity]"sv,
           "[-Infinity]"sv,
           "[1_000]"sv,
           "[- 1]"sv,
           "[--1]"sv,
           "[tru]"sv,
           "[True]"sv,
           "[\"a\tb\"]"sv,
           "[\"a\nb\"]"sv,
           R"(["\x00"])"sv,
           R"(["\u00A"])"sv,
           R"(["\uD800"])"sv,
           R"(["\uD800\u"])"sv,
           R"(["\a"])"sv,
           "[\"a"sv,
           "[1] // no"sv,
           "/**/[1]"sv,
           "[\"\xFF\"]"sv,
           "[\"\xED\xA0\x80\"]"sv,
           "[\"\xC0\xAF\"]"sv,
           "\xEF\xBB\xBF[1]"sv,
           "[\"\0\"]"sv,
           "[1\0]"sv,
           "[\xEF\xBC\x91]"sv,
           "\xE2\x81\xA0[]"sv,
           "[\f1]"sv,
       })
    EXPECT_FALSE(parse(text)) << text;
}

TEST(Parse, AgreesWithTheWholeSuiteWhereItIsAtHand) {
  std::filesystem::path folder =
      std::filesystem::path(__FILE__).parent_path() / "../../../../shared/data/bad-input/json";
  if (!std::filesystem::exists(folder)) return;  // the selections above are the part of it that always runs
  int seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".json")) continue;
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    const Result<Value> value = parse(text.str());
    if (name.starts_with("y_object_duplicated_key"))
      EXPECT_EQ(value ? "" : value.error().slug, "duplicate-field") << name;  // RFC 8259 lets a reader choose
    else
      EXPECT_EQ(value.has_value(), name.starts_with("y_")) << name;
    ++seen;
  }
  EXPECT_GT(seen, 280);
}

TEST(Parse, SaysWhereAndWhy) {
  const Result<Value> value = parse("{\n  \"熔体\": 1,\n  \"熔体\": 2\n}");
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().slug, "duplicate-field");
  EXPECT_THAT(value.error().text.en, HasSubstr("line 3, column"));
  EXPECT_THAT(value.error().text.en, HasSubstr("\"熔体\" is given twice"));
  EXPECT_THAT(value.error().text.zh, HasSubstr("第 3 行"));
  EXPECT_THAT(parse("[1,\n2").error().text.en, HasSubstr("line 2, column 2: the text ends too early"));
  EXPECT_THAT(parse("[1] 2").error().text.en, HasSubstr("column 5: nothing may follow"));
}

TEST(Parse, RefusesTheSameKeyHoweverItIsWritten) {
  EXPECT_EQ(parse(R"({"a":1,"\u0061":2})").error().slug, "duplicate-field");
  EXPECT_EQ(parse(R"([{"a":{"b":1,"c":{},"b":1}}])").error().slug, "duplicate-field");
  EXPECT_TRUE(parse(R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]})"));
}

TEST(Parse, HoldsItsLimits) {
  const std::string deep(32, '[');
  EXPECT_TRUE(parse(deep + std::string(32, ']')));
  const Result<Value> deeper = parse("[" + deep + std::string(33, ']'));
  ASSERT_FALSE(deeper);
  EXPECT_EQ(deeper.error().code, Code::too_large);
  EXPECT_EQ(deeper.error().slug, "json-too-deep");
  EXPECT_FALSE(parse(std::string(1'000'000, '[')));
  EXPECT_FALSE(parse("[1,2]", {.bytes = 4}));
  EXPECT_EQ(parse("[1,2]", {.bytes = 4}).error().code, Code::too_large);
  EXPECT_TRUE(parse("[1,2]", {.bytes = 5}));
}

TEST(Parse, ReadsNumbersToTheLastBit) {
  EXPECT_EQ(parse("0.1")->get_double(), 0.1);
  EXPECT_EQ(parse("2.2250738585072011e-308")->get_double(), 2.2250738585072011e-308);
  EXPECT_EQ(parse("9007199254740993.0")->get_double(), 9007199254740992.0);
  EXPECT_EQ(parse("1" + std::string(400, '0') + "e-400")->get_double(), 1.0);
  EXPECT_EQ(parse("0." + std::string(400, '0') + "1e401")->get_double(), 1.0);
  EXPECT_EQ(parse("9223372036854775807")->get_int64(), 9223372036854775807);
  EXPECT_EQ(parse("18446744073709551615")->get_uint64(), 18446744073709551615u);
  EXPECT_EQ(parse("1e-400")->get_double(), 0);
  EXPECT_FALSE(parse("1e400"));
  EXPECT_FALSE(parse("-1e400"));
  EXPECT_FALSE(parse("1e99999999999"));
}

TEST(Parse, KeepsLongTextsWhole) {
  const std::string text(1'000'000, 'x');
  EXPECT_EQ(parse("\"" + text + "\"")->get_string().size(), text.size());
  EXPECT_EQ(parse("\"" + text + "\\n熔\"")->get_string().size(), text.size() + 4);
}

}  // namespace
}  // namespace jidoka::json
