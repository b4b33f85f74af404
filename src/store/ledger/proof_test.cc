#include "ledger/proof.h"

#include <gtest/gtest.h>

#include <bit>
#include <random>

#include "ledger/memory_tiles.h"

namespace jidoka::ledger {
namespace {

Hash from_hex(std::string_view text) {
  Hash hash;
  const std::string bytes = *crypto::from_hex(text);
  std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(hash.data()));
  return hash;
}
Proof from_hex(const std::vector<std::string>& texts) {
  Proof proof;
  for (const std::string& text : texts) proof.push_back(from_hex(text));
  return proof;
}

// The definitions of RFC 6962, section 2.1, word for word: slow, recursive, and independent of tiles.
Hash reference_root(std::span<const Hash> leaves) {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves[0];
  const std::size_t k = std::bit_floor(leaves.size() - 1);
  return node_hash(crypto::view(reference_root(leaves.first(k))), crypto::view(reference_root(leaves.subspan(k))));
}
Proof reference_path(std::size_t m, std::span<const Hash> leaves) {
  if (leaves.size() <= 1) return {};
  const std::size_t k = std::bit_floor(leaves.size() - 1);
  Proof proof = m < k ? reference_path(m, leaves.first(k)) : reference_path(m - k, leaves.subspan(k));
  proof.push_back(reference_root(m < k ? leaves.subspan(k) : leaves.first(k)));
  return proof;
}
Proof reference_subproof(std::size_t m, std::span<const Hash> leaves, bool whole) {
  if (m == leaves.size()) return whole ? Proof{} : Proof{reference_root(leaves)};
  const std::size_t k = std::bit_floor(leaves.size() - 1);
  Proof proof =
      m <= k ? reference_subproof(m, leaves.first(k), whole) : reference_subproof(m - k, leaves.subspan(k), false);
  proof.push_back(reference_root(m <= k ? leaves.subspan(k) : leaves.first(k)));
  return proof;
}

struct Record {
  explicit Record(std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
      leaves.push_back(leaf_hash("entry " + std::to_string(i)));
      tiles.append(leaves.back());
    }
  }
  Head head(std::size_t size) const { return {size, reference_root(std::span(leaves).first(size))}; }

  std::vector<Hash> leaves;
  MemoryTiles tiles;
};

// Published: certificate-transparency merkle_tree_test.cc (PathTestVector and ProofTestVector), on the eight leaves
// whose hashes and roots stand in transparency-dev/merkle, testonly/constants.go.
class Published : public testing::Test {
 protected:
  void SetUp() override {
    for (const std::string leaf :
         {"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"}) {
      leaves.push_back(leaf_hash(*crypto::from_hex(leaf)));
      tiles.append(leaves.back());
    }
  }
  std::vector<Hash> leaves;
  MemoryTiles tiles;
};

TEST_F(Published, inclusion_proofs_are_made_and_accepted) {
  struct Case {
    std::uint64_t index, size;
    std::vector<std::string> path;
  };
  const std::vector<Case> cases = {{0, 1, {}},
                                   {0,
                                    8,
                                    {"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                                     "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                     "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}},
                                   {5,
                                    8,
                                    {"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                                     "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                     "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
                                   {2, 3, {"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"}},
                                   {1,
                                    5,
                                    {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                     "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                     "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}}};
  for (const Case& c : cases) {
    const auto proof = inclusion_proof(tiles, c.index, c.size);
    ASSERT_TRUE(proof.has_value());
    EXPECT_EQ(*proof, from_hex(c.path)) << c.index << " in " << c.size;
    const Head head{c.size, *root_at(tiles, c.size)};
    EXPECT_TRUE(verify_inclusion(leaves[c.index], c.index, head, from_hex(c.path)).has_value());
  }
}

TEST_F(Published, consistency_proofs_are_made_and_accepted) {
  struct Case {
    std::uint64_t older, newer;
    std::string old_root, new_root;
    std::vector<std::string> path;
  };
  const std::vector<Case> cases = {{1,
                                    1,
                                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                    {}},
                                   {1,
                                    8,
                                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
                                    {"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                                     "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                     "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}},
                                   {6,
                                    8,
                                    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
                                    {"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                                     "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                     "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
                                   {2,
                                    5,
                                    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                    {"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                     "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}}};
  for (const Case& c : cases) {
    EXPECT_EQ(consistency_proof(tiles, c.older, c.newer).value(), from_hex(c.path));
    EXPECT_TRUE(verify_consistency({c.older, from_hex(c.old_root)}, {c.newer, from_hex(c.new_root)}, from_hex(c.path))
                    .has_value());
  }
}

TEST(Proof, of_every_entry_in_every_tree_up_to_300_is_the_one_of_the_rfc_and_is_accepted) {
  Record record(300);
  for (std::size_t size = 1; size <= 300; ++size) {
    const Head head = record.head(size);
    ASSERT_EQ(root_at(record.tiles, size).value(), head.root) << size;
    for (std::size_t index = 0; index < size; ++index) {
      const auto proof = inclusion_proof(record.tiles, index, size);
      ASSERT_TRUE(proof.has_value());
      ASSERT_TRUE(verify_inclusion(record.leaves[index], index, head, *proof).has_value()) << index << " in " << size;
      if (size % 37 == 0 || size > 298) {
        ASSERT_EQ(*proof, reference_path(index, std::span(record.leaves).first(size))) << index << " in " << size;
      }
    }
  }
}

TEST(Proof, between_every_pair_of_sizes_up_to_300_is_the_one_of_the_rfc_and_is_accepted) {
  Record record(300);
  std::vector<Head> heads;
  for (std::size_t size = 0; size <= 300; ++size) heads.push_back(record.head(size));
  for (std::size_t newer = 0; newer <= 300; ++newer) {
    for (std::size_t older = 0; older <= newer; ++older) {
      const auto proof = consistency_proof(record.tiles, older, newer);
      ASSERT_TRUE(proof.has_value());
      ASSERT_TRUE(verify_consistency(heads[older], heads[newer], *proof).has_value()) << older << " to " << newer;
      if (older > 0 && (newer % 37 == 0 || newer > 298)) {
        ASSERT_EQ(*proof, reference_subproof(older, std::span(record.leaves).first(newer), true));
      }
    }
  }
}

TEST(Proof, works_across_several_tile_levels) {
  MemoryTiles tiles;
  std::vector<Hash> leaves;
  for (std::size_t i = 0; i < 70'000; ++i) {
    leaves.push_back(leaf_hash("entry " + std::to_string(i)));
    tiles.append(leaves.back());
  }
  std::mt19937_64 random(7);
  for (int round = 0; round < 300; ++round) {
    const std::uint64_t size = 1 + random() % 70'000;
    const std::uint64_t index = random() % size;
    const Head head{size, root_at(tiles, size).value()};
    const Head whole{70'000, tiles.tree().root()};
    const std::size_t before = tiles.reads();
    const Proof path = inclusion_proof(tiles, index, size).value();
    EXPECT_LE(tiles.reads() - before, 6U) << "at most two tiles of each of three levels";
    EXPECT_TRUE(verify_inclusion(leaves[index], index, head, path).has_value());
    EXPECT_TRUE(verify_consistency(head, whole, consistency_proof(tiles, size, 70'000).value()).has_value());
  }
}

TEST(Prover, gives_the_same_proofs_however_many_tiles_it_has_kept_or_dropped) {
  MemoryTiles tiles;
  for (std::size_t i = 0; i < 70'000; ++i) tiles.append(leaf_hash("entry " + std::to_string(i)));
  std::mt19937_64 random(11);
  Prover prover(tiles, 69'999);
  for (int round = 0; round < 1'000; ++round) {
    const std::uint64_t index = random() % 69'999;
    ASSERT_EQ(prover.inclusion(index).value(), inclusion_proof(tiles, index, 69'999).value());
    ASSERT_EQ(prover.consistency(index).value(), consistency_proof(tiles, index, 69'999).value());
  }
  EXPECT_EQ(prover.root().value(), root_at(tiles, 69'999).value());
}

TEST(Proof, of_a_changed_leaf_or_with_any_changed_byte_is_refused) {
  Record record(45);
  for (const std::size_t size : {1, 2, 3, 31, 32, 33, 45}) {
    const Head head = record.head(size);
    for (std::size_t index = 0; index < size; ++index) {
      Proof proof = inclusion_proof(record.tiles, index, size).value();
      Hash leaf = record.leaves[index];
      for (std::uint8_t& byte : leaf) {
        byte ^= 1;
        EXPECT_FALSE(verify_inclusion(leaf, index, head, proof).has_value());
        byte ^= 1;
      }
      for (Hash& hash : proof) {
        for (std::uint8_t& byte : hash) {
          byte ^= 0x80;
          EXPECT_FALSE(verify_inclusion(leaf, index, head, proof).has_value());
          byte ^= 0x80;
        }
      }
      for (std::size_t other = 0; other < size; ++other)
        EXPECT_EQ(verify_inclusion(leaf, other, head, proof).has_value(), other == index);
      proof.push_back(head.root);
      EXPECT_FALSE(verify_inclusion(leaf, index, head, proof).has_value()) << "too long";
      proof.resize(proof.size() - 1);
      if (!proof.empty()) {
        proof.pop_back();
        EXPECT_FALSE(verify_inclusion(leaf, index, head, proof).has_value()) << "too short";
      }
    }
  }
}

TEST(Proof, of_a_history_with_any_changed_byte_is_refused) {
  Record record(45);
  for (std::size_t newer = 1; newer <= 45; newer += 4) {
    for (std::size_t older = 1; older <= newer; ++older) {
      Proof proof = consistency_proof(record.tiles, older, newer).value();
      Head a = record.head(older);
      Head b = record.head(newer);
      for (Hash& hash : proof) {
        for (std::uint8_t& byte : hash) {
          byte ^= 4;
          EXPECT_FALSE(verify_consistency(a, b, proof).has_value());
          byte ^= 4;
        }
      }
      a.root[31] ^= 1;
      EXPECT_FALSE(verify_consistency(a, b, proof).has_value()) << "another old root";
      a.root[31] ^= 1;
      b.root[0] ^= 1;
      EXPECT_FALSE(verify_consistency(a, b, proof).has_value()) << "another new root";
      b.root[0] ^= 1;
      proof.push_back(b.root);
      EXPECT_FALSE(verify_consistency(a, b, proof).has_value()) << "too long";
      proof.pop_back();
      if (!proof.empty()) {
        proof.pop_back();
        EXPECT_FALSE(verify_consistency(a, b, proof).has_value()) << "too short";
      }
    }
  }
}

TEST(Proof, of_a_rewritten_record_does_not_exist) {
  Record record(100);
  MemoryTiles rewritten;
  for (std::size_t i = 0; i < 120; ++i) rewritten.append(leaf_hash(i == 41 ? "forged" : "entry " + std::to_string(i)));
  const auto proof = consistency_proof(rewritten, 100, 120);
  const auto verdict = verify_consistency(record.head(100), {120, rewritten.tree().root()}, proof.value());
  ASSERT_FALSE(verdict.has_value());
  EXPECT_EQ(verdict.error().code, Code::corrupt);
  EXPECT_EQ(verdict.error().slug, "ledger-consistency");
}

TEST(Proof, outside_the_record_is_refused) {
  Record record(10);
  EXPECT_EQ(inclusion_proof(record.tiles, 10, 10).error().code, Code::invalid);
  EXPECT_EQ(inclusion_proof(record.tiles, 0, 0).error().code, Code::invalid);
  EXPECT_EQ(consistency_proof(record.tiles, 5, 4).error().code, Code::invalid);
  EXPECT_FALSE(verify_inclusion(record.leaves[0], 10, record.head(10), {}).has_value());
  EXPECT_FALSE(verify_inclusion(empty_root(), 0, {0, empty_root()}, {}).has_value());
  EXPECT_FALSE(verify_consistency(record.head(5), record.head(4), {}).has_value());
}

TEST(Proof, of_extreme_sizes_ends) {
  const Proof proof(64, empty_root());
  const std::uint64_t most = UINT64_MAX;
  EXPECT_FALSE(verify_inclusion(empty_root(), most - 1, {most, empty_root()}, proof).has_value());
  EXPECT_FALSE(verify_consistency({most - 1, empty_root()}, {most, empty_root()}, proof).has_value());
  EXPECT_FALSE(verify_consistency({std::uint64_t{1} << 63, empty_root()}, {most, empty_root()}, proof).has_value());
}

}  // namespace
}  // namespace jidoka::ledger
