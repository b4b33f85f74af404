#include "produce/timeline.h"

#include <gtest/gtest.h>

namespace jidoka::produce {
namespace {

constexpr Instant start{1'767'225'600'000'000'000};
Instant at(std::int64_t minute) { return start + minutes(minute); }

TimelineSpan run(std::int64_t from, std::optional<std::int64_t> to, std::string item) {
  TimelineSpan span;
  span.from = at(from);
  if (to) span.to = at(*to);
  span.item = std::move(item);
  return span;
}
std::string shown(const std::vector<TimelineSpan>& spans) {
  std::string out;
  for (const TimelineSpan& span : spans) {
    out += std::to_string((span.from - start).ns / minutes(1).ns) + "-";
    if (span.to) out += std::to_string((*span.to - start).ns / minutes(1).ns);
    out += " " + std::string(json::enum_name(span.state));
    if (span.item) out += " " + *span.item;
    if (span.hold) out += " " + *span.hold;
    out += "; ";
  }
  return out;
}

TEST(Timeline, without_anything_it_is_idle) { EXPECT_EQ(shown(timeline({}, at(0), at(60), false)), "0-60 idle; "); }

TEST(Timeline, runs_follow_each_other_with_idle_time_between) {
  EXPECT_EQ(shown(timeline({{}, {run(-5, 10, "A"), run(20, 30, "B"), run(30, {}, "C")}, {}, {}}, at(0), at(60), true)),
            "0-10 running A; 10-20 idle; 20-30 running B; 30- running C; ");
}

TEST(Timeline, of_runs_side_by_side_the_newest_is_shown) {
  EXPECT_EQ(shown(timeline({{}, {run(0, 30, "A"), run(10, 20, "B")}, {}, {}}, at(0), at(40), false)),
            "0-10 running A; 10-20 running B; 20-30 running A; 30-40 idle; ");
}

TEST(Timeline, a_stop_comes_before_a_run_and_a_run_before_silence) {
  TimelineLayers layers;
  layers.runs = {run(0, 30, "A")};
  layers.no_data = {{at(20), at(50)}};
  layers.stops = {run(10, 15, "")};
  layers.stops[0].item.reset();
  EXPECT_EQ(shown(timeline(layers, at(0), at(60), false)),
            "0-10 running A; 10-15 stopped; 15-30 running A; 30-50 no_data; 50-60 idle; ");
}

TEST(Timeline, a_hold_stands_beside_the_state) {
  TimelineLayers layers;
  layers.runs = {run(0, 30, "A")};
  layers.holds = {run(20, {}, "")};
  layers.holds[0].hold = "H-1";
  EXPECT_EQ(shown(timeline(layers, at(0), at(60), false)), "0-20 running A; 20-30 running A H-1; 30-60 idle H-1; ");
}

}  // namespace
}  // namespace jidoka::produce
