#include "sql/item_rows.h"
#include "sql/read_item_holds.h"
#include "sql/read_list.h"
#include "sql/read_runs.h"
#include "sql/site_reads.h"

namespace jidoka::sql {
namespace {

// For LIKE … ESCAPE '\': what the user typed stands for itself.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

struct Search {
  std::string conditions;
  std::vector<Param> params;

  void add(std::string_view condition, Param value) {
    params.push_back(std::move(value));
    conditions += std::string(condition) + "$" + std::to_string(params.size()) + " ";
  }
};

Search search_of(const port::ItemFilter& filter) {
  Search search;
  if (filter.kind) search.add("and i.kind = ", to_param(*filter.kind));
  if (filter.material) search.add("and i.material = ", to_param(*filter.material));
  if (filter.state) search.add("and i.state = ", to_param(*filter.state));
  return search;
}

Result<port::Listed<port::ItemView>> list_items(Database& db, const port::Page& page, Search search) {
  TRY(const std::uint32_t limit, limit_of(page));
  TRY(const std::int64_t before, before_of(page));
  search.add("and i.number < ", before);
  search.params.emplace_back(std::int64_t{limit} + 1);
  ListedRows<port::ItemView> rows{{}, limit, 13};
  const std::string sql = "select " + std::string(item_columns) + "from items i where 1 = 1 " + search.conditions +
                          "order by i.number desc limit $" + std::to_string(search.params.size());
  TRY_VOID(db.query(sql, search.params, [&](const Row& row) {
    return rows.take(row, [](const Row& r) -> Result<port::ItemView> { return item_view(r); });
  }));
  return std::move(rows.listed);
}

constexpr std::string_view by_id_cursor = "id/";

// What begins with the text, by id; the index answers at any size of the plant.
Result<port::Listed<port::ItemView>> list_by_beginning(Database& db, const port::Page& page, Search search,
                                                       const std::string& beginning) {
  TRY(const std::uint32_t limit, limit_of(page));
  search.add("and i.id >= ", to_param(beginning));
  search.add("and i.id < ", beginning + "\xF4\x8F\xBF\xBF");
  if (!page.after.empty()) search.add("and i.id > ", page.after.substr(by_id_cursor.size()));
  search.params.emplace_back(std::int64_t{limit} + 1);
  port::Listed<port::ItemView> listed;
  const std::string sql = "select " + std::string(item_columns) + "from items i where 1 = 1 " + search.conditions +
                          "order by i.id, i.kind limit $" + std::to_string(search.params.size());
  TRY_VOID(db.query(sql, search.params, [&](const Row& row) -> Result<void> {
    if (listed.items.size() == limit)
      listed.next = std::string(by_id_cursor) + listed.items.back().id;
    else
      listed.items.push_back(item_view(row));
    return {};
  }));
  return listed;
}

Result<std::vector<port::MeasurementView>> measurements_of(Database& db, const produce::ItemRef& ref) {
  std::vector<port::MeasurementView> out;
  TRY_VOID(query(
      db,
      "select s.equipment, s.tag, m.at, m.value, s.uom from measurements m join streams s on s.number = m.stream "
      "where m.item = $2 and m.kind = $1 order by m.at desc, m.stream limit 500",
      [&](const Row& row) -> Result<void> {
        out.push_back({.stream = text(row, 0) + "/" + text(row, 1),
                       .equipment = text(row, 0),
                       .tag = text(row, 1),
                       .time = instant(row, 2),
                       .value = row.real(3),
                       .uom = text(row, 4)});
        return {};
      },
      ref.kind, ref.id));
  return out;
}

Result<std::vector<judge::Verdict>> verdicts_of(Database& db, const produce::ItemRef& ref) {
  std::vector<judge::Verdict> out;
  const std::string_view sql = ref.kind == produce::ItemKind::unit
                                   ? "select body from verdicts where unit = $1 order by leaf desc limit 100"
                                   : "select body from verdicts where lot = $1 order by leaf desc limit 100";
  TRY_VOID(query(
      db, sql,
      [&](const Row& row) -> Result<void> {
        TRY(judge::Verdict verdict, stored_json<judge::Verdict>(row.text(0)));
        out.push_back(std::move(verdict));
        return {};
      },
      ref.id));
  return out;
}

}  // namespace

Result<port::Listed<port::ItemView>> SiteReads::items(const port::ItemFilter& filter, port::Page page) {
  return pool_->with([&](Database& db) -> Result<port::Listed<port::ItemView>> {
    Search search = search_of(filter);
    if (filter.text.empty()) return list_items(db, page, std::move(search));
    if (page.after.empty() || page.after.starts_with(by_id_cursor)) {
      TRY(auto found, list_by_beginning(db, page, search, filter.text));
      if (!found.items.empty() || !page.after.empty()) return found;
    }
    search.params.emplace_back("%" + escaped(filter.text) + "%");
    const std::string pattern = "$" + std::to_string(search.params.size());
    search.conditions += "and lower(i.id) like lower(" + pattern + ") escape '\\' ";
    return list_items(db, page, std::move(search));
  });
}

Result<std::optional<port::ItemHistory>> SiteReads::item(const produce::ItemRef& ref) {
  return pool_->with([&](Database& db) -> Result<std::optional<port::ItemHistory>> {
    std::optional<port::ItemHistory> found;
    std::int64_t number = 0;
    TRY_VOID(query(
        db, "select " + std::string(item_columns) + "from items i where i.id = $2 and i.kind = $1",
        [&](const Row& row) -> Result<void> {
          found.emplace().item = item_view(row);
          number = row.integer(13);
          return {};
        },
        ref.kind, ref.id));
    if (!found) return found;
    TRY_VOID(query(
        db, std::string(run_columns) + "where r.item = $1 order by r.number",
        [&](const Row& row) -> Result<void> {
          TRY(port::RunView run, run_view(row));
          found->runs.push_back(std::move(run));
          return {};
        },
        number));
    TRY(found->measurements, measurements_of(db, ref));
    TRY(found->verdicts, verdicts_of(db, ref));
    TRY(found->holds, holds_of_item(db, number));
    TRY(found->contents, contents_of_item(db, number));
    return found;
  });
}

}  // namespace jidoka::sql
