// What a role may do. The built-in roles are a table and stay as they are; role documents add roles of the plant's own.
// "alarms.*" stands for every permission that begins with "alarms.". Nobody gives what he has not: beyond() and
// newly_granted() say what somebody would hand out, and the loop refuses it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.h"
#include "plant/model.h"

namespace jidoka::plant {

struct PermissionRow {
  std::string_view id;
  std::string_view en;
  std::string_view zh;
};
std::span<const PermissionRow> permissions();

// One built-in role; `may` is a list of permissions and patterns, with spaces between.
struct RoleRow {
  std::string_view id;
  std::string_view en;
  std::string_view zh;
  std::string_view may;
};
std::span<const RoleRow> built_in_roles();

bool is_permission(std::string_view text);  // a permission, or a pattern that covers at least one
bool is_built_in_role(std::string_view id);
bool is_role(std::string_view id, const Model& model);
std::vector<std::string_view> role_names(const Model& model);
Text role_name(std::string_view id, const Model& model);  // the id itself when there is no such role

bool may(const std::vector<std::string>& roles, std::string_view permission, const Model& model);
std::vector<std::string> permissions_of(const std::vector<std::string>& roles,
                                        const Model& model);  // in the table's order

// What these roles may and the giver's may not.
std::vector<std::string> beyond(const std::vector<std::string>& giver, const std::vector<std::string>& roles,
                                const Model& model);
// What some role of the plant's own may after a change and did not before.
std::vector<std::string> newly_granted(const Model& before, const Model& after);

}  // namespace jidoka::plant
