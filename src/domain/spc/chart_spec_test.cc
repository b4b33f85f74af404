#include "spc/chart_spec.h"

#include <gtest/gtest.h>

#include <limits>
#include <string_view>

#include "json/decode.h"
#include "json/encode.h"
#include "spc/chart_kind.h"

namespace jidoka::spc {
namespace {

using namespace std::string_view_literals;

ChartSpec sound() { return {ChartType::xbar_r, 5, {Rule::we1}, {.mean = 24.0, .sigma = 0.004, .learn = {}}}; }

std::string refused_field(const ChartSpec& spec) {
  const auto checked = check(spec);
  if (checked) return "accepted";
  EXPECT_FALSE(checked.error().text.en.empty() || checked.error().text.zh.empty());
  return checked.error().field;
}

TEST(ChartSpec, IsAcceptedWithGivenOrLearntLimits) {
  ChartSpec spec = sound();
  EXPECT_TRUE(check(spec));
  spec.limits = {.mean = {}, .sigma = {}, .learn = 25};
  EXPECT_TRUE(check(spec));
}

TEST(ChartSpec, IsRefusedAtTheFieldThatIsWrong) {
  const double not_a_number = std::numeric_limits<double>::quiet_NaN();
  const auto refused = [](auto change) {
    ChartSpec spec = sound();
    change(spec);
    return refused_field(spec);
  };
  EXPECT_EQ(refused([](ChartSpec& s) { s.subgroup_size = 1; }), "subgroup_size");
  EXPECT_EQ(refused([](ChartSpec& s) { s.subgroup_size = 26; }), "subgroup_size");
  EXPECT_EQ(refused([](ChartSpec& s) { s.type = ChartType::i_mr; }), "subgroup_size");
  EXPECT_EQ(refused([](ChartSpec& s) { s.type = static_cast<ChartType>(200); }), "type");
  EXPECT_EQ(refused([](ChartSpec& s) { s.rules.clear(); }), "rules");
  EXPECT_EQ(refused([](ChartSpec& s) { s.rules = {static_cast<Rule>(90)}; }), "rules");
  EXPECT_EQ(refused([](ChartSpec& s) { s.limits = {}; }), "limits");
  EXPECT_EQ(refused([](ChartSpec& s) { s.limits.sigma.reset(); }), "limits");
  EXPECT_EQ(refused([](ChartSpec& s) { s.limits.learn = 25; }), "limits");
  EXPECT_EQ(refused([&](ChartSpec& s) { s.limits.mean = not_a_number; }), "limits.mean");
  EXPECT_EQ(refused([](ChartSpec& s) { s.limits.sigma = 0; }), "limits.sigma");
  EXPECT_EQ(refused([&](ChartSpec& s) { s.limits.sigma = not_a_number; }), "limits.sigma");
  EXPECT_EQ(refused([](ChartSpec& s) { s.limits = {.mean = {}, .sigma = {}, .learn = 1}; }), "limits.learn");
  EXPECT_EQ(refused([](ChartSpec& s) { s.limits = {.mean = {}, .sigma = {}, .learn = 1'000'001}; }), "limits.learn");
}

TEST(ChartSpec, IsReadAsAControlPlanWritesIt) {
  const auto given = json::decode<ChartSpec>(
      R"({"type":"xbar-r","rules":["we1","we2","we3","we4"],"subgroup_size":5,"limits":{"mean":24.0012,"sigma":0.0041}})"sv);
  ASSERT_TRUE(given) << given.error().text.en;
  EXPECT_EQ(*given, (ChartSpec{ChartType::xbar_r,
                               5,
                               rule_set(RuleSetName::western_electric).list(),
                               {.mean = 24.0012, .sigma = 0.0041, .learn = {}},
                               {}}));

  const auto learnt = json::decode<ChartSpec>(R"({"type":"i-mr","limits":{"learn":100}})"sv);
  ASSERT_TRUE(learnt) << learnt.error().text.en;
  EXPECT_EQ(learnt->rules, std::vector<Rule>{Rule::we1});
  EXPECT_EQ(
      json::encode(*learnt),
      R"({"type":"i-mr","subgroup_size":1,"rules":["we1"],"limits":{"learn":100},"tuning":{"lambda":0.2,"l":3,"k":0.5,)"
      R"("h":5,"fir":false,"span":3,"items":1}})"sv);
  EXPECT_FALSE(json::decode<ChartSpec>(R"({"type":"x-s","limits":{"learn":100}})"sv));
}

TEST(ChartKind, IsARowOfEachTypeInOrderWithNamesInBothLanguages) {
  std::size_t index = 0;
  for (const ChartKind& kind : chart_kinds()) {
    EXPECT_EQ(static_cast<std::size_t>(kind.type), index++);
    EXPECT_EQ(json::enum_name(kind.type), kind.id);
    EXPECT_EQ(&chart_kind(kind.type), &kind);
    for (const Text& text : {kind.name(), kind.location_name()}) {
      EXPECT_FALSE(text.en.empty());
      EXPECT_FALSE(text.zh.empty());
      EXPECT_TRUE(text.en == "EWMA" || text.en != text.zh);
    }
    EXPECT_EQ(kind.spread_name().en.empty(), kind.spread_name().zh.empty());
  }
  EXPECT_EQ(find_chart_kind(static_cast<ChartType>(index)), nullptr);
}

}  // namespace
}  // namespace jidoka::spc
