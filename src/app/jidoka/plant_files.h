// Plant documents from files and folders. Every file is read before anything is said, so that all mistakes come at
// once.
#pragma once

#include <string>
#include <vector>

#include "core/error.h"
#include "json/yaml.h"
#include "plant/model.h"
#include "port/views.h"

namespace jidoka::app {

struct PlantFiles {
  std::vector<json::Document> documents;
  std::vector<Error> errors;  // of form; each begins with its place
};

// A folder stands for every .yaml and .yml file below it, in order of their names.
PlantFiles read_plant_files(const std::vector<std::string>& paths);

// The plant in force, as the check of new documents needs it.
Result<plant::Model> model_of(const std::vector<port::DocumentView>& in_force);

}  // namespace jidoka::app
