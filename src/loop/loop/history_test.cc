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
  EXPECT_EQ(history.classify(10, 2.0, sense::context_mark({"SN-1", ""})), sense::Arrival::late) << "that was stream 2";
  EXPECT_EQ(history.classify(20, 3.0, sense::context_mark({"SN-1", ""})), sense::Arrival::duplicate);
}

}  // namespace
}  // namespace jidoka::loop
