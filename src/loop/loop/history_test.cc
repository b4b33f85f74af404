#include "loop/history.h"

#include <gtest/gtest.h>

namespace jidoka::loop {
namespace {

TEST(History, tells_a_late_reading_from_a_duplicate_and_a_contradiction) {
  History history;
  history.add(10, 1.5, 0);
  EXPECT_EQ(history.classify(11, 1.5, 0), sense::Arrival::late);
  EXPECT_EQ(history.classify(10, 1.5, 0), sense::Arrival::duplicate);
  EXPECT_EQ(history.classify(10, 1.6, 0), sense::Arrival::conflict);
  EXPECT_EQ(history.classify(10, 1.6, 7), sense::Arrival::late) << "of another unit";
}

TEST(History, takes_one_stream_of_a_batch_with_the_units_that_it_names) {
  const sense::Columns columns{{1, 2, 1}, {10, 10, 20}, {1.0, 2.0, 3.0}, {0, 1, 1}, {{}, {"SN-1", ""}}};
  History history;
  history.add(columns, 1);
  EXPECT_EQ(history.classify(10, 1.0, 0), sense::Arrival::duplicate);
  EXPECT_EQ(history.classify(10, 2.0, context_mark({"SN-1", ""})), sense::Arrival::late) << "that was stream 2";
  EXPECT_EQ(history.classify(20, 3.0, context_mark({"SN-1", ""})), sense::Arrival::duplicate);
}

TEST(ContextMark, is_nothing_for_nothing_and_tells_units_from_lots) {
  EXPECT_EQ(context_mark({}), 0u);
  EXPECT_NE(context_mark({"A", ""}), context_mark({"", "A"}));
  EXPECT_NE(context_mark({"AB", ""}), context_mark({"A", "B"}));
  // FNV-1a of "a" is 0xE40C292C (isthe.com/chongo/tech/comp/fnv); the mark goes on with the separators.
  const std::uint32_t a = (2'166'136'261U ^ 'a') * 16'777'619U;
  EXPECT_EQ(a, 0xE40C292CU);
  EXPECT_EQ(context_mark({"a", ""}), ((((a ^ 0xFFU) * 16'777'619U) ^ 0xFFU) * 16'777'619U));
}

}  // namespace
}  // namespace jidoka::loop
