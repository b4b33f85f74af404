#include "spc/rules.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <string>
#include <utility>

namespace jidoka::spc {
namespace {

// The newest point and at least k in all are beyond the line.
unsigned holds(const RunRule& row, unsigned seen) {
  return (seen & 1u) & static_cast<unsigned>(std::popcount(seen) >= row.k);
}

}  // namespace

Text RunRule::name() const { return {std::string(name_en), std::string(name_zh)}; }

Text RunRule::false_alarm() const {
  const auto points = std::lround(points_per_false_alarm);
  return {fmt::format("Alone, about one false alarm in {} points of a stable process.", points),
          fmt::format("单独使用时，过程稳定情况下平均约每{}点误报1次。", points)};
}

std::vector<Rule> RuleSet::list() const {
  std::vector<Rule> rules;
  for (const RunRule& row : run_rules)
    if (contains(row.rule)) rules.push_back(row.rule);
  return rules;
}

Fired RunState::update(int zone, RuleSet enabled) {
  for (int line = 0; line < 3; ++line) {
    std::uint16_t& low = windows_[static_cast<std::size_t>(line)];
    std::uint16_t& high = windows_[static_cast<std::size_t>(line + 3)];
    low = static_cast<std::uint16_t>(low << 1 | (-zone > line));
    high = static_cast<std::uint16_t>(high << 1 | (zone > line));
  }
  // Most points fire nothing, and which line they pass is chance: find the rules without a branch, their reach only
  // then.
  const std::size_t first = zone > 0 ? 3 : 0;
  const auto seen_by = [&](const RunRule& row) -> unsigned {
    // A pattern of one point needs no history, so the control limit has no window of its own.
    if (row.n == 1) return std::abs(zone) > row.line;
    return windows_[first + static_cast<std::size_t>(row.line)] & ((1u << row.n) - 1);
  };
  Fired fired;
  fired.side = static_cast<Side>((zone < 0) + 2 * (zone > 0));
  // The table is constant: written out row by row, its numbers become part of the instructions.
  const unsigned bits = [&]<std::size_t... row>(std::index_sequence<row...>) {
    return ((holds(run_rules[row], seen_by(run_rules[row])) << row) | ...);
  }(std::make_index_sequence<rule_count>());
  fired.rules.bits = static_cast<std::uint16_t>(bits & enabled.bits);
  for (unsigned left = fired.rules.bits; left != 0; left &= left - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(left));
    unsigned seen = seen_by(run_rules[i]);
    for (int newer = 1; newer < run_rules[i].k; ++newer) seen &= seen - 1;
    fired.reach[i] = static_cast<std::uint8_t>(std::countr_zero(seen) + 1);
  }
  return fired;
}

}  // namespace jidoka::spc
