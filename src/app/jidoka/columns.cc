#include "jidoka/columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <istream>
#include <limits>
#include <optional>

#include "table/cells.h"
#include "table/rows.h"

namespace jidoka::app {

namespace {

constexpr std::size_t piece_bytes = 1u << 20;

Failure unreadable(const std::string& file) {
  return fail(make_error(
      Code::not_found, "unreadable",
      {file + " cannot be read: no such file, or not allowed.", "无法读取 " + file + "：文件不存在或没有权限。"}));
}

class Reader {
 public:
  Result<void> take(const table::Row& row) {
    if (row.number == 1) return take_names(row);
    if (row.fields.size() == 1 && row.fields.front().empty()) return {};  // a blank line
    if (row.fields.size() != columns_.names.size())
      return fail(make_error(Code::invalid, "row-length",
                             {fmt::format("Row {} has {} cells; the header names {} columns.", row.number,
                                          row.fields.size(), columns_.names.size()),
                              fmt::format("第 {} 行有 {} 个单元格，而表头有 {} 列。", row.number, row.fields.size(),
                                          columns_.names.size())},
                             fmt::format("row {}", row.number)));
    cells_ += row.fields.size();
    if (cells_ > most_cells)
      return fail(make_error(Code::too_large, "table-too-large",
                             {fmt::format("The table has more than {} cells; give a part of it.", most_cells),
                              fmt::format("表格超过 {} 个单元格，请分批提供。", most_cells)}));
    for (std::size_t i = 0; i < row.fields.size(); ++i) columns_.cells[i].emplace_back(row.fields[i]);
    return {};
  }
  Columns columns_;

 private:
  Result<void> take_names(const table::Row& row) {
    for (const std::string_view name : row.fields) {
      if (std::ranges::find(columns_.names, name) != columns_.names.end())
        return fail(make_error(
            Code::invalid, "column-twice",
            {fmt::format("The header names column \"{}\" twice.", name), fmt::format("表头中列“{}”出现了两次。", name)},
            std::string(name)));
      columns_.names.emplace_back(name);
    }
    columns_.cells.resize(columns_.names.size());
    return {};
  }

  std::size_t cells_ = 0;
};

bool is_missing(std::string_view cell) {
  return cell.empty() || cell == "NA" || cell == "NaN" || cell == "nan" || cell == "null";
}

Failure no_number(std::string_view column, std::size_t row, std::string_view cell) {
  const std::string place = fmt::format("{}, row {}", column, row + 2);
  if (is_missing(cell))
    return fail(
        make_error(Code::invalid, "missing-cell",
                   {fmt::format("Column \"{}\", row {}: the cell is empty; a number is needed.", column, row + 2),
                    fmt::format("列“{}”第 {} 行：单元格为空，此处需要数值。", column, row + 2)},
                   place));
  return fail(make_error(
      Code::invalid, "not-a-number",
      {fmt::format("Column \"{}\", row {}: \"{}\" is not a finite number.", column, row + 2, cell.substr(0, 40)),
       fmt::format("列“{}”第 {} 行：“{}”不是有限的数值。", column, row + 2, cell.substr(0, 40))},
      place));
}

}  // namespace

Result<Columns> load_columns(const std::string& file, std::istream& input) {
  std::ifstream stream;
  if (file != "-") {
    stream.open(file, std::ios::binary);
    if (!stream.is_open()) return unreadable(file);
  }
  std::istream& from = file == "-" ? input : stream;
  Reader reader;
  std::optional<table::Rows> rows;
  std::string piece(piece_bytes, '\0');
  while (from) {
    from.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const std::string_view read(piece.data(), static_cast<std::size_t>(from.gcount()));
    if (read.empty()) break;
    if (!rows) {
      reader.columns_.separator = table::guess_separator(read.substr(0, read.find('\n')));
      rows.emplace(reader.columns_.separator, [&](const table::Row& row) { return reader.take(row); });
    }
    TRY_VOID(rows->feed(read));
  }
  if (from.bad()) return unreadable(file);
  if (rows) TRY_VOID(rows->finish());
  if (reader.columns_.names.empty())
    return fail(make_error(Code::invalid, "empty-table",
                           {file + " is empty; its first row must name the columns.", file + " 为空；首行应为列名。"}));
  return std::move(reader.columns_);
}

Result<std::size_t> column_named(const Columns& columns, std::string_view name) {
  const auto found = std::ranges::find(columns.names, name);
  if (found != columns.names.end()) return static_cast<std::size_t>(found - columns.names.begin());
  std::string known;
  for (const std::string& one : columns.names) known += (known.empty() ? "" : ", ") + one;
  return fail(make_error(Code::invalid, "unknown-column",
                         {fmt::format("There is no column \"{}\"; the file has: {}.", name, known),
                          fmt::format("没有列“{}”；文件中的列为：{}。", name, known)},
                         std::string(name)));
}

Result<std::vector<double>> numbers_of(const Columns& columns, std::string_view name, Missing missing) {
  TRY(const std::size_t column, column_named(columns, name));
  std::vector<double> numbers;
  numbers.reserve(columns.rows());
  const std::vector<std::string>& cells = columns.cells[column];
  for (std::size_t row = 0; row < cells.size(); ++row) {
    if (is_missing(cells[row]) && missing == Missing::kept) {
      numbers.push_back(std::numeric_limits<double>::quiet_NaN());
      continue;
    }
    const auto number = table::number_in(cells[row], table::decimal_of(columns.separator));
    if (!number || !std::isfinite(*number)) return no_number(name, row, cells[row]);
    numbers.push_back(*number);
  }
  return numbers;
}

Result<std::vector<std::string>> words_of(const Columns& columns, std::string_view name) {
  TRY(const std::size_t column, column_named(columns, name));
  const std::vector<std::string>& cells = columns.cells[column];
  for (std::size_t row = 0; row < cells.size(); ++row)
    if (cells[row].empty())
      return fail(make_error(Code::invalid, "missing-cell",
                             {fmt::format("Column \"{}\", row {}: the cell is empty.", name, row + 2),
                              fmt::format("列“{}”第 {} 行：单元格为空。", name, row + 2)},
                             fmt::format("{}, row {}", name, row + 2)));
  return cells;
}

}  // namespace jidoka::app
