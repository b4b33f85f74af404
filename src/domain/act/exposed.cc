#include "act/exposed.h"

#include <algorithm>
#include <set>

namespace jidoka::act {
namespace {

bool runs_at(const plant::Operation& operation, std::string_view equipment) {
  return std::ranges::find(operation.at, equipment) != operation.at.end();
}

bool makes(const plant::Model& model, std::string_view equipment) {
  return std::ranges::any_of(model.operations, [&](const auto& row) { return runs_at(row.second, equipment); });
}

bool is_inside(const plant::Model& model, const std::string& equipment, std::string_view place) {
  std::set<std::string, std::less<>> seen;
  for (std::string at = equipment; seen.insert(at).second;) {
    const plant::Equipment* known = plant::find_in(model.equipment, at);
    if (known == nullptr || !known->in) return false;
    if (*known->in == place) return true;
    at = *known->in;
  }
  return false;
}

}  // namespace

std::vector<std::string> exposed_equipment(const plant::Model& model, const plant::ControlPlanLine& line,
                                           std::string_view measured_at) {
  const plant::Operation* operation = plant::find_in(model.operations, line.operation);
  if (makes(model, measured_at) || operation == nullptr || operation->at.empty()) return {std::string(measured_at)};
  std::vector<std::string> inside;
  std::ranges::copy_if(operation->at, std::back_inserter(inside),
                       [&](const std::string& equipment) { return is_inside(model, equipment, measured_at); });
  return inside.empty() ? operation->at : inside;
}

std::vector<std::string> making_inside(const plant::Model& model, std::string_view place) {
  std::vector<std::string> out;
  if (makes(model, place)) return out;
  for (const auto& [id, equipment] : model.equipment)
    if (is_inside(model, id, place) && makes(model, id)) out.push_back(id);
  return out;
}

}  // namespace jidoka::act
