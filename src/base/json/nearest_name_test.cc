#include "json/nearest_name.h"

#include <gtest/gtest.h>

namespace jidoka::json {
namespace {

const std::vector<std::string_view> known = {"lower", "upper", "target", "uom", "specification", "require_check"};

TEST(NearestName, FindsTheNameBehindASlip) {
  EXPECT_EQ(nearest_name("lwoer", known), "lower");
  EXPECT_EQ(nearest_name("uper", known), "upper");
  EXPECT_EQ(nearest_name("uon", known), "uom");
  EXPECT_EQ(nearest_name("specifcation", known), "specification");
  EXPECT_EQ(nearest_name("RequireCheck", known), "require_check");
  EXPECT_EQ(nearest_name("require-check", known), "require_check");
}

TEST(NearestName, SaysNothingWhenNoneIsNear) {
  EXPECT_EQ(nearest_name("temperature", known), "");
  EXPECT_EQ(nearest_name("x", known), "");
  EXPECT_EQ(nearest_name("", known), "");
  EXPECT_EQ(nearest_name("lower", {}), "");
  EXPECT_EQ(nearest_name(std::string(10'000, 'l'), known), "");
}

}  // namespace
}  // namespace jidoka::json
