// Database: the little that Jidoka asks of an SQL engine, so that every statement is written once and runs on SQLite
// and on PostgreSQL alike.
//
//   TRY_VOID(run(db, "insert into stops(equipment, stopped_at) values($1, $2)", equipment, fact.at));
//   TRY_VOID(query(db, "select id from holds where state = $1", [&](const Row& row) { … return Result<void>(); },
//   "active"));
//
// Statements use $1, $2, … and are kept prepared by their text, so the text must be one of a fixed set: values are
// always bound, never written into it. run() may only be queued: its failure then shows at the next query() or at
// commit(). A failure inside a transaction leaves nothing but rollback(). One thread at a time.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/decimal.h"
#include "core/instant.h"
#include "core/result.h"
#include "json/describe.h"

namespace jidoka::sql {

struct Bytes {  // bound as a blob
  std::string_view bytes;
};
// Text is bound as UTF-8 without NUL; whatever else it holds is replaced by U+FFFD, because PostgreSQL refuses it.
using Param = std::variant<std::monostate, std::int64_t, double, std::string_view, Bytes, std::string>;

class Row {
 public:
  virtual ~Row() = default;
  virtual int columns() const = 0;
  virtual std::string_view name(int column) const = 0;
  virtual Param value(int column) const = 0;  // whatever it is; views are valid until the next row
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string_view text(int column) const = 0;   // valid until the next row
  virtual std::string_view bytes(int column) const = 0;  // valid until the next row
};
using TakeRow = std::function<Result<void>(const Row&)>;

class Database {
 public:
  virtual ~Database() = default;
  virtual Result<void> begin() = 0;       // of a writer: takes the write lock at once
  virtual Result<void> begin_read() = 0;  // one consistent snapshot until rollback()
  virtual Result<void> commit() = 0;      // durable when it returns
  virtual void rollback() = 0;
  virtual Result<void> run(std::string_view sql, std::span<const Param> params) = 0;
  virtual Result<void> query(std::string_view sql, std::span<const Param> params, const TakeRow& take) = 0;
  // Statements of a migration, written for SQLite; the adapter translates the names of column types.
  virtual Result<void> define(std::string_view script) = 0;
  virtual Result<std::vector<std::string>> tables() = 0;
};

// ---- values ----------------------------------------------------------------------------------------------------
inline Param to_param(std::nullptr_t) { return std::monostate{}; }
template <std::integral T>
Param to_param(T value) {
  return static_cast<std::int64_t>(value);
}
inline Param to_param(double value) { return value; }
inline Param to_param(std::string_view value) { return value; }
inline Param to_param(const std::string& value) { return std::string_view(value); }
inline Param to_param(const char* value) { return std::string_view(value); }
inline Param to_param(Bytes value) { return value; }
inline Param to_param(Instant value) { return value.ns; }
inline Param to_param(Decimal value) { return to_string(value); }
inline Param to_param(const json::Raw& value) { return std::string_view(value.text); }
template <json::NamedEnum E>
Param to_param(E value) {
  return json::enum_name(value);
}
template <class T>
Param to_param(const std::optional<T>& value) {
  return value ? to_param(*value) : Param(std::monostate{});
}

template <class... Values>
Result<void> run(Database& db, std::string_view sql, const Values&... values) {
  const std::array<Param, sizeof...(Values)> params{to_param(values)...};
  return db.run(sql, params);
}
template <class... Values>
Result<void> query(Database& db, std::string_view sql, const TakeRow& take, const Values&... values) {
  const std::array<Param, sizeof...(Values)> params{to_param(values)...};
  return db.query(sql, params, take);
}

// The first column of the only row; absent when there is no row or it is null.
template <class... Values>
Result<std::optional<std::int64_t>> find_integer(Database& db, std::string_view sql, const Values&... values) {
  std::optional<std::int64_t> found;
  TRY_VOID(query(
      db, sql,
      [&](const Row& row) -> Result<void> {
        if (!row.is_null(0)) found = row.integer(0);
        return {};
      },
      values...));
  return found;
}

// ---- columns ---------------------------------------------------------------------------------------------------
inline std::string text(const Row& row, int column) { return std::string(row.text(column)); }
inline std::optional<std::string> text_or_none(const Row& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(text(row, column));
}
inline Instant instant(const Row& row, int column) { return {row.integer(column)}; }
inline std::optional<Instant> instant_or_none(const Row& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(instant(row, column));
}
// A name that the enum does not know means that the row was not written by us: the first one is given back, and
// verification finds the row.
template <json::NamedEnum E>
E named(const Row& row, int column) {
  for (const auto& [value, name] : describe_enum(static_cast<const E*>(nullptr)).rows)
    if (name == row.text(column)) return value;
  return E{};
}
Decimal decimal(const Row& row, int column);
std::optional<Decimal> decimal_or_none(const Row& row, int column);

// Valid UTF-8 without NUL, or a copy in which each wrong byte is U+FFFD.
std::string_view clean_text(std::string_view text, std::string& copy);

Error store_unavailable(std::string_view what, std::string_view detail);

}  // namespace jidoka::sql
