// Where no plant is known, only a control plan and a file of readings: what the plan names (equipment, operation, part,
// roles, targets) is taken for granted, and what was measured says where and in which unit of measure. So a plan can be
// tried before there is a site.
#pragma once

#include <string>
#include <vector>

#include "json/yaml.h"
#include "plant/model.h"

namespace jidoka::trial {

struct MeasuredStream {
  std::string equipment;
  std::string tag;
  std::string uom;  // empty: as the plan's specification says
};

// Adds to the model what the control plans among the documents name and neither of them has. A line whose operation is
// not known judges every equipment that its tag was measured at.
void assume(plant::Model& model, const std::vector<json::Document>& documents,
            const std::vector<MeasuredStream>& measured);

}  // namespace jidoka::trial
