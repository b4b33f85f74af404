// How a Site judges readings that came late: each by its specification, and all of a batch by the charts they are of.
#include <algorithm>
#include <set>
#include <utility>

#include "act/alarms.h"
#include "act/condition.h"
#include "act/react.h"
#include "judge/again.h"
#include "loop/site.h"
#include "sense/context_mark.h"

namespace jidoka::loop {
namespace {

constexpr Duration late_neighbourhood = hours(1);
constexpr Duration longest_lateness = days(1);  // of one batch; what spans more is an import of history
constexpr Duration first_reach = minutes(1);
constexpr Duration longest_reach = days(8);

// What tells one reading of a stream from another, as sense::StreamClock does.
using Identity = std::pair<std::int64_t, std::uint32_t>;

class Recorded {
 public:
  void add(Instant time, double value, const sense::Context& context) {
    if (known_.emplace(time.ns, sense::context_mark(context)).second) samples_.push_back({time, value, context, false});
  }
  void add(const sense::Columns& columns, sense::StreamNumber stream, Instant from, Instant to) {
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (columns.streams[i] == stream && columns.times[i] >= from.ns && columns.times[i] <= to.ns)
        add(Instant{columns.times[i]}, columns.values[i],
            columns.contexts.empty() ? sense::Context{} : columns.dictionary[columns.contexts[i]]);
  }
  std::vector<judge::RecordedSample> in_order() && {
    std::ranges::stable_sort(samples_, {}, &judge::RecordedSample::time);
    return std::move(samples_);
  }

 private:
  std::vector<judge::RecordedSample> samples_;
  std::set<Identity> known_;
};

}  // namespace

// A late bad reading lies between readings that are known: its exposure reaches from the good one before it to the
// good one after it. When the neighbours cannot be seen it reaches further, never less.
void Site::judge_late(const judge::Monitor& monitor, judge::Verdict verdict) {
  const judge::Watch& watch = monitor.watch();
  const auto is_good = [&](const port::StoredSample& sample) {
    return (!watch.lower || sample.value >= *watch.lower) && (!watch.upper || sample.value <= *watch.upper);
  };
  const std::optional<Instant> newest_good = monitor.last_good();
  std::optional<Instant> good_after = newest_good && *newest_good > verdict.time ? newest_good : std::nullopt;
  if (const auto around =
          store_->load_samples(watch.stream, verdict.time - late_neighbourhood, verdict.time + late_neighbourhood)) {
    for (const port::StoredSample& sample : *around) {
      if (!is_good(sample)) continue;
      if (sample.time < verdict.time)
        verdict.last_good = std::max(sample.time, verdict.last_good.value_or(distant_past));
      if (sample.time > verdict.time && (!good_after || sample.time < *good_after)) good_after = sample.time;
    }
  }
  verdict.late = true;
  const std::string condition = act::condition_of(verdict);
  act::note_repeat(act_, condition, verdict.time);
  reach_verdict(watch, std::move(verdict));
  if (good_after && !monitor.is_out_of_specification())
    emit("jidoka", act::return_to_normal(act_, condition, *good_after));
}

// What is recorded of a stream around a span of time, as far out on either side as judging again needs it, but not
// from before the chart began, and no further than longest_reach.
Result<std::vector<judge::RecordedSample>> Site::samples_around(const judge::Monitor& monitor, Instant from,
                                                                Instant to) const {
  const sense::StreamNumber stream = monitor.watch().stream;
  Duration before = first_reach;
  Duration after = first_reach;
  for (;;) {
    const Instant begin = std::max(from - before, monitor.learning_began());
    const Instant end = to + after;
    Recorded recorded;
    TRY(const auto stored, store_->load_samples(stream, begin, end));
    for (const port::StoredSample& one : stored) recorded.add(one.time, one.value, one.context);
    if (in_flight_) recorded.add(*in_flight_, stream, begin, end);
    recorded.add(group_.commit.readings, stream, begin, end);
    std::vector<judge::RecordedSample> samples = std::move(recorded).in_order();
    const auto older = std::ranges::count_if(samples, [&](const auto& one) { return one.time < from; });
    const auto newer = std::ranges::count_if(samples, [&](const auto& one) { return one.time > to; });
    const bool has_older = std::cmp_greater_equal(older, judge::points_before(monitor)) ||
                           begin == monitor.learning_began() || before >= longest_reach;
    const bool has_newer = std::cmp_greater_equal(newer, judge::points_after) || end >= now_ || after >= longest_reach;
    if (has_older && has_newer) return samples;
    if (!has_older) before = before * 2;
    if (!has_newer) after = after * 2;
  }
}

// What the late readings of the batch add to the charts' verdicts, as if it came in turn; a signal that the live chart
// does not share is over where it ended.
Result<void> Site::judge_late_again() {
  for (auto& [line, late] : std::exchange(late_, {})) {
    const judge::Monitor& monitor = *late.monitor;
    const auto first = Instant{late.identities.begin()->first};
    const auto last = Instant{late.identities.rbegin()->first};
    if (last - first > longest_lateness) continue;
    TRY(auto samples, samples_around(monitor, first, last));
    for (judge::RecordedSample& sample : samples)
      sample.is_late = late.identities.contains({sample.time.ns, sense::context_mark(sample.context)});
    for (auto& [stage, verdict] : judge::judge_again(monitor, samples)) {
      if (stage != judge::Stage::ends)
        go_on(std::move(verdict), monitor.watch(), stage == judge::Stage::begins);
      else if (!monitor.is_signalling())
        emit("jidoka", act::return_to_normal(act_, act::condition_of(verdict), verdict.time));
    }
  }
  return {};
}

}  // namespace jidoka::loop
