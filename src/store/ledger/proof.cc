#include "ledger/proof.h"

#include <algorithm>
#include <bit>
#include <string>

namespace jidoka::ledger {
namespace {

// Nodes of the tree of `size` entries, from tiles that are read once each.
class Nodes {
 public:
  Nodes(TileReader& reader, std::uint64_t size) : reader_(reader), size_(size) {}

  // The complete subtree of 2^height leaves that starts at leaf index * 2^height.
  Result<Hash> complete(unsigned height, std::uint64_t index) {
    const unsigned level = height / tile_height;
    const unsigned spread = height % tile_height;
    const std::uint64_t first = index << spread;
    TRY(const std::string_view tile, load(level, first / tile_width));
    const std::size_t count = std::size_t{1} << spread;
    return subtree_hash(tile.substr(first % tile_width * hash_bytes, count * hash_bytes));
  }

  // All leaves from `first` on, where 2^height divides first and fewer than 2^height leaves follow: complete subtrees
  // of falling size, joined from the right (RFC 9162, 2.1.1).
  Result<Hash> ragged(unsigned height, std::uint64_t first) {
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
  Result<void> append_path(unsigned height, std::uint64_t index, Proof& proof) {
    for (; (size_ - 1) >> height != 0; ++height, index >>= 1) {
      const std::uint64_t sibling = index ^ 1;
      const std::uint64_t last = (size_ - 1) >> height;
      if (sibling > last) continue;
      const std::uint64_t leaves = std::uint64_t{1} << height;
      if (sibling < last || size_ % leaves == 0) {
        TRY(const Hash hash, complete(height, sibling));
        proof.push_back(hash);
      } else {
        TRY(const Hash hash, ragged(height, sibling << height));
        proof.push_back(hash);
      }
    }
    return {};
  }

 private:
  struct Loaded {
    unsigned level;
    std::uint64_t index;
    std::string bytes;
  };

  Result<std::string_view> load(unsigned level, std::uint64_t index) {
    for (const Loaded& tile : loaded_)
      if (tile.level == level && tile.index == index) return std::string_view(tile.bytes);
    const std::uint64_t hashes = (size_ >> (tile_height * level)) - index * tile_width;
    const auto width = static_cast<unsigned>(std::min<std::uint64_t>(hashes, tile_width));
    TRY(std::string bytes, read_tile(reader_, level, index, width));
    return std::string_view(loaded_.emplace_back(level, index, std::move(bytes)).bytes);
  }

  TileReader& reader_;
  std::uint64_t size_;
  std::vector<Loaded> loaded_;
};

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

Result<Hash> root_at(TileReader& reader, std::uint64_t size) {
  if (size == 0) return empty_root();
  Nodes nodes(reader, size);
  if (std::has_single_bit(size)) return nodes.complete(static_cast<unsigned>(std::countr_zero(size)), 0);
  return nodes.ragged(static_cast<unsigned>(std::bit_width(size)), 0);
}

Result<Proof> inclusion_proof(TileReader& reader, std::uint64_t index, std::uint64_t size) {
  if (index >= size) return outside(index, size);
  Proof proof;
  TRY_VOID(Nodes(reader, size).append_path(0, index, proof));
  return proof;
}

Result<Proof> consistency_proof(TileReader& reader, std::uint64_t old_size, std::uint64_t new_size) {
  if (old_size > new_size) return outside(old_size, new_size);
  Proof proof;
  if (old_size == 0 || old_size == new_size) return proof;
  // The largest complete subtree that ends where the old tree ends. When it is the old tree, its root is known.
  const auto height = static_cast<unsigned>(std::countr_zero(old_size));
  const std::uint64_t index = (old_size >> height) - 1;
  Nodes nodes(reader, new_size);
  if (index != 0) {
    TRY(const Hash hash, nodes.complete(height, index));
    proof.push_back(hash);
  }
  TRY_VOID(nodes.append_path(height, index, proof));
  return proof;
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
