#include "jidoka/printed_table.h"

#include <gtest/gtest.h>

#include <sstream>

namespace jidoka::app {
namespace {

TEST(PrintedTable, AlignsNumbersToTheRightAndCountsChineseTwice) {
  PrintedTable table;
  table.add({"均值", "1.5", ""});
  table.add({"sigma", "12", "p 0.1"});
  std::ostringstream out;
  table.print(out);
  EXPECT_EQ("均值    1.5\nsigma    12   p 0.1\n", out.str());
}

TEST(PrintedTable, CountsPlacesOnATerminal) {
  EXPECT_EQ(4, places_of("过程"));
  EXPECT_EQ(2, places_of("σ²"));
  EXPECT_EQ(1, places_of("–"));
  EXPECT_EQ(4, places_of("R²："));
}

TEST(Figure, HasSixDigitsOrADash) {
  EXPECT_EQ("0.00978534", figure(0.0097853376));
  EXPECT_EQ("–", figure(std::nullopt));
  EXPECT_EQ("1.2 … 2.5", interval_text(std::vector{1.2, 2.5}));
  EXPECT_EQ("", interval_text(std::nullopt));
}

}  // namespace
}  // namespace jidoka::app
