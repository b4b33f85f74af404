#include "core/assert.h"
#include "series/batch.h"

using namespace jidoka;

// Any bytes as a batch; whatever decodes must encode to the same readings again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto columns = series::decode_batch({reinterpret_cast<const char*>(data), size});
  if (!columns) return 0;
  const auto again = series::decode_batch(series::encode_batch(*columns));
  ASSERT(again.has_value() && again->streams == columns->streams && again->times == columns->times &&
         again->contexts == columns->contexts && again->dictionary == columns->dictionary);
  for (std::size_t i = 0; i < columns->values.size(); ++i)
    ASSERT(std::bit_cast<std::uint64_t>(again->values[i]) == std::bit_cast<std::uint64_t>(columns->values[i]));
  return 0;
}
