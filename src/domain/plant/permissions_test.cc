#include "plant/permissions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jidoka::plant {
namespace {

using testing::ElementsAre;
using Names = std::vector<std::string>;

Model plant_with_roles() {
  Model model;
  model.roles["plant_manager"] = {"plant_manager", {"Plant manager", "厂长"}, {"read", "alarms.*"}};
  return model;
}

TEST(Permissions, BuiltInRolesMayWhatTheirRowSays) {
  const Model model;
  EXPECT_THAT(permissions_of({"operator"}, model),
              ElementsAre("read", "ingest", "produce", "alarms.acknowledge", "holds.place", "equipment.stop",
                          "commands.acknowledge"));
  EXPECT_THAT(permissions_of({"quality_engineer"}, model),
              ElementsAre("read", "produce", "alarms.acknowledge", "alarms.shelve", "holds.place", "holds.release",
                          "equipment.stop", "equipment.restart", "commands.acknowledge", "plant.apply",
                          "quarantine.settle", "files.write"));
  EXPECT_THAT(permissions_of({"process_engineer"}, model),
              ElementsAre("read", "alarms.acknowledge", "alarms.shelve", "equipment.stop", "equipment.restart",
                          "commands.acknowledge", "plant.apply", "quarantine.settle"));
  EXPECT_THAT(permissions_of({"shift_leader"}, model),
              ElementsAre("read", "produce", "alarms.acknowledge", "alarms.shelve", "holds.place", "equipment.stop",
                          "equipment.restart", "commands.acknowledge"));
  EXPECT_THAT(permissions_of({"inspector"}, model),
              ElementsAre("read", "ingest", "produce", "alarms.acknowledge", "holds.place", "files.write"));
  EXPECT_THAT(permissions_of({"auditor"}, model), ElementsAre("read", "metrics"));
  EXPECT_THAT(permissions_of({"source"}, model), ElementsAre("ingest", "commands.acknowledge"));
  EXPECT_THAT(permissions_of({"station"}, model), ElementsAre("read", "ingest", "produce", "commands.acknowledge"));
  EXPECT_THAT(permissions_of({"viewer"}, model), ElementsAre("read"));
}

TEST(Permissions, OnlyTheAdministratorMayEverything) {
  for (const PermissionRow& permission : permissions()) EXPECT_TRUE(may({"admin"}, permission.id, {})) << permission.id;
  for (const RoleRow& role : built_in_roles())
    if (role.id != "admin") {
      EXPECT_FALSE(may({std::string(role.id)}, "users.manage", {})) << role.id;
    }
}

TEST(Permissions, SeveralRolesAddUpAndUnknownOnesAddNothing) {
  EXPECT_THAT(permissions_of({"source", "auditor", "astronaut"}, {}),
              ElementsAre("read", "ingest", "commands.acknowledge", "metrics"));
  EXPECT_TRUE(permissions_of({}, {}).empty());
}

TEST(Permissions, RoleDocumentsAddRolesAndLeaveBuiltInOnesAlone) {
  Model model = plant_with_roles();
  EXPECT_THAT(permissions_of({"plant_manager"}, model), ElementsAre("read", "alarms.acknowledge", "alarms.shelve"));
  EXPECT_TRUE(is_role("plant_manager", model));
  EXPECT_FALSE(is_role("plant_manager", Model{}));
  EXPECT_EQ(role_names(model).size(), built_in_roles().size() + 1);
  model.roles["operator"] = {"operator", {"Machine operator", "机台操作工"}, {"*"}};
  EXPECT_FALSE(may({"operator"}, "users.manage", model)) << "what is built in stays";
  EXPECT_TRUE(may({"operator"}, "ingest", model));
}

TEST(Permissions, SayWhatSomebodyWouldGiveThatHeHasNot) {
  const Model model = plant_with_roles();
  EXPECT_TRUE(beyond({"admin"}, {"admin", "plant_manager"}, model).empty());
  EXPECT_TRUE(beyond({"quality_engineer"}, {"plant_manager", "viewer"}, model).empty());
  EXPECT_THAT(beyond({"quality_engineer"}, {"operator"}, model), ElementsAre("ingest"));
  EXPECT_THAT(beyond({"viewer", "source"}, {"auditor"}, model), ElementsAre("metrics"));
}

TEST(Permissions, SayWhatAChangeOfTheRolesGrants) {
  const Model before = plant_with_roles();
  Model after = before;
  EXPECT_TRUE(newly_granted(before, after).empty());
  after.roles["plant_manager"].may = {"read", "metrics"};
  after.roles["clerk"] = {"clerk", {"Clerk", "文员"}, {"tokens.*", "read"}};
  EXPECT_THAT(newly_granted(before, after), ElementsAre("read", "metrics", "tokens.manage"));
}

TEST(Permissions, PatternsCoverAGroupAndNothingBeside) {
  EXPECT_TRUE(is_permission("alarms.*"));
  EXPECT_TRUE(is_permission("*"));
  EXPECT_TRUE(is_permission("metrics"));
  for (const std::string_view text : {"", ".*", "alarm.*", "alarms", "alarms.", "read.*", "Read"})
    EXPECT_FALSE(is_permission(text)) << text;
}

TEST(Permissions, NamesAreInBothLanguages) {
  const Model model = plant_with_roles();
  EXPECT_EQ(role_name("shift_leader", model), (Text{"Shift leader", "班组长"}));
  EXPECT_EQ(role_name("plant_manager", model), (Text{"Plant manager", "厂长"}));
  EXPECT_EQ(role_name("astronaut", model), same_text("astronaut"));
  for (const PermissionRow& row : permissions()) EXPECT_TRUE(!row.en.empty() && !row.zh.empty() && row.en != row.zh);
  for (const RoleRow& row : built_in_roles()) EXPECT_TRUE(!row.en.empty() && !row.zh.empty() && row.en != row.zh);
}

TEST(Permissions, EveryPatternOfTheTableCoversSomething) {
  for (const RoleRow& row : built_in_roles()) {
    std::string_view may = row.may;
    while (!may.empty()) {
      const std::size_t end = std::min(may.find(' '), may.size());
      EXPECT_TRUE(is_permission(may.substr(0, end))) << row.id << ": " << may.substr(0, end);
      may.remove_prefix(std::min(end + 1, may.size()));
    }
  }
}

}  // namespace
}  // namespace jidoka::plant
