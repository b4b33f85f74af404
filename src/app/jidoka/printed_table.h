// Rows of text for a terminal: columns as wide as their widest cell, the first to the left, the others to the right. A
// Chinese character takes two places.
//
//   PrintedTable table;
//   table.add({"Cp", figure(1.7032), interval});
//   table.print(console.out);
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jidoka::app {

class PrintedTable {
 public:
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  void print(std::ostream& out) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

std::size_t places_of(std::string_view utf8);  // on a terminal

// Six digits, as many as people compare; "–" for what does not exist.
std::string figure(std::optional<double> value);
std::string interval_text(const std::optional<std::vector<double>>& interval);

}  // namespace jidoka::app
