#include <fmt/format.h>

#include <set>

#include "core/uom.h"
#include "plant/checks.h"

namespace jidoka::plant {
namespace {

constexpr Noun material_noun{"material", "物料"};

void check_consumption(const Model& model, const Consumption& consumption, const std::string& path,
                       Findings& findings) {
  if (!findings.is_sound(path + ".material")) return;
  const bool is_known = refer(findings, path + ".material", consumption.material, model.materials, material_noun);
  if (consumption.quantity.digits <= 0 && findings.is_sound(path + ".quantity"))
    findings.fault(path + ".quantity",
                   fmt::format("the quantity of {} is {}. It must be above 0.", consumption.material,
                               to_string(consumption.quantity)),
                   fmt::format("{} 的用量为 {}，应大于 0。", consumption.material, to_string(consumption.quantity)));
  const Result<Uom> uom = parse_uom(consumption.uom);
  if (!uom)
    return findings.fault(path + ".uom",
                          fmt::format("the unit of measure of {}: {}", consumption.material, uom.error().text.en),
                          fmt::format("{} 的计量单位：{}", consumption.material, uom.error().text.zh));
  if (!is_known) return;
  const std::string& own = model.materials.at(consumption.material).uom;
  const Result<Uom> own_uom = parse_uom(own);
  if (!own_uom || conversion(*uom, *own_uom)) return;
  findings.fault(
      path + ".uom",
      fmt::format("{} cannot be taken in \"{}\": it is kept in \"{}\". Write the quantity in that unit, or in "
                  "one that converts.",
                  consumption.material, consumption.uom, own),
      fmt::format("{} 的用量单位“{}”无法换算为其库存单位“{}”。请改用可换算的单位。", consumption.material,
                  consumption.uom, own));
}

void check_operation(const Model& model, const Operation& operation, Findings& findings) {
  if (operation.at.empty() && findings.is_sound("at"))
    findings.fault("at", "no equipment can run this operation. Name at least one in `at`.",
                   "没有设备可执行此工序。请在 at 中至少写明一台设备。");
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < operation.at.size(); ++i) {
    const std::string path = fmt::format("at[{}]", i);
    refer(findings, path, operation.at[i], model.equipment, {"equipment", "设备"});
    if (!seen.insert(operation.at[i]).second)
      findings.fault(path, fmt::format("the equipment \"{}\" is listed twice. Remove one.", operation.at[i]),
                     fmt::format("设备“{}”重复。请删除一个。", operation.at[i]));
  }
  if (operation.makes) refer(findings, "makes", *operation.makes, model.materials, material_noun);
  seen.clear();
  for (std::size_t i = 0; i < operation.consumes.size(); ++i) {
    const Consumption& consumption = operation.consumes[i];
    check_consumption(model, consumption, fmt::format("consumes[{}]", i), findings);
    if (!consumption.material.empty() && !seen.insert(consumption.material).second)
      findings.fault(fmt::format("consumes[{}].material", i),
                     fmt::format("the material \"{}\" is consumed twice. Add the quantities up in one entry.",
                                 consumption.material),
                     fmt::format("物料“{}”重复列出。请合并为一项并累加用量。", consumption.material));
  }
  for (std::size_t i = 0; i < operation.next.size(); ++i)
    refer(findings, fmt::format("next[{}]", i), operation.next[i], model.operations, {"operation", "工序"});
}

}  // namespace

void check_products(const Model& model, Findings& findings) {
  for (const auto& [id, material] : model.materials) {
    findings.look_at("material", id);
    if (const Result<Uom> uom = parse_uom(material.uom); !uom)
      findings.fault("uom", fmt::format("the unit of measure: {}", uom.error().text.en),
                     fmt::format("计量单位：{}", uom.error().text.zh));
  }
  std::map<std::string, std::vector<std::string>> routing;
  for (const auto& [id, operation] : model.operations) {
    findings.look_at("operation", id);
    check_operation(model, operation, findings);
    if (operation.cycle && operation.cycle->ns <= 0 && findings.is_sound("cycle"))
      findings.fault("cycle", "the cycle must be longer than 0, such as 45s.", "cycle 应大于 0，例如 45s。");
    routing[id] = operation.next;
  }
  for (const std::vector<std::string>& circle : circles(routing)) {
    findings.look_at("operation", circle.front());
    findings.fault("next", fmt::format("the routing runs in a circle: {}. Remove one `next`.", arrows(circle)),
                   fmt::format("工艺路线形成循环：{}。请删除其中一个 next。", arrows(circle)));
  }
}

}  // namespace jidoka::plant
