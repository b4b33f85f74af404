#include "sense/context_mark.h"

#include <gtest/gtest.h>

namespace jidoka::sense {
namespace {

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
}  // namespace jidoka::sense
