#include <fmt/format.h>

#include <set>

#include "core/uom.h"
#include "json/encode.h"
#include "plant/checks.h"

namespace jidoka::plant {
namespace {

void check_range(const Tag& tag, const std::string& name, const std::string& path, Findings& findings) {
  if (!tag.range || !findings.is_sound(path + ".range")) return;
  if (tag.range->size() != 2)
    return findings.fault(
        path + ".range",
        fmt::format("the range of {} needs two numbers, [lowest, highest], but has {}.", name, tag.range->size()),
        fmt::format("{} 的 range 应为两个数 [最低, 最高]，现有 {} 个。", name, tag.range->size()));
  const double low = tag.range->front();
  const double high = tag.range->back();
  if (low < high) return;
  findings.fault(path + ".range",
                 fmt::format("the range of {} goes from {} down to {}. Write the lower number first.", name, low, high),
                 fmt::format("{} 的 range 从 {} 到 {}，顺序有误。请把较小的数写在前面。", name, low, high));
}

void check_tag(const std::string& name, const Tag& tag, Findings& findings) {
  const std::string path = "tags." + name;
  check_id(findings, path, name);
  if (const Result<Uom> uom = parse_uom(tag.uom); !uom)
    findings.fault(path + ".uom", fmt::format("the unit of measure of {}: {}", name, uom.error().text.en),
                   fmt::format("{} 的计量单位：{}", name, uom.error().text.zh));
  check_range(tag, name, path, findings);
  if (tag.precision && !(*tag.precision > 0))
    findings.fault(path + ".precision",
                   fmt::format("the precision of {} is {}. It must be above 0, such as 0.1.", name, *tag.precision),
                   fmt::format("{} 的 precision 为 {}，应大于 0，例如 0.1。", name, *tag.precision));
  if (tag.every && tag.every->ns <= 0 && findings.is_sound(path + ".every"))
    findings.fault(path + ".every", fmt::format("the period of {} must be longer than 0, such as 1s.", name),
                   fmt::format("{} 的 every 应大于 0，例如 1s。", name));
  if (tag.stuck_after && tag.stuck_after->ns <= 0 && findings.is_sound(path + ".stuck_after"))
    findings.fault(path + ".stuck_after", fmt::format("stuck_after of {} must be longer than 0, such as 10min.", name),
                   fmt::format("{} 的 stuck_after 应大于 0，例如 10min。", name));
}

void check_calendar(const Calendar& calendar, Findings& findings) {
  const auto fault = [&](const std::string& path, const Error& error) {
    if (findings.is_sound(path)) findings.fault(path, error.text.en, error.text.zh);
  };
  if (calendar.shifts.empty() && findings.is_sound("calendar.shifts"))
    findings.fault("calendar.shifts", "the calendar has no shifts. Add one, or leave the calendar out.",
                   "calendar 中没有班次。请添加班次，或删除 calendar。");
  for (std::size_t i = 0; i < calendar.shifts.size(); ++i) {
    const Shift& shift = calendar.shifts[i];
    const std::string path = fmt::format("calendar.shifts[{}]", i);
    if (shift.days.empty() && findings.is_sound(path + ".days"))
      findings.fault(path + ".days", "the shift has no days. Write them like [mon, tue, wed].",
                     "班次没有写明 days。请写成 [mon, tue, wed] 的形式。");
    if (const auto from = parse_time_of_day(shift.from); !from) fault(path + ".from", from.error());
    if (const auto to = parse_time_of_day(shift.to); !to) fault(path + ".to", to.error());
  }
  for (std::size_t i = 0; i < calendar.closed.size(); ++i)
    if (const auto date = parse_date(calendar.closed[i]); !date)
      fault(fmt::format("calendar.closed[{}]", i), date.error());
}

void check_commands(const Equipment& equipment, Findings& findings) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < equipment.commands.size(); ++i) {
    const std::string& command = equipment.commands[i];
    const std::string path = fmt::format("commands[{}]", i);
    if (findings.is_sound(path)) check_id(findings, path, command);
    if (!seen.insert(command).second)
      findings.fault(path, fmt::format("the command \"{}\" is listed twice. Remove one.", command),
                     fmt::format("指令“{}”重复。请删除一个。", command));
  }
}

void check_place(const Model& model, const Equipment& equipment, bool in_circle, Findings& findings) {
  if (!equipment.in || !findings.is_sound("in")) return;
  if (!refer(findings, "in", *equipment.in, model.equipment, {"equipment", "设备"}) || in_circle) return;
  const Level above = model.equipment.at(*equipment.in).level;
  if (above < equipment.level || !findings.is_sound("equipment", *equipment.in, "level")) return;
  const auto own = json::enum_name(equipment.level);
  findings.fault(
      "in",
      fmt::format("a {} cannot be in \"{}\", which is a {}. Set `level` of one of them: enterprise, site, "
                  "area, line, station.",
                  own, *equipment.in, json::enum_name(above)),
      fmt::format(
          "{} 级设备不能位于 {} 级设备“{}”之下。请修改其中之一的 level：enterprise、site、area、line、station。", own,
          json::enum_name(above), *equipment.in));
}

}  // namespace

void check_equipment(const Model& model, Findings& findings) {
  std::map<std::string, std::vector<std::string>> above;
  for (const auto& [id, equipment] : model.equipment)
    above[id] = equipment.in ? std::vector{*equipment.in} : std::vector<std::string>{};
  std::set<std::string> in_circle;
  for (const std::vector<std::string>& circle : circles(above)) {
    findings.look_at("equipment", circle.front());
    findings.fault("in", fmt::format("equipment contains itself: {}. Correct one `in`.", arrows(circle)),
                   fmt::format("设备层级形成循环：{}。请修改其中一个 in。", arrows(circle)));
    in_circle.insert(circle.begin(), circle.end());
  }
  for (const auto& [id, equipment] : model.equipment) {
    findings.look_at("equipment", id);
    check_place(model, equipment, in_circle.contains(id), findings);
    if (equipment.states && *equipment.states != "packml")
      findings.fault("states",
                     fmt::format("there is no state model \"{}\". Write packml, or leave it out.", *equipment.states),
                     fmt::format("没有名为“{}”的状态模型。请填写 packml 或留空。", *equipment.states));
    for (const auto& [name, tag] : equipment.tags) check_tag(name, tag, findings);
    check_commands(equipment, findings);
    if (equipment.calendar) check_calendar(*equipment.calendar, findings);
    if (equipment.target) refer(findings, "target", *equipment.target, model.targets, {"target", "目标系统"});
  }
}

}  // namespace jidoka::plant
