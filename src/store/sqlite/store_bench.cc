// What a durable commit costs on this disk: see bench/floors for what the disk itself takes.
#include <benchmark/benchmark.h>
#include <stdlib.h>

#include <cstdio>
#include <cstdlib>
#include <random>

#include "port/fact.h"
#include "sqlite/open.h"

namespace jidoka::sqlite {
namespace {

constexpr Instant start{1'767'225'600'000'000'000};

// Benchmarks end the program on failure: a figure of something that did not work is worse than none.
template <class T>
T must(Result<T> result) {
  if (!result) std::fprintf(stderr, "%s\n", result.error().text.en.c_str()), std::exit(1);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "jidoka-bench-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    site_ = must(open(folder_, {.origin = "bench", .now = start}));
    must(site_.store->recover());
  }
  ~Folder() {
    site_ = Site{};
    std::filesystem::remove_all(folder_);
  }
  port::Store& store() { return *site_.store; }
  port::Reads& reads() { return *site_.reads; }
  port::Receipt commit(std::vector<port::FactBody> bodies) {
    port::Commit commit;
    commit.at = start;
    for (auto& body : bodies) commit.facts.push_back({start, "bench", std::move(body)});
    return must(store().commit(std::move(commit)));
  }

 private:
  std::filesystem::path folder_;
  Site site_;
};

act::AlarmRaised alarm(int i) {
  act::AlarmRaised out;
  out.id = "A-" + std::to_string(i);
  out.key = "CP@1/10.1/IM-01/signal";
  out.equipment = "IM-01";
  return out;
}
produce::RunStarted run_started(std::int64_t i) {
  return {.item = {produce::ItemKind::unit, "SN-" + std::to_string(10'000'000 + i)},
          .material = "HOUSING-A",
          .operation = "OP10",
          .equipment = "IM-0" + std::to_string(i % 8),
          .person = {},
          .time = start + milliseconds(i),
          .number = 1};
}

void one_small_fact(benchmark::State& state) {
  Folder folder;
  folder.commit({alarm(1)});
  std::int64_t count = 1;
  for (auto _ : state) folder.commit({act::AlarmRepeated{"A-1", ++count, start}});
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(one_small_fact)->Unit(benchmark::kMicrosecond)->UseRealTime();

void a_group_of_repeated_alarms(benchmark::State& state) {
  Folder folder;
  std::vector<port::FactBody> raised;
  for (int i = 0; i < 100; ++i) raised.push_back(alarm(i));
  folder.commit(std::move(raised));
  std::int64_t count = 1;
  for (auto _ : state) {
    std::vector<port::FactBody> bodies;
    for (std::int64_t i = 0; i < state.range(0); ++i)
      bodies.push_back(act::AlarmRepeated{"A-" + std::to_string(i % 100), ++count, start});
    folder.commit(std::move(bodies));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(a_group_of_repeated_alarms)->Arg(1000)->Arg(5000)->Unit(benchmark::kMillisecond)->UseRealTime();

void a_group_of_started_runs(benchmark::State& state) {
  Folder folder;
  std::int64_t unit = 0;
  for (auto _ : state) {
    std::vector<port::FactBody> bodies;
    for (std::int64_t i = 0; i < state.range(0); ++i) bodies.push_back(run_started(unit++));
    folder.commit(std::move(bodies));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(a_group_of_started_runs)->Arg(1000)->Arg(5000)->Unit(benchmark::kMillisecond)->UseRealTime();

void ten_thousand_readings(benchmark::State& state) {
  Folder folder;
  const auto streams = static_cast<sense::StreamNumber>(state.range(0));
  std::mt19937_64 random(1);
  std::vector<sense::StreamNumber> wanted;
  std::uint64_t batch = 0;
  std::int64_t tick = 0;
  for (auto _ : state) {
    port::Commit commit;
    commit.at = start;
    commit.readings.reserve(10'000);
    for (int i = 0; i < 10'000; ++i) {
      commit.readings.streams.push_back(static_cast<sense::StreamNumber>(i) % streams);
      commit.readings.times.push_back(start.ns + tick * 1'000'000'000 + i / streams * 100'000'000);
      commit.readings.values.push_back(230.0 + static_cast<double>(random() % 64) / 10);
    }
    ++tick;
    for (const auto stream : wanted) commit.states.push_back({stream, batch, std::string(128, 's')});
    auto receipt = must(folder.store().commit(std::move(commit)));
    wanted = std::move(receipt.wanted_states);
    batch = receipt.batch;
  }
  state.SetItemsProcessed(state.iterations() * 10'000);
}
BENCHMARK(ten_thousand_readings)->Arg(100)->Arg(10'000)->Unit(benchmark::kMillisecond)->UseRealTime();

void a_proof_of_inclusion(benchmark::State& state) {
  Folder folder;
  folder.commit({alarm(1)});
  std::int64_t count = 1;
  for (int group = 0; group < 40; ++group) {
    std::vector<port::FactBody> bodies;
    for (int i = 0; i < 5000; ++i) bodies.push_back(act::AlarmRepeated{"A-1", ++count, start});
    folder.commit(std::move(bodies));
  }
  const std::uint64_t size = must(folder.reads().ledger_size());
  std::mt19937_64 random(1);
  for (auto _ : state) benchmark::DoNotOptimize(must(folder.reads().inclusion_proof(random() % size, size)));
}
BENCHMARK(a_proof_of_inclusion)->Unit(benchmark::kMicrosecond)->UseRealTime();

// 4 000 assemblies of 48 parts each, three levels deep.
void a_trace_of_49_nodes(benchmark::State& state) {
  Folder folder;
  std::int64_t serial = 0;
  const auto unit = [](std::int64_t i) { return produce::ItemRef{produce::ItemKind::unit, "SN-" + std::to_string(i)}; };
  std::vector<std::int64_t> roots;
  for (int group = 0; group < 200; ++group) {
    std::vector<port::FactBody> bodies;
    for (int i = 0; i < 20; ++i) {
      const std::int64_t root = ++serial;
      roots.push_back(root);
      for (int module = 0; module < 8; ++module) {
        const std::int64_t part = ++serial;
        bodies.push_back(produce::Consumed{unit(part), unit(root), {1, 0}, "1", "OP20", "ST-02", start});
        for (int leaf = 0; leaf < 5; ++leaf)
          bodies.push_back(produce::Consumed{unit(++serial), unit(part), {1, 0}, "1", "OP10", "ST-01", start});
      }
    }
    folder.commit(std::move(bodies));
  }
  std::mt19937_64 random(1);
  std::size_t nodes = 0;
  for (auto _ : state)
    nodes = must(folder.reads().trace(unit(roots[random() % roots.size()]), false, 1000))->nodes.size();
  state.counters["nodes"] = static_cast<double>(nodes);
}
BENCHMARK(a_trace_of_49_nodes)->Unit(benchmark::kMicrosecond)->UseRealTime();

}  // namespace
}  // namespace jidoka::sqlite

BENCHMARK_MAIN();
