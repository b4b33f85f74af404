// A seal is a checksum over the fields of a row that no fact of the ledger vouches for (monitors' states, replies, the
// inbox), so that verification finds a byte that has changed on disk. It guards against damage, not against forgery:
// only the ledger does that.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "crypto/hash.h"

namespace jidoka::sql {

inline std::int64_t seal_of(std::initializer_list<std::string_view> fields) {
  std::string joined;
  for (const std::string_view field : fields) {
    joined += std::to_string(field.size());
    joined += ':';
    joined += field;
  }
  const crypto::Hash hash = crypto::sha256(joined);
  std::uint64_t seal = 0;
  for (int i = 0; i < 8; ++i) seal = seal << 8 | hash[static_cast<std::size_t>(i)];
  return static_cast<std::int64_t>(seal);
}

}  // namespace jidoka::sql
