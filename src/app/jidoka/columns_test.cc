#include "jidoka/columns.h"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

namespace jidoka::app {
namespace {

Result<Columns> read(const std::string& text) {
  std::istringstream input(text);
  return load_columns("-", input);
}

TEST(Columns, AreReadWithTheSeparatorThatTheHeaderUses) {
  const auto comma = read("part,value\n1,0.29\n2,-3e-4\n");
  ASSERT_TRUE(comma);
  EXPECT_EQ(numbers_of(*comma, "value", Missing::refused).value(), (std::vector<double>{0.29, -3e-4}));
  EXPECT_EQ(words_of(*comma, "part").value(), (std::vector<std::string>{"1", "2"}));
  const auto tab = read("part\tvalue\n1\t0.29\n");
  ASSERT_TRUE(tab);
  EXPECT_EQ(tab->names, (std::vector<std::string>{"part", "value"}));
  const auto semicolon = read("a;b\n1,5;2\n");
  ASSERT_TRUE(semicolon);
  EXPECT_EQ(numbers_of(*semicolon, "a", Missing::refused).value(), std::vector<double>{1.5});
  const auto single = read("water\n2.23\n\n2.53");
  ASSERT_TRUE(single);
  EXPECT_EQ(numbers_of(*single, "water", Missing::refused).value(), (std::vector<double>{2.23, 2.53}));
}

TEST(Columns, SayWhichCellIsNoNumber) {
  const auto columns = read("x,y\n1,2\nNA,3\nabc,4\ninf,5\n");
  ASSERT_TRUE(columns);
  const auto refused = numbers_of(*columns, "x", Missing::refused);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().slug, "missing-cell");
  EXPECT_EQ(refused.error().field, "x, row 3");
  const auto text = numbers_of(*columns, "x", Missing::kept);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().field, "x, row 4");
  const auto infinite = numbers_of(read("x\ninf\n").value(), "x", Missing::kept);
  ASSERT_FALSE(infinite);
  EXPECT_TRUE(std::isnan(numbers_of(read("x,y\n,1\n").value(), "x", Missing::kept).value().front()));
}

TEST(Columns, RefuseWhatIsNoTable) {
  EXPECT_EQ(read("").error().slug, "empty-table");
  EXPECT_EQ(read("x\n")->names, std::vector<std::string>{"x"}) << "a header alone is a table of no rows";
  EXPECT_EQ(read("a,b\n1\n").error().slug, "row-length");
  EXPECT_EQ(read("a,a\n1,2\n").error().slug, "column-twice");
  const auto columns = read("a,b\n1,2\n");
  EXPECT_EQ(column_named(*columns, "c").error().text.en, "There is no column \"c\"; the file has: a, b.");
  std::istringstream none;
  EXPECT_EQ(load_columns("/nowhere/at/all.csv", none).error().slug, "unreadable");
}

}  // namespace
}  // namespace jidoka::app
