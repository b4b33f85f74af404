#include "ledger/merkle.h"

#include <gtest/gtest.h>

#include <random>

#include "ledger/memory_tiles.h"
#include "ledger/proof.h"

namespace jidoka::ledger {
namespace {

std::string hex(const Hash& hash) { return crypto::to_hex(crypto::view(hash)); }
std::string base64(const Hash& hash) { return crypto::to_base64(crypto::view(hash)); }

// The eight leaves and the roots of the trees of 1 to 8 leaves, from the Certificate Transparency reference
// implementation (certificate-transparency, merkle_tree_test.cc; transparency-dev/merkle, testonly/constants.go).
const std::vector<std::string> published_leaves = {
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
const std::vector<std::string> published_roots = {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                                  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                                  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                                  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                                  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                                  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                                  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                                  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

Hash small_leaf(std::uint64_t i) {
  const std::string bytes = {static_cast<char>(i & 0xff), static_cast<char>(i >> 8 & 0xff)};
  return leaf_hash(bytes);
}

TEST(Merkle, hashes_leaves_nodes_and_nothing_as_published) {
  // transparency-dev/merkle, rfc6962/rfc6962_test.go. Its node vector has inputs of four bytes; ours takes whole
  // hashes, so nodes are checked by the trees below.
  EXPECT_EQ(hex(empty_root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(leaf_hash("")), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  EXPECT_EQ(hex(leaf_hash("L123456")), "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
}

TEST(Merkle, gives_the_published_root_of_every_tree_of_up_to_eight_leaves) {
  Tree tree;
  std::vector<Tile> full;
  EXPECT_EQ(hex(tree.root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (std::size_t i = 0; i < published_leaves.size(); ++i) {
    tree.append(leaf_hash(*crypto::from_hex(published_leaves[i])), full);
    EXPECT_EQ(tree.size(), i + 1);
    EXPECT_EQ(hex(tree.root()), published_roots[i]);
  }
}

TEST(Merkle, gives_the_published_root_of_large_trees) {
  // transparency-dev/merkle, compact/range_test.go, TestGetRootHashGolden: leaf i is the two bytes of i, low first.
  const std::map<std::uint64_t, std::string> golden = {
      {10, "VjWMPSYNtCuCNlF/RLnQy6HcwSk6CIipfxm+hettA+4="},   {100, "dUh9hYH88p0CMoHkdr1wC2szbhcLAXOejWpINIooKUY="},
      {255, "SmdsuKUqiod3RX2jyF2M6JnbdE4QuTwwipfAowI4/i0="},  {256, "qFI0t/tZ1MdOYgyPpPzHFiZVw86koScXy9q3FU5casA="},
      {1000, "RXrgb8xHd55Y48FbfotJwCbV82Kx22LZfEbmBGAvwlQ="}, {4095, "cWRFdQhPcjn9WyBXE/r1f04ejxIm5lvg40DEpRBVS0w="},
      {4096, "6uU/phfHg1n/GksYT6TO9aN8EauMCCJRl3dIK0HDs2M="}, {10000, "VZcav65F9haHVRk3wre2axFoBXRNeUh/1d9d5FQfxIg="},
      {65535, "iPuVYJhP6SEE4gUFp8qbafd2rYv9YTCDYqAxCj8HdLM="}};
  MemoryTiles record;
  for (const auto& [size, root] : golden) {
    while (record.tree().size() < size) record.append(small_leaf(record.tree().size()));
    EXPECT_EQ(base64(record.tree().root()), root) << size;
  }
  for (const auto& [size, root] : golden) {
    const auto from_tiles = root_at(record, size);
    ASSERT_TRUE(from_tiles.has_value());
    EXPECT_EQ(base64(*from_tiles), root) << "read back at size " << size;
  }
}

TEST(Merkle, hands_out_each_tile_once_when_it_is_full) {
  Tree tree;
  std::vector<Tile> full;
  for (std::uint64_t i = 0; i < 70'000; ++i) tree.append(small_leaf(i), full);
  // The example of the tlog-tiles specification: 273 full and a partial tile of 112 at level 0, one full and a partial
  // tile of 17 at level 1, a partial tile of 1 at level 2.
  std::map<unsigned, std::uint64_t> next;
  for (const Tile& tile : full) {
    EXPECT_EQ(tile.bytes.size(), 8192U);
    EXPECT_EQ(tile.index, next[tile.level]++);
  }
  EXPECT_EQ(next, (std::map<unsigned, std::uint64_t>{{0, 273}, {1, 1}}));
  EXPECT_EQ(tree.edge(0).size(), 112 * hash_bytes);
  EXPECT_EQ(tree.edge(1).size(), 17 * hash_bytes);
  EXPECT_EQ(tree.edge(2).size(), 1 * hash_bytes);
  EXPECT_EQ(tree.edge(3).size(), 0U);
  for (unsigned level = 0; level < 4; ++level)
    EXPECT_EQ(tree.edge(level).size(), edge_width(70'000, level) * hash_bytes);
  EXPECT_EQ(tree.edge(1).substr(0, hash_bytes), crypto::view(subtree_hash(full[257].bytes)));
}

TEST(Merkle, restarts_from_its_tiles_with_the_same_root_and_the_same_future) {
  for (const std::uint64_t size : {0, 1, 2, 255, 256, 257, 511, 512, 1000, 65'535, 65'536, 65'537, 66'000}) {
    MemoryTiles record;
    for (std::uint64_t i = 0; i < size; ++i) record.append(small_leaf(i));
    std::vector<Hash> tail;
    for (std::uint64_t i = size - size % 256; i < size; ++i) tail.push_back(small_leaf(i));
    auto restored = Tree::restore(size, record);
    auto rebuilt = Tree::rebuild(size, tail, record);
    ASSERT_TRUE(restored.has_value() && rebuilt.has_value()) << size;
    Tree original = record.tree();
    for (std::uint64_t i = size; i <= size + 300; ++i) {
      ASSERT_EQ(restored->root(), original.root()) << size << " then " << i;
      ASSERT_EQ(rebuilt->root(), original.root()) << size << " then " << i;
      std::vector<Tile> full;
      std::vector<Tile> full_restored;
      std::vector<Tile> full_rebuilt;
      original.append(small_leaf(i), full);
      restored->append(small_leaf(i), full_restored);
      rebuilt->append(small_leaf(i), full_rebuilt);
      ASSERT_EQ(full, full_restored);
      ASSERT_EQ(full, full_rebuilt);
    }
  }
}

TEST(Merkle, refuses_to_restart_from_too_few_hashes) {
  MemoryTiles record;
  for (std::uint64_t i = 0; i < 300; ++i) record.append(small_leaf(i));
  EXPECT_FALSE(Tree::restore(301, record).has_value());
  EXPECT_FALSE(Tree::restore(70'000, record).has_value());
  EXPECT_FALSE(Tree::rebuild(300, {}, record).has_value());
  EXPECT_EQ(Tree::rebuild(300, {}, record).error().slug, "ledger-tail");
}

TEST(Merkle, answers_for_any_earlier_size_from_memory_and_stored_tiles) {
  MemoryTiles stored;
  for (std::uint64_t i = 0; i < 1'000; ++i) stored.append(small_leaf(i));
  EdgeReader reader(stored.tree(), stored);
  for (const std::uint64_t size : {1, 255, 256, 300, 768, 999, 1000}) {
    Tree tree;
    std::vector<Tile> full;
    for (std::uint64_t i = 0; i < size; ++i) tree.append(small_leaf(i), full);
    const auto root = root_at(reader, size);
    ASSERT_TRUE(root.has_value()) << size;
    EXPECT_EQ(*root, tree.root()) << size;
  }
}

}  // namespace
}  // namespace jidoka::ledger
