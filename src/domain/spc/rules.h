// Run rules: the patterns that a stable process hardly ever draws on a control chart.
//
// Adding a rule is one enumerator and one row of `run_rules`: words for people, JSON, documentation and the property
// tests are made from the row. Sets: Western Electric (1956), Statistical Quality Control Handbook; Nelson (1984), "The
// Shewhart control chart: tests for special causes"; AIAG, Statistical Process Control, 2nd edition, its table of
// criteria; the set that goes by the name of Juran; and single rules with parameters, of which a plan makes its own
// set. Conventions: a rule fires at the last point of its pattern and at every later point for which it still holds.
// Comparisons are strict: a point on a line is not beyond it, one on the centre is on no side, equal neighbours neither
// rise nor fall. Western Electric's run is eight points, Nelson's nine. "Within 1σ" includes the line itself.
//
//   RunState state;                                           // one per panel, 24 bytes
//   Fired fired = state.update(zone, value, RuleSet::all());   // zone as in limits.h; constant time
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/text.h"
#include "json/describe.h"

namespace jidoka::spc {

// Stored charts keep a rule as the bit of its place here: new rules go to the end.
// clang-format off
enum class Rule : std::uint8_t {
  we1, we2, we3, we4,
  nelson1, nelson2, nelson3, nelson4, nelson5, nelson6, nelson7, nelson8,
  aiag1, aiag2, aiag3, aiag4, aiag5, aiag6, aiag7, aiag8,
  juran1, juran2, juran3, juran4, juran5, juran6,
  run_6, run_7, run_8, run_9, run_10, run_12, trend_5, trend_6, trend_7, trend_8, alternating_8, alternating_10,
  alternating_12, alternating_14, within_10, within_12, within_15, outside_5, outside_6, outside_8,
  two_beyond_2, four_beyond_1, three_of_four_beyond_1, three_of_six_beyond_2
};
// clang-format on
enum class Side : std::uint8_t { none, low, high };

enum class Pattern : std::uint8_t {
  beyond,       // k of the last n points beyond `line` on one side, the newest among them
  trend,        // n points, each above the one before, or each below
  alternating,  // n points, up and down in turns
  within,       // n points not beyond `line`, on either side
  outside,      // n points beyond `line`, on either side
};

enum class RuleFamily : std::uint8_t { western_electric, nelson, aiag, juran, own };

struct RunRule {
  Rule rule;
  std::string_view id;
  RuleFamily family;
  Pattern pattern;
  int line;                       // 0 centre, 1 and 2 the sigma lines, 3 the control limit
  int k;                          // how many points of …
  int n;                          // … the last n, at most 16
  double points_per_false_alarm;  // this rule alone on a stable normal process; run_length_test.cc recomputes it

  Text name() const;
  Text false_alarm() const;  // a sentence with points_per_false_alarm
};

inline constexpr std::array run_rules = std::to_array<RunRule>({
    {Rule::we1, "we1", RuleFamily::western_electric, Pattern::beyond, 3, 1, 1, 370.398},
    {Rule::we2, "we2", RuleFamily::western_electric, Pattern::beyond, 2, 2, 3, 510.689},
    {Rule::we3, "we3", RuleFamily::western_electric, Pattern::beyond, 1, 4, 5, 291.319},
    {Rule::we4, "we4", RuleFamily::western_electric, Pattern::beyond, 0, 8, 8, 255.000},
    {Rule::nelson1, "nelson1", RuleFamily::nelson, Pattern::beyond, 3, 1, 1, 370.398},
    {Rule::nelson2, "nelson2", RuleFamily::nelson, Pattern::beyond, 0, 9, 9, 511.000},
    {Rule::nelson3, "nelson3", RuleFamily::nelson, Pattern::trend, 0, 6, 6, 421.599},
    {Rule::nelson4, "nelson4", RuleFamily::nelson, Pattern::alternating, 0, 14, 14, 601.008},
    {Rule::nelson5, "nelson5", RuleFamily::nelson, Pattern::beyond, 2, 2, 3, 510.689},
    {Rule::nelson6, "nelson6", RuleFamily::nelson, Pattern::beyond, 1, 4, 5, 291.319},
    {Rule::nelson7, "nelson7", RuleFamily::nelson, Pattern::within, 1, 15, 15, 963.272},
    {Rule::nelson8, "nelson8", RuleFamily::nelson, Pattern::outside, 1, 8, 8, 14251.367},
    {Rule::aiag1, "aiag1", RuleFamily::aiag, Pattern::beyond, 3, 1, 1, 370.398},
    {Rule::aiag2, "aiag2", RuleFamily::aiag, Pattern::beyond, 0, 7, 7, 127.000},
    {Rule::aiag3, "aiag3", RuleFamily::aiag, Pattern::trend, 0, 6, 6, 421.599},
    {Rule::aiag4, "aiag4", RuleFamily::aiag, Pattern::alternating, 0, 14, 14, 601.008},
    {Rule::aiag5, "aiag5", RuleFamily::aiag, Pattern::beyond, 2, 2, 3, 510.689},
    {Rule::aiag6, "aiag6", RuleFamily::aiag, Pattern::beyond, 1, 4, 5, 291.319},
    {Rule::aiag7, "aiag7", RuleFamily::aiag, Pattern::within, 1, 15, 15, 963.272},
    {Rule::aiag8, "aiag8", RuleFamily::aiag, Pattern::outside, 1, 8, 8, 14251.367},
    {Rule::juran1, "juran1", RuleFamily::juran, Pattern::beyond, 3, 1, 1, 370.398},
    {Rule::juran2, "juran2", RuleFamily::juran, Pattern::beyond, 2, 2, 3, 510.689},
    {Rule::juran3, "juran3", RuleFamily::juran, Pattern::beyond, 1, 4, 5, 291.319},
    {Rule::juran4, "juran4", RuleFamily::juran, Pattern::beyond, 0, 9, 9, 511.000},
    {Rule::juran5, "juran5", RuleFamily::juran, Pattern::trend, 0, 6, 6, 421.599},
    {Rule::juran6, "juran6", RuleFamily::juran, Pattern::outside, 1, 8, 8, 14251.367},
    {Rule::run_6, "run-6", RuleFamily::own, Pattern::beyond, 0, 6, 6, 63.000},
    {Rule::run_7, "run-7", RuleFamily::own, Pattern::beyond, 0, 7, 7, 127.000},
    {Rule::run_8, "run-8", RuleFamily::own, Pattern::beyond, 0, 8, 8, 255.000},
    {Rule::run_9, "run-9", RuleFamily::own, Pattern::beyond, 0, 9, 9, 511.000},
    {Rule::run_10, "run-10", RuleFamily::own, Pattern::beyond, 0, 10, 10, 1023.000},
    {Rule::run_12, "run-12", RuleFamily::own, Pattern::beyond, 0, 12, 12, 4095.000},
    {Rule::trend_5, "trend-5", RuleFamily::own, Pattern::trend, 0, 5, 5, 73.344},
    {Rule::trend_6, "trend-6", RuleFamily::own, Pattern::trend, 0, 6, 6, 421.599},
    {Rule::trend_7, "trend-7", RuleFamily::own, Pattern::trend, 0, 7, 7, 2881.852},
    {Rule::trend_8, "trend-8", RuleFamily::own, Pattern::trend, 0, 8, 8, 22682.104},
    {Rule::alternating_8, "alternating-8", RuleFamily::own, Pattern::alternating, 0, 8, 8, 39.373},
    {Rule::alternating_10, "alternating-10", RuleFamily::own, Pattern::alternating, 0, 10, 10, 98.146},
    {Rule::alternating_12, "alternating-12", RuleFamily::own, Pattern::alternating, 0, 12, 12, 243.171},
    {Rule::alternating_14, "alternating-14", RuleFamily::own, Pattern::alternating, 0, 14, 14, 601.008},
    {Rule::within_10, "within-10", RuleFamily::own, Pattern::within, 1, 10, 10, 140.161},
    {Rule::within_12, "within-12", RuleFamily::own, Pattern::within, 1, 12, 12, 304.343},
    {Rule::within_15, "within-15", RuleFamily::own, Pattern::within, 1, 15, 15, 963.272},
    {Rule::outside_5, "outside-5", RuleFamily::own, Pattern::outside, 1, 5, 5, 453.895},
    {Rule::outside_6, "outside-6", RuleFamily::own, Pattern::outside, 1, 6, 6, 1433.595},
    {Rule::outside_8, "outside-8", RuleFamily::own, Pattern::outside, 1, 8, 8, 14251.367},
    {Rule::two_beyond_2, "2-beyond-2", RuleFamily::own, Pattern::beyond, 2, 2, 2, 988.034},
    {Rule::four_beyond_1, "4-beyond-1", RuleFamily::own, Pattern::beyond, 1, 4, 4, 937.352},
    {Rule::three_of_four_beyond_1, "3-of-4-beyond-1", RuleFamily::own, Pattern::beyond, 1, 3, 4, 61.655},
    {Rule::three_of_six_beyond_2, "3-of-6-beyond-2", RuleFamily::own, Pattern::beyond, 2, 3, 6, 4765.225},
});
inline constexpr std::size_t rule_count = run_rules.size();
static_assert(rule_count <= 64);

inline constexpr const RunRule& run_rule(Rule rule) { return run_rules[static_cast<std::size_t>(rule)]; }

// A set of rules as bits; the first rule is the lowest bit.
struct RuleSet {
  std::uint64_t bits = 0;

  static constexpr RuleSet all() { return {~std::uint64_t{0} >> (64 - rule_count)}; }
  static constexpr RuleSet of(std::initializer_list<Rule> rules) { return of(std::span(rules.begin(), rules.size())); }
  static constexpr RuleSet of(std::span<const Rule> rules) {
    RuleSet set;
    for (Rule rule : rules) set.add(rule);
    return set;
  }
  static constexpr RuleSet of(RuleFamily family) {
    RuleSet set;
    for (const RunRule& row : run_rules)
      if (row.family == family) set.add(row.rule);
    return set;
  }

  constexpr void add(Rule rule) { bits |= std::uint64_t{1} << static_cast<unsigned>(rule); }
  constexpr bool contains(Rule rule) const { return (bits >> static_cast<unsigned>(rule) & 1u) != 0; }
  constexpr bool empty() const { return bits == 0; }
  std::vector<Rule> list() const;  // lowest first

  friend bool operator==(RuleSet, RuleSet) = default;
};

// The named sets that people choose from.
enum class RuleSetName : std::uint8_t { none, western_electric, nelson, aiag, juran };
RuleSet rule_set(RuleSetName name);
Text rule_set_name(RuleSetName name);

// The rule of a set that says "beyond a control limit": what a panel of spread or a chart with a memory can fire.
std::optional<Rule> limit_rule(RuleSet rules);

// What one point set off: which rules, on which side, and how far back the oldest point of their patterns lies.
struct Fired {
  RuleSet rules;
  Side side = Side::none;  // of the pattern; none when only patterns of both sides fired, or nothing did
  std::uint8_t reach = 0;  // points from the oldest of the longest pattern to this one; 0 if silent

  bool any() const { return !rules.empty(); }
  friend bool operator==(const Fired&, const Fired&) = default;
};

// A point beyond a control limit, under that rule of the set.
Fired fired_beyond(RuleSet rules, int zone);

class RunState {
 public:
  // Six windows of the last 16 points, newest in the lowest bit: beyond the centre, 1σ and 2σ lines, low side then
  // high. And how many points up to the newest rise, fall, alternate and lie within 1σ; 255 is 255 or more. The first
  // three are 0 before the first point and at least 1 from then on.
  using Windows = std::array<std::uint16_t, 6>;
  struct Counts {
    std::uint8_t rising = 0, falling = 0, alternating = 0, within = 0;
    friend bool operator==(const Counts&, const Counts&) = default;
  };

  RunState() = default;
  explicit RunState(const Windows& windows) : windows_(windows) {}
  RunState(const Windows& windows, const Counts& counts, double previous)
      : windows_(windows), counts_(counts), previous_(previous) {}

  // The next point. `value` tells rises from falls, `zone` everything else.
  Fired update(int zone, double value, RuleSet enabled) {
    advance(zone, value);
    return fired(zone, enabled);
  }
  void advance(int zone, double value);
  Fired fired(int zone, RuleSet enabled) const;    // of the newest point, whose zone it was
  bool holds(const RunRule& row, int zone) const;  // for a row of somebody's own

  const Windows& windows() const { return windows_; }
  const Counts& counts() const { return counts_; }
  double previous() const { return previous_; }

  friend bool operator==(const RunState&, const RunState&) = default;

 private:
  unsigned seen_by(const RunRule& row, int zone) const;

  Windows windows_{};
  Counts counts_;
  double previous_ = 0;
};

constexpr auto describe_enum(const Rule*) {
  json::Names<Rule, rule_count> names{};
  for (std::size_t i = 0; i < rule_count; ++i) names.rows[i] = {run_rules[i].rule, run_rules[i].id};
  return names;
}
constexpr auto describe_enum(const Side*) {
  return json::names<Side>({{Side::none, "none"}, {Side::low, "low"}, {Side::high, "high"}});
}
constexpr auto describe_enum(const Pattern*) {
  return json::names<Pattern>({{Pattern::beyond, "beyond"},
                               {Pattern::trend, "trend"},
                               {Pattern::alternating, "alternating"},
                               {Pattern::within, "within"},
                               {Pattern::outside, "outside"}});
}
constexpr auto describe_enum(const RuleSetName*) {
  return json::names<RuleSetName>({{RuleSetName::none, "none"},
                                   {RuleSetName::western_electric, "western-electric"},
                                   {RuleSetName::nelson, "nelson"},
                                   {RuleSetName::aiag, "aiag"},
                                   {RuleSetName::juran, "juran"}});
}

}  // namespace jidoka::spc
