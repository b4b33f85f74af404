// How the ledger lies in tables: a row for each run of leaves that one commit appended, with their texts in one
// compressed blob and the root after them; full tiles as they fill; one signed checkpoint of the present size.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "crypto/signature.h"
#include "ledger/merkle.h"
#include "ledger/proof.h"
#include "sql/database.h"

namespace jidoka::sql {

// The texts with their lengths, compressed where that pays.
std::string encode_leaves(std::span<const std::string> leaves);
Result<std::vector<std::string>> decode_leaves(std::string_view bytes);

struct LedgerKey {  // who signs, and under which name
  std::string origin;
  crypto::SigningKey key;
};

// Appends to the tree and to the tables; the tree is as after the commit, so use a copy.
Result<void> append_to_ledger(Database& db, ledger::Tree& tree, std::span<const std::string> leaves,
                              const LedgerKey& key);

// Size and root as the last row says; {0, empty root} before the first.
Result<ledger::Head> stored_head(Database& db);
Result<std::string> stored_checkpoint(Database& db);  // empty before the first

// Calls take(index, leaf) for the leaves in [from, to).
Result<void> for_each_leaf(Database& db, std::uint64_t from, std::uint64_t to,
                           const std::function<Result<void>(std::uint64_t, const std::string&)>& take);

// Full tiles from their table.
class StoredTiles final : public ledger::TileReader {
 public:
  explicit StoredTiles(Database& db) : db_(db) {}
  Result<std::string> tile(unsigned level, std::uint64_t index, unsigned width) override;

 private:
  Database& db_;
};

// The tree of the present size, from its full tiles and the leaves after them. Refused (corrupt) when its root is not
// the stored one.
Result<ledger::Tree> load_tree(Database& db);

// The row of a tile.
std::int64_t tile_id(unsigned level, std::uint64_t index);

}  // namespace jidoka::sql
