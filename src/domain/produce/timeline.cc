#include "produce/timeline.h"

#include <algorithm>
#include <queue>

namespace jidoka::produce {
namespace {

// Of spans that overlap the newest one counts. The present one of a layer at each of the ascending points.
class Layer {
 public:
  explicit Layer(const std::vector<TimelineSpan>& spans) {
    for (const TimelineSpan& span : spans) ordered_.push_back(&span);
    std::ranges::stable_sort(ordered_, {}, [](const TimelineSpan* span) { return span->from; });
  }
  const TimelineSpan* at(Instant when) {
    while (next_ < ordered_.size() && ordered_[next_]->from <= when) open_.push_back(ordered_[next_++]);
    while (!open_.empty() && open_.back()->to && *open_.back()->to <= when) open_.pop_back();
    return open_.empty() ? nullptr : open_.back();
  }

 private:
  std::vector<const TimelineSpan*> ordered_;
  std::vector<const TimelineSpan*> open_;
  std::size_t next_ = 0;
};

TimelineSpan state_at(Instant when, const TimelineSpan* stop, const TimelineSpan* run, bool has_data,
                      const TimelineSpan* hold) {
  TimelineSpan span;
  if (stop != nullptr) {
    span = *stop;
    span.state = TimelineState::stopped;
  } else if (run != nullptr) {
    span = *run;
    span.state = TimelineState::running;
  } else {
    span.state = has_data ? TimelineState::idle : TimelineState::no_data;
  }
  span.from = when;
  if (hold != nullptr) span.hold = hold->hold;
  return span;
}

bool same(const TimelineSpan& a, const TimelineSpan& b) {
  return a.state == b.state && a.item == b.item && a.operation == b.operation && a.hold == b.hold && a.stop == b.stop &&
         a.text == b.text;
}

}  // namespace

std::vector<TimelineSpan> timeline(const TimelineLayers& layers, Instant from, Instant to, bool goes_on) {
  std::vector<TimelineSpan> silences;
  for (const plant::Interval& each : layers.no_data) {
    silences.emplace_back().from = each.from;
    silences.back().to = each.to;
  }
  std::vector<Instant> points{from};
  const auto add_points = [&](const std::vector<TimelineSpan>& spans) {
    for (const TimelineSpan& span : spans) {
      points.push_back(std::max(span.from, from));
      if (span.to) points.push_back(*span.to);
    }
  };
  for (const std::vector<TimelineSpan>* spans : {&layers.stops, &layers.runs, &layers.holds}) add_points(*spans);
  add_points(silences);
  std::ranges::sort(points);
  const auto repeated = std::ranges::unique(points);
  points.erase(repeated.begin(), repeated.end());

  Layer stops(layers.stops);
  Layer runs(layers.runs);
  Layer holds(layers.holds);
  Layer silent(silences);
  std::vector<TimelineSpan> out;
  for (const Instant point : points) {
    if (point < from || point >= to) continue;
    const bool has_data = silent.at(point) == nullptr;
    TimelineSpan next = state_at(point, stops.at(point), runs.at(point), has_data, holds.at(point));
    if (!out.empty() && same(out.back(), next)) continue;
    if (!out.empty()) out.back().to = point;
    out.push_back(std::move(next));
  }
  if (!out.empty()) out.back().to = goes_on ? std::nullopt : std::optional(to);
  return out;
}

}  // namespace jidoka::produce
