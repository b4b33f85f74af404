#include "plant/opened.h"

#include <fmt/format.h>

#include "core/uom.h"
#include "plant/checks.h"

namespace jidoka::plant {
namespace {

constexpr std::string_view bare = "1";

// Numbers mean the same in both.
bool are_alike(std::string_view one, std::string_view other) {
  if (one == other) return true;
  const Result<Uom> from = parse_uom(one);
  const Result<Uom> to = parse_uom(other);
  if (!from || !to) return false;
  const Result<UomConversion> convert = conversion(*from, *to);
  return convert && convert->is_identity();
}

}  // namespace

bool takes_unit(std::string_view recorded, std::string_view declared) {
  if (recorded != bare) return false;
  const Result<Uom> from = parse_uom(bare);
  const Result<Uom> to = parse_uom(declared);
  return from && to && !conversion(*from, *to);
}

StreamUnits::StreamUnits(const Model& current, const OpenedStreams& opened) : opened_(opened) {
  for (const auto& [id, plan] : current.control_plans)
    for (const ControlPlanLine& line : plan.lines)
      for (const std::string& equipment : equipment_of(current, line))
        judged_.try_emplace({equipment, tag_of(line)},
                            Text{fmt::format("line {} of {}", line.id, id), fmt::format("{} 第 {} 行", id, line.id)});
}

const std::string& StreamUnits::of(const StreamName& stream, const std::string& declared) const {
  const auto opened = opened_.find(stream);
  if (opened == opened_.end()) return declared;
  const bool may_still = takes_unit(opened->second, declared) && !judged_.contains(stream);
  return may_still ? declared : opened->second;
}

const Text* StreamUnits::bare_and_judged(const StreamName& stream) const {
  const auto opened = opened_.find(stream);
  const auto judged = judged_.find(stream);
  return opened == opened_.end() || opened->second != bare || judged == judged_.end() ? nullptr : &judged->second;
}

void check_units(const Model& model, const StreamUnits& units, Findings& findings) {
  for (const auto& [id, equipment] : model.equipment) {
    findings.look_at("equipment", id);
    for (const auto& [name, tag] : equipment.tags) {
      const std::string path = "tags." + name + ".uom";
      const StreamName stream(id, name);
      const std::string& recorded = units.of(stream, tag.uom);
      if (are_alike(recorded, tag.uom) || !parse_uom(tag.uom)) continue;
      const Text* judged = units.bare_and_judged(stream);
      if (judged != nullptr && takes_unit(recorded, tag.uom))
        findings.fault(
            path,
            fmt::format("the readings of {}/{} came without a unit, and {} judges them so. Take that line "
                        "out first and declare the unit then, or declare a tag of another name.",
                        id, name, judged->en),
            fmt::format("{}/{} 的读数未带计量单位，且{}正按此判定。请先撤下该行，再声明单位；或另设一个变量。", id,
                        name, judged->zh));
      else
        findings.fault(
            path,
            fmt::format("the readings of {}/{} are recorded in \"{}\" and stay so. Write `uom: \"{}\"`, or "
                        "declare a tag of another name for readings in \"{}\".",
                        id, name, recorded, recorded, tag.uom),
            fmt::format("{}/{} 的读数一直以“{}”记录，单位不能更改。请写 uom: \"{}\"，或为“{}”的读数另设一个变量。", id,
                        name, recorded, recorded, tag.uom));
    }
  }
}

}  // namespace jidoka::plant
