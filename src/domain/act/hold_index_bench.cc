// What a permit pays for one item of a genealogy: its unit and one run, asked of an index full of holds on the same
// equipment. One hold in a thousand is still open and so is among the answers.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "act/hold_index.h"

namespace jidoka::act {
namespace {

Scope exposure(std::int64_t number) {
  const Instant from{number * 1'000};
  const bool open = number % 1'000 == 0;
  return {ScopeKind::exposure, std::nullopt, "IM-01", from, open ? std::nullopt : std::optional(from + Duration{900})};
}

void match_run(benchmark::State& state) {
  HoldIndex index;
  const std::int64_t holds = state.range(0);
  for (std::int64_t i = 0; i < holds; ++i) index.add("H-" + std::to_string(i), exposure(i));
  std::vector<std::string> found;
  std::int64_t at = 0;
  for (auto step : state) {
    (void)step;
    found.clear();
    at = (at + 7'919'000) % (holds * 1'000);
    index.match_unit("SN-0042", found);
    index.match_run("IM-01", {Instant{at}, Instant{at + 500}}, found);
    benchmark::DoNotOptimize(found.data());
  }
}
BENCHMARK(match_run)->Arg(100)->Arg(10'000);

void add_in_order(benchmark::State& state) {
  for (auto step : state) {
    (void)step;
    HoldIndex index;
    for (std::int64_t i = 0; i < 10'000; ++i) index.add("H-" + std::to_string(i), exposure(i));
    benchmark::DoNotOptimize(&index);
  }
}
BENCHMARK(add_in_order)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace jidoka::act

BENCHMARK_MAIN();
