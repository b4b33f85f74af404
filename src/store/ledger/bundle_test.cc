#include "ledger/bundle.h"

#include <gtest/gtest.h>

#include "ledger/memory_tiles.h"

namespace jidoka::ledger {
namespace {

const std::string origin = "plant.example/jidoka";

std::string entry(std::uint64_t i) {
  if (i == 5) return std::string("\x00\xff\x80 raw", 7);
  return R"({"fact":"hold_placed","id":"H-)" + std::to_string(i) + R"(","text":"熔体温度高"})";
}

class Exported : public testing::Test {
 protected:
  void SetUp() override {
    const auto key = crypto::SigningKey::from_seed(std::string(32, 'k')).value();
    proofs.vkey = make_vkey(origin, key).value();
    for (std::uint64_t i = 0; i < 9; ++i) tiles.append(leaf_hash(entry(i)));
    proofs.checkpoint = sign_checkpoint(origin, {9, tiles.tree().root()}, key).value();
    for (const std::uint64_t i : {0, 3, 5, 8})
      proofs.entries.push_back({i, entry(i), inclusion_proof(tiles, i, 9).value()});
    proofs.continues = {sign_checkpoint(origin, {6, root_at(tiles, 6).value()}, key).value(),
                        consistency_proof(tiles, 6, 9).value()};
  }
  MemoryTiles tiles;
  Export proofs;
};

TEST_F(Exported, verifies_offline_and_says_what_it_proved) {
  const auto verified = verify_export(encode_export(proofs), proofs.vkey);
  ASSERT_TRUE(verified.has_value()) << verified.error().text.en;
  EXPECT_EQ(verified->checkpoint.head.size, 9U);
  EXPECT_EQ(verified->checkpoint.origin, origin);
  ASSERT_TRUE(verified->continues.has_value());
  EXPECT_EQ(verified->continues->head.size, 6U);
  EXPECT_EQ(verified->entries, proofs.entries);
  EXPECT_EQ(verified->vkey, proofs.vkey);
}

TEST_F(Exported, reads_back_exactly_and_keeps_bytes_that_are_not_text) {
  EXPECT_EQ(decode_export(encode_export(proofs)).value(), proofs);
  proofs.continues.reset();
  proofs.entries.clear();
  EXPECT_EQ(decode_export(encode_export(proofs)).value(), proofs);
}

TEST_F(Exported, names_the_first_entry_that_does_not_fit) {
  proofs.entries[1].bytes += " ";
  proofs.entries[3].bytes += " ";
  const auto verdict = verify_export(encode_export(proofs));
  ASSERT_FALSE(verdict.has_value());
  EXPECT_EQ(verdict.error().code, Code::corrupt);
  EXPECT_TRUE(verdict.error().text.en.starts_with("Entry 3 ")) << verdict.error().text.en;
  EXPECT_NE(verdict.error().text.zh.find("第 3 条记录"), std::string::npos) << verdict.error().text.zh;
}

TEST_F(Exported, is_refused_with_another_key_than_the_trusted_one) {
  const auto other = crypto::SigningKey::from_seed(std::string(32, 'x')).value();
  EXPECT_EQ(verify_export(encode_export(proofs), make_vkey(origin, other).value()).error().slug, "ledger-export-key");
}

TEST_F(Exported, is_refused_when_an_earlier_history_does_not_fit) {
  proofs.continues->hashes[0][0] ^= 1;
  EXPECT_EQ(verify_export(encode_export(proofs)).error().slug, "ledger-consistency");
}

TEST_F(Exported, with_any_changed_bit_is_refused) {
  const std::string text = encode_export(proofs);
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (int bit = 0; bit < 8; bit += 3) {
      std::string changed = text;
      changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
      EXPECT_FALSE(verify_export(changed).has_value())
          << "byte " << i << " of " << text.substr(i - std::min<std::size_t>(i, 20), 40);
    }
  }
}

TEST_F(Exported, is_refused_when_entries_are_out_of_order_or_said_twice) {
  std::swap(proofs.entries[0], proofs.entries[1]);
  EXPECT_EQ(decode_export(encode_export(proofs)).error().slug, "ledger-export-order");
  std::swap(proofs.entries[0], proofs.entries[1]);
  const std::string both =
      R"({"format":"jidoka-ledger-export/1","checkpoint":"","vkey":"","entries":[{"index":0,"text":"a","base64":"YQ==","inclusion":[]}]})";
  const std::string none =
      R"({"format":"jidoka-ledger-export/1","checkpoint":"","vkey":"","entries":[{"index":0,"inclusion":[]}]})";
  const std::string loose =
      R"({"format":"jidoka-ledger-export/1","checkpoint":"","vkey":"","entries":[{"index":0,"base64":"YQ","inclusion":[]}]})";
  for (const std::string& text : {both, none, loose})
    EXPECT_EQ(decode_export(text).error().slug, "ledger-export-entry") << text;
}

TEST_F(Exported, of_another_format_is_refused) {
  EXPECT_EQ(decode_export(R"({"format":"other","checkpoint":"","vkey":"","entries":[]})").error().code,
            Code::unsupported);
  EXPECT_FALSE(decode_export("").has_value());
  EXPECT_FALSE(decode_export("[]").has_value());
}

}  // namespace
}  // namespace jidoka::ledger
