// Whatever is taken as a time, a span or a decimal reads back as the same after it was written.
#include <cstdint>
#include <string_view>

#include "core/assert.h"
#include "core/decimal.h"
#include "core/instant.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto instant = jidoka::parse_instant(text)) ASSERT(jidoka::parse_instant(to_string(*instant)) == *instant);
  if (const auto duration = jidoka::parse_duration(text)) {
    const auto again = jidoka::parse_duration(to_string(*duration));
    ASSERT(again == *duration);
  }
  if (const auto decimal = jidoka::parse_decimal(text)) ASSERT(jidoka::parse_decimal(to_string(*decimal)) == *decimal);
  return 0;
}
