#include "crypto/hash.h"
#include "ledger/proof.h"
#include "sql/ledger_rows.h"
#include "sql/read_list.h"
#include "sql/site_reads.h"

namespace jidoka::sql {
namespace {

Result<std::vector<std::string>> as_hex(Result<ledger::Proof> proof) {
  TRY_VOID(proof);
  std::vector<std::string> out;
  for (const ledger::Hash& hash : *proof) out.push_back(crypto::to_hex(crypto::view(hash)));
  return out;
}

Failure beyond_the_end(std::uint64_t asked, std::uint64_t size) {
  return fail(Code::invalid, "beyond-ledger",
              {"The ledger has " + std::to_string(size) + " entries, not " + std::to_string(asked) + ".",
               "账本只有 " + std::to_string(size) + " 条记录，没有 " + std::to_string(asked) + " 条。"},
              "size");
}

}  // namespace

SiteReads::SiteReads(std::shared_ptr<ReadPool> pool, std::shared_ptr<UnpackedBatches> unpacked, std::string vkey)
    : pool_(std::move(pool)), unpacked_(std::move(unpacked)), vkey_(std::move(vkey)) {}

Result<std::uint64_t> SiteReads::ledger_size() {
  return pool_->with([](Database& db) -> Result<std::uint64_t> {
    TRY(const ledger::Head head, stored_head(db));
    return head.size;
  });
}

Result<std::vector<port::LedgerEntry>> SiteReads::entries(std::uint64_t from, std::uint32_t limit) {
  return pool_->with([&](Database& db) -> Result<std::vector<port::LedgerEntry>> {
    TRY(const std::uint32_t count, limit_of({.after = {}, .limit = limit}));
    std::vector<port::LedgerEntry> out;
    TRY_VOID(for_each_leaf(db, from, from + count, [&](std::uint64_t index, const std::string& leaf) -> Result<void> {
      out.push_back({index, json::Raw{leaf}});
      return {};
    }));
    return out;
  });
}

Result<std::string> SiteReads::checkpoint() {
  return pool_->with([](Database& db) { return stored_checkpoint(db); });
}
Result<std::string> SiteReads::public_key() { return vkey_; }

Result<ledger::Tree> SiteReads::tree_of(Database& db) {
  TRY(const ledger::Head head, stored_head(db));
  ledger::Tree tree;
  {
    const std::lock_guard lock(tree_mutex_);
    tree = tree_;
  }
  constexpr std::uint64_t cheaper_to_rebuild = 50'000;
  if (tree.size() > head.size || tree.size() + cheaper_to_rebuild < head.size) {
    TRY(tree, load_tree(db));
  } else if (tree.size() < head.size) {
    std::vector<ledger::Tile> ignored;
    TRY_VOID(for_each_leaf(db, tree.size(), head.size, [&](std::uint64_t, const std::string& leaf) -> Result<void> {
      tree.append(ledger::leaf_hash(leaf), ignored);
      return {};
    }));
  }
  const std::lock_guard lock(tree_mutex_);
  if (tree.size() > tree_.size()) tree_ = tree;
  return tree;
}

Result<std::vector<std::string>> SiteReads::inclusion_proof(std::uint64_t index, std::uint64_t size) {
  return pool_->with([&](Database& db) -> Result<std::vector<std::string>> {
    TRY(const ledger::Tree tree, tree_of(db));
    if (size > tree.size()) return beyond_the_end(size, tree.size());
    StoredTiles stored(db);
    ledger::EdgeReader reader(tree, stored);
    return as_hex(ledger::inclusion_proof(reader, index, size));
  });
}

Result<std::vector<std::string>> SiteReads::consistency_proof(std::uint64_t old_size, std::uint64_t size) {
  return pool_->with([&](Database& db) -> Result<std::vector<std::string>> {
    TRY(const ledger::Tree tree, tree_of(db));
    if (size > tree.size()) return beyond_the_end(size, tree.size());
    StoredTiles stored(db);
    ledger::EdgeReader reader(tree, stored);
    return as_hex(ledger::consistency_proof(reader, old_size, size));
  });
}

Result<std::string> SiteReads::tile(std::uint32_t level, std::uint64_t index, std::uint32_t width) {
  return pool_->with([&](Database& db) -> Result<std::string> {
    TRY(const ledger::Tree tree, tree_of(db));
    const auto missing = [&]() -> Result<std::string> {
      return fail(Code::not_found, "tile-not-found", {"The ledger has no such tile yet.", "账本中还没有这个数据块。"});
    };
    if (level > 7 || width == 0 || width > ledger::tile_width) return missing();
    const std::uint64_t hashes = level == 0 ? tree.size() : tree.size() >> (ledger::tile_height * level);
    if (index > hashes / ledger::tile_width || index * ledger::tile_width + width > hashes) return missing();
    StoredTiles stored(db);
    ledger::EdgeReader reader(tree, stored);
    return ledger::read_tile(reader, level, index, width);
  });
}

}  // namespace jidoka::sql
