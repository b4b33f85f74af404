// Watch: one control plan line laid over one stream, ready to judge. Immutable and shared by the monitor that runs it.
// Specification and given chart limits are converted to the stream's unit of measure here, once.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/text.h"
#include "plant/model.h"
#include "sense/sample.h"
#include "spc/chart_spec.h"

namespace jidoka::judge {

struct Watch {
  sense::StreamNumber stream = 0;
  std::string equipment;
  std::string tag;
  std::string uom;  // of the stream
  Text equipment_name;
  Text characteristic_name;
  std::string plan;  // "CP-HOUSING-A@3"
  std::string plan_id;
  std::string line;  // "10.1"
  plant::Mode mode = plant::Mode::enforce;
  std::optional<double> lower, target, upper;  // in the stream's unit of measure
  double deadband = 0;                         // how far inside the limits an excursion ends
  std::optional<spc::ChartSpec> chart;
  std::vector<plant::Reaction> reactions;

  std::string stream_name() const { return equipment + "/" + tag; }
};
using WatchPtr = std::shared_ptr<const Watch>;

struct OpenStream {
  sense::StreamNumber number = 0;
  std::string equipment;
  std::string tag;
  std::string uom;
};

// Every watch of the control plans in force over these streams, in order of stream and line. A line whose stream is not
// open yet has no watch; an unusable line (the plant's own validation refuses it first) is an Error.
Result<std::vector<WatchPtr>> watches(const plant::Model& model, const std::vector<OpenStream>& streams);

}  // namespace jidoka::judge
