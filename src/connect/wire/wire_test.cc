#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <string>

#include "wire/number.h"
#include "wire/utf8.h"

namespace jidoka::wire {
namespace {

TEST(Numbers, equal_strtod_for_every_shape_a_gauge_writes) {
  for (const char* text :
       {"0", "-0", "1", "-1.5", "231.25", "0.1", "123456789012345", "1234567890123456789", "1e3", "-2.5E-4", "4.9e-324",
        "1.7976931348623157e308", "0.000001", "5.", ".5", "999999999999999.9", "00012.50"}) {
    const auto value = parse_number(text);
    ASSERT_TRUE(value) << text;
    EXPECT_EQ(*value, std::strtod(text, nullptr)) << text;
  }
}

TEST(Numbers, equal_strtod_for_a_hundred_thousand_random_decimals) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 100'000; ++i) {
    std::string text = std::to_string(static_cast<std::int64_t>(random()) >> (random() % 60));
    if (random() % 2 == 0) text.insert(text.size() - random() % text.size(), ".");
    if (text.starts_with("-.") || text.ends_with("-")) continue;
    const auto value = parse_number(text);
    if (!value) continue;
    ASSERT_EQ(*value, std::strtod(text.c_str(), nullptr)) << text;
  }
}

TEST(Numbers, refuse_what_is_not_a_finite_decimal) {
  for (const char* text : {"", "-", "+1", ".", "-.", "nan", "NaN", "inf", "-Infinity", "1e999", "0x10", "1,5", " 1",
                           "1 ", "1e", "--1", "1.2.3"})
    EXPECT_FALSE(parse_number(text)) << text;
}

TEST(Numbers, refuse_integers_that_do_not_fit) {
  EXPECT_EQ(parse_integer("-9223372036854775808"), std::numeric_limits<std::int64_t>::min());
  EXPECT_FALSE(parse_integer("9223372036854775808"));
  EXPECT_FALSE(parse_integer("1.0"));
  EXPECT_FALSE(parse_integer(""));
}

TEST(Excerpts, are_always_valid_utf8_and_bounded) {
  EXPECT_EQ(excerpt("熔体温度"), "熔体温度");
  EXPECT_EQ(excerpt("a\xff"
                    "b"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(excerpt("熔体温度", 7), "熔体…");
  EXPECT_EQ(excerpt("a\nb"), "a b");
  std::mt19937_64 random(3);
  for (int i = 0; i < 2'000; ++i) {
    std::string bytes;
    for (std::size_t n = random() % 40; n > 0; --n) bytes += static_cast<char>(random());
    EXPECT_TRUE(is_utf8(excerpt(bytes, 20)));
    EXPECT_LE(excerpt(bytes, 20).size(), 23u);
  }
}

}  // namespace
}  // namespace jidoka::wire
