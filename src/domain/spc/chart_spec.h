// What a control plan says about a chart: its type, its rules and where its limits come from.
//
//   chart: {type: xbar-r, rules: [we1, we2], limits: {mean: 24.0012, sigma: 0.0041}}   sigma of single values
//   chart: {type: i-mr, limits: {learn: 100}}          limits from the first 100 points, rule 1 alone
// check() refuses what no chart can be, naming the field; Chart::create() calls it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/result.h"
#include "json/describe.h"
#include "spc/rules.h"

namespace jidoka::spc {

enum class ChartType : std::uint8_t { i_mr, xbar_r };

struct LimitSource {
  std::optional<double> mean;          // with sigma: the limits are given
  std::optional<double> sigma;         // of single values, not of subgroup means
  std::optional<std::uint32_t> learn;  // points (subgroups or individuals) of the phase-1 window

  friend bool operator==(const LimitSource&, const LimitSource&) = default;
};

struct ChartSpec {
  ChartType type = ChartType::i_mr;
  std::uint16_t subgroup_size = 1;  // a control plan that leaves it out means the size of its sample
  std::vector<Rule> rules = {Rule::we1};
  LimitSource limits;

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
constexpr double largest_value = 1e300;  // so that no sum or limit overflows

Result<void> check(const ChartSpec& spec);

constexpr auto describe_enum(const ChartType*) {
  return json::names<ChartType>({{ChartType::i_mr, "i-mr"}, {ChartType::xbar_r, "xbar-r"}});
}
constexpr auto describe(const LimitSource*) {
  return json::type<LimitSource>(
      "ChartLimitSource", "Where the limits come from: mean and sigma, or learn",
      json::field("mean", &LimitSource::mean, "Process mean"),
      json::field("sigma", &LimitSource::sigma, "Process standard deviation, of single values"),
      json::field("learn", &LimitSource::learn,
                  "Points to learn the limits from; 20 to 25 subgroups or 100 individuals are usual"));
}
constexpr auto describe(const ChartSpec*) {
  return json::type<ChartSpec>("ChartSpec", "A control chart: type, rules and where its limits come from",
                               json::field("type", &ChartSpec::type, "Chart type"),
                               json::defaulted("subgroup_size", &ChartSpec::subgroup_size, "Values in a subgroup"),
                               json::defaulted("rules", &ChartSpec::rules, "Run rules; rule 1 alone by default"),
                               json::field("limits", &ChartSpec::limits, "Where the limits come from"));
}

}  // namespace jidoka::spc
