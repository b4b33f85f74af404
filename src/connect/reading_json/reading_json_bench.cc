#include <benchmark/benchmark.h>

#include <string>

#include "reading_json/decode.h"

namespace jidoka {
namespace {

constexpr Instant now{1'767'225'600'000'000'000};

void decode_reading_json(benchmark::State& state, reading_json::Form form) {
  constexpr int readings = 10'000;
  std::vector<sense::Catalogue::Opened> opened;
  for (int machine = 0; machine < 50; ++machine)
    for (int f = 0; f < 4; ++f)
      opened.push_back({static_cast<sense::StreamNumber>(opened.size() + 1), "IM-" + std::to_string(10 + machine),
                        "channel_" + std::to_string(f), "Cel"});
  const bool lines = form == reading_json::Form::lines;
  std::string text = lines ? "" : "[";
  for (int i = 0; i < readings; ++i)
    text += std::string(i == 0  ? ""
                        : lines ? "\n"
                                : ",") +
            "{\"equipment\":\"IM-" + std::to_string(10 + i % 50) + "\",\"tag\":\"channel_" +
            std::to_string(i / 50 % 4) + "\",\"time\":\"" + to_string(now + milliseconds(i)) +
            "\",\"value\":" + std::to_string(200 + i % 40) + "." + std::to_string(1000 + i % 1000).substr(1) + "}";
  if (!lines) text += "]";
  const auto catalogue = std::make_shared<sense::Catalogue>(plant::Model{}, opened);
  for (auto _ : state) {
    std::string body = text;
    auto batch = reading_json::decode(body, form, sense::Intake(catalogue, "bench", now + hours(1)), now);
    if (!batch || batch->columns.size() != readings) return state.SkipWithError("readings were lost");
    benchmark::DoNotOptimize(batch);
  }
  state.counters["ns_per_reading"] = benchmark::Counter(static_cast<double>(state.iterations()) * readings / 1e9,
                                                        benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK_CAPTURE(decode_reading_json, list, reading_json::Form::document);
BENCHMARK_CAPTURE(decode_reading_json, lines, reading_json::Form::lines);

}  // namespace
}  // namespace jidoka

BENCHMARK_MAIN();
