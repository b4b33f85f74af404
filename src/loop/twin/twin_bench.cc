// How many events a second the twin runs without a server, and how long a week of the demo plant takes. The peer is
// SimPy on the same machine: bench/twin_peer.py.
#include <benchmark/benchmark.h>

#include "twin/demo_line_test.h"

namespace jidoka::twin {
namespace {

class Nobody final : public Outside {
 public:
  Answer take(const Act& act) override {
    acts += act.unit;
    return act.is_mislabelled ? Answer::refused : Answer::done;
  }
  void take(const Reading& reading) override { sum += reading.value; }
  bool may_run_again(Index) override { return false; }
  std::uint64_t acts = 0;
  double sum = 0;
};

void a_week_of_the_demo_plant(benchmark::State& state) {
  const plant::Model model = demo_model(JIDOKA_EXAMPLES);
  const auto layout = Layout::create(model, demo_parameters(JIDOKA_EXAMPLES));
  std::uint64_t events = 0;
  std::uint64_t units = 0;
  for (auto step : state) {
    (void)step;
    Nobody nobody;
    Twin twin(*layout, 7, monday, nobody);
    twin.run_until(monday + days(7));
    benchmark::DoNotOptimize(nobody.sum);
    events += twin.figures().events;
    units = twin.figures().packed;
  }
  state.counters["events/s"] = benchmark::Counter(static_cast<double>(events), benchmark::Counter::kIsRate);
  state.counters["units"] = static_cast<double>(units);
}
BENCHMARK(a_week_of_the_demo_plant)->Unit(benchmark::kMillisecond);

// A queue that holds so many events, one taken and one put in at a time: what a simulation asks of it, and nothing
// else.
void event_queue(benchmark::State& state) {
  Random random(3);
  EventQueue queue;
  for (std::int64_t i = 0; i < state.range(0); ++i)
    queue.push(static_cast<std::int64_t>(random.next() % 1'000'000), 0, static_cast<Index>(i));
  for (auto step : state) {
    (void)step;
    const Event event = queue.pop();
    queue.push(event.time + static_cast<std::int64_t>(random.next() % 1'000'000), 0, event.who);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(event_queue)->Arg(16)->Arg(1'000)->Arg(100'000);

}  // namespace
}  // namespace jidoka::twin

BENCHMARK_MAIN();
