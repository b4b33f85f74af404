#include "json/nearest_name.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace jidoka::json {
namespace {

constexpr std::size_t longest = 48;  // longer words are not compared: 48 × 48 steps a name at most

std::string folded(std::string_view word) {
  std::string out;
  for (const char c : word) {
    if (c == '-' || c == '_' || c == ' ') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

// Optimal string alignment over three rows.
std::size_t distance(std::string_view a, std::string_view b) {
  std::array<std::size_t, longest + 1> before{};
  std::array<std::size_t, longest + 1> above{};
  std::array<std::size_t, longest + 1> row{};
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = above;
    above = row;
  }
  return above[b.size()];
}

}  // namespace

std::string_view nearest_name(std::string_view written, const std::vector<std::string_view>& known) {
  const std::string word = folded(written);
  if (word.empty() || word.size() > longest) return {};
  std::size_t best = word.size() / 3 + 2;
  std::string_view nearest;
  for (const std::string_view name : known) {
    const std::string candidate = folded(name);
    if (candidate.empty() || candidate.size() > longest) continue;
    const std::size_t steps = distance(word, candidate);
    if (steps >= best || steps >= std::max(word.size(), candidate.size())) continue;
    best = steps;
    nearest = name;
  }
  return nearest;
}

}  // namespace jidoka::json
