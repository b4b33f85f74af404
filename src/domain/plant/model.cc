#include "plant/model.h"

#include <algorithm>

namespace jidoka::plant {

const Calendar* calendar_of(const Model& model, std::string_view equipment) {
  const Equipment* at = find_in(model.equipment, equipment);
  for (std::size_t steps = 0; at != nullptr && steps <= model.equipment.size(); ++steps) {
    if (at->calendar) return &*at->calendar;
    at = at->in ? find_in(model.equipment, *at->in) : nullptr;
  }
  return nullptr;
}

std::vector<std::string> previous_operations(const Model& model, std::string_view operation) {
  std::vector<std::string> out;
  for (const auto& [id, candidate] : model.operations)
    if (std::ranges::find(candidate.next, operation) != candidate.next.end()) out.push_back(id);
  return out;
}

const std::string& tag_of(const ControlPlanLine& line) {
  return line.readings.tag ? *line.readings.tag : line.characteristic.id;
}

const std::vector<std::string>& equipment_of(const Model& model, const ControlPlanLine& line) {
  static const std::vector<std::string> none;
  if (!line.readings.at.empty()) return line.readings.at;
  const Operation* operation = find_in(model.operations, line.operation);
  return operation == nullptr ? none : operation->at;
}

}  // namespace jidoka::plant
