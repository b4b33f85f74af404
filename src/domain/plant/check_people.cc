#include <fmt/format.h>

#include <map>

#include "plant/checks.h"
#include "plant/permissions.h"

namespace jidoka::plant {

void check_people(const Model& model, Findings& findings) {
  for (const auto& [id, role] : model.roles) {
    findings.look_at("role", id);
    if (is_built_in_role(id))
      findings.fault("id", fmt::format("\"{}\" is a built-in role, which stays as it is. Give yours another id.", id),
                     fmt::format("“{}”是内置角色，不可更改。请为自定义角色使用其他编号。", id));
    for (std::size_t i = 0; i < role.may.size(); ++i) {
      const std::string path = fmt::format("may[{}]", i);
      if (is_permission(role.may[i]) || !findings.is_sound(path)) continue;
      std::vector<std::string_view> known;
      for (const PermissionRow& row : permissions()) known.push_back(row.id);
      const Text remedy = suggest(role.may[i], known,
                                  {" Known are: " + fmt::format("{}", fmt::join(known, ", ")) + ".",
                                   "可用的有：" + fmt::format("{}", fmt::join(known, "、")) + "。"});
      findings.fault(path, fmt::format("there is no permission \"{}\".{}", role.may[i], remedy.en),
                     fmt::format("没有名为“{}”的权限。{}", role.may[i], remedy.zh));
    }
  }
  std::map<std::string_view, std::string_view> badges;
  for (const auto& [id, person] : model.people) {
    findings.look_at("person", id);
    for (std::size_t i = 0; i < person.roles.size(); ++i) {
      const std::string path = fmt::format("roles[{}]", i);
      if (!is_role(person.roles[i], model) && findings.is_sound(path))
        missing_reference(findings, path, person.roles[i], role_names(model), {"role", "角色"});
    }
    if (!person.badge) continue;
    const auto [owner, is_first] = badges.emplace(*person.badge, id);
    if (!is_first)
      findings.fault("badge",
                     fmt::format("the badge \"{}\" is also {}'s. Every person needs a badge of their own.",
                                 *person.badge, owner->second),
                     fmt::format("工卡“{}”已登记在 {} 名下。每人应使用各自的工卡。", *person.badge, owner->second));
  }
}

}  // namespace jidoka::plant
