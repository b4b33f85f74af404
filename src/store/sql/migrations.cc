#include "sql/migrations.h"

#include "sql/ledger_terms.h"
#include "sql/schema.h"
#include "sql/seal.h"

namespace jidoka::sql {
namespace {

constexpr Migration steps[] = {
    {1, "ledger, telemetry and the request desk", schema_of_the_record},
    {2, "production: items, runs, links, measurements", schema_of_production},
    {3, "reactions: verdicts, holds, alarms, commands", schema_of_reactions},
    {4, "documents and people", schema_of_the_plant},
    {5, "telemetry: what is packed, and seals of batches", schema_of_lasting_telemetry},
    {6, "people: when their sessions ended", schema_of_sessions},
    {7, "commands: what their receivers said", schema_of_acknowledgements},
    {8, "holds by item and by equipment", schema_of_hold_searches},
    {9, "ledger: words under which it is searched", schema_of_ledger_terms, fill_ledger_terms},
    {10, "alarms: off-delay, and false ones", schema_of_false_alarms},
};

Result<std::int64_t> present_version(Database& db) {
  TRY(const auto tables, db.tables());
  for (const std::string& table : tables)
    if (table == "migrations") {
      TRY(const auto version, find_integer(db, "select max(number) from migrations"));
      return version.value_or(0);
    }
  return 0;
}

Failure newer(std::int64_t found) {
  const std::string number = std::to_string(found);
  const std::string known = std::to_string(std::size(steps));
  return fail(Code::unsupported, "store-is-newer",
              {"The store has version " + number + ", this program knows versions up to " + known +
                   ". Start the newer program that wrote it.",
               "数据库版本为 " + number + "，而本程序只认识到版本 " + known + "。请使用写入它的较新程序。"});
}

}  // namespace

std::span<const Migration> migrations() { return steps; }

Result<void> migrate(Database& db, Instant now) {
  TRY(const std::int64_t present, present_version(db));
  if (present > static_cast<std::int64_t>(std::size(steps))) return newer(present);
  for (const Migration& step : steps) {
    if (step.number <= present) continue;
    const auto apply = [&]() -> Result<void> {
      TRY_VOID(db.begin());
      TRY_VOID(db.define(step.script));
      if (step.fill != nullptr) TRY_VOID(step.fill(db));
      TRY_VOID(run(db, "insert into migrations(number, name, at, seal) values($1, $2, $3, $4)", step.number, step.name,
                   now, seal_of({std::to_string(step.number), step.name, std::to_string(now.ns)})));
      return db.commit();
    };
    if (auto done = apply(); !done) {
      db.rollback();
      return done;
    }
  }
  return {};
}

Result<void> require_current(Database& db) {
  TRY(const std::int64_t present, present_version(db));
  if (present > static_cast<std::int64_t>(std::size(steps))) return newer(present);
  if (present < static_cast<std::int64_t>(std::size(steps)))
    return fail(Code::unsupported, "store-is-older",
                {"The store was written by an older program. Start the server once: it brings the tables up to date.",
                 "数据库由较旧的程序写入。请先启动一次服务器，它会自动升级数据表。"});
  return {};
}

}  // namespace jidoka::sql
