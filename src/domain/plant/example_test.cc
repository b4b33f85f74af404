// The example plant is what people meet first: it must compose without a fault or a piece of advice.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "json/decode.h"
#include "plant/documents.h"

namespace jidoka::plant {
namespace {

std::vector<json::Document> read_example() {
  std::vector<json::Document> out;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(JIDOKA_EXAMPLES "/demo-plant"))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  std::ranges::sort(files);
  for (const auto& file : files) {
    std::ifstream stream(file);
    std::stringstream text;
    text << stream.rdbuf();
    auto documents = json::parse_yaml(text.str(), file.filename().string());
    EXPECT_TRUE(documents) << documents.error().text.en;
    if (documents) out.insert(out.end(), documents->begin(), documents->end());
  }
  return out;
}

TEST(ExamplePlant, composes_without_a_fault) {
  const auto composed = check_documents({}, read_example());
  if (!composed)
    for (const Fault& fault : composed.error()) ADD_FAILURE() << shown(fault).en << "\n" << shown(fault).zh;
  ASSERT_TRUE(composed);
  for (const Fault& fault : composed->advice) ADD_FAILURE() << shown(fault).en;
  const Model& model = composed->model;
  EXPECT_EQ(model.equipment.size(), 9u);
  EXPECT_EQ(model.materials.size(), 4u);
  EXPECT_EQ(model.operations.size(), 4u);
  EXPECT_EQ(model.control_plans.size(), 2u);
  EXPECT_EQ(model.equipment.at("IM-01").equipment_class, "injection_press");
  EXPECT_EQ(model.people.at("chen.jing").name, (Text{"Chen Jing", "陈静"}));
}

TEST(ExamplePlant, runs_from_moulding_to_packing) {
  const auto composed = check_documents({}, read_example());
  ASSERT_TRUE(composed);
  const Model& model = composed->model;
  EXPECT_TRUE(previous_operations(model, "OP10").empty());
  EXPECT_EQ(previous_operations(model, "OP30"), std::vector<std::string>{"OP20"});
  const std::vector<ControlPlanLine>& lines = model.control_plans.at("CP-HOUSING-A").lines;
  EXPECT_EQ(tag_of(lines[0]), "melt_temp");
  EXPECT_EQ(tag_of(lines[1]), "bore_diameter");
  EXPECT_EQ(equipment_of(model, lines[0]), (std::vector<std::string>{"IM-01", "IM-02"}));
}

TEST(ExamplePlant, reads_back_from_its_canonical_bodies) {
  const auto composed = check_documents({}, read_example());
  ASSERT_TRUE(composed);
  std::vector<json::Document> again;
  for (const PlantDocument& document : composed->documents) {
    auto value = json::parse(document.body());
    ASSERT_TRUE(value) << document.body();
    again.push_back({"", *value, {}});
  }
  const auto recomposed = check_documents(composed->model, again);
  ASSERT_TRUE(recomposed) << shown(recomposed.error().front()).en;
  ASSERT_EQ(recomposed->documents.size(), composed->documents.size());
  for (std::size_t i = 0; i < again.size(); ++i)
    EXPECT_EQ(recomposed->documents[i].body(), composed->documents[i].body());
}

}  // namespace
}  // namespace jidoka::plant
