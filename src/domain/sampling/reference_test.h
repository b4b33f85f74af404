// Reading of the reference tables that stand beside the repository on some machines: comma-separated rows by column
// name. A test that finds no folder checks the cells that it carries itself.
#pragma once

#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace jidoka::sampling {

using ReferenceRow = std::map<std::string, std::string>;

inline std::vector<std::string> split_cells(std::string line) {
  if (line.ends_with('\r')) line.pop_back();
  std::vector<std::string> cells;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, ',');) cells.push_back(cell);
  if (line.ends_with(',')) cells.emplace_back();
  return cells;
}

// Empty when JIDOKA_REFERENCE_DATA names no folder with this file.
inline std::vector<ReferenceRow> reference_rows(const std::string& name) {
  const char* folder = std::getenv("JIDOKA_REFERENCE_DATA");
  std::ifstream in(std::string(folder == nullptr ? "" : folder) + "/sampling/" + name);
  std::vector<ReferenceRow> rows;
  std::string line;
  if (!std::getline(in, line)) return rows;
  const std::vector<std::string> names = split_cells(line);
  while (std::getline(in, line)) {
    const std::vector<std::string> cells = split_cells(line);
    ReferenceRow& row = rows.emplace_back();
    for (std::size_t i = 0; i < names.size() && i < cells.size(); ++i) row[names[i]] = cells[i];
  }
  return rows;
}

}  // namespace jidoka::sampling
