// Whatever stands in the inbox: read or refused, and what was read can be written and read again.
#include <cstdint>

#include "core/assert.h"
#include "loop/inbox_request.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(jidoka::loop::parse_inbox_reply(text));
  if (const auto body = jidoka::loop::parse_inbox_request(text)) {
    const auto again = jidoka::loop::encode_inbox_request(*body);
    ASSERT(again);
    ASSERT(jidoka::loop::parse_inbox_request(*again));
  }
  return 0;
}
