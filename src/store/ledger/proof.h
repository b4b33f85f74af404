// Proofs that a third party checks without us: an entry is in the record (inclusion), and a later record still
// contains an earlier one unchanged (consistency). Algorithms: RFC 9162, sections 2.1.3 and 2.1.4.
//
// Making a proof reads at most two tiles a tile level (one on the path, one at the right edge) and computes the nodes
// inside them: about 500 hashes, 100 us, in a record of a million. A Prover keeps tiles and nodes, so that the proofs
// of an export share them, a few microseconds each. Checking a proof needs nothing but its hashes.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "ledger/merkle.h"

namespace jidoka::ledger {

using Proof = std::vector<Hash>;

// Proofs about the first `size` entries of a record that may have grown since. Keeps up to 64 tiles (1 MiB).
class Prover {
 public:
  Prover(TileReader& reader, std::uint64_t size);
  ~Prover();
  Prover(const Prover&) = delete;
  Prover& operator=(const Prover&) = delete;

  Result<Hash> root();
  // Refused (invalid) unless index < size.
  Result<Proof> inclusion(std::uint64_t index);
  // From an older size to this one; refused (invalid) unless old_size <= size. Empty when old_size is 0 or size:
  // nothing is to be proved then.
  Result<Proof> consistency(std::uint64_t old_size);

 private:
  struct Nodes;
  Result<Nodes*> load(unsigned level, std::uint64_t index);
  Result<Hash> complete(unsigned height, std::uint64_t index);
  Result<Hash> ragged(unsigned height, std::uint64_t first);
  Result<void> append_path(unsigned height, std::uint64_t index, Proof& proof);

  TileReader& reader_;
  std::uint64_t size_;
  std::vector<Nodes> loaded_;
};

// The same for a single question.
Result<Hash> root_at(TileReader& reader, std::uint64_t size);
Result<Proof> inclusion_proof(TileReader& reader, std::uint64_t index, std::uint64_t size);
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
