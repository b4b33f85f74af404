#include "twin/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "twin/demo_line_test.h"

namespace jidoka::twin {
namespace {

using testing::HasSubstr;

std::string refused(const plant::Model& model, const Parameters& parameters) {
  const auto layout = Layout::create(model, parameters);
  return layout ? "" : layout.error().slug + ": " + layout.error().text.en;
}

TEST(Layout, takes_means_and_limits_from_the_control_plans_and_converts_quantities) {
  const auto layout = Layout::create(demo_model(JIDOKA_EXAMPLES), demo_parameters(JIDOKA_EXAMPLES));
  ASSERT_TRUE(layout) << layout.error().text.en;
  for (const VariablePlan& variable : layout->variables) {
    if (variable.tag == "melt_temp") {
      EXPECT_EQ(variable.mean, 230);
      EXPECT_EQ(variable.upper, 233);
      EXPECT_TRUE(variable.stops);
    }
    if (variable.tag == "bore_diameter") {
      EXPECT_EQ(variable.mean, 24.0012);
      EXPECT_EQ(variable.sample_size, 5);
    }
  }
  ASSERT_EQ(layout->operations.front().consumes.size(), 1u);
  EXPECT_EQ(to_string(layout->operations.front().consumes.front().quantity), "0.042000") << "42 g of a material in kg";
}

TEST(Layout, a_plant_without_parameters_runs) { EXPECT_EQ(refused(demo_model(JIDOKA_EXAMPLES), Parameters{}), ""); }

TEST(Layout, names_that_nothing_answers_to_are_refused) {
  const plant::Model model = demo_model(JIDOKA_EXAMPLES);
  Parameters parameters;
  parameters.equipment["IM-99"] = {};
  EXPECT_THAT(refused(model, parameters), HasSubstr("IM-99"));
  parameters = {};
  parameters.variables["melt_tmp"] = {};
  EXPECT_THAT(refused(model, parameters), HasSubstr("melt_tmp"));
  parameters = {};
  parameters.variables["melt_temp"].follows = {{"pressure", 1, 0}};
  parameters.variables["pressure"].follows = {{"melt_temp", 1, 0}};
  EXPECT_THAT(refused(model, parameters), HasSubstr("twin-circle"));
  parameters = {};
  parameters.disturbances["x"] = {};
  EXPECT_THAT(refused(model, parameters), HasSubstr("twin-disturbance"));
  parameters = {};
  parameters.operations["OP10"].takes = seconds(0);
  EXPECT_THAT(refused(model, parameters), HasSubstr("twin-pace"));
  EXPECT_THAT(refused(plant::Model{}, Parameters{}), HasSubstr("twin-no-beginning"));
}

TEST(Parameters, mistakes_have_their_place) {
  const auto wrong = parse_parameters("serial: SN-\noperations:\n  OP10: {takes: long}\nshift: []\n", "line.yaml");
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().text.en, HasSubstr("line.yaml:3:"));
  EXPECT_THAT(wrong.error().text.en, HasSubstr("shift"));
  EXPECT_FALSE(parse_parameters("", "line.yaml"));
}

TEST(Parameters, have_a_schema) {
  EXPECT_TRUE(json::parse(parameters_schema()));
  EXPECT_THAT(parameters_schema(), HasSubstr("\"TwinDisturbance\""));
}

}  // namespace
}  // namespace jidoka::twin
