// Whatever is taken as JSON has one canonical text; whatever decodes to a described type is written back to the same
// value.
#include <cstdint>
#include <string_view>

#include "core/assert.h"
#include "json/decode.h"
#include "json/encode.h"
#include "json/plant_example_test.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace json = jidoka::json;
  const auto value = json::parse({reinterpret_cast<const char*>(data), size});
  if (!value) return 0;
  const std::string text = json::to_text(*value);
  const auto again = json::parse(text);
  ASSERT(again && json::to_text(*again) == text);
  const auto hold = json::decode<example::Hold>(*value);
  if (!hold) return 0;
  const auto back = json::decode<example::Hold>(json::encode(*hold));
  ASSERT(back && *back == *hold);
  return 0;
}
