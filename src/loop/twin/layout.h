// Layout: a plant and its parameters, compiled for running: names become indices, units of measure are converted,
// causes are in the order in which values follow each other. Immutable; a Twin runs on it.
//
// What this twin does not simulate is refused here in words: operations that join two products that are both made in
// the plant, a circle of operations or of causes, names that nothing answers to.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/decimal.h"
#include "core/instant.h"
#include "core/result.h"
#include "plant/model.h"
#include "twin/parameters.h"

namespace jidoka::twin {

using Index = std::uint32_t;
constexpr Index none = std::numeric_limits<Index>::max();
constexpr std::size_t most_factors = 16;

// What a value may follow: the deviation of a variable, the wear of the tool, a condition.
using Factors = std::array<float, most_factors>;
constexpr Index wear_factor = 0;

struct Effect {
  Index factor = 0;
  double by = 0;
  double beyond = 0;
};
struct VariablePlan {
  std::string tag;
  Variable how;
  double mean = 0;
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();
  bool is_sampled = false;  // only so many units in a row, every so often
  std::int64_t sample_size = 1;
  std::int64_t sample_every = 0;  // ns
  bool stops = false;             // a reading out of specification stops the equipment, by the control plan
  Index factor = 0;
  std::vector<Effect> effects;
};
struct StreamPlan {  // a variable at a piece of equipment
  Index equipment = 0;
  Index variable = 0;
  double precision = 0;    // 0: not rounded
  std::int64_t every = 0;  // ns; 0: measured on units
};
struct ConsumptionPlan {
  Index material = 0;
  Decimal quantity;
  double amount = 0;
};
struct OperationPlan {
  std::string id;
  Pace pace;
  std::vector<Index> at;
  std::vector<ConsumptionPlan> consumes;  // of lots; the unit itself goes on
  std::vector<Index> next;
  bool is_first = false;
};
struct EquipmentPlan {
  std::string id;
  Index operation = none;
  Machine how;
  std::vector<Index> on_units;    // streams, in the order of their causes
  std::vector<Index> continuous;  // streams with a period
  std::int64_t every = 0;         // ns, of the continuous ones; 0: none
};
struct MaterialPlan {
  std::string id;
  std::string uom;
  std::string prefix;
  std::string supplier;
  Decimal lot;
  double amount = 0;
};
struct DisturbancePlan {
  std::string name;
  Disturbance how;
  Index equipment = none;
  Index stream = none;
  Index material = none;
  Index factor = none;
};

struct Layout {
  Parameters parameters;
  std::vector<EquipmentPlan> equipment;
  std::vector<OperationPlan> operations;
  std::vector<VariablePlan> variables;  // in the order of their causes
  std::vector<StreamPlan> streams;
  std::vector<MaterialPlan> materials;
  std::vector<DisturbancePlan> disturbances;
  std::vector<std::string> defects;  // codes
  std::size_t factors = 1;

  static Result<Layout> create(const plant::Model& model, const Parameters& parameters);

  Index find_equipment(std::string_view id) const;
  Index find_disturbance(std::string_view name) const;
  Index defect(std::string_view code) const;
};

}  // namespace jidoka::twin
