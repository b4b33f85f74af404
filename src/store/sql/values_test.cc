#include <gtest/gtest.h>

#include "sql/database.h"
#include "sql/ledger_rows.h"
#include "sql/quantity.h"

namespace jidoka::sql {
namespace {

std::string cleaned(std::string_view text) {
  std::string copy;
  return std::string(clean_text(text, copy));
}

TEST(CleanText, leaves_unicode_as_it_is) {
  for (const char* text : {"", "IM-01", "熔体温度", "\xF0\x9F\x8F\xAD", "caf\xC3\xA9"}) EXPECT_EQ(cleaned(text), text);
}

TEST(CleanText, replaces_every_byte_that_is_not_unicode) {
  EXPECT_EQ(cleaned(std::string_view("a\0b", 3)),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(cleaned("a\xFF"), "a\xEF\xBF\xBD");
  EXPECT_EQ(cleaned("\xC0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD") << "overlong";
  EXPECT_EQ(cleaned("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD") << "a surrogate";
  EXPECT_EQ(cleaned("\xF4\x90\x80\x80").size(), 12u) << "above U+10FFFF";
  EXPECT_EQ(cleaned("\xE7\x86"), "\xEF\xBF\xBD\xEF\xBF\xBD") << "cut short";
}

TEST(Quantity, is_exact_to_six_decimals) {
  EXPECT_EQ(to_millionths({4250, 2}), 42'500'000);
  EXPECT_EQ(to_millionths({-1, 6}), -1);
  EXPECT_EQ(to_millionths({999'999'999'999, 0}), 999'999'999'999'000'000);
  EXPECT_EQ(from_millionths(42'500'000), (Decimal{425, 1}));
  EXPECT_EQ(from_millionths(42'500'000).scale, 1);
  EXPECT_EQ(from_millionths(0).scale, 0);
}

TEST(Quantity, is_rounded_and_never_overflows) {
  EXPECT_EQ(to_millionths({15, 7}), 2) << "0.0000015";
  EXPECT_EQ(to_millionths({-15, 7}), -2);
  EXPECT_EQ(to_millionths({999'999'999'999'999'999, 0}), largest_quantity);
  EXPECT_EQ(to_millionths({-999'999'999'999'999'999, 0}), lowest_quantity);
}

TEST(LedgerRows, give_back_the_leaves_that_were_put_in) {
  const std::vector<std::string> few = {"", "{}", std::string(3, '\0')};
  EXPECT_EQ(*decode_leaves(encode_leaves(few)), few);
  std::vector<std::string> many;
  for (int i = 0; i < 2000; ++i) many.push_back(R"({"fact":"alarm_repeated","count":)" + std::to_string(i) + "}");
  const std::string bytes = encode_leaves(many);
  EXPECT_LT(bytes.size(), 2000u * 20) << "compressed";
  EXPECT_EQ(*decode_leaves(bytes), many);
}

TEST(LedgerRows, that_are_cut_or_of_no_known_form_are_refused) {
  const std::string bytes = encode_leaves(std::vector<std::string>{"one", "two"});
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    if (length == 1 || length == 8) continue;  // between two leaves
    EXPECT_FALSE(decode_leaves(bytes.substr(0, length))) << length;
  }
  EXPECT_FALSE(decode_leaves("\x02zzz"));
}

}  // namespace
}  // namespace jidoka::sql
