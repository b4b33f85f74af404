// A plant against what its site has recorded already.
#include "plant/opened.h"

#include <gtest/gtest.h>

#include "plant/sample_plant_test.h"

namespace jidoka::plant {
namespace {

using List = std::vector<std::string>;

Model sample_model() {
  auto composed = sample::check(sample::text());
  EXPECT_TRUE(composed);
  return composed ? std::move(composed->model) : Model{};
}

// What is said of a plant that becomes the given text, with file, line and column.
List mistakes(const Model& current, const std::string& yaml, const OpenedStreams& opened) {
  const auto checked = check_documents(current, sample::documents(yaml), {}, opened);
  List out;
  if (checked) return out;
  for (const Fault& fault : checked.error()) {
    EXPECT_NE(fault.text.zh, fault.text.en);
    out.push_back(shown(fault).en);
  }
  return out;
}

std::string rewritten(std::string yaml, std::string_view place, std::string_view with) {
  const std::size_t at = yaml.find(place);
  EXPECT_NE(at, std::string::npos) << place;
  return yaml.replace(at, place.size(), with);
}

TEST(OpenedStreams, ATagKeepsTheUnitInWhichItIsRecorded) {
  const OpenedStreams opened = {{{"IM-01", "melt_temp"}, "Cel"}, {{"IM-01", "pressure"}, "bar"}};
  EXPECT_EQ(mistakes(sample_model(), sample::text(), opened), List{});
  const std::string fahrenheit = sample::with("{uom: Cel, range: [0, 400]", "{uom: \"[degF]\", range: [32, 752]");
  const std::string both = rewritten(fahrenheit, "pressure: {uom: bar", "pressure: {uom: Cel");
  const List expected = {
      "plant.yaml:13:20  The readings of IM-01/melt_temp are recorded in \"Cel\" and stay so. Write `uom: \"Cel\"`, or "
      "declare a tag of another name for readings in \"[degF]\".",
      "plant.yaml:14:19  The readings of IM-01/pressure are recorded in \"bar\" and stay so. Write `uom: \"bar\"`, or "
      "declare a tag of another name for readings in \"Cel\"."};
  EXPECT_EQ(mistakes(sample_model(), both, opened), expected);
  EXPECT_EQ(mistakes({}, both, opened), expected) << "whoever opened the streams";
  EXPECT_EQ(mistakes({}, both, {}), List{}) << "before anything is recorded any unit will do";
}

TEST(OpenedStreams, AnotherNameOfTheSameUnitIsNoChange) {
  EXPECT_EQ(mistakes({}, sample::with("uom: bar", "uom: 100.kPa"), {{{"IM-01", "pressure"}, "bar"}}), List{});
}

TEST(OpenedStreams, BareNumbersTakeTheUnitThatIsDeclaredLater) {
  EXPECT_EQ(mistakes({}, sample::text(), {{{"IM-01", "melt_temp"}, "1"}, {{"IM-01", "bore_diameter"}, "1"}}), List{});
  EXPECT_EQ(
      mistakes({}, sample::with("uom: bar", "uom: \"%\""), {{{"IM-01", "pressure"}, "1"}}),
      List{"plant.yaml:14:19  The readings of IM-01/pressure are recorded in \"1\" and stay so. Write `uom: \"1\"`, "
           "or declare a tag of another name for readings in \"%\"."});
}

TEST(OpenedStreams, BareNumbersThatAPlanJudgesStayBare) {
  const std::string bare = rewritten(sample::with("melt_temp: {uom: Cel, ", "melt_temp: {"), "upper: 233, uom: Cel",
                                     "upper: 233, uom: \"1\"");
  const auto before = sample::check(bare);
  ASSERT_TRUE(before) << shown(before.error().front()).en;
  const List said =
      mistakes(before->model, rewritten(sample::text(), "revision: 3", "revision: 4"), {{{"IM-01", "melt_temp"}, "1"}});
  EXPECT_EQ(said, List{"plant.yaml:13:20  The readings of IM-01/melt_temp came without a unit, and line 10.1 of "
                       "CP-HOUSING-A judges them so. Take that line out first and declare the unit then, or declare a "
                       "tag of another name."});
}

TEST(OpenedStreams, LimitsConvertToTheUnitInWhichALinesOwnStreamIsRecorded) {
  EXPECT_EQ(mistakes({}, sample::text(), {{{"IM-01", "bore_diameter"}, "um"}}), List{});
  EXPECT_EQ(
      mistakes({}, sample::text(), {{{"IM-01", "bore_diameter"}, "kg"}}),
      List{"plant.yaml:87:72  line 10.2: limits in \"mm\" cannot judge IM-01/bore_diameter, which is in \"kg\". Use "
           "that unit, or one that converts."});
}

}  // namespace
}  // namespace jidoka::plant
