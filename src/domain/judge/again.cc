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

// The same line with the limits that are in force, so that nothing is learnt anew; none when no chart can have them.
WatchPtr with_limits_of(const Monitor& live) {
  const auto process = live.chart() == nullptr ? std::nullopt : live.chart()->process();
  if (!process) return nullptr;
  auto watch = std::make_shared<Watch>(live.watch());
  watch->chart->limits = {process->mean, process->sigma, {}};
  return spc::check(*watch->chart) ? watch : nullptr;
}

using Firing = std::set<std::pair<std::string, std::string>>;  // panel and rule

Firing firing_of(const Verdict& verdict) {
  Firing firing;
  for (const std::string& rule : verdict.rules) firing.emplace(verdict.panel, rule);
  return firing;
}

using Identity = std::pair<std::int64_t, std::uint32_t>;

// What the chart finds of the samples in turn.
template <class See>
void each_finding(const WatchPtr& watch, std::span<const RecordedSample> samples, bool with_late, See see) {
  Monitor monitor(watch);
  for (const RecordedSample& sample : samples) {
    if (sample.is_late && !with_late) continue;
    const TakenSample taken{sample.time, sample.value, sense::context_mark(sample.context), false};
    const Stage stage = monitor.take(taken).signal;
    if (stage != Stage::none) see(monitor, stage, taken, sample.context);
  }
}

Verdict said_late(Verdict verdict) {
  verdict.late = true;
  verdict.text.en += "; judged again with a reading that came late";
  verdict.text.zh += "；由迟到的读数补判";
  return verdict;
}

Verdict end_at(const Monitor& monitor, Instant time) {
  Verdict verdict = monitor.signal_condition();
  verdict.time = time;
  return verdict;
}

}  // namespace

bool can_judge_again(const Monitor& live, Instant time) {
  return live.chart() != nullptr && live.chart()->subgroup_size() == 1 && live.chart()->points() > 0 &&
         time > live.learning_began() && with_limits_of(live) != nullptr;
}

std::size_t points_before(const Monitor& live) {
  return remembers(live.chart()->type()) ? points_of_a_memory : points_of_a_pattern;
}

std::vector<AddedPoint> judge_again(const Monitor& live, std::span<const RecordedSample> samples) {
  const WatchPtr watch = with_limits_of(live);
  std::map<Identity, Firing> known;
  each_finding(watch, samples, false,
               [&](const Monitor& monitor, Stage stage, const TakenSample& taken, const sense::Context& context) {
                 if (stage != Stage::ends)
                   known[{taken.time.ns, taken.context_mark}].merge(firing_of(monitor.signal_verdict(taken, context)));
               });
  std::vector<AddedPoint> added;
  bool is_added = false;  // the signal that goes on
  each_finding(watch, samples, true,
               [&](const Monitor& monitor, Stage stage, const TakenSample& taken, const sense::Context& context) {
                 if (stage == Stage::ends) {
                   if (std::exchange(is_added, false)) added.push_back({Stage::ends, end_at(monitor, taken.time)});
                   return;
                 }
                 Verdict verdict = monitor.signal_verdict(taken, context);
                 const bool is_known =
                     std::ranges::includes(known[{taken.time.ns, taken.context_mark}], firing_of(verdict));
                 const bool begins = stage == Stage::begins && !is_known;
                 if (!begins && !is_added) return;
                 is_added = true;
                 added.push_back({begins ? Stage::begins : Stage::repeats, said_late(std::move(verdict))});
               });
  if (is_added) added.push_back({Stage::ends, end_at(live, samples.back().time)});
  return added;
}

}  // namespace jidoka::judge
