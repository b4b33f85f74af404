// Whatever is taken as a unit of measure has a usable value and converts to itself unchanged.
#include <cmath>
#include <cstdint>
#include <string_view>

#include "core/assert.h"
#include "core/uom.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto uom = jidoka::parse_uom({reinterpret_cast<const char*>(data), size});
  if (!uom) return 0;
  ASSERT(std::isfinite(uom->factor) && uom->factor > 0);
  const auto same = jidoka::conversion(*uom, *uom);
  ASSERT(same && same->is_identity());
  return 0;
}
