// One mistake in the plant's documents: where it stands, what is wrong, and what would be right.
#pragma once

#include <string>
#include <vector>

#include "core/text.h"
#include "json/describe.h"

namespace jidoka::plant {

struct Fault {
  std::string kind;  // of the document; empty when even that is unknown
  std::string id;
  std::string file;  // empty when the document did not come from a file
  int line = 0;      // from 1
  int column = 0;
  std::string path;  // in the document: lines[0].specification.lower
  Text text;
};
constexpr auto describe(const Fault*) {
  using json::field;
  return json::type<Fault>("PlantFault", "A mistake in a plant document, and what would be right",
                           field("kind", &Fault::kind), field("id", &Fault::id), field("file", &Fault::file),
                           field("line", &Fault::line), field("column", &Fault::column), field("path", &Fault::path),
                           field("text", &Fault::text));
}

using Faults = std::vector<Fault>;

// As people read it: "plans/housing.yaml:14:22  line 10.1: lower 233 is above upper 227. Swap them, …"; without a file
// the document stands in front: "control_plan CP-HOUSING-A  line 10.1: …".
Text shown(const Fault& fault);

}  // namespace jidoka::plant
