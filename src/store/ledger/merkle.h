// The append state of the record: an RFC 6962 Merkle tree (section 2.1) over SHA-256 that knows its size, its root,
// and the tiles at its right edge.
//
//   Tree tree;                                  // or Tree::restore(size, reader), Tree::rebuild(size, tail, reader)
//   std::vector<Tile> full;
//   tree.append(leaf_hash(entry), full);        // full gets each tile that became complete: store it, it never changes
//   sign_checkpoint(origin, tree.size(), tree.root(), key);
//
// One append costs one node hash on average and root() at most 63, so a root a commit is cheap. A Tree is a value of
// a few kilobytes: copy it before a transaction and keep the copy that was committed. It refuses nothing but a reader
// whose tiles are not what was asked for; whether they are the right ones is known by comparing root() with the last
// signed checkpoint, which the caller must do after a restart.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "crypto/hash.h"
#include "ledger/tile.h"

namespace jidoka::ledger {

using crypto::Hash;

Hash leaf_hash(std::string_view entry);                         // SHA-256(0x00 || entry)
Hash node_hash(std::string_view left, std::string_view right);  // SHA-256(0x01 || left || right), 32 bytes each
Hash empty_root();                                              // SHA-256 of nothing

// The hash of a complete subtree from its 1, 2, 4, … or 256 bottom hashes, written one after the other.
Hash subtree_hash(std::string_view hashes);

class Tree {
 public:
  // From a reader that also answers for partial tiles.
  static Result<Tree> restore(std::uint64_t size, TileReader& reader);
  // From full tiles only: tail holds the leaf hashes after the last full tile of level 0. Reads up to 255 full tiles a
  // level, which takes about 10 ms.
  static Result<Tree> rebuild(std::uint64_t size, std::span<const Hash> tail, TileReader& full_tiles);

  std::uint64_t size() const { return size_; }
  Hash root() const;
  void append(const Hash& leaf, std::vector<Tile>& full);

  // The partial tile at the right edge of a level, as bytes; empty when the level has none.
  std::string_view edge(unsigned level) const;

 private:
  void push(unsigned level, const Hash& hash, std::vector<Tile>& full);
  void rebuild_frontier();

  std::uint64_t size_ = 0;
  std::array<Hash, 64> frontier_{};  // [h]: the complete subtree of 2^h leaves, where bit h of size_ is set
  std::vector<std::string> edges_;   // by tile level
};

// Answers for the tree as it stands: the right edge from memory, every full tile from where they are stored.
class EdgeReader final : public TileReader {
 public:
  EdgeReader(const Tree& tree, TileReader& full_tiles) : tree_(tree), full_tiles_(full_tiles) {}
  Result<std::string> tile(unsigned level, std::uint64_t index, unsigned width) override;

 private:
  const Tree& tree_;
  TileReader& full_tiles_;
};

// A reader's answer, refused as corrupt when it is not width hashes long.
Result<std::string> read_tile(TileReader& reader, unsigned level, std::uint64_t index, unsigned width);

}  // namespace jidoka::ledger
