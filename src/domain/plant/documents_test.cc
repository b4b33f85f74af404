#include "plant/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plant/sample_plant_test.h"

namespace jidoka::plant {
namespace {

using sample::mistake_with;
using sample::mistakes;
using sample::with;
using testing::ElementsAre;

TEST(Documents, SamplePlantHasNoMistakeAndNeedsNoAdvice) {
  EXPECT_THAT(mistakes(sample::text()), ElementsAre());
  EXPECT_THAT(sample::advice(sample::text()), ElementsAre());
}

TEST(Documents, MistakeReadsWithFileLineColumnAndRemedy) {
  EXPECT_THAT(
      mistakes(with("lower: 227, upper: 233", "lower: 233, upper: 227")),
      ElementsAre("plant.yaml:72:41  line 10.1: lower 233 is above upper 227. Swap them, or leave one out for a "
                  "one-sided specification."));
}

TEST(Documents, MistakeReadsInChinese) {
  const auto checked = sample::check(with("lower: 227, upper: 233", "lower: 233, upper: 227"));
  ASSERT_FALSE(checked);
  EXPECT_EQ(shown(checked.error().at(0)).zh,
            "plant.yaml:72:41  第 10.1 行：下限 233 高于上限 227。请对调，或只保留其中一个作为单侧规格。");
}

TEST(Documents, AllMistakesOfAllDocumentsComeAtOnceInTheOrderOfTheFile) {
  std::string yaml = with("in: LINE-1\n", "in: LINE-2\n");
  yaml.replace(yaml.find("from: line_protocol"), 19, "from: line_protocoll");
  yaml.replace(yaml.find("role: shift_leader"), 18, "role: shift_leadr");
  yaml.replace(yaml.find("rules: [we1]"), 12, "rulse: [we1]");
  EXPECT_THAT(
      mistakes(yaml),
      ElementsAre("plant.yaml:10:5  There is no equipment \"LINE-2\". Did you mean \"LINE-1\"?",
                  "plant.yaml:26:7  Readings cannot come from \"line_protocoll\". Did you mean \"line_protocol\"?",
                  "plant.yaml:74:32  line 10.1: \"lines[0].chart\" has no field \"rulse\". Did you mean \"rules\"?",
                  "plant.yaml:80:28  line 10.1: there is no role \"shift_leadr\". Did you mean \"shift_leader\"?"));
}

TEST(Documents, DocumentWithoutAFileIsNamedByKindAndId) {
  const auto value = json::parse(R"({"kind":"role","id":"clerk","name":"Clerk","may":["raed"]})");
  ASSERT_TRUE(value);
  const auto checked = check_documents({}, {{"", *value, {}}});
  ASSERT_FALSE(checked);
  EXPECT_EQ(shown(checked.error().at(0)).en, "role clerk  There is no permission \"raed\". Did you mean \"read\"?");
  EXPECT_EQ(shown(checked.error().at(0)).zh, "role clerk  没有名为“raed”的权限。是否应为“read”？");
  EXPECT_EQ(checked.error().at(0).path, "may[0]");
}

TEST(Documents, KindMustBeSaid) {
  EXPECT_EQ(
      mistake_with("kind: person\n", ""),
      "The document does not say what it is. Add `kind:` with one of equipment, material, operation, role, person, "
      "source, target, control_plan.");
  EXPECT_EQ(
      mistake_with("kind: person\n", "kind: 7\n"),
      "The document does not say what it is. Add `kind:` with one of equipment, material, operation, role, person, "
      "source, target, control_plan.");
  EXPECT_EQ(mistake_with("kind: person", "kind: persn"), "There is no kind \"persn\". Did you mean \"person\"?");
  EXPECT_EQ(mistake_with("kind: person", "kind: kangaroo"),
            "There is no kind \"kangaroo\". Known are: equipment, material, operation, role, person, source, target, "
            "control_plan.");
  EXPECT_THAT(mistakes("- kind: person\n"),
              ElementsAre("plant.yaml:1:1  A document must be an object that begins with `kind:`."));
}

TEST(Documents, IdsAreWhatAddressesAndLineProtocolCanCarry) {
  EXPECT_EQ(mistake_with("id: chen.jing", "id: chen jing"),
            "\"chen jing\" cannot be an id. Use 1 to 64 letters, digits and - _ . : +, without spaces.");
  EXPECT_EQ(mistake_with("id: chen.jing", "id: a/b"),
            "\"a/b\" cannot be an id. Use 1 to 64 letters, digits and - _ . : +, without spaces.");
  EXPECT_EQ(mistake_with("id: chen.jing", "id: \"\""),
            "\"\" cannot be an id. Use 1 to 64 letters, digits and - _ . : +, without spaces.");
  EXPECT_EQ(mistake_with("id: chen.jing", "id: 陈静"), "");
  EXPECT_EQ(mistake_with("id: chen.jing\n", ""), "The document needs the field \"id\".");
}

TEST(Documents, IdIsGivenOnce) {
  EXPECT_EQ(
      mistake_with("id: plant_manager\n", "id: plant_manager\nname: Manager\n---\nkind: role\nid: plant_manager\n"),
      "\"plant_manager\" is the id of another role (plant.yaml:54). Give one of them another id.");
  EXPECT_EQ(mistake_with("id: chen.jing", "id: IM-01"), "") << "other kinds have ids of their own";
}

TEST(Documents, FieldsAreCheckedByTheirTypes) {
  EXPECT_EQ(mistake_with("level: line", "level: lin"), "\"level\" cannot be the text \"lin\". Did you mean \"line\"?");
  EXPECT_EQ(mistake_with("badge: \"10017\"", "badge: 10017"),
            "\"badge\" must be text (put it in quotes), but is 10017.");
  EXPECT_EQ(mistake_with("badge:", "bagde:"), "The document has no field \"bagde\". Did you mean \"badge\"?");
}

TEST(Documents, WhatFollowsFromAMistakeIsNotReportedAgain) {
  EXPECT_EQ(mistake_with("    operation: OP10\n    characteristic: {id: bore", "    characteristic: {id: bore"),
            "line 10.2: \"lines[1]\" needs the field \"operation\".");
  EXPECT_EQ(mistake_with("at: [IM-01]\n", "at: IM-01\n"), "\"at\" must be a list, but is the text \"IM-01\".");
  EXPECT_EQ(mistake_with("target: gateway", "target: 5"), "\"target\" must be text (put it in quotes), but is 5.");
}

TEST(Documents, ADocumentWithAMistakeIsNotMissedByOthers) {
  EXPECT_EQ(mistake_with("id: HOUSING-A\nname:", "id: HOUSING-A\ncolour: black\nname:"),
            "The document has no field \"colour\". Known are: id, name, uom, tracked_by, supplier.");
}

TEST(Documents, AFloodOfMistakesIsCutOff) {
  std::string yaml;
  for (int i = 0; i < 300; ++i) yaml += "---\nkind: kangaroo\n";
  const std::vector<std::string> all = mistakes(yaml);
  ASSERT_EQ(all.size(), 201u);
  EXPECT_THAT(all, testing::Contains("There are 100 more mistakes. Correct these first."));
}

TEST(Documents, ReplacesWhatStoodThereBefore) {
  const auto before = sample::check(sample::text());
  ASSERT_TRUE(before);
  const auto after =
      check_documents(before->model, sample::documents("kind: material\nid: HOUSING-A\nname: Housing\n"));
  ASSERT_TRUE(after);
  EXPECT_EQ(after->model.materials.at("HOUSING-A").name, same_text("Housing"));
  EXPECT_EQ(after->model.materials.size(), 2u);
  EXPECT_EQ(after->documents.size(), 1u);
}

TEST(Documents, WithdrawnDocumentIsMissedByWhoeverNamesIt) {
  const auto before = sample::check(sample::text());
  ASSERT_TRUE(before);
  const auto after = compose(before->model, {}, {{"role", "plant_manager"}});
  ASSERT_FALSE(after);
  std::vector<std::string> texts;
  for (const Fault& fault : after.error()) texts.push_back(shown(fault).en);
  EXPECT_THAT(texts,
              ElementsAre("person chen.jing  There is no role \"plant_manager\". Add a document for it, or name one "
                          "that exists.",
                          "control_plan CP-HOUSING-A  line 10.1: there is no role \"plant_manager\". Add a document "
                          "for it, or name one that exists."));
  EXPECT_TRUE(compose(before->model, {}, {{"control_plan", "CP-HOUSING-A"}, {"source", "press-gateway"}}));
}

TEST(Documents, OnlyWhatIsThereCanBeWithdrawn) {
  const auto after = compose({}, {}, {{"role", "clerk"}});
  ASSERT_FALSE(after);
  EXPECT_EQ(shown(after.error().at(0)).en, "role clerk  There is no role \"clerk\" to withdraw.");
  EXPECT_EQ(shown(after.error().at(0)).zh, "role clerk  没有名为“clerk”的角色，无法撤销。");
}

TEST(Documents, ChangedControlPlanNeedsANewRevision) {
  const auto before = sample::check(sample::text());
  ASSERT_TRUE(before);
  const auto again = check_documents(before->model, sample::documents(sample::text()));
  EXPECT_TRUE(again) << "the same plan again is no change";
  const auto edited = check_documents(before->model, sample::documents(with("upper: 233", "upper: 234")));
  ASSERT_FALSE(edited);
  EXPECT_EQ(shown(edited.error().at(0)).en,
            "plant.yaml:67:11  The plan has changed, but revision 3 is in force already. Set `revision: 4`.");
  std::string yaml = with("upper: 233", "upper: 234");
  yaml.replace(yaml.find("revision: 3"), 11, "revision: 4");
  EXPECT_TRUE(check_documents(before->model, sample::documents(yaml)));
}

TEST(Documents, BodyIsCanonicalAndCarriesTheKind) {
  const auto parsed = parse_documents(sample::documents("kind: material\nname: Housing\nid: HOUSING-A\n"));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(
      parsed->at(0).body(),
      R"({"kind":"material","id":"HOUSING-A","name":{"en":"Housing","zh":"Housing"},"uom":"1","tracked_by":"unit"})");
}

TEST(Documents, ParsingAloneReportsWhatNeedsNoOtherDocument) {
  const auto parsed =
      parse_documents(sample::documents("kind: material\nid: HOUSING-A\n---\nkind: operation\nid: OP10\n"));
  ASSERT_FALSE(parsed);
  std::vector<std::string> texts;
  for (const Fault& fault : parsed.error()) texts.push_back(fault.text.en);
  EXPECT_THAT(texts, ElementsAre("The document needs the field \"name\".", "The document needs the field \"name\".",
                                 "The document needs the field \"at\"."));
}

}  // namespace
}  // namespace jidoka::plant
