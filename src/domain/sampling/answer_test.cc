#include "sampling/answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "json/encode.h"
#include "plot/figure.h"

namespace jidoka::sampling {

namespace {

using testing::HasSubstr;

TEST(PlanAnswer, SaysWhatToTakeAndWhy) {
  const PlanAnswer answer = *answer_of({.standard = Standard::iso_2859_1, .lot_size = 1200, .aql = *aql_index("1.0")});
  EXPECT_EQ(answer.code_letter, "J");
  EXPECT_EQ(answer.stages, (Stages{{80, 2, 3}}));
  EXPECT_EQ(answer.words.en,
            "Take 80 units at random. Accept the lot with 2 or fewer nonconforming; reject it with 3 or more.");
  EXPECT_EQ(answer.words.zh, "随机抽取 80 件。不合格品数不超过 2 时接收该批；达到 3 时拒收。");
  EXPECT_EQ(answer.origin.en, "A lot of 1200 at level II has the code letter J.");
  EXPECT_FALSE(answer.full_inspection);
  EXPECT_NEAR(*answer.accept_at_aql, 0.9534, 0.0001);
  EXPECT_NEAR(*answer.oc->p10, 0.0652, 0.0001);
  EXPECT_EQ(answer.oc->points.size(), 101U);
  const std::string text = json::encode(answer);
  EXPECT_THAT(text, HasSubstr(R"("code_letter":"J")"));
  EXPECT_THAT(text, HasSubstr(R"("stages":[{"sample_size":80,"accept":2,"reject":3}])"));
}

TEST(PlanAnswer, TellsOfArrowsAndOfTheWholeLot) {
  const PlanAnswer answer = *answer_of({.standard = Standard::z1_4, .lot_size = 40, .aql = *aql_index("0.25")});
  EXPECT_EQ(answer.code_letter, "D");
  EXPECT_EQ(answer.plan_letter, "H");
  EXPECT_TRUE(answer.full_inspection);
  EXPECT_EQ(answer.words.en,
            "Inspect the whole lot of 40 units. Accept the lot with no nonconforming unit; reject it with 1 or more.");
  EXPECT_EQ(answer.words.zh, "全检整批 40 件。不合格品数为 0 时接收该批；达到 1 时拒收。");
  EXPECT_THAT(answer.origin.en, HasSubstr("the arrow leads to letter H"));
  EXPECT_THAT(answer.notes[0].en, HasSubstr("inspect the whole lot"));
  EXPECT_FALSE(answer.oc);
}

TEST(PlanAnswer, OfReducedInspectionTellsOfTheGap) {
  const PlanAnswer answer = *answer_of(
      {.standard = Standard::z1_4, .lot_size = 1200, .aql = *aql_index("1.0"), .severity = Severity::reduced});
  EXPECT_THAT(answer.words.en, HasSubstr("From 2 to 2: accept this lot, and go back to normal inspection."));
}

TEST(PlanAnswer, GivesTheSimplerPlanWithANote) {
  const PlanAnswer answer = *answer_of(
      {.standard = Standard::z1_4, .lot_size = 3000, .aql = *aql_index("0.10"), .type = PlanType::seven_samples});
  EXPECT_EQ(answer.type, PlanType::one_sample);
  EXPECT_THAT(answer.notes[0].en, HasSubstr("refers to the single plan"));
}

TEST(PlanAnswer, OfVariablesHasSizeAndConstants) {
  const PlanAnswer answer = *answer_of({.standard = Standard::z1_9, .lot_size = 3000, .aql = *aql_index("0.25")});
  EXPECT_EQ(answer.sample_size, 50);
  EXPECT_NEAR(*answer.k, 2.359, 0.001);
  EXPECT_NEAR(*answer.m, 0.00778, 0.00002);
  EXPECT_TRUE(answer.stages.empty());
  EXPECT_NEAR(*answer.accept_at_aql, 0.95, 1e-6);
  EXPECT_EQ(answer_of({.standard = Standard::z1_9, .lot_size = 3000, .level = Level::s1, .aql = 10}).error().slug,
            "level-not-in-standard");
}

TEST(PlanAnswer, AboveAql10CountsNonconformities) {
  const PlanAnswer answer = *answer_of({.standard = Standard::z1_4, .lot_size = 1200, .aql = *aql_index("40")});
  EXPECT_EQ(*answer.model, Model::poisson);
  EXPECT_THAT(answer.words.en, HasSubstr("nonconformities"));
}

TEST(PlanAnswer, RefusesALotThatCannotBe) {
  EXPECT_EQ(answer_of({.lot_size = 1, .aql = 10}).error().slug, "lot-size-out-of-range");
}

TEST(Figure, HasTheCurvesOfThePlan) {
  const PlanAnswer answer = *answer_of(
      {.standard = Standard::z1_4, .lot_size = 3000, .aql = *aql_index("1.0"), .type = PlanType::two_samples});
  const plot::Figure figure = figure_of(*answer.oc, {"Plan", "方案"}, true);
  ASSERT_EQ(figure.panels.size(), 3U);
  EXPECT_EQ(figure.title, "方案");
  EXPECT_THAT(plot::svg(figure), HasSubstr("接收概率"));
}

}  // namespace

}  // namespace jidoka::sampling
