// A seal is a checksum over the fields of a row that no fact of the ledger vouches for (monitors' states, replies, the
// inbox), so that verification finds a byte that has changed on disk. It guards against damage, not against forgery:
// only the ledger does that.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "crypto/hash.h"
#include "sql/database.h"

namespace jidoka::sql {

inline std::string sha256_hex(std::string_view bytes) { return crypto::to_hex(crypto::view(crypto::sha256(bytes))); }

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

// Where `packed` says no more than `batch` it is left out, as in stores that do not know it.
inline std::int64_t seal_of_state(std::uint64_t stream, std::uint64_t batch, std::uint64_t packed,
                                  std::string_view state) {
  if (packed == batch) return seal_of({std::to_string(stream), std::to_string(batch), state});
  return seal_of({std::to_string(stream), std::to_string(batch), state, std::to_string(packed)});
}

inline std::int64_t seal_of_batch(std::uint64_t number, std::uint64_t count, std::string_view sha256) {
  return seal_of({std::to_string(number), std::to_string(count), sha256});
}

// Of a row (stream, batch, packed, state, seal) of stream_states.
inline bool state_is_sealed(const Row& row) {
  return row.integer(4) == seal_of_state(static_cast<std::uint64_t>(row.integer(0)),
                                         static_cast<std::uint64_t>(row.integer(1)),
                                         static_cast<std::uint64_t>(row.integer(2)), row.bytes(3));
}
// Of a row (number, count, bytes, seal) of batches.
inline bool batch_is_sealed(const Row& row) {
  return row.is_null(3) ||
         row.integer(3) == seal_of_batch(static_cast<std::uint64_t>(row.integer(0)),
                                         static_cast<std::uint64_t>(row.integer(1)), sha256_hex(row.bytes(2)));
}

}  // namespace jidoka::sql
