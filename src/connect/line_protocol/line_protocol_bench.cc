#include <benchmark/benchmark.h>

#include <string>

#include "line_protocol/decode.h"

namespace jidoka {
namespace {

constexpr Instant now{1'767'225'600'000'000'000};

void decode_line_protocol(benchmark::State& state) {
  const auto fields = static_cast<int>(state.range(0));
  constexpr int machines = 50, rounds = 100;
  std::vector<sense::Catalogue::Opened> opened;
  std::string body;
  for (int machine = 0; machine < machines; ++machine)
    for (int f = 0; f < fields; ++f)
      opened.push_back({static_cast<sense::StreamNumber>(opened.size() + 1), "IM-" + std::to_string(10 + machine),
                        "channel_" + std::to_string(f), "Cel"});
  for (int round = 0; round < rounds; ++round)
    for (int machine = 0; machine < machines; ++machine) {
      body += "IM-" + std::to_string(10 + machine) + " ";
      for (int f = 0; f < fields; ++f) {
        const int value = 200'000 + (round * 7919 + machine * 131 + f * 17) % 40'000;
        body += (f == 0 ? "" : ",") + ("channel_" + std::to_string(f)) + "=" + std::to_string(value / 1000) + "." +
                std::to_string(1000 + value % 1000).substr(1);
      }
      body += " " + std::to_string(now.ns + round * 100'000'000LL) + "\n";
    }
  const auto catalogue = std::make_shared<sense::Catalogue>(plant::Model{}, opened);
  for (auto _ : state) {
    sense::Intake intake(catalogue, "bench", now + hours(1));
    line_protocol::decode(body, {line_protocol::Precision::ns, now, nullptr}, intake);
    if (intake.count() != static_cast<std::uint64_t>(machines) * rounds * static_cast<std::uint64_t>(fields))
      return state.SkipWithError("readings were lost");
    benchmark::DoNotOptimize(intake);
  }
  const auto count = static_cast<double>(state.iterations()) * machines * rounds * fields;
  state.counters["ns_per_field"] =
      benchmark::Counter(count / 1e9, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(body.size()));
}
BENCHMARK(decode_line_protocol)->Arg(1)->Arg(5)->Arg(10);

}  // namespace
}  // namespace jidoka

BENCHMARK_MAIN();
