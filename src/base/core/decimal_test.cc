#include "core/decimal.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace jidoka {
namespace {

Decimal decimal(std::string_view text) {
  const Result<Decimal> parsed = parse_decimal(text);
  EXPECT_TRUE(parsed) << text;
  return parsed.value_or(Decimal{});
}

TEST(Decimal, KeepsTheZerosThatWereWritten) {
  EXPECT_EQ(to_string(decimal("42.50")), "42.50");
  EXPECT_EQ(to_string(decimal("-0.05")), "-0.05");
  EXPECT_EQ(to_string(decimal("0")), "0");
  EXPECT_EQ(to_string(decimal("999999999999999999")), "999999999999999999");
  EXPECT_EQ(to_string(decimal("0.000000000000000001")), "0.000000000000000001");
}

TEST(Decimal, ComparesByValueNotByScale) {
  EXPECT_EQ(decimal("42.5"), decimal("42.50"));
  EXPECT_LT(decimal("42.49"), decimal("42.5"));
  EXPECT_GT(decimal("-1"), decimal("-1.00000000000000001"));
  EXPECT_EQ(decimal("-0"), decimal("0.00"));
  EXPECT_LT(decimal("0.999999999999999999"), decimal("999999999999999999"));
}

TEST(Decimal, AddsAndSubtractsExactly) {
  EXPECT_EQ(to_string(*add(decimal("0.1"), decimal("0.2"))), "0.3");
  EXPECT_EQ(to_string(*subtract(decimal("42"), decimal("41.95"))), "0.05");
  EXPECT_EQ(to_string(*subtract(decimal("1.50"), decimal("1.50"))), "0.00");
}

TEST(Decimal, RefusesASumThatNeedsMoreThan18Digits) {
  const Result<Decimal> sum = add(decimal("999999999999999999"), decimal("1"));
  ASSERT_FALSE(sum);
  EXPECT_EQ(sum.error().code, Code::too_large);
  EXPECT_FALSE(add(decimal("999999999999999999"), decimal("0.1")));
  EXPECT_EQ(to_string(*add(decimal("999999999999999998"), decimal("1.000"))), "999999999999999999");
}

TEST(Decimal, RefusesWhatIsNotAnExactNumber) {
  for (const std::string_view text : {"", "-", ".", "1.", ".5", "1e3", "+1", "1,5", "1.2.3", " 1", "1 ", "NaN", "0x1",
                                      "1234567890123456789", "0.0000000000000000001", "--1", "１"}) {
    const Result<Decimal> parsed = parse_decimal(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().slug, "not-a-number");
    EXPECT_FALSE(parsed.error().text.zh.empty());
  }
}

TEST(Decimal, BecomesTheNearestDouble) {
  EXPECT_EQ(to_double(decimal("0.1")), 0.1);
  EXPECT_EQ(to_double(decimal("-123456789.123456789")), -123456789.123456789);
}

TEST(Decimal, ReadsBackWhatItWroteAndSumsLikeIntegers) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 50'000; ++i) {
    const Decimal a{static_cast<std::int64_t>(random() % 100'000'000'000) - 50'000'000'000,
                    static_cast<std::uint8_t>(random() % 19)};
    const Decimal b{static_cast<std::int64_t>(random() % 100'000'000'000) - 50'000'000'000, a.scale};
    ASSERT_EQ(decimal(to_string(a)), a);
    ASSERT_EQ(decimal(to_string(a)).scale, a.scale);
    ASSERT_EQ(add(a, b)->digits, a.digits + b.digits);
    ASSERT_EQ(*subtract(*add(a, b), b), a);
    ASSERT_EQ(a < b, a.digits < b.digits);
  }
}

}  // namespace
}  // namespace jidoka
