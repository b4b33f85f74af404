// Run rules: the patterns that a stable process hardly ever draws on a control chart. Western Electric (1956),
// Statistical Quality Control Handbook.
//
// Adding a rule is one enumerator and one row of `run_rules`: names for people, JSON, documentation and the property
// tests read the table. A row says "k of the last n points lie beyond line L on one side, the newest among them".
// Conventions: a rule fires at the last point of its pattern and at every later point for which it still holds.
// Comparisons are strict; a point on the centre line is on no side. Rule 4 is eight in a row.
//
//   RunState state;                                   // one per panel, 12 bytes
//   Fired fired = state.update(zone, RuleSet::all());   // zone as in limits.h; constant time
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/text.h"
#include "json/describe.h"

namespace jidoka::spc {

enum class Rule : std::uint8_t { we1, we2, we3, we4 };
enum class Side : std::uint8_t { none, low, high };

struct RunRule {
  Rule rule;
  std::string_view id;
  int line;                       // 0 centre, 1 and 2 the sigma lines, 3 the control limit
  int k;                          // how many points beyond the line …
  int n;                          // … of the last n, at most 16
  double points_per_false_alarm;  // this rule alone on a stable normal process; run_length_test.cc recomputes it
  std::string_view name_en;
  std::string_view name_zh;

  Text name() const;
  Text false_alarm() const;  // a sentence with points_per_false_alarm
};

inline constexpr std::array<RunRule, 4> run_rules = {{
    {Rule::we1, "we1", 3, 1, 1, 370.398, "1 point beyond a control limit", "1点超出控制限"},
    {Rule::we2, "we2", 2, 2, 3, 510.689, "2 of 3 points in a row beyond 2σ on the same side",
     "连续3点中有2点落在中心线同一侧的2σ以外"},
    {Rule::we3, "we3", 1, 4, 5, 291.319, "4 of 5 points in a row beyond 1σ on the same side",
     "连续5点中有4点落在中心线同一侧的1σ以外"},
    {Rule::we4, "we4", 0, 8, 8, 255.000, "8 points in a row on the same side of the centre line",
     "连续8点落在中心线同一侧"},
}};
inline constexpr std::size_t rule_count = run_rules.size();

inline const RunRule& run_rule(Rule rule) { return run_rules[static_cast<std::size_t>(rule)]; }

// A set of rules as bits; the first rule is the lowest bit.
struct RuleSet {
  std::uint16_t bits = 0;

  static constexpr RuleSet all() { return {static_cast<std::uint16_t>((1u << rule_count) - 1)}; }
  static constexpr RuleSet of(std::initializer_list<Rule> rules) { return of(std::span(rules.begin(), rules.size())); }
  static constexpr RuleSet of(std::span<const Rule> rules) {
    RuleSet set;
    for (Rule rule : rules) set.add(rule);
    return set;
  }

  constexpr void add(Rule rule) { bits = static_cast<std::uint16_t>(bits | 1u << static_cast<unsigned>(rule)); }
  constexpr bool contains(Rule rule) const { return (bits >> static_cast<unsigned>(rule) & 1u) != 0; }
  constexpr bool empty() const { return bits == 0; }
  std::vector<Rule> list() const;  // lowest first

  friend bool operator==(RuleSet, RuleSet) = default;
};

// What one point set off: which rules, on which side, and how far back the oldest point of each pattern lies.
struct Fired {
  RuleSet rules;
  Side side = Side::none;
  std::array<std::uint8_t, rule_count>
      reach{};  // per rule: points from the oldest of the pattern to this one, 0 if silent

  bool any() const { return !rules.empty(); }
  int reach_of(Rule rule) const { return reach[static_cast<std::size_t>(rule)]; }
  friend bool operator==(const Fired&, const Fired&) = default;
};

class RunState {
 public:
  // Six windows of the last 16 points, newest in the lowest bit: beyond the centre, 1σ and 2σ lines, low side then
  // high.
  using Windows = std::array<std::uint16_t, 6>;

  RunState() = default;
  explicit RunState(const Windows& windows) : windows_(windows) {}

  Fired update(int zone, RuleSet enabled);
  const Windows& windows() const { return windows_; }

  friend bool operator==(const RunState&, const RunState&) = default;

 private:
  Windows windows_{};
};

constexpr auto describe_enum(const Rule*) {
  json::Names<Rule, rule_count> names{};
  for (std::size_t i = 0; i < rule_count; ++i) names.rows[i] = {run_rules[i].rule, run_rules[i].id};
  return names;
}
constexpr auto describe_enum(const Side*) {
  return json::names<Side>({{Side::none, "none"}, {Side::low, "low"}, {Side::high, "high"}});
}

}  // namespace jidoka::spc
