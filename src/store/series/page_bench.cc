#include <benchmark/benchmark.h>

#include "series/columns_for_test.h"
#include "series/page.h"

namespace jidoka::series {
namespace {

enum Kind { exact_clock, jitter, noise, floats, doubles };

Columns columns_of(int kind) {
  Columns out = temperatures(1024, 1, kind == jitter ? 5 : 0);
  std::mt19937_64 random(2);
  std::normal_distribution<double> normal(230, 1);
  for (double& value : out.values) {
    if (kind == noise) value = std::round(normal(random) * 10) / 10;
    if (kind == floats) value = static_cast<double>(static_cast<float>(normal(random)));
    if (kind == doubles) value = normal(random);
  }
  return out;
}

void encode(benchmark::State& state) {
  const Columns columns = columns_of(static_cast<int>(state.range(0)));
  std::size_t bytes = 0;
  for (auto _ : state) bytes = encode_page(columns).size();
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(columns.values.size()));
  state.counters["bytes_a_sample"] = static_cast<double>(bytes) / static_cast<double>(columns.values.size());
}
BENCHMARK(encode)->DenseRange(exact_clock, doubles);

void decode(benchmark::State& state) {
  const Columns columns = columns_of(static_cast<int>(state.range(0)));
  const std::string page = encode_page(columns);
  for (auto _ : state) benchmark::DoNotOptimize(decode_page(page));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(columns.values.size()));
}
BENCHMARK(decode)->DenseRange(exact_clock, doubles);

void summary_only(benchmark::State& state) {
  const std::string page = encode_page(columns_of(jitter));
  for (auto _ : state) benchmark::DoNotOptimize(read_summary(page));
}
BENCHMARK(summary_only);

}  // namespace
}  // namespace jidoka::series

BENCHMARK_MAIN();
