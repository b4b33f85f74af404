#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "table/cells.h"
#include "table/map.h"
#include "table/rows.h"
#include "wire/utf8.h"

namespace jidoka::table {

namespace {

struct Piece {  // of a word: text, then the cell of a column
  std::string text;
  std::optional<std::size_t> column;
};
using Word = std::vector<Piece>;

int minutes_of(std::string_view offset) {
  // "+08:00" was checked with the map.
  if (offset.size() != 6) return 0;
  const int minutes = ((offset[1] - '0') * 10 + offset[2] - '0') * 60 + (offset[4] - '0') * 10 + offset[5] - '0';
  return offset[0] == '-' ? -minutes : minutes;
}

}  // namespace

struct Import::State {
  TableMap map;
  TableTaker taker;
  int offset_minutes = 0;
  Decimal decimal = Decimal::point;
  std::optional<Rows> rows;
  std::string held;  // until the header's end, when the separator must be guessed
  std::uint64_t bytes = 0;
  std::uint64_t count = 0;  // rows after the header
  bool has_header = false;
  std::vector<std::string> header;
  std::size_t time_column = 0;
  std::vector<std::size_t> reading_columns;
  Word equipment, unit, lot;
  std::string equipment_text, unit_text, lot_text;

  Result<std::size_t> column(std::string_view name) const {
    const auto found = std::ranges::find(header, name);
    if (found != header.end()) return static_cast<std::size_t>(found - header.begin());
    const std::string shown = wire::excerpt(name, 60);
    return fail(Code::invalid, "missing-column",
                {"The file has no column " + shown + ".", "文件中没有列 " + shown + "。"}, shown);
  }

  Result<Word> compile(const CellMap& cell) const {
    Word word;
    if (cell.constant) return Word{{*cell.constant, std::nullopt}};
    if (cell.column) {
      TRY(const std::size_t at, column(*cell.column));
      return Word{{"", at}};
    }
    std::string_view rest = *cell.text;
    while (!rest.empty()) {
      const std::size_t open = rest.find('{');
      const std::size_t close = open == std::string_view::npos ? open : rest.find('}', open);
      if (close == std::string_view::npos) {
        word.push_back({std::string(rest), std::nullopt});
        break;
      }
      TRY(const std::size_t at, column(rest.substr(open + 1, close - open - 1)));
      word.push_back({std::string(rest.substr(0, open)), at});
      rest.remove_prefix(close + 1);
    }
    return word;
  }

  Result<void> read_header(const Row& row) {
    has_header = true;
    header.assign(row.fields.begin(), row.fields.end());
    if (map.time.column) {
      TRY(time_column, column(*map.time.column));
    }
    TRY(equipment, compile(map.equipment));
    if (map.unit) {
      TRY(unit, compile(*map.unit));
    }
    if (map.lot) {
      TRY(lot, compile(*map.lot));
    }
    for (const ColumnMap& reading : map.readings) {
      TRY(const std::size_t at, column(reading.column));
      reading_columns.push_back(at);
    }
    return {};
  }

  static std::string_view fill(const Word& word, const Row& row, std::string& out) {
    out.clear();
    for (const Piece& piece : word) {
      out += piece.text;
      if (piece.column) out += row.fields[*piece.column];
    }
    return out;
  }

  std::optional<Instant> time_of(const Row& row) const {
    if (map.time.column) return time_in(row.fields[time_column], map.time.format, offset_minutes, decimal);
    if (map.time.constant) return map.time.constant;
    return *map.time.start + *map.time.step * static_cast<std::int64_t>(count - 1);
  }

  // Sets a reading aside with all that is known of it.
  Result<void> blame(const Row& row, std::string field, Text text, sense::RawReading raw) {
    raw.equipment = equipment_text;
    raw.unit = unit_text;
    raw.lot = lot_text;
    return taker.wrong(row.number, make_error(Code::invalid, "malformed", std::move(text), std::move(field)), raw);
  }

  Result<void> take_cell(const Row& row, std::size_t i, const std::optional<Instant>& when) {
    const ColumnMap& reading = map.readings[i];
    const std::string_view cell = row.fields[reading_columns[i]];
    if (cell.find_first_not_of(' ') == std::string_view::npos) return {};
    const auto number = number_in(cell, decimal);
    if (number && when)
      return taker.reading({row.number, equipment_text, reading.tag, *when, *number, reading.uom, unit_text, lot_text});
    sense::RawReading raw;
    raw.tag = reading.tag;
    raw.uom = reading.uom;
    raw.time = when ? to_string(*when) : wire::excerpt(row.fields[time_column]);
    raw.value = number ? fmt::format("{}", *number) : wire::excerpt(cell);
    if (!when)
      return blame(row, header[time_column],
                   {fmt::format("{} is not a time in the format {}.", raw.time, map.time.format),
                    fmt::format("{} 不是格式为 {} 的时间。", raw.time, map.time.format)},
                   raw);
    return blame(row, header[reading_columns[i]],
                 {fmt::format("{} is not a number.", raw.value), fmt::format("{} 不是数字。", raw.value)}, raw);
  }

  Result<void> take(const Row& row) {
    if (!has_header) return read_header(row);
    ++count;
    if (row.fields.size() != header.size()) {
      equipment_text.clear();
      unit_text.clear();
      lot_text.clear();
      sense::RawReading raw;
      raw.value = as_text(row);
      return blame(row, "",
                   {fmt::format("Row {} has {} columns, the header {}.", row.number, row.fields.size(), header.size()),
                    fmt::format("第 {} 行有 {} 列，表头有 {} 列。", row.number, row.fields.size(), header.size())},
                   raw);
    }
    fill(equipment, row, equipment_text);
    fill(unit, row, unit_text);
    fill(lot, row, lot_text);
    const auto when = time_of(row);
    for (std::size_t i = 0; i < reading_columns.size(); ++i) TRY_VOID(take_cell(row, i, when));
    return {};
  }

  Result<void> begin(std::string_view beginning) {
    const char separator = map.separator ? (*map.separator)[0] : guess_separator(beginning);
    decimal = !map.decimal ? decimal_of(separator) : *map.decimal == "," ? Decimal::comma : Decimal::point;
    rows.emplace(separator, [this](const Row& row) { return take(row); });
    return rows->feed(beginning);
  }
};

Import::Import(TableMap map, TableTaker taker) : state_(std::make_unique<State>()) {
  state_->offset_minutes = minutes_of(map.time.utc_offset);
  state_->map = std::move(map);
  state_->taker = std::move(taker);
}
Import::~Import() = default;
Import::Import(Import&&) noexcept = default;

Result<void> Import::feed(std::string_view piece) {
  state_->bytes += piece.size();
  if (state_->rows) return state_->rows->feed(piece);
  state_->held += piece;
  if (state_->held.find('\n') == std::string::npos && state_->held.size() < (1u << 20)) return {};
  const std::string beginning = std::move(state_->held);
  return state_->begin(beginning);
}

Result<void> Import::finish() {
  if (!state_->rows) TRY_VOID(state_->begin(state_->held));
  TRY_VOID(state_->rows->finish());
  if (state_->has_header) return {};
  return fail(Code::invalid, "malformed-table",
              {"The file is empty; its first row names the columns.", "文件为空；第一行须为列名。"});
}

std::uint64_t Import::bytes() const { return state_->bytes; }
std::uint64_t Import::rows() const { return state_->count; }

}  // namespace jidoka::table
