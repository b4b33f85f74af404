// Whatever stands on a line: an act or refused, and an act that was read can be written and read again.
#include <cstdint>

#include "core/assert.h"
#include "produce/acts.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto act = jidoka::produce::read_act(text)) {
    const std::string written = jidoka::produce::write_act(*act);
    const auto again = jidoka::produce::read_act(written);
    ASSERT(again);
    ASSERT(jidoka::produce::write_act(*again) == written);
  }
  static_cast<void>(jidoka::produce::read_acts(text));
  return 0;
}
