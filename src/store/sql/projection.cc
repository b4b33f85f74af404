#include "sql/projection.h"

#include <charconv>

namespace jidoka::sql {

void count_id(const Projected& fact, std::string_view id) {
  const std::size_t dash = id.rfind('-');
  if (dash == std::string_view::npos) return;
  std::uint64_t number = 0;
  const char* end = id.data() + id.size();
  const auto [stopped, failed] = std::from_chars(id.data() + dash + 1, end, number);
  if (failed != std::errc() || stopped != end) return;
  std::uint64_t& highest = fact.counters[std::string(id.substr(0, dash))];
  highest = std::max(highest, number);
}

Outcome save_counters(Database& db, const std::map<std::string, std::uint64_t>& counters) {
  for (const auto& [prefix, value] : counters)
    TRY_VOID(run(
        db,
        "insert into counters(prefix, value) values($1, $2) on conflict(prefix) do update set value = excluded.value",
        prefix, value));
  return {};
}

Outcome keep_open(const Projected& fact, std::string_view subject, std::string_view slot) {
  return run(fact.db,
             "insert into open_facts(leaf, subject, slot, fact) values($1, $2, $3, $4) "
             "on conflict(subject, slot) do update set leaf = excluded.leaf, fact = excluded.fact",
             fact.leaf, subject, slot, fact.text);
}

Outcome forget_open(const Projected& fact, std::string_view subject) {
  return run(fact.db, "delete from open_facts where subject = $1", subject);
}

Outcome end_open(const Projected& fact, std::string_view subject) {
  TRY_VOID(run(fact.db,
               "delete from open_facts where subject = "
               "(select slot from open_facts where subject = $1 and slot like 'newest/%')",
               subject));
  TRY_VOID(run(fact.db,
               "insert into open_facts(leaf, subject, slot, fact) select cast($2 as bigint), slot, 'ended', "
               "cast($3 as text) from open_facts where subject = $1 and slot like 'newest/%'",
               subject, fact.leaf, fact.text));
  TRY_VOID(run(fact.db,
               "update open_facts set subject = (select slot from open_facts where subject = $1 and slot like "
               "'newest/%') where subject = $1 and slot = 'closed' and exists(select 1 from open_facts where subject = "
               "$1 and slot like 'newest/%')",
               subject));
  TRY_VOID(run(fact.db,
               "update open_facts set subject = slot, slot = 'began' where subject = $1 and slot like 'newest/%'",
               subject));
  return forget_open(fact, subject);
}

std::string newest_of(std::string_view key) { return "newest/" + std::string(key); }

}  // namespace jidoka::sql
