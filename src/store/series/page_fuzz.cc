#include "core/assert.h"
#include "series/page.h"

using namespace jidoka;

// Any bytes as a page; whatever decodes must encode to the same samples again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)series::read_summary(bytes);
  const auto columns = series::decode_page(bytes);
  if (!columns) return 0;
  const auto again = series::decode_page(series::encode_page(*columns));
  ASSERT(again.has_value() && again->times == columns->times && again->contexts == columns->contexts &&
         again->dictionary == columns->dictionary);
  for (std::size_t i = 0; i < columns->values.size(); ++i)
    ASSERT(std::bit_cast<std::uint64_t>(again->values[i]) == std::bit_cast<std::uint64_t>(columns->values[i]));
  return 0;
}
