// Every row of every table as text, to see whether anything at all has changed.
#pragma once

#include <string>

#include "crypto/hash.h"
#include "sql/database.h"

namespace jidoka::conformance {

inline std::string as_text(const sql::Param& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  if (const auto* real = std::get_if<double>(&value)) return std::to_string(*real);
  if (const auto* view = std::get_if<std::string_view>(&value)) return std::string(*view);
  if (const auto* blob = std::get_if<sql::Bytes>(&value)) return crypto::to_hex(blob->bytes);
  return "null";
}

inline std::string dump(sql::Database& db) {
  std::string out;
  const auto tables = db.tables();
  for (const std::string& table : *tables) {
    out += "== " + table + "\n";
    const auto read =
        sql::query(db, "select * from " + table + " order by 1, 2", [&](const sql::Row& row) -> Result<void> {
          for (int i = 0; i < row.columns(); ++i) out += as_text(row.value(i)) + "|";
          out += "\n";
          return {};
        });
    if (!read) out += read.error().text.en;
  }
  return out;
}

}  // namespace jidoka::conformance
