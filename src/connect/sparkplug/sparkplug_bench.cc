// The codec alone, and with the host's memory of births and the intake: metrics a second.
#include <benchmark/benchmark.h>

#include "sparkplug/edge_node_test.h"
#include "sparkplug/host.h"

namespace jidoka::sparkplug {
namespace {

std::string alias_message(int metrics) {
  std::vector<Metric> list;
  for (int i = 0; i < metrics; ++i) list.push_back(at(by_alias(static_cast<std::uint64_t>(i), 200 + i * 0.125), start));
  return write({1'767'225'600'000, 1, list});
}

void decode_payload(benchmark::State& state) {
  const auto metrics = static_cast<int>(state.range(0));
  const std::string bytes = alias_message(metrics);
  PayloadReader reader;
  for (auto _ : state) {
    const auto payload = reader.read(bytes);
    if (!payload || (*payload)->metrics.size() != static_cast<std::size_t>(metrics))
      return state.SkipWithError("metrics were lost");
    for (const Metric& metric : (*payload)->metrics)
      benchmark::DoNotOptimize(meaning_of(metric.value, DataType::float64).number);
  }
  state.SetItemsProcessed(state.iterations() * metrics);
}
BENCHMARK(decode_payload)->Arg(1)->Arg(10)->Arg(100);

void take_data(benchmark::State& state) {
  const auto metrics = static_cast<int>(state.range(0));
  constexpr int machines = 50;
  std::vector<sense::Catalogue::Opened> opened;
  std::vector<std::string> names;
  std::vector<EdgeNode> nodes;
  std::vector<std::vector<Sent>> messages(machines);
  for (int i = 0; i < metrics; ++i) names.push_back("Channel/" + std::to_string(i));
  Host host(*Mapping::create(std::nullopt), {});
  std::vector<Sent> births;
  for (int machine = 0; machine < machines; ++machine) {
    const std::string device = "IM-" + std::to_string(machine);
    EdgeNode node("Line" + std::to_string(machine));
    std::vector<Metric> born;
    for (int i = 0; i < metrics; ++i) {
      opened.push_back(
          {static_cast<sense::StreamNumber>(opened.size() + 1), device, names[static_cast<std::size_t>(i)], "Cel"});
      born.push_back(real_metric(names[static_cast<std::size_t>(i)], 1, static_cast<std::uint64_t>(i)));
    }
    births.push_back(node.birth(start));
    births.push_back(node.device(MessageType::device_birth, device, start, born));
    for (int round = 0; round < 256; ++round) {  // one turn of the sequence
      std::vector<Metric> list;
      for (int i = 0; i < metrics; ++i)
        list.push_back(at(by_alias(static_cast<std::uint64_t>(i), 200 + i * 0.125), start + seconds(round)));
      messages[static_cast<std::size_t>(machine)].push_back(node.device(MessageType::device_data, device, start, list));
    }
  }
  const auto catalogue = std::make_shared<sense::Catalogue>(plant::Model{}, opened);
  sense::Intake first(catalogue, "bench", start + hours(1));
  for (const Sent& birth : births) host.take(birth.topic, birth.payload, start, first);
  for (auto _ : state) {
    sense::Intake intake(catalogue, "bench", start + hours(1));
    for (int round = 0; round < 256; ++round)
      for (const auto& of_machine : messages) {
        const Sent& sent = of_machine[static_cast<std::size_t>(round)];
        host.take(sent.topic, sent.payload, start, intake);
      }
    if (intake.refused() != 0 || host.nodes_with_gaps() != 0) return state.SkipWithError("readings were lost");
    benchmark::DoNotOptimize(intake);
  }
  state.SetItemsProcessed(state.iterations() * machines * 256 * metrics);
}
BENCHMARK(take_data)->Arg(1)->Arg(10)->Arg(100);

}  // namespace
}  // namespace jidoka::sparkplug

BENCHMARK_MAIN();
