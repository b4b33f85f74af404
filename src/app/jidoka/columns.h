// A CSV file in memory, by columns, for the commands that compute on one. Separated by commas, semicolons or tabs; the
// first row names the columns. A file of one column needs no separator.
//
//   TRY(const Columns columns, load_columns("rings.csv"));        // "-" is the console's input
//   TRY(const std::vector<double> x, numbers_of(columns, "diameter", Missing::refused));
// A cell that is empty, NA or NaN is missing: refused with its row, or NaN, as the caller says. Text where a number
// belongs and infinities are refused with their row; an unknown column is answered with the names there are.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace jidoka::app {

struct Columns {
  char separator = ',';
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> cells;  // by column, then row; all of one length

  std::size_t rows() const { return cells.empty() ? 0 : cells.front().size(); }
};

enum class Missing : std::uint8_t { refused, kept };

constexpr std::size_t most_cells = 50'000'000;

Result<Columns> load_columns(const std::string& file, std::istream& input);
Result<std::size_t> column_named(const Columns& columns, std::string_view name);
Result<std::vector<double>> numbers_of(const Columns& columns, std::string_view name, Missing missing);
Result<std::vector<std::string>> words_of(const Columns& columns, std::string_view name);  // refuses empty cells

}  // namespace jidoka::app
