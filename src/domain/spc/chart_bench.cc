// The cost of one value and of one point on a chart. Values are drawn beforehand; a stable process, so signals are
// rare.
#include <benchmark/benchmark.h>

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

void add_values(benchmark::State& state, ChartType type, std::uint16_t size) {
  const std::vector<double> values = stable_values();
  const ChartSpec spec{type, size, RuleSet::all().list(), {.mean = 24.0, .sigma = 0.004, .learn = {}}};
  Chart chart = Chart::create(spec).value();
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

void individual_point(benchmark::State& state) { add_values(state, ChartType::i_mr, 1); }
void mean_range_point_of_five(benchmark::State& state) { add_values(state, ChartType::xbar_r, 5); }
BENCHMARK(individual_point);
BENCHMARK(mean_range_point_of_five);

// One value each for a million charts in turn: what a sorted batch of a large site costs, cache misses included.
void one_value_for_each_of_many_charts(benchmark::State& state) {
  const std::vector<double> values = stable_values();
  const ChartSpec spec{ChartType::xbar_r, 5, RuleSet::all().list(), {.mean = 24.0, .sigma = 0.004, .learn = {}}};
  std::vector<Chart> charts(1'000'000, Chart::create(spec).value());
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

}  // namespace
}  // namespace jidoka::spc

BENCHMARK_MAIN();
