// What the factory is, after ISA-95: equipment, materials, operations, people, roles, sources, targets, control plans.
// Plain described types as they stand in the plant's YAML files, and Model: one consistent, immutable set of them.
// How files become a Model, with all mistakes reported at once, is plant/documents.h.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plant/connection.h"
#include "plant/control_plan.h"
#include "plant/equipment.h"
#include "plant/people.h"
#include "plant/product.h"

namespace jidoka::plant {

template <class T>
using ById = std::map<std::string, T, std::less<>>;

struct Model {
  ById<Equipment> equipment;
  ById<Material> materials;
  ById<Operation> operations;
  ById<Role> roles;
  ById<Person> people;
  ById<Source> sources;
  ById<Target> targets;
  ById<ControlPlan> control_plans;
};

using ModelPtr = std::shared_ptr<const Model>;

template <class Map>
auto find_in(const Map& map, std::string_view id) -> const typename Map::mapped_type* {
  const auto found = map.find(id);
  return found == map.end() ? nullptr : &found->second;
}

// Its own, or of the nearest that contains it; none: null.
const Calendar* calendar_of(const Model& model, std::string_view equipment);
// Operations that lead straight to this one; empty for the first of a routing.
std::vector<std::string> previous_operations(const Model& model, std::string_view operation);
// The reading's stream name of a control plan line: readings.tag, or the characteristic's id.
const std::string& tag_of(const ControlPlanLine& line);
// The equipment whose readings a line judges: readings.at, or every equipment of its operation.
const std::vector<std::string>& equipment_of(const Model& model, const ControlPlanLine& line);

}  // namespace jidoka::plant
