#include <unordered_set>

#include "sql/item_rows.h"
#include "sql/read_list.h"
#include "sql/site_reads.h"

namespace jidoka::sql {
namespace {

constexpr std::string_view columns =
    "select leaf, id, state, scope, item, equipment, from_at, to_at, because, reason_en, reason_zh, release_role, "
    "placed_at, placed_by, "
    "released_at, released_by, release_reason from holds ";

Result<port::HoldView> hold_view(const Row& row) {
  port::HoldView hold;
  hold.id = row.text(1);
  hold.state = named<act::HoldState>(row, 2);
  hold.scope = {named<act::ScopeKind>(row, 3), text_or_none(row, 4), text_or_none(row, 5), instant_or_none(row, 6),
                instant_or_none(row, 7)};
  if (!row.is_null(8)) {
    TRY(hold.because, stored_json<judge::Verdict>(row.text(8)));
  }
  hold.reason = {text(row, 9), text(row, 10)};
  hold.release_role = row.text(11);
  hold.placed_at = instant(row, 12);
  hold.placed_by = row.text(13);
  hold.released_at = instant_or_none(row, 14);
  hold.released_by = text_or_none(row, 15);
  hold.release_reason = text_or_none(row, 16);
  return hold;
}

Result<std::optional<port::HoldView>> find_hold(Database& db, std::string_view id) {
  std::optional<port::HoldView> hold;
  TRY_VOID(query(
      db, std::string(columns) + "where id = $1",
      [&](const Row& row) -> Result<void> {
        TRY(hold, hold_view(row));
        return {};
      },
      id));
  return hold;
}

Result<port::HoldCounts> count_items(Database& db, const port::HoldView& hold) {
  port::HoldCounts counts;
  TRY(Coverage covered, coverage(db, hold.id, hold.scope));
  TRY_VOID(db.query(covered.sql + "select i.kind, i.state, count(*) from covered join items i on i.number = "
                                  "covered.number group by i.kind, i.state",
                    covered.params, [&](const Row& row) -> Result<void> {
                      const auto count = static_cast<std::uint64_t>(row.integer(2));
                      const auto state = named<produce::ItemState>(row, 1);
                      if (named<produce::ItemKind>(row, 0) == produce::ItemKind::lot) {
                        counts.lots += count;
                        return {};
                      }
                      counts.units += count;
                      if (state == produce::ItemState::packed) counts.packed += count;
                      if (state == produce::ItemState::shipped) counts.shipped += count;
                      return {};
                    }));
  return counts;
}

}  // namespace

Result<port::Listed<port::HoldView>> SiteReads::holds(std::optional<act::HoldState> state, port::Page page) {
  return pool_->with([&](Database& db) -> Result<port::Listed<port::HoldView>> {
    if (!state)
      return list_newest<port::HoldView>(db, page, hold_view, 0,
                                         std::string(columns) + "where leaf < $1 order by leaf desc limit $2");
    return list_newest<port::HoldView>(
        db, page, hold_view, 0, std::string(columns) + "where state = $1 and leaf < $2 order by leaf desc limit $3",
        *state);
  });
}

Result<std::optional<port::HoldView>> SiteReads::hold(std::string_view id) {
  return pool_->with([&](Database& db) -> Result<std::optional<port::HoldView>> {
    TRY(auto hold, find_hold(db, id));
    if (!hold) return hold;
    TRY(hold->counts, count_items(db, *hold));
    return hold;
  });
}

Result<std::vector<port::HoldView>> SiteReads::exposures(std::string_view equipment, Instant from, Instant to) {
  return pool_->with([&](Database& db) -> Result<std::vector<port::HoldView>> {
    std::vector<port::HoldView> out;
    TRY_VOID(query(
        db,
        std::string(columns) + "where equipment = $1 and (from_at is null or from_at < $3) and (to_at is null or to_at "
                               "> $2) order by leaf desc limit 1000",
        [&](const Row& row) -> Result<void> {
          TRY(port::HoldView hold, hold_view(row));
          out.push_back(std::move(hold));
          return {};
        },
        equipment, from, to));
    return out;
  });
}

Result<std::uint64_t> SiteReads::held_units() {
  return pool_->with([&](Database& db) -> Result<std::uint64_t> {
    std::vector<port::HoldView> active;
    TRY_VOID(query(db, std::string(columns) + "where state = 'active'", [&](const Row& row) -> Result<void> {
      TRY(port::HoldView hold, hold_view(row));
      active.push_back(std::move(hold));
      return {};
    }));
    std::unordered_set<std::int64_t> units;
    for (const port::HoldView& hold : active) {
      TRY(Coverage covered, coverage(db, hold.id, hold.scope));
      covered.sql += "select i.number from covered join items i on i.number = covered.number where i.kind = 'unit'";
      TRY_VOID(db.query(covered.sql, covered.params, [&](const Row& row) -> Result<void> {
        units.insert(row.integer(0));
        return {};
      }));
    }
    return units.size();
  });
}

// The cursor is the last item's "kind/id".
Result<port::Listed<port::ItemView>> SiteReads::hold_items(std::string_view id, port::Page page) {
  return pool_->with([&](Database& db) -> Result<port::Listed<port::ItemView>> {
    TRY(const std::uint32_t limit, limit_of(page));
    TRY(const auto hold, find_hold(db, id));
    if (!hold)
      return fail(Code::not_found, "hold-not-found",
                  {"There is no hold " + std::string(id) + ".", "没有冻结单 " + std::string(id) + "。"});
    const std::size_t slash = page.after.find('/');
    if (!page.after.empty() && slash == std::string::npos) return wrong_cursor();
    TRY(Coverage covered, coverage(db, hold->id, hold->scope));
    const std::size_t n = covered.params.size();
    const auto parameter = [](std::size_t number) { return "$" + std::to_string(number); };
    covered.sql += "select " + std::string(item_columns) +
                   "from covered join items i on i.number = covered.number where i.id > " + parameter(n + 1) +
                   " or (i.id = " + parameter(n + 1) + " and i.kind > " + parameter(n + 2) +
                   ") order by i.id, i.kind limit " + parameter(n + 3);
    covered.params.emplace_back(page.after.empty() ? std::string() : page.after.substr(slash + 1));
    covered.params.emplace_back(page.after.empty() ? std::string() : page.after.substr(0, slash));
    covered.params.emplace_back(std::int64_t{limit} + 1);
    port::Listed<port::ItemView> listed;
    TRY_VOID(db.query(covered.sql, covered.params, [&](const Row& row) -> Result<void> {
      if (listed.items.size() == limit)
        listed.next = std::string(json::enum_name(listed.items.back().kind)) + "/" + listed.items.back().id;
      else
        listed.items.push_back(item_view(row));
      return {};
    }));
    return listed;
  });
}

}  // namespace jidoka::sql
