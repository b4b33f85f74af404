// What a control plan says about a chart: its type, its rules and where its limits come from.
//
//   chart: {type: xbar-r, rules: [we1, we2], limits: {mean: 24.0012, sigma: 0.0041}}   sigma of single values
//   chart: {type: i-mr, limits: {learn: 100}}          limits from the first 100 points, rule 1 alone
//   chart: {type: ewma, lambda: 0.1, l: 2.7, limits: {learn: 25}}
//   chart: {type: p, items: 50, limits: {mean: 0.02, sigma: 0.0198}}   each reading counts bad items of 50; sigma of p
// check() refuses what no chart can be, naming the field; Chart::create() calls it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/result.h"
#include "json/describe.h"
#include "spc/rules.h"

namespace jidoka::spc {

// Stored charts keep their type as its place here: new types go to the end.
enum class ChartType : std::uint8_t { i_mr, xbar_r, xbar_s, median, moving_average, ewma, cusum, p, np, c, u };

struct LimitSource {
  std::optional<double> mean;          // with sigma: the limits are given
  std::optional<double> sigma;         // of single values, not of subgroup means
  std::optional<std::uint32_t> learn;  // points (subgroups or individuals) of the phase-1 window

  friend bool operator==(const LimitSource&, const LimitSource&) = default;
};

// What single types ask for beside; each is read by its own type alone.
struct ChartTuning {
  double lambda = 0.2;      // EWMA: weight of the newest point
  double l = 3;             // EWMA: limits in standard errors
  double k = 0.5;           // CUSUM: allowance in standard errors
  double h = 5;             // CUSUM: decision interval in standard errors
  bool fir = false;         // CUSUM: begin at h/2
  std::uint8_t span = 3;    // moving average: subgroups in it
  std::uint32_t items = 1;  // p, np, u: items, or areas, behind each count

  friend bool operator==(const ChartTuning&, const ChartTuning&) = default;
};

struct ChartSpec {
  ChartType type = ChartType::i_mr;
  std::uint16_t subgroup_size = 1;  // a control plan that leaves it out means the size of its sample
  std::vector<Rule> rules = {Rule::we1};
  LimitSource limits;
  ChartTuning tuning = {};

  friend bool operator==(const ChartSpec&, const ChartSpec&) = default;
};

constexpr std::uint32_t shortest_learning = 2;  // that a chart can be computed from
// That a control plan may ask for. Montgomery, Introduction to Statistical Quality Control, 6.2: limits come from at
// least 20 to 25 subgroups. With fewer, limits vary so much that the false alarm rate is unknown. The same floor is
// kept for individuals.
constexpr std::uint32_t shortest_trusted_learning = 20;
constexpr std::uint32_t longest_learning = 1'000'000;
// d2 of the range of n values is tabulated to n = 25 (ISO 7870-2, table 2; ASTM MNL 7, table 49).
constexpr std::uint16_t largest_subgroup = 25;
// From nine values on the range uses too little of them; ISO 7870-2 turns to the standard deviation near there.
constexpr std::uint16_t comfortable_subgroup = 8;
constexpr std::uint16_t largest_median = 7;  // a running chart holds the values of an open subgroup of so many
constexpr std::uint8_t longest_span = 7;     // and so many subgroups of a moving average
constexpr std::uint32_t most_items = 1'000'000'000;
constexpr double largest_value = 1e300;  // so that no sum or limit overflows

Result<void> check(const ChartSpec& spec);
Result<void> check_tuning(ChartType type, const ChartTuning& tuning);  // the field is that of the tuning

constexpr bool is_of_counts(ChartType type) {
  return type == ChartType::p || type == ChartType::np || type == ChartType::c || type == ChartType::u;
}

constexpr auto describe_enum(const ChartType*) {
  using enum ChartType;
  return json::names<ChartType>({{i_mr, "i-mr"},
                                 {xbar_r, "xbar-r"},
                                 {xbar_s, "xbar-s"},
                                 {median, "median"},
                                 {moving_average, "moving-average"},
                                 {ewma, "ewma"},
                                 {cusum, "cusum"},
                                 {p, "p"},
                                 {np, "np"},
                                 {c, "c"},
                                 {u, "u"}});
}
constexpr auto describe(const LimitSource*) {
  return json::type<LimitSource>(
      "ChartLimitSource", "Where the limits come from: mean and sigma, or learn",
      json::field("mean", &LimitSource::mean, "Process mean"),
      json::field("sigma", &LimitSource::sigma, "Process standard deviation, of single values"),
      json::field("learn", &LimitSource::learn,
                  "Points to learn the limits from; 20 to 25 subgroups or 100 individuals are usual"));
}
constexpr auto describe(const ChartTuning*) {
  using json::defaulted;
  return json::type<ChartTuning>("ChartTuning", "What single chart types ask for beside",
                                 defaulted("lambda", &ChartTuning::lambda, "EWMA: weight of the newest point"),
                                 defaulted("l", &ChartTuning::l, "EWMA: limits in standard errors"),
                                 defaulted("k", &ChartTuning::k, "CUSUM: allowance in standard errors"),
                                 defaulted("h", &ChartTuning::h, "CUSUM: decision interval in standard errors"),
                                 defaulted("fir", &ChartTuning::fir, "CUSUM: begin at h/2"),
                                 defaulted("span", &ChartTuning::span, "Moving average: subgroups in it"),
                                 defaulted("items", &ChartTuning::items, "p, np, u: items behind each count"));
}
constexpr auto describe(const ChartSpec*) {
  return json::type<ChartSpec>("ChartSpec", "A control chart: type, rules and where its limits come from",
                               json::field("type", &ChartSpec::type, "Chart type"),
                               json::defaulted("subgroup_size", &ChartSpec::subgroup_size, "Values in a subgroup"),
                               json::defaulted("rules", &ChartSpec::rules, "Run rules; rule 1 alone by default"),
                               json::field("limits", &ChartSpec::limits, "Where the limits come from"),
                               json::defaulted("tuning", &ChartSpec::tuning));
}

}  // namespace jidoka::spc
