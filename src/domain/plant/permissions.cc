#include "plant/permissions.h"

#include <algorithm>
#include <array>

namespace jidoka::plant {
namespace {

constexpr std::array<PermissionRow, 16> permission_table = {{
    {"read", "See everything", "查看"},
    {"ingest", "Send readings", "上传读数"},
    {"produce", "Record production", "生产报工"},
    {"alarms.acknowledge", "Acknowledge alarms", "确认报警"},
    {"alarms.shelve", "Shelve alarms", "搁置报警"},
    {"holds.place", "Place holds", "冻结产品"},
    {"holds.release", "Release holds", "解除冻结"},
    {"equipment.stop", "Stop equipment", "停机"},
    {"equipment.restart", "Restart equipment", "恢复运行"},
    {"commands.acknowledge", "Answer commands", "应答指令"},
    {"plant.apply", "Change the plant and its control plans", "修改工厂配置和控制计划"},
    {"quarantine.settle", "Settle quarantined readings", "处理隔离读数"},
    {"files.write", "Add files", "上传文件"},
    {"metrics", "Read operating metrics", "查看运行指标"},
    {"users.manage", "Manage users", "管理用户"},
    {"tokens.manage", "Manage access tokens", "管理访问令牌"},
}};

constexpr std::array<RoleRow, 10> role_table = {{
    {"admin", "Administrator", "系统管理员", "*"},
    {"quality_engineer", "Quality engineer", "质量工程师",
     "read produce alarms.* holds.place holds.release equipment.stop equipment.restart commands.acknowledge "
     "plant.apply "
     "quarantine.settle files.write"},
    {"process_engineer", "Process engineer", "工艺工程师",
     "read alarms.* plant.apply quarantine.settle equipment.* commands.acknowledge"},
    {"shift_leader", "Shift leader", "班组长", "read produce alarms.* holds.place equipment.* commands.acknowledge"},
    {"inspector", "Inspector", "检验员", "read ingest produce alarms.acknowledge holds.place files.write"},
    {"operator", "Operator", "操作工",
     "read ingest produce alarms.acknowledge holds.place equipment.stop commands.acknowledge"},
    {"auditor", "Auditor", "审核员", "read metrics"},
    {"source", "Data source", "数据源", "ingest commands.acknowledge"},
    {"station", "Station", "工位终端", "ingest read produce commands.acknowledge"},
    {"viewer", "Viewer", "访客", "read"},
}};

bool covers(std::string_view pattern, std::string_view permission) {
  if (pattern == "*" || pattern == permission) return true;
  return pattern.ends_with(".*") && permission.starts_with(pattern.substr(0, pattern.size() - 1));
}

const RoleRow* find_built_in(std::string_view id) {
  const auto found = std::ranges::find(role_table, id, &RoleRow::id);
  return found == role_table.end() ? nullptr : &*found;
}

bool one_covers(std::string_view patterns, std::string_view permission) {
  while (!patterns.empty()) {
    const std::size_t end = std::min(patterns.find(' '), patterns.size());
    if (covers(patterns.substr(0, end), permission)) return true;
    patterns.remove_prefix(std::min(end + 1, patterns.size()));
  }
  return false;
}

bool role_may(std::string_view id, std::string_view permission, const Model& model) {
  if (const RoleRow* row = find_built_in(id)) return one_covers(row->may, permission);
  const Role* role = find_in(model.roles, id);
  return role != nullptr &&
         std::ranges::any_of(role->may, [&](const std::string& pattern) { return covers(pattern, permission); });
}

}  // namespace

std::span<const PermissionRow> permissions() { return permission_table; }
std::span<const RoleRow> built_in_roles() { return role_table; }

bool is_permission(std::string_view text) {
  return std::ranges::any_of(permission_table, [&](const PermissionRow& row) { return covers(text, row.id); });
}

bool is_built_in_role(std::string_view id) { return find_built_in(id) != nullptr; }

bool is_role(std::string_view id, const Model& model) {
  return find_built_in(id) != nullptr || find_in(model.roles, id) != nullptr;
}

std::vector<std::string_view> role_names(const Model& model) {
  std::vector<std::string_view> names;
  for (const RoleRow& row : role_table) names.push_back(row.id);
  for (const auto& row : model.roles) names.push_back(row.first);
  return names;
}

Text role_name(std::string_view id, const Model& model) {
  if (const RoleRow* row = find_built_in(id)) return {std::string(row->en), std::string(row->zh)};
  if (const Role* role = find_in(model.roles, id)) return role->name;
  return same_text(std::string(id));
}

bool may(const std::vector<std::string>& roles, std::string_view permission, const Model& model) {
  return std::ranges::any_of(roles, [&](const std::string& role) { return role_may(role, permission, model); });
}

std::vector<std::string> permissions_of(const std::vector<std::string>& roles, const Model& model) {
  std::vector<std::string> out;
  for (const PermissionRow& row : permission_table)
    if (may(roles, row.id, model)) out.emplace_back(row.id);
  return out;
}

std::vector<std::string> beyond(const std::vector<std::string>& giver, const std::vector<std::string>& roles,
                                const Model& model) {
  std::vector<std::string> out = permissions_of(roles, model);
  std::erase_if(out, [&](const std::string& permission) { return may(giver, permission, model); });
  return out;
}

std::vector<std::string> newly_granted(const Model& before, const Model& after) {
  std::vector<std::string> out;
  for (const PermissionRow& row : permission_table)
    if (std::ranges::any_of(after.roles, [&](const auto& role) {
          return role_may(role.first, row.id, after) && !role_may(role.first, row.id, before);
        }))
      out.emplace_back(row.id);
  return out;
}

}  // namespace jidoka::plant
