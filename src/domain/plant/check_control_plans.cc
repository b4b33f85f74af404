#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "core/uom.h"
#include "json/encode.h"
#include "plant/checks.h"

namespace jidoka::plant {
namespace {

constexpr Noun equipment_noun{"equipment", "设备"};

struct Judged {
  const ControlPlan* plan;
  const ControlPlanLine* line;
};
struct Streams {
  const StreamUnits& units;
  std::map<StreamName, std::vector<Judged>> judged;
  // Streams that no equipment declares: the first line that judges one gives it the unit of its specification.
  std::map<StreamName, Tag> opened;
};

void missing_tag(const Equipment& equipment, const ControlPlanLine& line, const std::string& path, Findings& findings) {
  const Text remedy = suggest(
      tag_of(line), names_in(equipment.tags),
      {fmt::format(" Add it to the tags of {}.", equipment.id), fmt::format("请在 {} 的 tags 中添加。", equipment.id)});
  findings.fault(path + ".readings.tag",
                 fmt::format("the equipment {} has no tag \"{}\".{}", equipment.id, tag_of(line), remedy.en),
                 fmt::format("设备 {} 没有变量“{}”。{}", equipment.id, tag_of(line), remedy.zh));
}

// A characteristic that names no tag may be measured by hand: the line itself then declares the stream. A name close to
// a tag that does exist is more likely a slip.
Tag opened_tag(const Equipment& equipment, const ControlPlanLine& line, const std::string& path,
               const StreamUnits& units, Findings& findings) {
  const std::string& name = line.characteristic.id;
  const std::string nearest(json::nearest_name(name, names_in(equipment.tags)));
  if (!nearest.empty())
    findings.advise(
        path + ".characteristic.id",
        fmt::format("the equipment {} has no tag \"{}\", so the line opens a stream of that name. If you meant "
                    "\"{}\", write `readings: {{tag: {}}}`.",
                    equipment.id, name, nearest, nearest),
        fmt::format("设备 {} 没有变量“{}”，此行将新建同名数据流。若指“{}”，请写 readings: {{tag: {}}}。", equipment.id,
                    name, nearest, nearest));
  Tag tag;
  if (line.specification) tag.uom = line.specification->uom;
  tag.uom = std::string(units.of({equipment.id, name}, tag.uom));
  if (!line.specification && tag.uom == "1")
    findings.advise(
        path + ".characteristic.id",
        fmt::format("no unit of measure is known for {}/{}, so its readings count as bare numbers. Add it to the "
                    "tags of {}.",
                    equipment.id, name, equipment.id),
        fmt::format("{}/{} 的计量单位未知，读数将按无单位数值处理。请在 {} 的 tags 中添加。", equipment.id, name,
                    equipment.id));
  return tag;
}

// Null, with a fault, when the line names a tag that the equipment does not have.
const Tag* tag_judged(const Equipment& equipment, const ControlPlanLine& line, const std::string& path,
                      Streams& streams, Findings& findings) {
  const auto declared = equipment.tags.find(tag_of(line));
  if (declared != equipment.tags.end()) return &declared->second;
  if (line.readings.tag) {
    missing_tag(equipment, line, path, findings);
    return nullptr;
  }
  const StreamName key(equipment.id, tag_of(line));
  const auto opened = streams.opened.find(key);
  if (opened != streams.opened.end()) return &opened->second;
  return &streams.opened.emplace(key, opened_tag(equipment, line, path, streams.units, findings)).first->second;
}

// A limit beyond what the sensor can mean is never passed: such readings go to quarantine.
void check_reach(const std::string& stream, const Tag& tag, const Specification& spec, const UomConversion& to_tag,
                 const std::string& path, Findings& findings) {
  if (!tag.range || tag.range->size() != 2) return;
  const auto advise = [&](std::string_view name, double limit) {
    findings.advise(
        fmt::format("{}.specification.{}", path, name),
        fmt::format("{} {} stands at or beyond the range of {}, so that no reading can pass it. Widen the range.", name,
                    limit, stream),
        fmt::format("{} {} 已达到或超出 {} 的量程，读数不可能超出该限。请放宽量程。", name, limit, stream));
  };
  if (spec.lower && to_tag(*spec.lower) <= tag.range->front()) advise("lower", *spec.lower);
  if (spec.upper && to_tag(*spec.upper) >= tag.range->back()) advise("upper", *spec.upper);
}

void check_uom(const std::string& stream, const Tag& tag, const Specification& spec, const std::string& path,
               Findings& findings) {
  const std::string at = path + ".specification.uom";
  const Result<Uom> tag_uom = parse_uom(tag.uom);
  const Result<Uom> uom = parse_uom(spec.uom);
  if (!tag_uom || !uom || !findings.is_sound(at)) return;
  if (const Result<UomConversion> to_tag = conversion(*uom, *tag_uom))
    return check_reach(stream, tag, spec, *to_tag, path, findings);
  findings.fault(
      at,
      fmt::format("limits in \"{}\" cannot judge {}, which is in \"{}\". Use that unit, or one that converts.",
                  spec.uom, stream, tag.uom),
      fmt::format("规格单位“{}”无法与 {} 的单位“{}”换算。请改用可换算的单位。", spec.uom, stream, tag.uom));
}

// A line judges every reading of its stream, whatever is being made: were two parts or operations to share a stream,
// the limits of each would hold what the other made.
void check_alone(const ControlPlan& plan, const ControlPlanLine& line, const std::string& stream,
                 const std::vector<Judged>& others, const std::string& path, Findings& findings) {
  for (const Judged& other : others) {
    // A shadow judges what the plan in force judges, and holds nothing.
    if ((plan.mode == Mode::shadow) != (other.plan->mode == Mode::shadow)) continue;
    if (other.plan->part != plan.part || other.line->operation != line.operation)
      return findings.fault(
          path + ".characteristic.id",
          fmt::format("line {} of {} already judges every reading of {}, for {} at {}. Read a tag of its own here "
                      "(readings.tag), part the two by readings.at, or keep one of them in force at a time.",
                      other.line->id, other.plan->id, stream, other.plan->part, other.line->operation),
          fmt::format("{} 的每个读数已由 {} 第 {} 行按产品 {}、工序 {} 判定。请改用单独的变量（readings.tag），或用 "
                      "readings.at 区分，或同一时间只让其中一个生效。",
                      stream, other.plan->id, other.line->id, other.plan->part, other.line->operation));
    if (other.line->characteristic.id == line.characteristic.id)
      return findings.fault(
          path + ".characteristic.id",
          fmt::format("line {} of {} already judges {} of {}. Remove one of the two, or part them by readings.at.",
                      other.line->id, other.plan->id, line.characteristic.id, stream),
          fmt::format("{} 的 {} 已由 {} 第 {} 行判定。请删除其中一行，或用 readings.at 区分。", stream,
                      line.characteristic.id, other.plan->id, other.line->id));
  }
}

void check_streams(const Model& model, const ControlPlan& plan, const ControlPlanLine& line, const std::string& path,
                   Streams& streams, Findings& findings) {
  if (!findings.is_sound(path + ".characteristic.id") || !findings.is_sound(path + ".readings.tag")) return;
  for (const std::string& id : equipment_of(model, line)) {
    const Equipment* equipment = find_in(model.equipment, id);
    if (equipment == nullptr || findings.is_full()) continue;
    const Tag* tag = tag_judged(*equipment, line, path, streams, findings);
    if (tag == nullptr) continue;
    const std::string stream = id + "/" + tag_of(line);
    if (line.specification) check_uom(stream, *tag, *line.specification, path, findings);
    std::vector<Judged>& others = streams.judged[{id, tag_of(line)}];
    check_alone(plan, line, stream, others, path, findings);
    others.push_back({&plan, &line});
  }
}

void check_line(const Model& model, const ControlPlan& plan, const ControlPlanLine& line, const std::string& path,
                Streams& streams, Findings& findings) {
  if (findings.is_sound(path + ".operation"))
    refer(findings, path + ".operation", line.operation, model.operations, {"operation", "工序"});
  if (findings.is_sound(path + ".characteristic.id"))
    check_id(findings, path + ".characteristic.id", line.characteristic.id);
  for (std::size_t i = 0; i < line.readings.at.size(); ++i)
    refer(findings, fmt::format("{}.readings.at[{}]", path, i), line.readings.at[i], model.equipment, equipment_noun);
  if (line.specification) {
    if (const Result<Uom> uom = parse_uom(line.specification->uom);
        !uom && findings.is_sound(path + ".specification.uom"))
      findings.fault(path + ".specification.uom", fmt::format("the unit of measure: {}", uom.error().text.en),
                     fmt::format("计量单位：{}", uom.error().text.zh));
  }
  check_streams(model, plan, line, path, streams, findings);
  if (line.specification) check_specification(line, path + ".specification", findings);
  check_chart(line, path, findings);
  check_reactions(model, plan, line, path, findings);
  if (!line.specification && !line.chart && findings.is_sound(path))
    findings.fault(path, "nothing is judged here. Add `specification`, `chart` or both.",
                   "此行没有任何判定内容。请添加 specification、chart 或两者。");
}

void check_plan(const Model& model, const ControlPlan& plan, Streams& streams, Findings& findings) {
  if (findings.is_sound("part")) refer(findings, "part", plan.part, model.materials, {"material", "物料"});
  if (plan.revision < 1 && findings.is_sound("revision"))
    findings.fault("revision", fmt::format("revision {} cannot be. Count from 1.", plan.revision),
                   fmt::format("版本不能为 {}。请从 1 开始。", plan.revision));
  if (plan.lines.empty() && findings.is_sound("lines"))
    findings.fault("lines", "the plan has no lines and would judge nothing. Add one.",
                   "控制计划没有任何行，不会作出判定。请至少添加一行。");
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < plan.lines.size() && !findings.is_full(); ++i) {
    const ControlPlanLine& line = plan.lines[i];
    const std::string path = fmt::format("lines[{}]", i);
    if (is_id(line.id)) findings.look_at_part({"line " + line.id, "第 " + line.id + " 行"});
    if (findings.is_sound(path + ".id")) check_id(findings, path + ".id", line.id);
    if (!line.id.empty() && !seen.insert(line.id).second)
      findings.fault(path + ".id", fmt::format("the plan has another line {}. Give one of them another id.", line.id),
                     fmt::format("控制计划中另有一行编号为 {}。请修改其中一个。", line.id));
    check_line(model, plan, line, path, streams, findings);
    findings.look_at_part({});
  }
}

}  // namespace

void check_control_plans(const Model& model, const StreamUnits& units, Findings& findings) {
  Streams streams{units, {}, {}};
  for (const auto& [id, plan] : model.control_plans) {
    findings.look_at("control_plan", id);
    check_plan(model, plan, streams, findings);
  }
}

void check_revisions(const Model& before, const Model& after, Findings& findings) {
  for (const auto& [id, plan] : after.control_plans) {
    const ControlPlan* old = find_in(before.control_plans, id);
    if (old == nullptr || plan.revision > old->revision || json::encode(*old) == json::encode(plan)) continue;
    findings.look_at("control_plan", id);
    findings.fault(
        "revision",
        fmt::format("the plan has changed, but revision {} is in force already. Set `revision: {}`.", old->revision,
                    old->revision + 1),
        fmt::format("控制计划内容已修改，但现行版本已是 {}。请设为 revision: {}。", old->revision, old->revision + 1));
  }
}

}  // namespace jidoka::plant
