// Verification: is everything in the store what was recorded? It trusts nothing but the leaves' hashes and the key that
// signed the checkpoint:
//
//   ledger     every leaf is hashed again; every stored root and tile must follow, and the signed checkpoint must be of
//              the last size and root
//   telemetry  every page and every batch has the hash that its leaf names, every page its summary, and together they
//              hold as many readings as were recorded
//   tables     every fact is projected again into an empty replica, which must then be equal row by row
//   beside     passwords have the hash that the ledger names; states, replies, inbox and migrations their seal
//
// The first thing that does not fit is told (corrupt): leaf, page, batch, or table with row and column. The caller
// gives one reader, whose snapshot is verified while the site goes on, and an empty database for the replica, which
// grows as large as the tables.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/text.h"
#include "sql/database.h"

namespace jidoka::sql {

struct VerifyReport {
  std::uint64_t leaves = 0;
  std::uint64_t pages = 0;
  std::uint64_t batches = 0;  // not packed yet
  std::uint64_t readings = 0;
  std::uint64_t tables = 0;
  std::uint64_t rows = 0;  // of tables that were compared
  std::string root;        // hexadecimal
};

// Called now and then: what is being done, and how much of it is done.
using Progress = std::function<void(const Text& step, std::uint64_t done, std::uint64_t total)>;

Result<VerifyReport> verify(Database& site, Database& replica, std::string_view vkey, const Progress& progress = {});

}  // namespace jidoka::sql
