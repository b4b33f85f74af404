// The cost of one value and of one point on a chart, and of a whole array in memory. Values are drawn beforehand; a
// stable process, so signals are rare.
#include <benchmark/benchmark.h>

#include <numeric>
#include <random>
#include <vector>

#include "spc/chart.h"

namespace jidoka::spc {
namespace {

std::vector<double> stable_values() {
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal(24, 0.004);
  std::vector<double> values(1 << 16);
  for (double& value : values) value = normal(random);
  return values;
}

ChartSpec spec_of(ChartType type, std::uint16_t size, RuleSetName rules) {
  return {type, size, rule_set(rules).list(), {.mean = 24.0, .sigma = 0.004, .learn = {}}};
}

void add_values(benchmark::State& state, ChartType type, std::uint16_t size, RuleSetName rules) {
  const std::vector<double> values = stable_values();
  Chart chart = Chart::create(spec_of(type, size, rules)).value();
  std::size_t next = 0;
  std::uint64_t signals = 0;
  for (auto step : state) {
    (void)step;
    for (int i = 0; i < size; ++i)
      if (auto point = chart.add(values[next++ & (values.size() - 1)])) signals += point->signals();
  }
  benchmark::DoNotOptimize(signals);
  state.SetItemsProcessed(static_cast<std::int64_t>(chart.points()));
}

void individual_point(benchmark::State& state) { add_values(state, ChartType::i_mr, 1, RuleSetName::western_electric); }
void mean_range_point_of_five(benchmark::State& state) {
  add_values(state, ChartType::xbar_r, 5, RuleSetName::western_electric);
}
void mean_range_point_of_five_with_nelson(benchmark::State& state) {
  add_values(state, ChartType::xbar_r, 5, RuleSetName::nelson);
}
void ewma_point(benchmark::State& state) { add_values(state, ChartType::ewma, 1, RuleSetName::western_electric); }
void cusum_point(benchmark::State& state) { add_values(state, ChartType::cusum, 1, RuleSetName::western_electric); }
BENCHMARK(individual_point);
BENCHMARK(mean_range_point_of_five);
BENCHMARK(mean_range_point_of_five_with_nelson);
BENCHMARK(ewma_point);
BENCHMARK(cusum_point);

// One value each for a million charts in turn: what a sorted batch of a large site costs, cache misses included.
void one_value_for_each_of_many_charts(benchmark::State& state) {
  const std::vector<double> values = stable_values();
  std::vector<Chart> charts(1'000'000,
                            Chart::create(spec_of(ChartType::xbar_r, 5, RuleSetName::western_electric)).value());
  std::size_t next = 0;
  std::uint64_t signals = 0;
  for (auto step : state) {
    (void)step;
    if (auto point = charts[next % charts.size()].add(values[next & (values.size() - 1)])) signals += point->signals();
    ++next;
  }
  benchmark::DoNotOptimize(signals);
  state.SetItemsProcessed(static_cast<std::int64_t>(next));
}
BENCHMARK(one_value_for_each_of_many_charts);

// 10⁸ readings in memory, 800 MB, in subgroups of five under Nelson's eight rules, and beside it their plain sum: how
// fast memory gives them.
const std::vector<double>& large_array() {
  static const std::vector<double> values = [] {
    const std::vector<double> stable = stable_values();
    std::vector<double> large(100'000'000);
    for (std::size_t i = 0; i < large.size(); ++i) large[i] = stable[(i * 7 + (i >> 16)) & (stable.size() - 1)];
    return large;
  }();
  return values;
}

void mean_range_with_nelson_over_an_array(benchmark::State& state) {
  const std::vector<double>& values = large_array();
  const ChartSpec spec = spec_of(ChartType::xbar_r, 5, RuleSetName::nelson);
  std::uint64_t signals = 0;
  for (auto step : state) {
    (void)step;
    Chart chart = Chart::create(spec).value();
    for (double value : values)
      if (auto point = chart.add(value)) signals += point->signals();
  }
  benchmark::DoNotOptimize(signals);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(values.size()));
}
void plain_sum_of_an_array(benchmark::State& state) {
  const std::vector<double>& values = large_array();
  for (auto step : state) {
    (void)step;
    benchmark::DoNotOptimize(std::accumulate(values.begin(), values.end(), 0.0));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(values.size()));
}
BENCHMARK(mean_range_with_nelson_over_an_array)->Unit(benchmark::kMillisecond);
BENCHMARK(plain_sum_of_an_array)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace jidoka::spc

BENCHMARK_MAIN();
