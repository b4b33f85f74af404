// The tables, as a numbered list of steps that only ever grows: a store of any age is brought up to date when it is
// opened, each step in its own transaction. A store that a newer program has written is refused, never guessed at.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/result.h"
#include "sql/database.h"

namespace jidoka::sql {

struct Migration {
  std::int64_t number;
  std::string_view name;
  std::string_view script;
  Result<void> (*fill)(Database& db) = nullptr;  // what the script cannot: rows that follow from those there are
};

std::span<const Migration> migrations();

// Brings the tables up to date; calling it again changes nothing.
Result<void> migrate(Database& db, Instant now);
// For readers, which change nothing: refuses (unsupported) a store of any other version than this program's.
Result<void> require_current(Database& db);

}  // namespace jidoka::sql
