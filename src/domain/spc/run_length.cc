#include "spc/run_length.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <numbers>
#include <optional>
#include <vector>

#include "spc/limits.h"

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
      if (state.update(zones[i], 0, rules).any()) {
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

// ARL = Σ P(no signal in the first t points). After a while each term is the one before times the chain's largest
// eigenvalue, and the rest of the sum is geometric.
double chain_run_length(RuleSet rules, double shift) {
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

// Steele, Lea & Flood (2014): SplitMix64, a sequence of numbers that depends on nothing but its first.
class Sequence {
 public:
  explicit Sequence(std::uint64_t first) : state_(first) {}
  double normal() {  // Box & Muller (1958)
    const double radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }

 private:
  double uniform() {  // above 0, at most 1
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    mixed ^= mixed >> 31;
    return (static_cast<double>(mixed >> 11) + 1) * 0x1p-53;
  }
  std::uint64_t state_;
};

// Half a per cent takes 40 000 runs, because the length of a run varies about as much as its mean. Long runs are fewer:
// a rule that hardly ever fires is told as such.
double simulated_run_length(RuleSet rules, double shift) {
  constexpr int wanted_runs = 40'000;
  constexpr std::int64_t most_points = 8'000'000;
  const Limits limits = limits_around(0, 1);
  Sequence sequence(1984);
  std::int64_t points = 0;
  int runs = 0;
  while (runs < wanted_runs && points < most_points) {
    RunState state;
    double value = 0;
    do {
      value = sequence.normal() + shift;
      ++points;
    } while (!state.update(zone_of(limits, value), value, rules).any());
    ++runs;
  }
  return static_cast<double>(points) / runs;
}

// Simulated over 3·10⁸ points, to 0.05 %; run_length_test.cc simulates them again.
std::optional<double> known_run_length(RuleSet rules, double shift) {
  if (shift != 0) return std::nullopt;
  if (rules == rule_set(RuleSetName::nelson)) return 73.54;
  if (rules == rule_set(RuleSetName::aiag)) return 54.18;
  if (rules == rule_set(RuleSetName::juran)) return 88.94;
  return std::nullopt;
}

}  // namespace

bool is_exact_run_length(RuleSet rules) {
  for (const RunRule& row : run_rules)
    if (rules.contains(row.rule) && row.pattern != Pattern::beyond) return false;
  return true;
}

double average_run_length(RuleSet rules, double shift) {
  if (rules.empty()) return std::numeric_limits<double>::infinity();
  if (const auto known = known_run_length(rules, shift)) return *known;
  return is_exact_run_length(rules) ? chain_run_length(rules, shift) : simulated_run_length(rules, shift);
}

}  // namespace jidoka::spc
