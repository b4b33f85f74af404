#include "sql/verify_tables.h"

#include <bit>
#include <string>

#include "sql/schema.h"

namespace jidoka::sql {
namespace {

constexpr std::int64_t rows_a_chunk = 5'000;

// A value that outlives its row; blobs do not occur in projected tables but are kept like texts.
using Kept = std::variant<std::monostate, std::int64_t, double, std::string>;

Kept kept(const Param& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return *integer;
  if (const auto* real = std::get_if<double>(&value)) return *real;
  if (const auto* view = std::get_if<std::string_view>(&value)) return std::string(*view);
  if (const auto* blob = std::get_if<Bytes>(&value)) return std::string(blob->bytes);
  return std::monostate{};
}

bool same(const Kept& a, const Kept& b) {
  const auto* x = std::get_if<double>(&a);
  const auto* y = std::get_if<double>(&b);
  if (x != nullptr && y != nullptr) return std::bit_cast<std::uint64_t>(*x) == std::bit_cast<std::uint64_t>(*y);
  return a == b;
}

std::string shown(const Kept& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  if (const auto* real = std::get_if<double>(&value)) return std::to_string(*real);
  if (const auto* text = std::get_if<std::string>(&value)) return text->size() > 60 ? text->substr(0, 60) + "…" : *text;
  return "nothing";
}

struct Chunk {
  std::vector<std::string> columns;
  std::vector<std::vector<Kept>> rows;
};

class Reader {
 public:
  Reader(Database& db, const ProjectedTable& table) : db_(db), table_(table) {}

  // The rows after the last ones, in order of the key.
  Result<Chunk> next() {
    std::string keys;
    std::string places;
    for (std::size_t i = 0; i < table_.key.size(); ++i) {
      keys += (i == 0 ? "" : ", ") + std::string(table_.key[i]);
      places += (i == 0 ? "$" : ", $") + std::to_string(i + 1);
    }
    std::string sql = "select * from " + std::string(table_.name);
    std::vector<Param> params;
    for (const Kept& value : last_) params.push_back(as_param(value));
    if (!last_.empty()) sql += " where (" + keys + ") > (" + places + ")";
    sql += " order by " + keys + " limit " + std::to_string(rows_a_chunk);
    Chunk chunk;
    TRY_VOID(db_.query(sql, params, [&](const Row& row) -> Result<void> {
      if (chunk.columns.empty())
        for (int i = 0; i < row.columns(); ++i) chunk.columns.emplace_back(row.name(i));
      auto& values = chunk.rows.emplace_back();
      for (int i = 0; i < row.columns(); ++i) values.push_back(kept(row.value(i)));
      return {};
    }));
    if (!chunk.rows.empty()) last_ = key_of(chunk, chunk.rows.back());
    return chunk;
  }

  std::vector<Kept> key_of(const Chunk& chunk, const std::vector<Kept>& row) const {
    std::vector<Kept> key;
    for (const std::string_view name : table_.key)
      for (std::size_t i = 0; i < chunk.columns.size(); ++i)
        if (chunk.columns[i] == name) key.push_back(row[i]);
    return key;
  }

 private:
  static Param as_param(const Kept& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return *integer;
    if (const auto* text = std::get_if<std::string>(&value)) return std::string_view(*text);
    return std::monostate{};
  }

  Database& db_;
  const ProjectedTable& table_;
  std::vector<Kept> last_;
};

std::string shown_key(const std::vector<Kept>& key) {
  std::string out;
  for (const Kept& value : key) out += (out.empty() ? "" : ", ") + shown(value);
  return out;
}

Failure row_differs(std::string_view table, const std::vector<Kept>& key, const std::string& en,
                    const std::string& zh) {
  const std::string where = std::string(table) + " (" + shown_key(key) + ")";
  return does_not_fit("Table row " + where + " " + en, "数据表行 " + where + zh);
}

Result<void> compare_keys(std::string_view table, const std::vector<Kept>& found, const std::vector<Kept>& right) {
  if (found == right) return {};
  if (found < right) return row_differs(table, found, "follows from no fact", " 没有对应的事实");
  return row_differs(table, right, "is missing", " 缺失");
}

}  // namespace

Failure does_not_fit(const std::string& en, const std::string& zh) {
  return fail(Code::corrupt, "does-not-verify", {en + ".", zh + "。"});
}

std::span<const ProjectedTable> projected_tables() {
  static const std::vector<ProjectedTable> tables = {
      {"streams", {"number"}},
      {"counters", {"prefix"}},
      {"open_facts", {"leaf"}},
      {"ledger_terms", {"term", "leaf"}},
      {"outbox", {"leaf"}},
      {"items", {"number"}},
      {"runs", {"item", "number"}},
      {"equipment_activity", {"equipment"}},
      {"links", {"into_item", "from_item", "leaf"}},
      {"measurements", {"item", "kind", "at", "stream"}},
      {"quarantine", {"leaf"}},
      {"verdicts", {"leaf"}},
      {"learnt_limits", {"stream", "plan", "line"}},
      {"holds", {"leaf"}},
      {"hold_releases", {"hold", "item", "item_kind"}},
      {"alarms", {"leaf"}},
      {"stops", {"equipment"}},
      {"commands", {"leaf"}},
      {"messages", {"leaf"}},
      {"documents", {"kind", "id", "revision"}},
      {"users", {"name"}},
      {"tokens", {"leaf"}},
  };
  return tables;
}

Result<std::uint64_t> compare_table(Database& site, Database& replica, const ProjectedTable& table) {
  Reader found_reader(site, table);
  Reader right_reader(replica, table);
  std::uint64_t count = 0;
  for (;;) {
    TRY(const Chunk found, found_reader.next());
    TRY(const Chunk right, right_reader.next());
    for (std::size_t i = 0; i < std::max(found.rows.size(), right.rows.size()); ++i) {
      if (i >= found.rows.size())
        return row_differs(table.name, right_reader.key_of(right, right.rows[i]), "is missing", " 缺失");
      if (i >= right.rows.size())
        return row_differs(table.name, found_reader.key_of(found, found.rows[i]), "follows from no fact",
                           " 没有对应的事实");
      TRY_VOID(compare_keys(table.name, found_reader.key_of(found, found.rows[i]),
                            right_reader.key_of(right, right.rows[i])));
      for (std::size_t column = 0; column < found.columns.size(); ++column)
        if (!same(found.rows[i][column], right.rows[i][column]))
          return row_differs(table.name, found_reader.key_of(found, found.rows[i]),
                             "has " + found.columns[column] + " = " + shown(found.rows[i][column]) +
                                 ", but the ledger says " + shown(right.rows[i][column]),
                             " 的 " + found.columns[column] + " 为 " + shown(found.rows[i][column]) +
                                 "，而账本记录为 " + shown(right.rows[i][column]));
    }
    count += found.rows.size();
    if (found.rows.size() < static_cast<std::size_t>(rows_a_chunk)) return count;
  }
}

}  // namespace jidoka::sql
