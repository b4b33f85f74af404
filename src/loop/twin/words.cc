#include "twin/words.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace jidoka::twin {
namespace {

using produce::ItemKind;
using produce::ItemRef;

std::optional<std::string> person_of(const Layout& layout, const Act& act) {
  if (act.shift == none || act.equipment == none) return std::nullopt;
  const auto& people = layout.parameters.shifts[act.shift].people;
  const auto found = people.find(layout.equipment[act.equipment].id);
  return found == people.end() ? std::nullopt : std::optional(found->second);
}

produce::ReceiveLot receipt_of(const Layout& layout, const Act& act) {
  const MaterialPlan& material = layout.materials[act.material];
  produce::ReceiveLot out{material.id, material.lot, material.uom, std::nullopt, std::nullopt, std::nullopt};
  if (!material.supplier.empty()) out.supplier = material.supplier;
  return out;
}

produce::Consume use_of(const Layout& layout, const Act& act, Instant at) {
  const OperationPlan& operation = layout.operations[act.operation];
  const MaterialPlan& material = layout.materials[act.material];
  produce::Consume out{{ItemKind::lot, lot_of(layout, act.material, act.lot)},
                       std::nullopt,
                       material.uom,
                       operation.id,
                       layout.equipment[act.equipment].id,
                       at};
  for (const ConsumptionPlan& part : operation.consumes)
    if (part.material == act.material) out.quantity = part.quantity;
  return out;
}

produce::CompleteRun completion_of(const Layout& layout, const Act& act, Instant at) {
  produce::CompleteRun out;
  out.operation = layout.operations[act.operation].id;
  out.equipment = layout.equipment[act.equipment].id;
  out.person = person_of(layout, act);
  out.time = at;
  if (act.passed) return out;
  out.result = produce::RunResult::fail;
  out.defect = act.defect == none ? std::string("no_material") : layout.defects[act.defect];
  return out;
}

}  // namespace

std::string serial_of(const Layout& layout, std::uint32_t unit) {
  return fmt::format("{}{:06}", layout.parameters.serial, unit);
}
std::string lot_of(const Layout& layout, Index material, std::uint32_t lot) {
  return fmt::format("{}{:04}", layout.materials[material].prefix, lot);
}
std::string box_of(const Layout& layout, std::uint32_t box) {
  return fmt::format("{}{:05}", layout.parameters.packing.prefix, box);
}
const std::string& equipment_of(const Layout& layout, const Reading& reading) {
  return layout.equipment[layout.streams[reading.stream].equipment].id;
}
const std::string& tag_of(const Layout& layout, const Reading& reading) {
  return layout.variables[layout.streams[reading.stream].variable].tag;
}

std::string value_of(const Layout& layout, const Reading& reading) {
  const double precision = layout.streams[reading.stream].precision;
  if (precision <= 0) return fmt::format("{}", reading.value);
  return fmt::format("{:.{}f}", reading.value, std::max(0, static_cast<int>(std::ceil(-std::log10(precision) - 1e-9))));
}

produce::Act act_of(const Layout& layout, const Act& act, Instant at) {
  const ItemRef unit{ItemKind::unit, act.unit == 0 ? std::string() : serial_of(layout, act.unit)};
  switch (act.verb) {
    case Verb::receive:
      return {{ItemKind::lot, lot_of(layout, act.material, act.lot)}, receipt_of(layout, act)};
    case Verb::start:
      return {unit, produce::StartRun{layout.operations[act.operation].id, layout.equipment[act.equipment].id,
                                      person_of(layout, act), at, std::nullopt}};
    case Verb::consume:
      return {unit, use_of(layout, act, at)};
    case Verb::complete:
      return {unit, completion_of(layout, act, at)};
    case Verb::scrap:
      return {unit, produce::Scrap{act.defect == none ? "failed" : layout.defects[act.defect], at}};
    case Verb::pack:
      return {unit, produce::Pack{box_of(layout, act.box), at}};
    case Verb::ship:
      break;
  }
  return {{ItemKind::lot, box_of(layout, act.box)},
          produce::Ship{layout.parameters.packing.customers[act.customer], at}};
}

}  // namespace jidoka::twin
