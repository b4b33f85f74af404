// Where the parts are that a reading speaks of. Parts are known by the operations that ran on them, so an exposure is
// always of equipment that runs operations: a reading of a line or a hall exposes what runs there, one of a measuring
// device all equipment of the operation that it measures for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plant/model.h"

namespace jidoka::act {

// Equipment that holds of a control plan line cover when it judges a reading of `measured_at`; never empty.
std::vector<std::string> exposed_equipment(const plant::Model& model, const plant::ControlPlanLine& line,
                                           std::string_view measured_at);

// The equipment inside a place that runs operations, in order of id; empty when the place runs some itself, or none is
// inside.
std::vector<std::string> making_inside(const plant::Model& model, std::string_view place);

}  // namespace jidoka::act
