#include <benchmark/benchmark.h>

#include <random>

#include "series/batch.h"

namespace jidoka::series {
namespace {

enum Kind { lines_of_ten, single_readings, floats, doubles };

BatchColumns columns_of(int kind) {
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal(230, 1);
  BatchColumns out;
  std::int64_t time = 1'767'225'600'000'000'000;
  std::uint32_t machine = 0;
  for (std::uint32_t i = 0; i < 10'000; ++i) {
    if (i % 10 == 0 || kind == single_readings) {
      machine = static_cast<std::uint32_t>(random() % 1'000);
      time += static_cast<std::int64_t>(random() % 20) * 1'000'000;
    }
    out.streams.push_back(machine * 10 + i % 10);
    out.times.push_back(time);
    out.values.push_back(static_cast<double>(2000 + random() % 600) / 10);
    if (kind == floats) out.values.back() = static_cast<double>(static_cast<float>(normal(random)));
    if (kind == doubles) out.values.back() = normal(random);
  }
  return out;
}

void encode(benchmark::State& state) {
  const BatchColumns columns = columns_of(static_cast<int>(state.range(0)));
  std::size_t bytes = 0;
  for (auto _ : state) bytes = encode_batch(columns).size();
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(columns.values.size()));
  state.counters["bytes_a_reading"] = static_cast<double>(bytes) / static_cast<double>(columns.values.size());
}
BENCHMARK(encode)->DenseRange(lines_of_ten, doubles);

void decode(benchmark::State& state) {
  const std::string bytes = encode_batch(columns_of(static_cast<int>(state.range(0))));
  for (auto _ : state) benchmark::DoNotOptimize(decode_batch(bytes));
  state.SetItemsProcessed(state.iterations() * 10'000);
}
BENCHMARK(decode)->DenseRange(lines_of_ten, doubles);

}  // namespace
}  // namespace jidoka::series

BENCHMARK_MAIN();
