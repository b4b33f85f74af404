#include "json/encode.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

#include "json/decode.h"
#include "json/plant_example_test.h"

namespace jidoka::json {
namespace {

TEST(Encode, WritesFieldsInTheOrderOfTheDescriptionAndLeavesAbsentOnesOut) {
  example::Limits limits{227, 233.5, std::nullopt};
  EXPECT_EQ(encode(limits), R"({"lower":227,"upper":233.5})");
  limits.uom = "Cel";
  EXPECT_EQ(encode(limits), R"({"lower":227,"upper":233.5,"uom":"Cel"})");
}

TEST(Encode, WritesEveryKindOfField) {
  example::Hold hold;
  hold.id = "H-17";
  hold.released_at = Instant{1'767'225'600'500'000'000};
  hold.after = seconds(30);
  hold.quantity = {4250, 2};
  hold.name = {"Melt", "熔体"};
  hold.extra.text = "[1]";
  hold.limits = {{1, 2, std::nullopt}};
  hold.values = {{"b", 2}, {"a", 0.1}};
  EXPECT_EQ(encode(hold),
            R"({"id":"H-17","state":"active","released_at":"2026-01-01T00:00:00.5Z","after":"30s","quantity":42.5,)"
            R"("name":{"en":"Melt","zh":"熔体"},"extra":[1],"urgent":false,"count":7,"serial":0,)"
            R"("limits":[{"lower":1,"upper":2}],"values":{"a":0.1,"b":2}})");
}

TEST(Encode, EscapesWhatJsonForbidsAndNothingElse) {
  EXPECT_EQ(encode(std::string("a\"b\\c/d\n\t\r\b\f\x01\x1f\x7f")),
            "\"a\\\"b\\\\c/d\\n\\t\\r\\b\\f\\u0001\\u001f\x7f\"");
  EXPECT_EQ(encode(std::string("熔体 °C 😀")), "\"熔体 °C 😀\"");
  EXPECT_EQ(encode("text, not a bool"), "\"text, not a bool\"");
}

TEST(Encode, ReplacesBytesThatAreNotUtf8) {
  EXPECT_EQ(encode(std::string("a\xFFz")), "\"a\xEF\xBF\xBDz\"");
  EXPECT_EQ(encode(std::string("\xE7\x86")), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
  EXPECT_EQ(encode(std::string("\xED\xA0\x80")), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
  EXPECT_EQ(encode(std::string("\xC0\xAF")), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
  EXPECT_EQ(encode(std::string("a\0b", 3)), "\"a\xEF\xBF\xBD\x62\"") << "no text that is read holds a zero";
}

TEST(Encode, AlwaysWritesJsonThatReadsBack) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes(random() % 24, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    const Result<Value> back = parse(encode(bytes));
    ASSERT_TRUE(back);
    ASSERT_TRUE(back->is_string());
    ASSERT_EQ(back->as_string().find('\0'), std::string::npos);
  }
}

TEST(Encode, WritesTheShortestNumberThatReadsBackTheSame) {
  EXPECT_EQ(encode(0.1), "0.1");
  EXPECT_EQ(encode(231.2), "231.2");
  EXPECT_EQ(encode(5.0), "5");
  EXPECT_EQ(encode(-0.0), "0");
  EXPECT_EQ(encode(1e300), "1e+300");
  EXPECT_EQ(encode(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(encode(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
}

TEST(Encode, WritesNullForWhatJsonCannotSay) {
  EXPECT_EQ(encode(std::nan("")), "null");
  EXPECT_EQ(encode(-std::numeric_limits<double>::infinity()), "null");
}

TEST(Encode, ReadsBackAnyDoubleBitForBit) {
  std::mt19937_64 random(11);
  for (int i = 0; i < 200'000; ++i) {
    const auto number = std::bit_cast<double>(random());
    if (!std::isfinite(number)) continue;
    const Result<double> back = decode<double>(encode(number));
    ASSERT_TRUE(back) << number;
    ASSERT_EQ(std::bit_cast<std::uint64_t>(*back), std::bit_cast<std::uint64_t>(number)) << number;
  }
}

TEST(Encode, GivesEqualDecimalsTheSameBytes) {
  EXPECT_EQ(encode(Decimal{4250, 2}), encode(Decimal{425, 1}));
  EXPECT_EQ(encode(Decimal{500, 2}), "5");
  EXPECT_EQ(encode(Decimal{999'999'999'999'999'999, 0}), "999999999999999999");
  EXPECT_EQ(encode(Decimal{123'456'789'012'345'678, 3}), "\"123456789012345.678\"");
}

TEST(Encode, ReadsBackAnyDecimal) {
  std::mt19937_64 random(12);
  for (int i = 0; i < 50'000; ++i) {
    const auto magnitude = static_cast<std::int64_t>(random() % 1'000'000'000'000'000'000 >> random() % 60);
    const Decimal decimal{i % 2 == 0 ? magnitude : -magnitude, static_cast<std::uint8_t>(random() % 19)};
    const Result<Decimal> back = decode<Decimal>(encode(decimal));
    ASSERT_TRUE(back) << encode(decimal);
    ASSERT_EQ(*back, decimal);
  }
}

}  // namespace
}  // namespace jidoka::json
