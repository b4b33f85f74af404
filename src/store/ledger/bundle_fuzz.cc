#include "core/assert.h"
#include "ledger/bundle.h"

using namespace jidoka;

// Any bytes as an export; what decodes must decode the same after encoding.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto proofs = ledger::decode_export(text))
    ASSERT(ledger::decode_export(ledger::encode_export(*proofs)).value() == *proofs);
  (void)ledger::verify_export(text);
  return 0;
}
