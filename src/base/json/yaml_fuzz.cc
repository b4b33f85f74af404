// Whatever is taken as YAML is a value that JSON can say, with places inside the file.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "core/assert.h"
#include "json/plant_example_test.h"
#include "json/yaml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace json = jidoka::json;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto documents = json::parse_yaml(text, "fuzz.yaml");
  if (!documents) return 0;
  const auto lines = std::count(text.begin(), text.end(), '\n') + 1;
  for (const json::Document& document : *documents) {
    ASSERT(json::parse(json::to_text(document.value)));
    for (const auto& [path, position] : document.positions) {
      ASSERT(position.line >= 1 && position.line <= lines && position.column >= 1);
      ASSERT(document.position_of(path).line == position.line);
    }
    json::Faults faults;
    json::decode_into<example::Hold>(document.value, "", faults);
  }
  return 0;
}
