// How a file from elsewhere becomes readings, for `jidoka import FILE.csv --map MAP.yaml`:
//
//   separator: ";"                                   ",", ";" or tab; guessed from the header when absent
//   decimal: ","                                     or "."; both are taken when absent, but no comma in a file of
//   commas time: {column: Zeitpunkt, format: "%d.%m.%Y %H:%M:%S", utc_offset: "+01:00"}
//     or  {start: 2026-01-01T00:00:00Z, step: 30s}   rows in sequence
//     or  {constant: 2026-01-01T00:00:00Z}
//   equipment: {column: Maschine}    or {constant: IM-01}
//   unit: {template: "SN-{Nr}"}      over columns; also {column} or {constant}; may be absent, as may lot
//   readings:
//     - {column: Massetemperatur, tag: melt_temp, uom: Cel}
// An empty cell is no reading. A cell that cannot be read is set aside with all that the row says of it, so that it can
// be corrected; a row whose time cannot be read sets every reading of it aside.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/instant.h"
#include "core/result.h"
#include "json/describe.h"
#include "sense/sample.h"

namespace jidoka::table {

struct TimeMap {
  std::optional<std::string> column;
  std::string format = "rfc3339";
  std::string utc_offset = "+00:00";
  std::optional<Instant> constant;
  std::optional<Instant> start;
  std::optional<Duration> step;
};
constexpr auto describe(const TimeMap*) {
  return json::type<TimeMap>("TableTime", "When a row was measured: a column, a sequence or a constant",
                             json::field("column", &TimeMap::column),
                             json::defaulted("format", &TimeMap::format,
                                             "rfc3339, unix_s, unix_ms, unix_us, unix_ns, excel, or %Y-%m-%d %H:%M:%S"),
                             json::defaulted("utc_offset", &TimeMap::utc_offset, "Of local times, such as +08:00"),
                             json::field("constant", &TimeMap::constant), json::field("start", &TimeMap::start),
                             json::field("step", &TimeMap::step));
}
struct CellMap {  // exactly one is set
  std::optional<std::string> column;
  std::optional<std::string> constant;
  std::optional<std::string> text;  // "template" in files
};
constexpr auto describe(const CellMap*) {
  return json::type<CellMap>("TableCell", "Where a word comes from: exactly one of them",
                             json::field("column", &CellMap::column), json::field("constant", &CellMap::constant),
                             json::field("template", &CellMap::text, "With {column} placeholders"));
}
struct ColumnMap {
  std::string column;
  std::string tag;
  std::string uom;
};
constexpr auto describe(const ColumnMap*) {
  return json::type<ColumnMap>("TableColumn", "A column of readings", json::field("column", &ColumnMap::column),
                               json::field("tag", &ColumnMap::tag),
                               json::defaulted("uom", &ColumnMap::uom, "Empty: the stream's own"));
}
struct TableMap {
  std::optional<std::string> separator;
  std::optional<std::string> decimal;
  TimeMap time;
  CellMap equipment;
  std::optional<CellMap> unit;
  std::optional<CellMap> lot;
  std::vector<ColumnMap> readings;
};
constexpr auto describe(const TableMap*) {
  return json::type<TableMap>(
      "TableMap", "How a file from elsewhere becomes readings", json::field("separator", &TableMap::separator),
      json::field("decimal", &TableMap::decimal, "\".\" or \",\""), json::field("time", &TableMap::time),
      json::field("equipment", &TableMap::equipment), json::field("unit", &TableMap::unit),
      json::field("lot", &TableMap::lot), json::field("readings", &TableMap::readings));
}

Result<TableMap> parse_map(std::string_view yaml, const std::string& file);

// One reading of a row. Views are valid during the call.
struct TableReading {
  std::uint64_t row = 0;
  std::string_view equipment;
  std::string_view tag;
  Instant time;
  double value = 0;
  std::string_view uom, unit, lot;
};
struct TableTaker {
  std::function<Result<void>(const TableReading&)> reading;
  std::function<Result<void>(std::uint64_t row, const Error&, const sense::RawReading&)>
      wrong;  // a cell that is no reading; go on
};

// Feed it the file in pieces. bytes() is how far it is.
class Import {
 public:
  Import(TableMap map, TableTaker taker);
  ~Import();
  Import(Import&&) noexcept;
  Result<void> feed(std::string_view piece);
  Result<void> finish();
  std::uint64_t bytes() const;
  std::uint64_t rows() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace jidoka::table
