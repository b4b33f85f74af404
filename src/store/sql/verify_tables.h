// Comparing tables row by row, in chunks, by their keys.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "sql/database.h"

namespace jidoka::sql {

struct ProjectedTable {
  std::string_view name;
  std::vector<std::string_view> key;
};
// Every table that follows from the facts alone (and, for measurements, from the readings).
std::span<const ProjectedTable> projected_tables();

// The number of rows; the first difference is a failure that names table, row and column.
Result<std::uint64_t> compare_table(Database& site, Database& replica, const ProjectedTable& table);

Failure does_not_fit(const std::string& en, const std::string& zh);

}  // namespace jidoka::sql
