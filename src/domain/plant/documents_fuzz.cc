// Any text: as YAML, to documents, to a model. A plant that composes must come back from its own canonical bodies.
#include <cstdint>
#include <cstdlib>

#include "json/decode.h"
#include "plant/diff.h"
#include "plant/documents.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jidoka;
  const auto files = json::parse_yaml({reinterpret_cast<const char*>(data), size}, "plant.yaml");
  if (!files) return 0;
  const auto checked = plant::check_documents({}, *files);
  if (!checked) {
    for (const plant::Fault& fault : checked.error())
      if (fault.text.en.empty() || fault.text.zh.empty()) std::abort();
    return 0;
  }
  std::vector<json::Document> bodies;
  for (const plant::PlantDocument& document : checked->documents) {
    const auto value = json::parse(document.body());
    if (!value) std::abort();
    bodies.push_back({"", *value, {}});
  }
  const auto again = plant::check_documents(checked->model, bodies);
  if (!again || again->documents.size() != checked->documents.size()) std::abort();
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    if (again->documents[i].body() != checked->documents[i].body()) std::abort();
    const auto value = json::parse(again->documents[i].body());
    if (!value || !plant::differences(bodies[i].value, *value).empty()) std::abort();
  }
  return 0;
}
