// A source's reading map: templates with {placeholders} over what a line says. {measurement}, {field} and {value} are
// the line's own; any other name is one of its tags. A placeholder that the line does not have refuses the reading.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "plant/model.h"

namespace jidoka::line_protocol {

struct Said {  // what a line says of one field
  std::string_view measurement;
  std::string_view field;
  std::string_view value;
  const std::vector<std::pair<std::string_view, std::string_view>>& tags;  // as written
};
struct Mapped {
  std::string equipment, tag, uom, unit, lot;
};

class Mapping {
 public:
  explicit Mapping(const plant::ReadingMap& map) : map_(map) {}
  Result<Mapped> apply(const Said& said) const;

 private:
  const plant::ReadingMap& map_;
};

}  // namespace jidoka::line_protocol
