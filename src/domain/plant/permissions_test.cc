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
  model.roles["operator"] = {"operator", {"Machine operator", "机台操作工"}, {"holds.release"}};
  return model;
}

TEST(Permissions, BuiltInRolesMayWhatTheirRowSays) {
  const Model model;
  EXPECT_THAT(permissions_of({"operator"}, model),
              ElementsAre("read", "ingest", "produce", "alarms.acknowledge", "holds.place", "equipment.stop"));
  EXPECT_THAT(permissions_of({"quality_engineer"}, model),
              ElementsAre("read", "produce", "alarms.acknowledge", "alarms.shelve", "holds.place", "holds.release",
                          "equipment.stop", "equipment.restart", "plant.apply", "quarantine.settle", "files.write"));
  EXPECT_THAT(permissions_of({"process_engineer"}, model),
              ElementsAre("read", "alarms.acknowledge", "alarms.shelve", "equipment.stop", "equipment.restart",
                          "plant.apply", "quarantine.settle"));
  EXPECT_THAT(permissions_of({"shift_leader"}, model),
              ElementsAre("read", "produce", "alarms.acknowledge", "alarms.shelve", "holds.place", "equipment.stop",
                          "equipment.restart"));
  EXPECT_THAT(permissions_of({"inspector"}, model),
              ElementsAre("read", "ingest", "produce", "alarms.acknowledge", "holds.place", "files.write"));
  EXPECT_THAT(permissions_of({"auditor"}, model), ElementsAre("read", "metrics"));
  EXPECT_THAT(permissions_of({"source"}, model), ElementsAre("ingest"));
  EXPECT_THAT(permissions_of({"station"}, model), ElementsAre("read", "ingest", "produce"));
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
  EXPECT_THAT(permissions_of({"source", "auditor", "astronaut"}, {}), ElementsAre("read", "ingest", "metrics"));
  EXPECT_TRUE(permissions_of({}, {}).empty());
}

TEST(Permissions, RoleDocumentsAddRolesAndAddToBuiltInOnes) {
  const Model model = plant_with_roles();
  EXPECT_THAT(permissions_of({"plant_manager"}, model), ElementsAre("read", "alarms.acknowledge", "alarms.shelve"));
  EXPECT_TRUE(may({"operator"}, "holds.release", model));
  EXPECT_TRUE(may({"operator"}, "ingest", model)) << "what is built in stays";
  EXPECT_FALSE(may({"operator"}, "holds.release", Model{}));
  EXPECT_TRUE(is_role("plant_manager", model));
  EXPECT_FALSE(is_role("plant_manager", Model{}));
  EXPECT_EQ(role_names(model).size(), built_in_roles().size() + 1);
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
  EXPECT_EQ(role_name("operator", model), (Text{"Machine operator", "机台操作工"}));
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
