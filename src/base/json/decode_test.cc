#include "json/decode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "json/encode.h"
#include "json/plant_example_test.h"

namespace jidoka::json {
namespace {

using testing::HasSubstr;

template <class T>
Faults faults_of(std::string_view text) {
  const Result<Value> value = parse(text);
  EXPECT_TRUE(value) << text;
  Faults faults;
  if (value) decode_into<T>(*value, "", faults);
  return faults;
}

template <class T>
Error fault_of(std::string_view text) {
  const Faults faults = faults_of<T>(text);
  EXPECT_EQ(faults.size(), 1u) << text;
  if (faults.empty()) return {};
  EXPECT_FALSE(faults[0].text.zh.empty());
  return faults[0];
}

TEST(Decode, ReadsWhatEncodeWrote) {
  example::Hold hold;
  hold.id = "H-17 \"quoted\" 熔体";
  hold.state = example::State::released;
  hold.released_at = Instant{1'767'225'600'000'000'001};
  hold.after = milliseconds(250);
  hold.quantity = {-1, 3};
  hold.name = {"Melt", "熔体"};
  hold.extra.text = R"({"a":[1,2.5,null],"b":"x"})";
  hold.urgent = true;
  hold.count = -2'147'483'648;
  hold.serial = 18'446'744'073'709'551'615u;
  hold.limits = {{227, 233, "Cel"}, {0.1, 0.3, std::nullopt}};
  hold.values = {{"", 1}, {"a.b", 2}, {"熔", 3}};
  const Result<example::Hold> back = decode<example::Hold>(encode(hold));
  ASSERT_TRUE(back) << back.error().text.en;
  EXPECT_EQ(*back, hold);
}

TEST(Decode, KeepsTheInitialValueOfADefaultedFieldThatIsAbsent) {
  const Result<example::Hold> hold = decode<example::Hold>(R"({"id":"H-1","state":"active"})");
  ASSERT_TRUE(hold);
  EXPECT_EQ(hold->count, 7);
  EXPECT_FALSE(hold->released_at);
}

TEST(Decode, TakesNullForAnOptionalOnly) {
  EXPECT_TRUE(decode<example::Hold>(R"({"id":"H-1","state":"active","released_at":null})"));
  EXPECT_EQ(fault_of<example::Hold>(R"({"id":null,"state":"active"})").field, "id");
}

TEST(Decode, ReportsEveryFaultWithItsPath) {
  const Faults faults = faults_of<example::Hold>(
      R"({"state":"actve","count":"three","limits":[{"lower":1,"upper":2},{"lower":"x","uper":2}],"values":{"a":true},"x":1})");
  std::vector<std::string> fields;
  for (const Error& fault : faults) fields.push_back(fault.field);
  EXPECT_THAT(fields, testing::ElementsAre("id", "state", "count", "limits[1].lower", "limits[1].upper",
                                           "limits[1].uper", "values.a", "x"));
}

TEST(Decode, SummarisesEveryFaultInOneError) {
  const Result<example::Limits> limits = decode<example::Limits>(R"({"lower":"x"})");
  ASSERT_FALSE(limits);
  EXPECT_EQ(limits.error().field, "lower");
  EXPECT_EQ(limits.error().slug, "wrong-type");
  EXPECT_THAT(limits.error().text.en, HasSubstr("\"lower\" must be a number, but is the text \"x\"."));
  EXPECT_THAT(limits.error().text.en, HasSubstr("needs the field \"upper\""));
  EXPECT_THAT(limits.error().text.zh, HasSubstr("“lower”应为数字，实际为文本“x”。"));
  EXPECT_THAT(limits.error().text.zh, HasSubstr("文档缺少字段“upper”"));
}

TEST(Decode, SuggestsTheNearestNameForAnUnknownField) {
  const Error fault = fault_of<example::Limits>(R"({"lower":1,"upper":2,"uon":"Cel"})");
  EXPECT_EQ(fault.slug, "unknown-field");
  EXPECT_THAT(fault.text.en, HasSubstr("Did you mean \"uom\"?"));
  EXPECT_THAT(fault.text.zh, HasSubstr("是否应为“uom”？"));
}

TEST(Decode, ListsTheKnownNamesWhenNoneIsNear) {
  const Error fault = fault_of<example::Limits>(R"({"lower":1,"upper":2,"temperature":3})");
  EXPECT_THAT(fault.text.en, HasSubstr("Known are: lower, upper, uom."));
}

TEST(Decode, SuggestsTheNearestNameOfAnEnum) {
  EXPECT_THAT(fault_of<example::State>(R"("relased")").text.en, HasSubstr("Did you mean \"released\"?"));
  EXPECT_THAT(fault_of<example::State>("3").text.en, HasSubstr("Known are: active, released."));
}

TEST(Decode, TakesWholeNumbersWithinTheirRangeOnly) {
  EXPECT_EQ(decode<std::int32_t>(std::string_view("5.0")), 5);
  EXPECT_EQ(decode<std::int32_t>(std::string_view("1e3")), 1000);
  EXPECT_EQ(decode<std::uint8_t>(std::string_view("255")), 255);
  EXPECT_THAT(fault_of<std::uint8_t>("256").text.en, HasSubstr("a whole number from 0 to 255, but is 256"));
  EXPECT_THAT(fault_of<std::uint8_t>("-1").text.zh, HasSubstr("0 至 255 的整数"));
  EXPECT_EQ(fault_of<std::int32_t>("2147483648").slug, "wrong-type");
  EXPECT_EQ(fault_of<std::int64_t>("9223372036854775808").slug, "wrong-type");
  EXPECT_EQ(fault_of<std::uint64_t>("-1").slug, "wrong-type");
  EXPECT_EQ(fault_of<std::int64_t>("1.5").slug, "wrong-type");
  EXPECT_EQ(fault_of<std::int64_t>("1e18").slug, "wrong-type");
  EXPECT_EQ(fault_of<std::int64_t>("\"5\"").slug, "wrong-type");
}

TEST(Decode, ReadsTimesAsTextOrNanoseconds) {
  EXPECT_EQ(decode<Instant>(std::string_view(R"("1970-01-01T00:00:01Z")")), Instant{1'000'000'000});
  EXPECT_EQ(decode<Instant>(std::string_view("1767225600000000000")), Instant{1'767'225'600'000'000'000});
  EXPECT_EQ(decode<Duration>(std::string_view(R"("5min")")), minutes(5));
  EXPECT_EQ(decode<Duration>(std::string_view("5")), Duration{5});
  EXPECT_EQ(fault_of<Instant>(R"("1990-12-31T23:59:60Z")").slug, "leap-second");
  EXPECT_EQ(fault_of<Instant>("1.5").slug, "wrong-type");
  EXPECT_EQ(fault_of<Duration>(R"("5 minutes")").slug, "not-a-duration");
}

TEST(Decode, RefusesADecimalThatAJsonNumberWouldRound) {
  EXPECT_EQ(decode<Decimal>(std::string_view("42.50")), (Decimal{425, 1}));
  EXPECT_EQ(decode<Decimal>(std::string_view("\"42.50\""))->scale, 2);
  EXPECT_EQ(decode<Decimal>(std::string_view("1e-7")), (Decimal{1, 7}));
  EXPECT_EQ(fault_of<Decimal>("1234567890123.4567").slug, "number-needs-quotes");
  EXPECT_EQ(fault_of<Decimal>("1e20").slug, "not-a-number");
  EXPECT_EQ(fault_of<Decimal>("true").slug, "wrong-type");
}

TEST(Decode, ReadsTextInOneOrTwoLanguages) {
  EXPECT_EQ(decode<Text>(std::string_view(R"("IM-01")")), same_text("IM-01"));
  EXPECT_EQ(decode<Text>(std::string_view(R"({"en":"a","zh":"甲"})")), (Text{"a", "甲"}));
  EXPECT_EQ(fault_of<Text>(R"({"en":"a"})").field, "zh");
  EXPECT_EQ(fault_of<Text>(R"({"en":"a","zh":"b","cn":"c"})").field, "cn");
  EXPECT_EQ(fault_of<Text>("3").slug, "wrong-type");
}

TEST(Decode, TellsToQuoteANumberThatShouldBeText) {
  EXPECT_THAT(fault_of<std::string>("10.1").text.en, HasSubstr("must be text (put it in quotes), but is 10.1"));
}

TEST(Decode, RefusesTheZeroCharacterInText) {
  EXPECT_EQ(fault_of<std::string>(R"("a\u0000b")").slug, "zero-character");
  EXPECT_EQ((fault_of<std::map<std::string, double>>(R"({"\u0000":1})").slug), "zero-character");
}

TEST(Decode, StopsCountingFaultsAtAHundred) {
  std::string text = "[";
  for (int i = 0; i < 10'000; ++i) text += "true,";
  const Faults faults = faults_of<std::vector<double>>(text + "true]");
  EXPECT_EQ(faults.size(), 100u);
  EXPECT_THAT(summary(faults).text.en, HasSubstr("and 80 more"));
}

TEST(ToText, IsTheSameForTheSameValue) {
  const Result<Value> value = parse(R"( {"b" : [1.0, 2.50, 1e2, -0.0], "a":{"z":"\u7194","y":null}} )");
  ASSERT_TRUE(value);
  EXPECT_EQ(to_text(*value), R"({"a":{"y":null,"z":"熔"},"b":[1,2.5,100,0]})");
  EXPECT_EQ(to_text(*parse(to_text(*value))), to_text(*value));
}

}  // namespace
}  // namespace jidoka::json
