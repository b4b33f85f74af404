#include "jidoka/printed_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace jidoka::app {

// The lead bytes E3 to ED begin CJK characters, and EF what is full width; other long ones (σ, –, ×) take one place.
std::size_t places_of(std::string_view utf8) {
  std::size_t places = 0;
  for (const char byte : utf8) {
    const auto lead = static_cast<unsigned char>(byte);
    if ((lead & 0xC0U) != 0x80U) ++places;
    if ((lead >= 0xE3U && lead <= 0xEDU) || lead == 0xEFU) ++places;
  }
  return places;
}

void PrintedTable::print(std::ostream& out) const {
  std::vector<std::size_t> widths;
  for (const auto& row : rows_) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], places_of(row[i]));
  }
  for (const auto& row : rows_) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string gap(widths[i] - places_of(row[i]), ' ');
      line += i == 0 ? row[i] + gap : "   " + gap + row[i];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out << line << '\n';
  }
}

std::string figure(std::optional<double> value) { return value ? fmt::format("{:.6g}", *value) : "–"; }

std::string interval_text(const std::optional<std::vector<double>>& interval) {
  return interval && interval->size() == 2 ? fmt::format("{:.4g} … {:.4g}", interval->front(), interval->back()) : "";
}

}  // namespace jidoka::app
