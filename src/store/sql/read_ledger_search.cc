// Searching the ledger: by its terms where there is one, else backward through the leaves, a bounded part at a time: a
// page may then hold fewer entries than were asked for, or none, and its `next` goes on.
#include <algorithm>

#include "json/encode.h"
#include "sql/ledger_rows.h"
#include "sql/ledger_terms.h"
#include "sql/read_list.h"
#include "sql/site_reads.h"

namespace jidoka::sql {
namespace {

constexpr std::size_t most_scanned_rows = 5'000;
constexpr std::size_t most_scanned_leaves = 200'000;

struct LedgerRow {  // the leaves of one row of the table
  std::uint64_t first = 0;
  std::vector<std::string> leaves;
  bool holds(std::uint64_t index) const { return index >= first && index < first + leaves.size(); }
};

// The row that has the leaf, or the last one before it; without leaves when there is none.
Result<LedgerRow> row_before(Database& db, std::uint64_t index) {
  LedgerRow found;
  TRY_VOID(query(
      db, "select first, leaves from ledger where first <= $1 order by first desc limit 1",
      [&](const Row& row) -> Result<void> {
        found.first = static_cast<std::uint64_t>(row.integer(0));
        TRY(found.leaves, decode_leaves(row.bytes(1)));
        return {};
      },
      index));
  return found;
}

// The head of a leaf: {"fact":"…","at":"…","by":…,"data":…}.
struct LeafHead {
  std::string_view name;
  std::string_view at;
  std::string_view after_at;  // from "by" on
};
LeafHead head_of(std::string_view leaf) {
  constexpr std::string_view before_name = "{\"fact\":\"";
  constexpr std::string_view before_at = "\",\"at\":\"";
  LeafHead head;
  if (!leaf.starts_with(before_name)) return head;
  leaf.remove_prefix(before_name.size());
  const std::size_t name_end = leaf.find(before_at);
  if (name_end == std::string_view::npos) return head;
  head.name = leaf.substr(0, name_end);
  leaf.remove_prefix(name_end + before_at.size());
  const std::size_t at_end = leaf.find('"');
  if (at_end == std::string_view::npos) return head;
  head.at = leaf.substr(0, at_end);
  head.after_at = leaf.substr(at_end + 1);
  return head;
}

class Search {
 public:
  Search(Database& db, const port::LedgerQuery& asked, std::uint64_t before, std::uint32_t limit)
      : db_(db), asked_(asked), before_(before), limit_(limit) {
    if (asked.who) by_ = ",\"by\":" + json::encode(*asked.who) + ",";
    if (asked.subject) terms_.push_back(subject_term(*asked.subject));
    if (asked.what)
      if (auto term = fact_term(*asked.what)) terms_.push_back(std::move(*term));
    if (asked.who)
      if (auto term = actor_term(*asked.who)) terms_.push_back(std::move(*term));
  }

  Result<port::Listed<port::LedgerEntry>> run() {
    TRY(const ledger::Head head, stored_head(db_));
    before_ = std::min(before_, head.size);
    if (asked_.to) {
      TRY(const std::uint64_t end, first_at_or_after(*asked_.to, head.size));
      before_ = std::min(before_, end);
    }
    if (asked_.from) {
      TRY(from_, first_at_or_after(*asked_.from, head.size));
    }
    TRY_VOID(terms_.empty() ? scan() : look_up());
    return std::move(listed_);
  }

 private:
  // Entries are recorded in order of time.
  Result<std::uint64_t> first_at_or_after(Instant when, std::uint64_t size) {
    std::uint64_t low = 0;
    std::uint64_t high = size;
    while (low < high) {
      const std::uint64_t middle = low + (high - low) / 2;
      TRY_VOID(load(middle));
      if (!row_.holds(middle)) break;
      TRY(const Instant at, parse_instant(head_of(row_.leaves[middle - row_.first]).at));
      if (at < when)
        low = middle + 1;
      else
        high = middle;
    }
    return low;
  }

  Result<void> load(std::uint64_t index) {
    if (row_.holds(index)) return {};
    TRY(row_, row_before(db_, index));
    return {};
  }

  bool matches(std::string_view leaf) const {
    const LeafHead head = head_of(leaf);
    return (!asked_.what || head.name == *asked_.what) && (!asked_.who || head.after_at.starts_with(by_));
  }

  // False when the page is full: the entry is the first of the next.
  bool take(std::uint64_t index, const std::string& leaf) {
    if (listed_.items.size() == limit_) {
      listed_.next = std::to_string(listed_.items.back().index);
      return false;
    }
    listed_.items.push_back({index, json::Raw{leaf}});
    return true;
  }

  // Every term is a list of leaves, newest first; what they share is found by the first of them, the rarest kind.
  Result<void> look_up() {
    std::string sql = "select t.leaf from ledger_terms t where t.term = $1 and t.leaf < $2 and t.leaf >= $3 ";
    std::vector<Param> params{to_param(terms_[0]), to_param(before_), to_param(from_)};
    for (std::size_t i = 1; i < terms_.size(); ++i) {
      params.push_back(to_param(terms_[i]));
      sql += "and exists(select 1 from ledger_terms o where o.leaf = t.leaf and o.term = $" +
             std::to_string(params.size()) + ") ";
    }
    params.push_back(to_param(std::int64_t{limit_} + 1));
    sql += "order by t.leaf desc limit $" + std::to_string(params.size());
    std::uint64_t cursor = before_;
    while (true) {
      std::vector<std::uint64_t> leaves;
      params[1] = to_param(cursor);
      TRY_VOID(db_.query(sql, params, [&](const Row& row) -> Result<void> {
        leaves.push_back(static_cast<std::uint64_t>(row.integer(0)));
        return {};
      }));
      for (const std::uint64_t index : leaves) {
        TRY_VOID(load(index));
        cursor = index;
        if (!row_.holds(index)) continue;
        const std::string& leaf = row_.leaves[index - row_.first];
        if (matches(leaf) && !take(index, leaf)) return {};
      }
      if (leaves.size() <= limit_) return {};
      scanned_leaves_ += leaves.size();
      if (scanned_leaves_ < most_scanned_rows) continue;
      listed_.next = std::to_string(cursor);
      return {};
    }
  }

  Result<void> scan() {
    std::uint64_t cursor = before_;
    std::size_t rows = 0;
    while (cursor > from_) {
      if (++rows > most_scanned_rows || scanned_leaves_ > most_scanned_leaves) {
        listed_.next = std::to_string(cursor);
        return {};
      }
      TRY_VOID(load(cursor - 1));
      if (!row_.holds(cursor - 1)) return {};
      while (cursor > std::max(from_, row_.first)) {
        const std::string& leaf = row_.leaves[--cursor - row_.first];
        ++scanned_leaves_;
        if (matches(leaf) && !take(cursor, leaf)) return {};
      }
    }
    return {};
  }

  Database& db_;
  const port::LedgerQuery& asked_;
  std::uint64_t before_;
  std::uint64_t from_ = 0;
  std::uint32_t limit_;
  std::string by_;
  std::vector<std::string> terms_;
  LedgerRow row_;
  std::size_t scanned_leaves_ = 0;
  port::Listed<port::LedgerEntry> listed_;
};

}  // namespace

Result<port::Listed<port::LedgerEntry>> SiteReads::search_ledger(const port::LedgerQuery& asked, port::Page page) {
  return pool_->with([&](Database& db) -> Result<port::Listed<port::LedgerEntry>> {
    TRY(const std::uint32_t limit, limit_of(page));
    TRY(const std::int64_t before, before_of(page));
    if (before < 0) return wrong_cursor();
    return Search(db, asked, static_cast<std::uint64_t>(before), limit).run();
  });
}

}  // namespace jidoka::sql
