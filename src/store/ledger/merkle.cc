#include "ledger/merkle.h"

#include <bit>

#include "core/assert.h"

namespace jidoka::ledger {
namespace {

constexpr unsigned levels = 8;  // 2^64 leaves

Hash hash_at(std::string_view hashes, std::size_t index) {
  Hash out;
  const std::string_view bytes = hashes.substr(index * hash_bytes, hash_bytes);
  std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(out.data()));
  return out;
}

}  // namespace

Hash leaf_hash(std::string_view entry) { return crypto::sha256({std::string_view("\0", 1), entry}); }

Hash node_hash(std::string_view left, std::string_view right) {
  std::array<char, 1 + 2 * hash_bytes> input;
  ASSERT(left.size() == hash_bytes && right.size() == hash_bytes);
  input[0] = 1;
  std::copy(left.begin(), left.end(), input.begin() + 1);
  std::copy(right.begin(), right.end(), input.begin() + 1 + hash_bytes);
  return crypto::sha256(std::string_view(input.data(), input.size()));
}

Hash empty_root() { return crypto::sha256(std::string_view{}); }

Hash subtree_hash(std::string_view hashes) {
  std::size_t count = hashes.size() / hash_bytes;
  ASSERT(hashes.size() % hash_bytes == 0 && std::has_single_bit(count) && count <= tile_width);
  if (count == 1) return hash_at(hashes, 0);
  std::array<Hash, tile_width / 2> row;
  for (std::size_t i = 0; i < count / 2; ++i)
    row[i] =
        node_hash(hashes.substr(2 * i * hash_bytes, hash_bytes), hashes.substr((2 * i + 1) * hash_bytes, hash_bytes));
  for (count /= 2; count > 1; count /= 2)
    for (std::size_t i = 0; i < count / 2; ++i)
      row[i] = node_hash(crypto::view(row[2 * i]), crypto::view(row[2 * i + 1]));
  return row[0];
}

Result<std::string> read_tile(TileReader& reader, unsigned level, std::uint64_t index, unsigned width) {
  TRY(std::string bytes, reader.tile(level, index, width));
  if (bytes.size() != width * hash_bytes) {
    const std::string path = tile_path({.entries = false, .level = level, .index = index, .width = width});
    return fail(Code::corrupt, "ledger-tile",
                {"Ledger tile " + path + " has " + std::to_string(bytes.size()) + " bytes instead of " +
                     std::to_string(width * hash_bytes) + "; restore it from a backup",
                 "账本数据块 " + path + " 有 " + std::to_string(bytes.size()) + " 字节，应为 " +
                     std::to_string(width * hash_bytes) + " 字节；请从备份恢复"});
  }
  return bytes;
}

Result<Tree> Tree::restore(std::uint64_t size, TileReader& reader) {
  Tree tree;
  tree.size_ = size;
  for (unsigned level = 0; level < levels && size >> (tile_height * level) != 0; ++level) {
    std::string& edge = tree.edges_.emplace_back();
    const unsigned width = edge_width(size, level);
    if (width == 0) continue;
    TRY(edge, read_tile(reader, level, size >> (tile_height * level) >> tile_height, width));
  }
  tree.rebuild_frontier();
  return tree;
}

Result<Tree> Tree::rebuild(std::uint64_t size, std::span<const Hash> tail, TileReader& full_tiles) {
  if (tail.size() != edge_width(size, 0))
    return fail(Code::corrupt, "ledger-tail",
                {"The ledger has " + std::to_string(size) + " entries, so " + std::to_string(edge_width(size, 0)) +
                     " stand after its last full tile, but " + std::to_string(tail.size()) + " were found",
                 "账本共有 " + std::to_string(size) + " 条记录，最后一个完整数据块之后应有 " +
                     std::to_string(edge_width(size, 0)) + " 条，实际找到 " + std::to_string(tail.size()) + " 条"});
  Tree tree;
  tree.size_ = size;
  for (unsigned level = 0; level < levels && size >> (tile_height * level) != 0; ++level) {
    std::string& edge = tree.edges_.emplace_back();
    if (level == 0) {
      for (const Hash& hash : tail) edge += crypto::view(hash);
      continue;
    }
    const std::uint64_t first = (size >> (tile_height * level)) - edge_width(size, level);
    for (unsigned i = 0; i < edge_width(size, level); ++i) {
      TRY(const std::string below, read_tile(full_tiles, level - 1, first + i, tile_width));
      edge += crypto::view(subtree_hash(below));
    }
  }
  tree.rebuild_frontier();
  return tree;
}

void Tree::rebuild_frontier() {
  for (unsigned height = 0; height < 64; ++height) {
    if ((size_ >> height & 1) == 0) continue;
    const std::string_view edge = edges_[height / tile_height];
    const std::size_t count = std::size_t{1} << height % tile_height;
    // The subtrees of a level's edge stand from the largest to the smallest.
    const std::size_t before = (edge.size() / hash_bytes) & ~(2 * count - 1);
    frontier_[height] = subtree_hash(edge.substr(before * hash_bytes, count * hash_bytes));
  }
}

Hash Tree::root() const {
  if (size_ == 0) return empty_root();
  auto height = static_cast<unsigned>(std::countr_zero(size_));
  Hash root = frontier_[height];
  for (++height; height < 64; ++height)
    if (size_ >> height & 1) root = node_hash(crypto::view(frontier_[height]), crypto::view(root));
  return root;
}

void Tree::push(unsigned level, const Hash& hash, std::vector<Tile>& full) {
  if (edges_.size() <= level) edges_.resize(level + 1);
  std::string& edge = edges_[level];
  edge += crypto::view(hash);
  if (edge.size() < tile_bytes) return;
  // size_ does not yet count the leaf in hand, so this is the index of the tile it completes.
  full.push_back({level, size_ >> (tile_height * level) >> tile_height, std::move(edge)});
  edge.clear();
}

void Tree::append(const Hash& leaf, std::vector<Tile>& full) {
  ASSERT(size_ != UINT64_MAX);
  push(0, leaf, full);
  Hash hash = leaf;
  unsigned height = 0;
  while (size_ >> height & 1) {
    hash = node_hash(crypto::view(frontier_[height]), crypto::view(hash));
    ++height;
    if (height % tile_height == 0) push(height / tile_height, hash, full);
  }
  frontier_[height] = hash;
  ++size_;
}

std::string_view Tree::edge(unsigned level) const {
  return level < edges_.size() ? std::string_view(edges_[level]) : std::string_view{};
}

Result<std::string> EdgeReader::tile(unsigned level, std::uint64_t index, unsigned width) {
  ASSERT(level < levels && width >= 1 && width <= tile_width);
  const std::uint64_t complete = tree_.size() >> (tile_height * level) >> tile_height;
  if (index == complete) return std::string(tree_.edge(level).substr(0, width * hash_bytes));
  TRY(std::string bytes, read_tile(full_tiles_, level, index, tile_width));
  bytes.resize(width * hash_bytes);
  return bytes;
}

}  // namespace jidoka::ledger
