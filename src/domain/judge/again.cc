#include "judge/again.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "sense/context_mark.h"

namespace jidoka::judge {
namespace {

constexpr std::size_t points_of_a_pattern = 32;
constexpr std::size_t points_of_a_memory = 1'000;

bool remembers(spc::ChartType type) { return type == spc::ChartType::ewma || type == spc::ChartType::cusum; }

// The same line with the limits that are in force, so that nothing is learnt anew.
WatchPtr with_limits_of(const Monitor& live) {
  auto watch = std::make_shared<Watch>(live.watch());
  const spc::Process process = *live.chart()->process();
  watch->chart->limits = {process.mean, process.sigma, {}};
  return watch;
}

using Firing = std::set<std::pair<std::string, std::string>>;  // panel and rule

Firing firing_of(const Verdict& verdict) {
  Firing firing;
  for (const std::string& rule : verdict.rules) firing.emplace(verdict.panel, rule);
  return firing;
}

// What the chart says of the samples in turn: of every point that signals, and whether its signal begins there.
template <class See>
void each_signal(const WatchPtr& watch, std::span<const RecordedSample> samples, bool with_late, See see) {
  Monitor monitor(watch);
  for (const RecordedSample& sample : samples) {
    if (sample.is_late && !with_late) continue;
    const TakenSample taken{sample.time, sample.value, sense::context_mark(sample.context), false};
    const Stage stage = monitor.take(taken).signal;
    if (stage == Stage::begins || stage == Stage::repeats)
      see(monitor.signal_verdict(taken, sample.context), stage == Stage::begins);
  }
}

}  // namespace

bool can_judge_again(const Monitor& live, Instant time) {
  if (live.chart() == nullptr || live.chart()->subgroup_size() != 1) return false;
  const auto process = live.chart()->process();
  return process && process->sigma > 0 && live.chart()->points() > 0 && time > live.learning_began();
}

std::size_t points_before(const Monitor& live) {
  return remembers(live.chart()->type()) ? points_of_a_memory : points_of_a_pattern;
}

std::vector<Verdict> judge_again(const Monitor& live, std::span<const RecordedSample> samples) {
  const WatchPtr watch = with_limits_of(live);
  std::map<std::int64_t, Firing> known;
  each_signal(watch, samples, false,
              [&](const Verdict& verdict, bool) { known[verdict.time.ns].merge(firing_of(verdict)); });
  std::vector<Verdict> found;
  each_signal(watch, samples, true, [&](Verdict verdict, bool begins) {
    if (!begins || std::ranges::includes(known[verdict.time.ns], firing_of(verdict))) return;
    verdict.late = true;
    verdict.text.en += "; judged again with a reading that came late";
    verdict.text.zh += "；由迟到的读数补判";
    found.push_back(std::move(verdict));
  });
  return found;
}

}  // namespace jidoka::judge
