// The holds of one item: those that match anything in its backward tree. A hold goes from what it matches into whatever
// that went into, and ends at an item that was released one by one; the same rule as sql/item_rows.h, followed
// backward from the item.
#include "sql/read_item_holds.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace jidoka::sql {
namespace {

constexpr std::size_t most_holds = 100;

#define TREE                                                                                                      \
  "with recursive tree(number) as (select cast($1 as bigint) union select l.from_item from tree join links l on " \
  "l.into_item = tree.number) "
constexpr std::string_view edges_of =
    TREE "select l.into_item, l.from_item from tree join links l on l.into_item = tree.number";
// Runs of no length count as the instant at which they began, as in sql/item_rows.cc.
constexpr std::string_view matches_of = TREE
    "select h.id, i.number from tree join items i on i.number = tree.number join holds h on h.item = i.id and h.scope "
    "= "
    "i.kind union select h.id, r.item from tree join runs r on r.item = tree.number join holds h on h.equipment = "
    "r.equipment and h.scope = 'exposure' where (h.to_at is null or r.started_at < h.to_at) and (r.ended_at is null or "
    "h.from_at is null or case when r.ended_at > r.started_at then r.ended_at else r.started_at + 1 end > h.from_at)";
#undef TREE
constexpr std::string_view releases_of =
    "select i.number from hold_releases r join items i on i.id = r.item and i.kind = r.item_kind where r.hold = $1";

using Numbers = std::unordered_set<std::int64_t>;

class Holds {
 public:
  Holds(Database& db, std::int64_t item) : db_(db), item_(item) {}

  Result<std::vector<port::ItemHoldView>> read() {
    TRY_VOID(query(
        db_, edges_of,
        [&](const Row& row) -> Result<void> {
          came_from_[row.integer(0)].push_back(row.integer(1));
          return {};
        },
        item_));
    std::map<std::string, Numbers> matches;
    TRY_VOID(query(
        db_, matches_of,
        [&](const Row& row) -> Result<void> {
          matches[text(row, 0)].insert(row.integer(1));
          return {};
        },
        item_));
    std::vector<std::pair<std::int64_t, port::ItemHoldView>> found;
    for (const auto& [id, matching] : matches) {
      TRY_VOID(query(
          db_, "select leaf, state, reason_en, reason_zh from holds where id = $1",
          [&](const Row& row) -> Result<void> {
            found.push_back({row.integer(0), {id, {text(row, 2), text(row, 3)}, named<act::HoldState>(row, 1), false}});
            return {};
          },
          id));
    }
    std::ranges::sort(found, [](const auto& a, const auto& b) { return a.first > b.first; });
    if (found.size() > most_holds) found.resize(most_holds);
    std::vector<port::ItemHoldView> out;
    for (auto& [leaf, hold] : found) {
      TRY(const bool covers, reaches(hold.id, matches[hold.id]));
      hold.released_for_this = !covers;
      out.push_back(std::move(hold));
    }
    return out;
  }

 private:
  // Whether the hold comes through to the item past what was released one by one.
  Result<bool> reaches(const std::string& hold, const Numbers& matching) {
    Numbers released;
    TRY_VOID(query(
        db_, releases_of,
        [&](const Row& row) -> Result<void> {
          released.insert(row.integer(0));
          return {};
        },
        hold));
    if (released.contains(item_)) return false;
    Numbers seen{item_};
    std::vector<std::int64_t> queue{item_};
    for (std::size_t i = 0; i < queue.size(); ++i) {
      if (matching.contains(queue[i])) return true;
      const auto parts = came_from_.find(queue[i]);
      if (parts == came_from_.end()) continue;
      for (const std::int64_t part : parts->second)
        if (!released.contains(part) && seen.insert(part).second) queue.push_back(part);
    }
    return false;
  }

  Database& db_;
  std::int64_t item_;
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> came_from_;
};

}  // namespace

Result<std::vector<port::ItemHoldView>> holds_of_item(Database& db, std::int64_t item) {
  return Holds(db, item).read();
}

Result<std::optional<port::ContentsView>> contents_of_item(Database& db, std::int64_t item) {
  TRY(const auto count, find_integer(db, "select count(*) from items where inside = $1", item));
  if (count.value_or(0) == 0) return std::optional<port::ContentsView>();
  port::ContentsView contents{static_cast<std::uint64_t>(*count), {}};
  TRY_VOID(query(
      db, "select kind, id from items where inside = $1 order by kind desc, id limit 100",
      [&](const Row& row) -> Result<void> {
        contents.items.push_back({named<produce::ItemKind>(row, 0), text(row, 1)});
        return {};
      },
      item));
  return std::optional(std::move(contents));
}

}  // namespace jidoka::sql
