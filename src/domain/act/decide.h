// What people ask of holds and equipment: refused with a reason, or the facts that do it.
// Who may do it at all is the edge's business; who may lift this hold is decided here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "act/inputs.h"
#include "act/state.h"
#include "core/result.h"
#include "plant/model.h"

namespace jidoka::act {

inline constexpr std::string_view default_release_role = "quality_engineer";

Result<ActFacts> place_hold(const State& state, const plant::Model& model, const PlaceHold& input);
// The whole hold, or with item_kind and item one item of it. `roles` are those of the person who asks.
Result<ActFacts> release_hold(const State& state, std::string_view id, const ReleaseHold& input,
                              const std::vector<std::string>& roles);

Result<ActFacts> stop_equipment(const State& state, const plant::Model& model, const std::string& equipment,
                                const StopEquipment& input);
Result<ActFacts> restart_equipment(const State& state, const plant::Model& model, const std::string& equipment,
                                   const RestartEquipment& input);

}  // namespace jidoka::act
