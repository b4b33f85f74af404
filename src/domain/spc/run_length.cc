#include "spc/run_length.h"

#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <vector>

namespace jidoka::spc {
namespace {

constexpr std::array<int, 8> zones = {-4, -3, -2, -1, 1, 2, 3, 4};
using Chances = std::array<double, zones.size()>;

Chances zone_chances(double shift) {
  const auto below = [shift](double x) { return std::erfc((shift - x) / std::numbers::sqrt2) / 2; };
  Chances chances{};
  double lower = 0;
  for (std::size_t i = 0; i < zones.size(); ++i) {
    const double upper = i + 1 < zones.size() ? below(static_cast<double>(i) - 3) : 1;
    chances[i] = upper - lower;
    lower = upper;
  }
  return chances;
}

// Only the bits that some enabled rule can still look back on tell two states apart.
RunState::Windows window_masks(RuleSet rules) {
  RunState::Windows masks{};
  for (const RunRule& row : run_rules) {
    if (!rules.contains(row.rule) || row.n == 1) continue;
    const auto mask = static_cast<std::uint16_t>((1u << (row.n - 1)) - 1);
    for (std::size_t window : {static_cast<std::size_t>(row.line), static_cast<std::size_t>(row.line) + 3})
      masks[window] |= mask;
  }
  return masks;
}

struct Chain {
  static constexpr std::size_t signal = std::numeric_limits<std::size_t>::max();
  std::vector<std::array<std::size_t, zones.size()>> next;
};

Chain chain_of(RuleSet rules) {
  const RunState::Windows masks = window_masks(rules);
  std::map<RunState::Windows, std::size_t> numbers{{RunState::Windows{}, 0}};
  std::vector<RunState::Windows> states{RunState::Windows{}};
  Chain chain;
  for (std::size_t at = 0; at < states.size(); ++at) {
    auto& row = chain.next.emplace_back();
    for (std::size_t i = 0; i < zones.size(); ++i) {
      RunState state(states[at]);
      if (state.update(zones[i], rules).any()) {
        row[i] = Chain::signal;
        continue;
      }
      RunState::Windows windows = state.windows();
      for (std::size_t w = 0; w < windows.size(); ++w) windows[w] &= masks[w];
      const auto [found, is_new] = numbers.try_emplace(windows, states.size());
      if (is_new) states.push_back(windows);
      row[i] = found->second;
    }
  }
  return chain;
}

}  // namespace

// ARL = Σ P(no signal in the first t points). After a while each term is the one before times the chain's largest
// eigenvalue, and the rest of the sum is geometric.
double average_run_length(RuleSet rules, double shift) {
  if (rules.empty()) return std::numeric_limits<double>::infinity();
  const Chain chain = chain_of(rules);
  const Chances chances = zone_chances(shift);
  std::vector<double> now(chain.next.size());
  now[0] = 1;
  double sum = 1;
  double alive = 1;
  double ratio = 0;
  for (int t = 1; t < 100000; ++t) {
    std::vector<double> later(now.size());
    double still = 0;
    for (std::size_t state = 0; state < now.size(); ++state)
      for (std::size_t i = 0; i < zones.size(); ++i)
        if (const std::size_t to = chain.next[state][i]; to != Chain::signal) {
          later[to] += now[state] * chances[i];
          still += now[state] * chances[i];
        }
    sum += still;
    const double next_ratio = still / alive;
    if (still < 1e-16) break;
    if (t > 20 && std::abs(next_ratio - ratio) < 1e-13) return sum + still * next_ratio / (1 - next_ratio);
    ratio = next_ratio;
    alive = still;
    now.swap(later);
  }
  return sum;
}

}  // namespace jidoka::spc
