// Proofs that a third party checks without us: an entry is in the record (inclusion), and a later record still
// contains an earlier one unchanged (consistency). Algorithms: RFC 9162, sections 2.1.3 and 2.1.4.
//
// Making a proof reads at most two tiles a tile level (one on the path, one at the right edge), about 60 us with the
// tiles at hand. Checking one needs nothing but the hashes. Neither recurses; a proof longer than 64 hashes is refused.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "ledger/merkle.h"

namespace jidoka::ledger {

using Proof = std::vector<Hash>;

// The root of the first `size` entries of a record that may have grown since.
Result<Hash> root_at(TileReader& reader, std::uint64_t size);

// Refused (invalid) unless index < size.
Result<Proof> inclusion_proof(TileReader& reader, std::uint64_t index, std::uint64_t size);
// Refused (invalid) unless old_size <= new_size. Empty when old_size is 0 or new_size: nothing is to be proved then.
Result<Proof> consistency_proof(TileReader& reader, std::uint64_t old_size, std::uint64_t new_size);

struct Position {
  std::uint64_t index = 0;
  std::uint64_t size = 0;
};
// A tree by its size and root; the origin stands in the checkpoint (note.h) that carries it.
struct Head {
  std::uint64_t size = 0;
  Hash root{};

  friend bool operator==(const Head&, const Head&) = default;
};

// The root that leaf and proof lead to; refused (corrupt) when the proof has not the length that the position asks.
Result<Hash> root_from_inclusion(const Hash& leaf, Position position, std::span<const Hash> proof);

// Success, or corrupt with what does not fit.
Result<void> verify_inclusion(const Hash& leaf, std::uint64_t index, const Head& head, std::span<const Hash> proof);
Result<void> verify_consistency(const Head& older, const Head& newer, std::span<const Hash> proof);

}  // namespace jidoka::ledger
