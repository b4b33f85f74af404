// Which streams a plant declares: every tag of every piece of equipment, and every characteristic that a control plan
// line judges there. The loop opens those that have no number yet.
#pragma once

#include <string>
#include <vector>

#include "plant/model.h"

namespace jidoka::sense {

struct DeclaredStream {
  std::string equipment;
  std::string tag;
  std::string uom;
};

// In order of equipment and tag, without repetition; a tag's own unit of measure wins over a specification's.
std::vector<DeclaredStream> declared_streams(const plant::Model& model);

}  // namespace jidoka::sense
