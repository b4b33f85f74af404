#include "sense/declared.h"

#include <map>
#include <utility>

namespace jidoka::sense {

std::vector<DeclaredStream> declared_streams(const plant::Model& model) {
  std::map<std::pair<std::string, std::string>, std::string> uom_of;
  for (const auto& [id, equipment] : model.equipment)
    for (const auto& [tag, described] : equipment.tags) uom_of[{id, tag}] = described.uom;
  for (const auto& [id, plan] : model.control_plans)
    for (const auto& line : plan.lines)
      for (const auto& equipment : plant::equipment_of(model, line))
        uom_of.try_emplace({equipment, plant::tag_of(line)}, line.specification ? line.specification->uom : "1");
  std::vector<DeclaredStream> streams;
  streams.reserve(uom_of.size());
  for (auto& [key, uom] : uom_of) streams.push_back({key.first, key.second, std::move(uom)});
  return streams;
}

}  // namespace jidoka::sense
