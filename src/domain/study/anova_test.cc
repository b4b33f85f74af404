#include "study/anova.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/published_test.h"
#include "study/strd_data_test.h"

namespace jidoka::study {
namespace {

TEST(OneWayAnova, GivesTheCertifiedFiguresOfSilver) {
  // Seven leading digits never change; as doubles the data carry the last certified digits only to about 1e-9.
  const auto found = one_way_anova(strd::silver);
  ASSERT_TRUE(found);
  const std::string source = "NIST StRD AtmWtAg, certified";
  expect_published({source, "sum of squares between", 3.63834187500000e-9, 1e-9}, found->squares_between);
  expect_published({source, "sum of squares within", 1.04951729166667e-8, 1e-9}, found->squares_within);
  expect_published({source, "mean square within", 2.28155932971014e-10, 1e-9}, found->mean_square_within);
  expect_published({source, "F", 15.9467335677930, 1e-9}, *found->f);
  expect_published({source, "R-squared", 0.257426544538321, 1e-9}, found->r_squared);
  expect_published({source, "residual standard deviation", 1.51048314446410e-5, 1e-9}, found->residual_sigma);
  EXPECT_EQ(1, found->df_between);
  EXPECT_EQ(46, found->df_within);
}

TEST(OneWayAnova, TakesGroupsOfDifferentSizes) {
  const auto found = one_way_anova({{1, 2, 3}, {4, 6}, {5}});
  EXPECT_DOUBLE_EQ(13.5, found->squares_between);
  EXPECT_DOUBLE_EQ(4, found->squares_within);
  EXPECT_DOUBLE_EQ((6 - 14.0 / 6) / 2, found->common_size);
}

TEST(OneWayAnova, HasNoFWhenNothingVariesWithin) {
  const auto found = one_way_anova({{1, 1}, {2, 2}});
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->f || found->p);
}

TEST(OneWayAnova, RefusesOneGroupLoneValuesAndWhatIsNoNumber) {
  EXPECT_EQ("too-few-groups", one_way_anova({{1, 2, 3}}).error().slug);
  EXPECT_EQ("too-few-groups", one_way_anova({{1}, {2}}).error().slug);
  EXPECT_EQ("too-few-values", one_way_anova({{1, 2}, {}}).error().slug);
  EXPECT_EQ("not-a-number", one_way_anova({{1, 2}, {std::nan("")}}).error().slug);
}

}  // namespace
}  // namespace jidoka::study
