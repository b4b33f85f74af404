#include "ledger/proof.h"

#include <algorithm>
#include <bit>
#include <bitset>
#include <string>

namespace jidoka::ledger {
namespace {

constexpr std::size_t most_tiles = 64;

Failure outside(std::uint64_t index, std::uint64_t size) {
  const std::string i = std::to_string(index);
  const std::string n = std::to_string(size);
  return fail(Code::invalid, "ledger-position",
              {"The record of " + n + " entries has no position " + i + "; positions run from 0 to one below the size",
               "账本共有 " + n + " 条记录，不存在位置 " + i + "；位置从 0 开始，须小于记录总数"});
}

Failure wrong_length() {
  return fail(Code::corrupt, "ledger-proof",
              {"The proof has not the number of hashes that its position in the record asks for; export it again",
               "证明中的哈希数量与该记录在账本中的位置不符，请重新导出"});
}

}  // namespace

// A tile and the nodes above its hashes, computed when first asked for. Row r of a full tile starts at 512 - 512 / 2^r:
// row 0 are the hashes themselves, row 8 is the root.
struct Prover::Nodes {
  unsigned level = 0;
  std::uint64_t index = 0;
  std::vector<Hash> rows;
  std::bitset<2 * tile_width> known;

  // Depth at most tile_height.
  const Hash& node(unsigned row, std::size_t at) {
    const std::size_t slot = 2 * tile_width - (2 * tile_width >> row) + at;
    if (!known[slot]) {
      const Hash& left = node(row - 1, 2 * at);
      rows[slot] = node_hash(crypto::view(left), crypto::view(node(row - 1, 2 * at + 1)));
      known[slot] = true;
    }
    return rows[slot];
  }
};

Prover::Prover(TileReader& reader, std::uint64_t size) : reader_(reader), size_(size) {}
Prover::~Prover() = default;

Result<Prover::Nodes*> Prover::load(unsigned level, std::uint64_t index) {
  for (Nodes& tile : loaded_)
    if (tile.level == level && tile.index == index) return &tile;
  const std::uint64_t hashes = (size_ >> (tile_height * level)) - index * tile_width;
  const auto width = static_cast<unsigned>(std::min<std::uint64_t>(hashes, tile_width));
  TRY(const std::string bytes, read_tile(reader_, level, index, width));
  if (loaded_.size() == most_tiles) loaded_.clear();
  Nodes& tile = loaded_.emplace_back(Nodes{level, index, std::vector<Hash>(2 * tile_width), {}});
  for (unsigned i = 0; i < width; ++i) {
    std::copy_n(bytes.data() + i * hash_bytes, hash_bytes, reinterpret_cast<char*>(tile.rows[i].data()));
    tile.known[i] = true;
  }
  return &tile;
}

// The complete subtree of 2^height leaves that starts at leaf index * 2^height.
Result<Hash> Prover::complete(unsigned height, std::uint64_t index) {
  const unsigned row = height % tile_height;
  TRY(Nodes* const tile, load(height / tile_height, (index << row) / tile_width));
  return tile->node(row, index % (tile_width >> row));
}

// All leaves from `first` on, where 2^height divides first and fewer than 2^height leaves follow: complete subtrees of
// falling size, joined from the right (RFC 9162, 2.1.1).
Result<Hash> Prover::ragged(unsigned height, std::uint64_t first) {
  const std::uint64_t count = size_ - first;
  std::uint64_t end = size_;
  Hash hash{};
  bool started = false;
  for (unsigned h = 0; h < height; ++h) {
    if ((count >> h & 1) == 0) continue;
    end -= std::uint64_t{1} << h;
    TRY(const Hash left, complete(h, end >> h));
    hash = started ? node_hash(crypto::view(left), crypto::view(hash)) : left;
    started = true;
  }
  return hash;
}

// What stands beside the path from node (height, index) up to the root.
Result<void> Prover::append_path(unsigned height, std::uint64_t index, Proof& proof) {
  for (; (size_ - 1) >> height != 0; ++height, index >>= 1) {
    const std::uint64_t sibling = index ^ 1;
    const std::uint64_t last = (size_ - 1) >> height;
    if (sibling > last) continue;
    const bool whole = sibling < last || size_ % (std::uint64_t{1} << height) == 0;
    TRY(const Hash hash, whole ? complete(height, sibling) : ragged(height, sibling << height));
    proof.push_back(hash);
  }
  return {};
}

Result<Hash> Prover::root() {
  if (size_ == 0) return empty_root();
  if (std::has_single_bit(size_)) return complete(static_cast<unsigned>(std::countr_zero(size_)), 0);
  return ragged(static_cast<unsigned>(std::bit_width(size_)), 0);
}

Result<Proof> Prover::inclusion(std::uint64_t index) {
  if (index >= size_) return outside(index, size_);
  Proof proof;
  TRY_VOID(append_path(0, index, proof));
  return proof;
}

Result<Proof> Prover::consistency(std::uint64_t old_size) {
  if (old_size > size_) return outside(old_size, size_);
  Proof proof;
  if (old_size == 0 || old_size == size_) return proof;
  // The largest complete subtree that ends where the old tree ends. When it is the old tree, its root is known.
  const auto height = static_cast<unsigned>(std::countr_zero(old_size));
  const std::uint64_t index = (old_size >> height) - 1;
  if (index != 0) {
    TRY(const Hash hash, complete(height, index));
    proof.push_back(hash);
  }
  TRY_VOID(append_path(height, index, proof));
  return proof;
}

Result<Hash> root_at(TileReader& reader, std::uint64_t size) { return Prover(reader, size).root(); }
Result<Proof> inclusion_proof(TileReader& reader, std::uint64_t index, std::uint64_t size) {
  return Prover(reader, size).inclusion(index);
}
Result<Proof> consistency_proof(TileReader& reader, std::uint64_t old_size, std::uint64_t new_size) {
  return Prover(reader, new_size).consistency(old_size);
}

Result<Hash> root_from_inclusion(const Hash& leaf, Position position, std::span<const Hash> proof) {
  if (position.index >= position.size) return outside(position.index, position.size);
  std::uint64_t fn = position.index;  // names and steps as in RFC 9162, 2.1.3.2
  std::uint64_t sn = position.size - 1;
  Hash r = leaf;
  for (const Hash& p : proof) {
    if (sn == 0) return wrong_length();
    if ((fn & 1) != 0 || fn == sn) {
      r = node_hash(crypto::view(p), crypto::view(r));
      const int skip = std::countr_zero(fn);  // fn is not 0 here: fn == sn and sn is not 0, or fn is odd
      fn >>= skip;
      sn >>= skip;
    } else {
      r = node_hash(crypto::view(r), crypto::view(p));
    }
    fn >>= 1;
    sn >>= 1;
  }
  if (sn != 0) return wrong_length();
  return r;
}

Result<void> verify_inclusion(const Hash& leaf, std::uint64_t index, const Head& head, std::span<const Hash> proof) {
  TRY(const Hash root, root_from_inclusion(leaf, {index, head.size}, proof));
  if (root == head.root) return {};
  const std::string i = std::to_string(index);
  return fail(Code::corrupt, "ledger-inclusion",
              {"Entry " + i + " is not what the record holds at that position: entry or proof was changed",
               "第 " + i + " 条记录与账本在该位置的内容不符：记录或证明被改动过"});
}

Result<void> verify_consistency(const Head& older, const Head& newer, std::span<const Hash> proof) {
  if (older.size > newer.size) return outside(older.size, newer.size);
  const Failure changed =
      fail(Code::corrupt, "ledger-consistency",
           {"The record of " + std::to_string(newer.size) + " entries is not a continuation of the one of " +
                std::to_string(older.size) + ": history was changed between the two",
            "现有 " + std::to_string(newer.size) + " 条记录的账本不是原 " + std::to_string(older.size) +
                " 条记录账本的延续：其间历史被改动过"});
  if (older.size == 0 || older.size == newer.size) {
    if (!proof.empty()) return wrong_length();
    if (older.size == 0 ? older.root != empty_root() : older.root != newer.root) return changed;
    return {};
  }
  std::size_t at = 0;
  Hash fr = older.root;  // names and steps as in RFC 9162, 2.1.4.2
  if (!std::has_single_bit(older.size)) {
    if (proof.empty()) return wrong_length();
    fr = proof[at++];
  }
  Hash sr = fr;
  const int ones = std::countr_one(older.size - 1);
  std::uint64_t fn = ones == 64 ? 0 : (older.size - 1) >> ones;
  std::uint64_t sn = ones == 64 ? 0 : (newer.size - 1) >> ones;
  for (; at < proof.size(); ++at) {
    const Hash& c = proof[at];
    if (sn == 0) return wrong_length();
    if ((fn & 1) != 0 || fn == sn) {
      fr = node_hash(crypto::view(c), crypto::view(fr));
      sr = node_hash(crypto::view(c), crypto::view(sr));
      const int skip = std::countr_zero(fn);
      fn >>= skip;
      sn >>= skip;
    } else {
      sr = node_hash(crypto::view(sr), crypto::view(c));
    }
    fn >>= 1;
    sn >>= 1;
  }
  if (sn != 0) return wrong_length();
  if (fr != older.root || sr != newer.root) return changed;
  return {};
}

}  // namespace jidoka::ledger
