#include "spc/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <utility>

namespace jidoka::spc {
namespace {

std::uint8_t one_more(std::uint8_t count) { return static_cast<std::uint8_t>(count + (count < 255)); }

Text beyond_in_words(const RunRule& row) {
  const auto& [k, n, line] = std::tuple(row.k, row.n, row.line);
  if (line == 3) return {"1 point beyond a control limit", "1点超出控制限"};
  if (line == 0)
    return {fmt::format("{} points in a row on the same side of the centre line", n),
            fmt::format("连续{}点落在中心线同一侧", n)};
  if (k == n)
    return {fmt::format("{} points in a row beyond {}σ on the same side", n, line),
            fmt::format("连续{}点落在中心线同一侧的{}σ以外", n, line)};
  return {fmt::format("{} of {} points in a row beyond {}σ on the same side", k, n, line),
          fmt::format("连续{}点中有{}点落在中心线同一侧的{}σ以外", n, k, line)};
}

constexpr std::size_t family_begin(RuleFamily family) {
  std::size_t at = 0;
  while (run_rules[at].family != family) ++at;
  return at;
}
constexpr std::size_t family_size(RuleFamily family) {
  std::size_t size = 0;
  for (const RunRule& row : run_rules) size += row.family == family;
  return size;
}

}  // namespace

Text RunRule::name() const {
  switch (pattern) {
    case Pattern::beyond:
      return beyond_in_words(*this);
    case Pattern::trend:
      return {fmt::format("{} points in a row steadily rising or falling", n), fmt::format("连续{}点递增或递减", n)};
    case Pattern::alternating:
      return {fmt::format("{} points in a row alternating up and down", n), fmt::format("连续{}点上下交替", n)};
    case Pattern::within:
      return {fmt::format("{} points in a row within {}σ of the centre line", n, line),
              fmt::format("连续{}点落在中心线两侧的{}σ以内", n, line)};
    case Pattern::outside:
      break;
  }
  return {fmt::format("{} points in a row beyond {}σ, on either side", n, line),
          fmt::format("连续{}点落在中心线两侧且均在{}σ以外", n, line)};
}

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

RuleSet rule_set(RuleSetName name) {
  switch (name) {
    case RuleSetName::none:
      return {};
    case RuleSetName::western_electric:
      return RuleSet::of(RuleFamily::western_electric);
    case RuleSetName::nelson:
      return RuleSet::of(RuleFamily::nelson);
    case RuleSetName::aiag:
      return RuleSet::of(RuleFamily::aiag);
    case RuleSetName::juran:
      break;
  }
  return RuleSet::of(RuleFamily::juran);
}

Text rule_set_name(RuleSetName name) {
  switch (name) {
    case RuleSetName::none:
      return {"No rules", "不用判异准则"};
    case RuleSetName::western_electric:
      return {"Western Electric", "西部电气"};
    case RuleSetName::nelson:
      return {"Nelson", "尼尔森"};
    case RuleSetName::aiag:
      return {"AIAG", "AIAG"};
    case RuleSetName::juran:
      break;
  }
  return {"Juran", "朱兰"};
}

std::optional<Rule> limit_rule(RuleSet rules) {
  constexpr RuleSet of_limits = RuleSet::of({Rule::we1, Rule::nelson1, Rule::aiag1, Rule::juran1});
  const std::uint64_t bits = rules.bits & of_limits.bits;
  if (bits == 0) return std::nullopt;
  return static_cast<Rule>(std::countr_zero(bits));
}

Fired fired_beyond(RuleSet rules, int zone) {
  Fired fired;
  if (std::abs(zone) < 4) return fired;
  const auto rule = limit_rule(rules);
  if (!rule) return fired;
  fired.rules.add(*rule);
  fired.side = zone > 0 ? Side::high : Side::low;
  fired.reach = 1;
  return fired;
}

namespace {

// By zone from −4: the newest bit of each window.
constexpr auto newest_bits = [] {
  std::array<RunState::Windows, 9> bits{};
  for (int zone = -4; zone <= 4; ++zone)
    for (int line = 0; line < 3; ++line) {
      bits[static_cast<std::size_t>(zone + 4)][static_cast<std::size_t>(line)] = -zone > line;
      bits[static_cast<std::size_t>(zone + 4)][static_cast<std::size_t>(line + 3)] = zone > line;
    }
  return bits;
}();

}  // namespace

void RunState::advance(int zone, double value) {
  const Windows& newest = newest_bits[static_cast<std::size_t>(zone + 4)];
  for (std::size_t i = 0; i < windows_.size(); ++i)
    windows_[i] = static_cast<std::uint16_t>(windows_[i] << 1 | newest[i]);
  const bool has_before = counts_.rising != 0;
  const bool up = has_before & (value > previous_);
  const bool down = has_before & (value < previous_);
  const bool turns = (up & (counts_.falling > 1)) | (down & (counts_.rising > 1));
  const auto moved = static_cast<std::uint8_t>(1 + (up | down));
  counts_.alternating = turns ? one_more(counts_.alternating) : moved;
  counts_.rising = up ? one_more(counts_.rising) : std::uint8_t{1};
  counts_.falling = down ? one_more(counts_.falling) : std::uint8_t{1};
  counts_.within = std::abs(zone) <= 1 ? one_more(counts_.within) : std::uint8_t{0};
  previous_ = value;
}

// The points of the row's window that are beyond its line on the side of the newest.
unsigned RunState::seen_by(const RunRule& row, int zone) const {
  const std::size_t first = zone > 0 ? 3 : 0;
  return windows_[first + static_cast<std::size_t>(row.line)] & ((1u << row.n) - 1);
}

bool RunState::holds(const RunRule& row, int zone) const {
  switch (row.pattern) {
    case Pattern::beyond: {
      // A pattern of one point needs no history, so the control limit has no window of its own.
      if (row.n == 1) return std::abs(zone) > row.line;
      const unsigned seen = seen_by(row, zone);
      return (seen & 1u) & static_cast<unsigned>(std::popcount(seen) >= row.k);
    }
    case Pattern::trend:
      return std::max(counts_.rising, counts_.falling) >= row.n;
    case Pattern::alternating:
      return counts_.alternating >= row.n;
    case Pattern::within:
      return counts_.within >= row.n;
    case Pattern::outside:
      break;
  }
  const unsigned mask = (1u << row.n) - 1;
  const auto line = static_cast<std::size_t>(row.line);
  return (static_cast<unsigned>(windows_[line] | windows_[line + 3]) & mask) == mask;
}

Fired RunState::fired(int zone, RuleSet enabled) const {
  // Most points fire nothing, and which line they pass is chance: find the rules without a branch, their reach only
  // then. The table is constant: written out row by row, its numbers become part of the instructions.
  const auto bits_of = [&]<RuleFamily family>() -> std::uint64_t {
    constexpr std::size_t begin = family_begin(family);
    constexpr RuleSet all = RuleSet::of(family);
    if ((enabled.bits & all.bits) == 0) return 0;
    return [&]<std::size_t... row>(std::index_sequence<row...>) {
      return ((std::uint64_t{holds(run_rules[begin + row], zone)} << (begin + row)) | ...);
    }(std::make_index_sequence<family_size(family)>());
  };
  Fired fired;
  fired.rules.bits = enabled.bits & (bits_of.operator()<RuleFamily::western_electric>() |
                                     bits_of.operator()<RuleFamily::nelson>() | bits_of.operator()<RuleFamily::aiag>() |
                                     bits_of.operator()<RuleFamily::juran>() | bits_of.operator()<RuleFamily::own>());
  bool has_side = false;
  bool has_trend = false;
  for (std::uint64_t left = fired.rules.bits; left != 0; left &= left - 1) {
    const RunRule& row = run_rules[static_cast<std::size_t>(std::countr_zero(left))];
    int reach = row.n;
    if (row.pattern == Pattern::beyond && row.n > 1) {
      unsigned seen = seen_by(row, zone);
      for (int newer = 1; newer < row.k; ++newer) seen &= seen - 1;
      reach = std::countr_zero(seen) + 1;
    }
    has_side = has_side || row.pattern == Pattern::beyond;
    has_trend = has_trend || row.pattern == Pattern::trend;
    fired.reach = std::max(fired.reach, static_cast<std::uint8_t>(reach));
  }
  if (has_side)
    fired.side = zone > 0 ? Side::high : Side::low;
  else if (has_trend)
    fired.side = counts_.rising > 1 ? Side::high : Side::low;
  return fired;
}

}  // namespace jidoka::spc
