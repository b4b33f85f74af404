// Whatever stands in a ledger row: it is refused, or the leaves that it gives encode to a row that gives them again.
#include <cstdint>

#include "core/assert.h"
#include "sql/ledger_rows.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto leaves = jidoka::sql::decode_leaves({reinterpret_cast<const char*>(data), size});
  if (!leaves) return 0;
  const auto again = jidoka::sql::decode_leaves(jidoka::sql::encode_leaves(*leaves));
  ASSERT(again && *again == *leaves);
  return 0;
}
