#include "sql/ledger_rows.h"

#include <zstd.h>

#include <algorithm>

#include "ledger/note.h"

namespace jidoka::sql {
namespace {

constexpr std::size_t row_bytes = 256 * 1024;  // of texts; more are cut into several rows
constexpr std::size_t worth_compressing = 512;
constexpr std::size_t largest_row = 512u << 20;  // a single leaf may be a large plant document
constexpr char plain = 0;
constexpr char compressed = 1;

void append_length(std::string& out, std::uint32_t length) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(length >> shift & 0xff);
}
std::uint32_t read_length(std::string_view bytes) {
  std::uint32_t length = 0;
  for (std::size_t i = 0; i < 4; ++i)
    length |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  return length;
}

Failure damaged(std::string_view what) {
  return fail(Code::corrupt, "ledger-damaged",
              {"The ledger is damaged: " + std::string(what) + ". Restore the last backup.",
               "账本已损坏（" + std::string(what) + "）。请恢复最近的备份。"});
}

Result<std::string> expand(std::string_view bytes) {
  const auto size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > largest_row)
    return damaged("leaves cannot be read");
  std::string texts(size, '\0');
  const std::size_t got = ZSTD_decompress(texts.data(), texts.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(got) != 0 || got != texts.size()) return damaged("leaves cannot be read");
  return texts;
}

}  // namespace

std::string encode_leaves(std::span<const std::string> leaves) {
  std::string texts;
  for (const std::string& leaf : leaves) {
    append_length(texts, static_cast<std::uint32_t>(leaf.size()));
    texts += leaf;
  }
  if (texts.size() >= worth_compressing) {
    std::string out(1 + ZSTD_compressBound(texts.size()), compressed);
    const std::size_t size = ZSTD_compress(out.data() + 1, out.size() - 1, texts.data(), texts.size(), 1);
    if (ZSTD_isError(size) == 0 && size < texts.size()) {
      out.resize(1 + size);
      return out;
    }
  }
  return std::string(1, plain) + texts;
}

Result<std::vector<std::string>> decode_leaves(std::string_view bytes) {
  if (bytes.empty() || (bytes[0] != plain && bytes[0] != compressed)) return damaged("leaves cannot be read");
  std::string expanded;
  std::string_view rest = bytes.substr(1);
  if (bytes[0] == compressed) {
    TRY(expanded, expand(rest));
    rest = expanded;
  }
  std::vector<std::string> leaves;
  while (!rest.empty()) {
    if (rest.size() < 4) return damaged("a leaf is cut short");
    const std::uint32_t length = read_length(rest);
    rest.remove_prefix(4);
    if (rest.size() < length) return damaged("a leaf is cut short");
    leaves.emplace_back(rest.substr(0, length));
    rest.remove_prefix(length);
  }
  return leaves;
}

std::int64_t tile_id(unsigned level, std::uint64_t index) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(level) << 56 | index);
}

Result<void> append_to_ledger(Database& db, ledger::Tree& tree, std::span<const std::string> leaves,
                              const LedgerKey& key) {
  if (leaves.empty()) return {};
  std::vector<ledger::Tile> full;
  while (!leaves.empty()) {
    std::size_t count = 0;
    std::size_t bytes = 0;
    while (count < leaves.size() && (count == 0 || bytes + leaves[count].size() <= row_bytes))
      bytes += leaves[count++].size();
    const std::uint64_t first = tree.size();
    for (const std::string& leaf : leaves.first(count)) tree.append(ledger::leaf_hash(leaf), full);
    const ledger::Hash root = tree.root();
    const std::string texts = encode_leaves(leaves.first(count));
    TRY_VOID(run(db, "insert into ledger(first, count, root, leaves) values($1, $2, $3, $4)", first, count,
                 Bytes{crypto::view(root)}, Bytes{texts}));
    leaves = leaves.subspan(count);
  }
  for (const ledger::Tile& tile : full)
    TRY_VOID(
        run(db, "insert into tiles(id, bytes) values($1, $2)", tile_id(tile.level, tile.index), Bytes{tile.bytes}));
  TRY(const std::string note, ledger::sign_checkpoint(key.origin, {tree.size(), tree.root()}, key.key));
  return run(db, "insert into checkpoint(one, note) values(1, $1) on conflict(one) do update set note = excluded.note",
             note);
}

Result<ledger::Head> stored_head(Database& db) {
  ledger::Head head{0, ledger::empty_root()};
  TRY_VOID(query(db, "select first + count, root from ledger order by first desc limit 1",
                 [&](const Row& row) -> Result<void> {
                   head.size = static_cast<std::uint64_t>(row.integer(0));
                   const std::string_view root = row.bytes(1);
                   if (root.size() != head.root.size()) return damaged("the last root is not a hash");
                   std::ranges::copy(root, head.root.begin());
                   return {};
                 }));
  return head;
}

Result<std::string> stored_checkpoint(Database& db) {
  std::string note;
  TRY_VOID(query(db, "select note from checkpoint where one = 1", [&](const Row& row) -> Result<void> {
    note = row.text(0);
    return {};
  }));
  return note;
}

Result<void> for_each_leaf(Database& db, std::uint64_t from, std::uint64_t to,
                           const std::function<Result<void>(std::uint64_t, const std::string&)>& take) {
  if (from >= to) return {};
  return query(
      db,
      "select first, leaves from ledger where first < $2 and first >= (select coalesce(max(first), 0) from ledger "
      "where first <= $1) "
      "order by first",
      [&](const Row& row) -> Result<void> {
        auto index = static_cast<std::uint64_t>(row.integer(0));
        TRY(const auto leaves, decode_leaves(row.bytes(1)));
        for (const std::string& leaf : leaves) {
          if (index >= from && index < to) TRY_VOID(take(index, leaf));
          ++index;
        }
        return {};
      },
      from, to);
}

Result<std::string> StoredTiles::tile(unsigned level, std::uint64_t index, unsigned width) {
  std::string bytes;
  TRY_VOID(query(
      db_, "select bytes from tiles where id = $1",
      [&](const Row& row) -> Result<void> {
        bytes = row.bytes(0).substr(0, std::size_t{width} * ledger::hash_bytes);
        return {};
      },
      tile_id(level, index)));
  if (bytes.size() != std::size_t{width} * ledger::hash_bytes)
    return damaged("tile " + std::to_string(level) + "/" + std::to_string(index) + " is missing or too short");
  return bytes;
}

Result<ledger::Tree> load_tree(Database& db) {
  TRY(const ledger::Head head, stored_head(db));
  std::vector<ledger::Hash> tail;
  const std::uint64_t tail_from = head.size / ledger::tile_width * ledger::tile_width;
  TRY_VOID(for_each_leaf(db, tail_from, head.size, [&](std::uint64_t, const std::string& leaf) -> Result<void> {
    tail.push_back(ledger::leaf_hash(leaf));
    return {};
  }));
  if (tail.size() != head.size - tail_from) return damaged("the last leaves are missing");
  StoredTiles tiles(db);
  TRY(ledger::Tree tree, ledger::Tree::rebuild(head.size, tail, tiles));
  if (tree.root() != head.root) return damaged("its root is not the one that was stored");
  return tree;
}

}  // namespace jidoka::sql
