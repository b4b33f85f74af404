#include "sql/verify.h"

#include <bit>
#include <map>
#include <unordered_map>

#include "crypto/hash.h"
#include "ledger/note.h"
#include "port/fact.h"
#include "sql/ledger_rows.h"
#include "sql/ledger_terms.h"
#include "sql/migrations.h"
#include "sql/readings.h"
#include "sql/seal.h"
#include "sql/telemetry.h"
#include "sql/verify_tables.h"

namespace jidoka::sql {
namespace {

std::string number(std::uint64_t value) { return std::to_string(value); }

// Page samples as the columns of a batch, for what both leave behind.
sense::Columns columns_of(sense::StreamNumber stream, const std::vector<port::StoredSample>& samples) {
  sense::Columns columns;
  columns.dictionary.emplace_back();
  for (const port::StoredSample& sample : samples) {
    columns.streams.push_back(stream);
    columns.times.push_back(sample.time.ns);
    columns.values.push_back(sample.value);
    const bool is_empty = sample.context == sense::Context{};
    if (!is_empty && columns.dictionary.back() != sample.context) columns.dictionary.push_back(sample.context);
    columns.contexts.push_back(is_empty ? 0 : static_cast<std::uint32_t>(columns.dictionary.size() - 1));
  }
  return columns;
}

class Verification {
 public:
  Verification(Database& site, Database& replica, std::string_view vkey, const Progress& progress)
      : site_(site), replica_(replica), vkey_(vkey), progress_(progress) {}

  Result<VerifyReport> run() {
    TRY_VOID(migrate(replica_, Instant{}));
    TRY_VOID(site_.begin_read());
    auto report = check();
    site_.rollback();
    return report;
  }

 private:
  Result<VerifyReport> check() {
    TRY(const ledger::Head head, stored_head(site_));
    total_leaves_ = head.size;
    TRY_VOID(check_seals());
    TRY_VOID(replica_.begin());
    TRY_VOID(check_ledger());
    TRY_VOID(check_head(head));
    TRY_VOID(check_batches());
    TRY_VOID(save_counters(replica_, counters_));
    TRY_VOID(replica_.commit());
    TRY_VOID(check_counts());
    TRY_VOID(check_credentials());
    for (const ProjectedTable& table : projected_tables()) {
      say({"Comparing table " + std::string(table.name), "比对数据表 " + std::string(table.name)}, report_.tables,
          projected_tables().size());
      TRY(const std::uint64_t rows, compare_table(site_, replica_, table));
      report_.rows += rows;
      ++report_.tables;
    }
    report_.leaves = tree_.size();
    report_.root = crypto::to_hex(crypto::view(tree_.root()));
    return report_;
  }

  void say(const Text& step, std::uint64_t done, std::uint64_t total) const {
    if (progress_) progress_(step, done, total);
  }

  // ---- ledger ---------------------------------------------------------------------------------------------------
  // Rows a few at a time: a database may hand over the whole answer at once.
  Result<void> check_ledger() {
    for (;;) {
      struct LedgerRow {
        std::uint64_t first;
        std::uint64_t count;
        std::string root;
        std::string leaves;
      };
      std::vector<LedgerRow> rows;
      TRY_VOID(query(
          site_, "select first, count, root, leaves from ledger where first >= $1 order by first limit 64",
          [&](const Row& row) -> Result<void> {
            rows.push_back({static_cast<std::uint64_t>(row.integer(0)), static_cast<std::uint64_t>(row.integer(1)),
                            std::string(row.bytes(2)), std::string(row.bytes(3))});
            return {};
          },
          tree_.size()));
      if (rows.empty()) return {};
      for (const LedgerRow& row : rows) TRY_VOID(check_ledger_row(row.first, row.count, row.root, row.leaves));
      say({"Reading the ledger", "读取账本"}, tree_.size(), total_leaves_);
    }
  }

  Result<void> check_ledger_row(std::uint64_t first, std::uint64_t count, std::string_view root,
                                std::string_view bytes) {
    if (first != tree_.size())
      return does_not_fit("Ledger entries " + number(tree_.size()) + " to " + number(first) + " are missing",
                          "账本记录 " + number(tree_.size()) + " 至 " + number(first) + " 缺失");
    auto leaves = decode_leaves(bytes);
    if (!leaves || leaves->size() != count || count == 0)
      return does_not_fit("Ledger row " + number(first) + " cannot be read", "账本行 " + number(first) + " 无法读取");
    std::vector<ledger::Tile> full;
    for (const std::string& leaf : *leaves) tree_.append(ledger::leaf_hash(leaf), full);
    if (crypto::view(tree_.root()) != root)
      return does_not_fit("One of the ledger entries " + number(first) + " to " + number(first + count - 1) +
                              " is not what was recorded",
                          "账本记录 " + number(first) + " 至 " + number(first + count - 1) + " 中有内容与记录时不符");
    for (const ledger::Tile& tile : full) TRY_VOID(check_tile(tile));
    for (std::size_t i = 0; i < leaves->size(); ++i) TRY_VOID(replay(first + i, (*leaves)[i]));
    return {};
  }

  Result<void> check_tile(const ledger::Tile& tile) {
    ++tiles_;
    StoredTiles stored(site_);
    const auto found = stored.tile(tile.level, tile.index, ledger::tile_width);
    if (found && *found == tile.bytes) return {};
    const std::string name = "tile/" + number(tile.level) + "/" + number(tile.index);
    return does_not_fit("Table row tiles (" + name + ") is not what follows from the leaves",
                        "数据表行 tiles (" + name + ") 与账本记录不符");
  }

  Result<void> check_head(const ledger::Head& head) {
    if (head.size != tree_.size() || head.root != tree_.root())
      return does_not_fit("The ledger has a gap at its end", "账本末尾有缺口");
    TRY(const std::string note, stored_checkpoint(site_));
    if (head.size == 0 && note.empty()) return {};
    const auto checkpoint = ledger::open_checkpoint(note, vkey_);
    if (!checkpoint)
      return does_not_fit("Table row checkpoint is not signed by the ledger's key (" + checkpoint.error().text.en + ")",
                          "数据表行 checkpoint 不是由账本密钥签名（" + checkpoint.error().text.zh + "）");
    if (checkpoint->head != head)
      return does_not_fit("The signed checkpoint is of " + number(checkpoint->head.size) + " entries, the ledger has " +
                              number(head.size) + ": it was cut or rewritten",
                          "签名检查点为 " + number(checkpoint->head.size) + " 条，账本有 " + number(head.size) +
                              " 条：账本被截断或改写");
    return {};
  }

  // ---- facts ----------------------------------------------------------------------------------------------------
  Result<void> replay(std::uint64_t index, const std::string& leaf) {
    auto fact = port::parse_leaf(leaf);
    if (!fact)
      return does_not_fit("Ledger entry " + number(index) + " is no fact: " + fact.error().text.en,
                          "账本记录 " + number(index) + " 不是事实：" + fact.error().text.zh);
    const Projected projected{replica_, index, fact->at, fact->by, leaf, counters_};
    TRY_VOID(project_fact(projected, fact->body));
    if (const auto* recorded = std::get_if<port::ReadingsRecorded>(&fact->body)) {
      recorded_readings_ += recorded->count;
      batches_[recorded->batch] = {recorded->count, recorded->sha256};
      // Only the newest can still be there; the rest were packed long ago.
      while (batches_.size() > 2'000'000) batches_.erase(batches_.begin());
    }
    if (const auto* packed = std::get_if<port::PagePacked>(&fact->body)) return check_page(index, *packed);
    if (const auto* saved = std::get_if<port::UserSaved>(&fact->body); saved != nullptr && saved->password_sha256)
      passwords_[saved->name] = *saved->password_sha256;
    return {};
  }

  // ---- telemetry ------------------------------------------------------------------------------------------------
  Result<void> check_page(std::uint64_t leaf, const port::PagePacked& packed) {
    const auto wrong = [&](const std::string& en, const std::string& zh) -> Result<void> {
      return does_not_fit("Table row pages (" + number(leaf) + ") of stream " + number(packed.stream) + " " + en,
                          "数据表行 pages (" + number(leaf) + ")（数据流 " + number(packed.stream) + "）" + zh);
    };
    bool found = false;
    bool fits = false;
    std::string bytes;
    TRY_VOID(query(
        site_,
        "select stream, first, last, count, mean, m2, lowest, highest, last_value, bytes from pages where leaf = $1",
        [&](const Row& row) -> Result<void> {
          found = true;
          bytes = row.bytes(9);
          if (sha256_hex(bytes) != packed.sha256) return {};
          TRY(const auto samples, read_page(bytes));
          fits = page_fits(row, packed, samples);
          return save_measurements(replica_, columns_of(packed.stream, samples));
        },
        leaf));
    if (!found) return wrong("is missing", "缺失");
    if (sha256_hex(bytes) != packed.sha256) return wrong("has not the bytes that were recorded", "的内容与记录时不符");
    if (!fits) return wrong("has a summary that is not that of its samples", "的汇总与其样本不符");
    packed_readings_ += packed.count;
    ++report_.pages;
    return {};
  }

  static bool page_fits(const Row& row, const port::PagePacked& packed,
                        const std::vector<port::StoredSample>& samples) {
    std::vector<TailSample> tail;
    for (const port::StoredSample& sample : samples)
      tail.push_back({sample.time.ns, sample.value, sample.context == sense::Context{} ? nullptr : &sample.context});
    if (tail.empty()) return false;
    const PackedPage page = pack_page(tail);
    const auto same = [&](int column, double right) {
      return std::bit_cast<std::uint64_t>(row.real(column)) == std::bit_cast<std::uint64_t>(right);
    };
    return row.integer(0) == packed.stream && row.integer(1) == packed.first.ns && row.integer(2) == packed.last.ns &&
           row.integer(3) == static_cast<std::int64_t>(packed.count) && page.first == packed.first &&
           page.last == packed.last && page.count == packed.count && same(4, page.mean) && same(5, page.m2) &&
           same(6, page.lowest) && same(7, page.highest) && same(8, page.last_value);
  }

  Result<void> check_batches() {
    std::unordered_map<sense::StreamNumber, std::uint64_t> packed;
    TRY_VOID(query(site_, "select stream, packed from stream_states", [&](const Row& row) -> Result<void> {
      packed[static_cast<sense::StreamNumber>(row.integer(0))] = static_cast<std::uint64_t>(row.integer(1));
      return {};
    }));
    std::uint64_t last = 0;
    for (bool more = true; more;) {
      more = false;
      TRY_VOID(query(
          site_, "select number, count, bytes, seal from batches where number > $1 order by number limit 256",
          [&](const Row& row) -> Result<void> {
            more = true;
            last = static_cast<std::uint64_t>(row.integer(0));
            if (!batch_is_sealed(row))
              return does_not_fit("Table row batches (" + number(last) + ") has changed on disk",
                                  "数据表行 batches (" + number(last) + ") 在磁盘上被改动");
            return check_batch(last, static_cast<std::uint64_t>(row.integer(1)), row.bytes(2), packed);
          },
          last));
    }
    return {};
  }

  Result<void> check_batch(std::uint64_t batch, std::uint64_t count, std::string_view bytes,
                           const std::unordered_map<sense::StreamNumber, std::uint64_t>& packed) {
    const auto recorded = batches_.find(batch);
    const auto columns = decode_batch(bytes);
    if (recorded == batches_.end() || recorded->second.sha256 != sha256_hex(bytes) || !columns ||
        columns->size() != recorded->second.count || count != recorded->second.count)
      return does_not_fit("Table row batches (" + number(batch) + ") is not what was recorded",
                          "数据表行 batches (" + number(batch) + ") 与记录时不符");
    for (const sense::StreamNumber stream : columns->streams) {
      const auto through = packed.find(stream);
      if (through == packed.end() || through->second < batch) ++unpacked_readings_;
    }
    ++report_.batches;
    return save_measurements(replica_, *columns);
  }

  // ---- what facts do not count one by one -------------------------------------------------------------------------
  Result<void> check_counts() {
    report_.readings = recorded_readings_;
    if (recorded_readings_ != packed_readings_ + unpacked_readings_)
      return does_not_fit(number(recorded_readings_) + " readings were recorded, but tables pages and batches hold " +
                              number(packed_readings_ + unpacked_readings_),
                          "共记录 " + number(recorded_readings_) + " 个读数，而 pages 与 batches 中有 " +
                              number(packed_readings_ + unpacked_readings_) + " 个");
    TRY(const auto pages, find_integer(site_, "select count(*) from pages"));
    if (static_cast<std::uint64_t>(pages.value_or(0)) != report_.pages)
      return does_not_fit("Table pages has a row that was never recorded", "数据表 pages 中有未记录的行");
    TRY(const auto tiles, find_integer(site_, "select count(*) from tiles"));
    if (static_cast<std::uint64_t>(tiles.value_or(0)) != tiles_)
      return does_not_fit("Table tiles has a row that follows from no leaf", "数据表 tiles 中有多余的行");
    TRY(const auto checkpoints, find_integer(site_, "select count(*) from checkpoint where one <> 1"));
    if (checkpoints.value_or(0) != 0)
      return does_not_fit("Table checkpoint has more than one row", "数据表 checkpoint 有多余的行");
    return {};
  }

  Result<void> check_credentials() {
    std::map<std::string, std::string> missing = passwords_;
    TRY_VOID(query(site_, "select name, phc from credentials order by name", [&](const Row& row) -> Result<void> {
      const auto recorded = missing.find(text(row, 0));
      if (recorded == missing.end() || recorded->second != sha256_hex(row.text(1)))
        return does_not_fit("Table row credentials (" + text(row, 0) + ") is not the password that was recorded",
                            "数据表行 credentials (" + text(row, 0) + ") 不是记录的口令");
      missing.erase(recorded);
      return {};
    }));
    if (missing.empty()) return {};
    return does_not_fit("Table row credentials (" + missing.begin()->first + ") is missing",
                        "数据表行 credentials (" + missing.begin()->first + ") 缺失");
  }

  Result<void> check_seals() {
    const auto check = [](const char* table, const Row& row, int seal,
                          std::initializer_list<std::string_view> fields) -> Result<void> {
      if (row.integer(seal) == seal_of(fields)) return {};
      const std::string where = std::string(table) + " (" + std::string(*fields.begin()) + ")";
      return does_not_fit("Table row " + where + " has changed on disk", "数据表行 " + where + " 在磁盘上被改动");
    };
    TRY_VOID(query(site_, "select stream, batch, packed, state, seal from stream_states order by stream",
                   [&](const Row& row) -> Result<void> {
                     if (state_is_sealed(row)) return {};
                     return does_not_fit(
                         "Table row stream_states (" + std::to_string(row.integer(0)) + ") has changed on disk",
                         "数据表行 stream_states (" + std::to_string(row.integer(0)) + ") 在磁盘上被改动");
                   }));
    TRY_VOID(query(site_, "select key, at, reply, seal from replies order by key", [&](const Row& row) {
      return check("replies", row, 3, {row.text(0), std::to_string(row.integer(1)), row.text(2)});
    }));
    TRY_VOID(query(site_, "select id, at, body, seal from inbox order by id", [&](const Row& row) {
      return check("inbox", row, 3, {row.text(0), std::to_string(row.integer(1)), row.text(2)});
    }));
    std::size_t steps = 0;
    const auto check_step = [&](const Row& row) -> Result<void> {
      if (row.integer(0) != static_cast<std::int64_t>(++steps))
        return does_not_fit("Table migrations has a gap before row " + std::to_string(row.integer(0)),
                            "数据表 migrations 在第 " + std::to_string(row.integer(0)) + " 行之前有缺口");
      return check("migrations", row, 3, {std::to_string(row.integer(0)), row.text(1), std::to_string(row.integer(2))});
    };
    TRY_VOID(query(site_, "select number, name, at, seal from migrations order by number", check_step));
    return require_current(site_);
  }

  struct Recorded {
    std::uint64_t count = 0;
    std::string sha256;
  };

  Database& site_;
  Database& replica_;
  std::string_view vkey_;
  const Progress& progress_;
  ledger::Tree tree_;
  std::uint64_t total_leaves_ = 0;
  std::uint64_t tiles_ = 0;
  std::map<std::string, std::uint64_t> counters_;
  std::map<std::uint64_t, Recorded> batches_;
  std::map<std::string, std::string> passwords_;
  std::uint64_t recorded_readings_ = 0;
  std::uint64_t packed_readings_ = 0;
  std::uint64_t unpacked_readings_ = 0;
  VerifyReport report_;
};

}  // namespace

Result<VerifyReport> verify(Database& site, Database& replica, std::string_view vkey, const Progress& progress) {
  return Verification(site, replica, vkey, progress).run();
}

}  // namespace jidoka::sql
