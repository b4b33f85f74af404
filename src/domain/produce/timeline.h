// What a piece of equipment did over a span, as one state after another without a gap: stopped before running, running
// before no data, and idle only where none of these is known: no data is never called idle. A hold says so beside the
// state of the time that it covers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/instant.h"
#include "core/text.h"
#include "json/describe.h"
#include "plant/calendar.h"

namespace jidoka::produce {

enum class TimelineState : std::uint8_t { running, idle, stopped, no_data };
constexpr auto describe_enum(const TimelineState*) {
  return json::names<TimelineState>({{TimelineState::running, "running"},
                                     {TimelineState::idle, "idle"},
                                     {TimelineState::stopped, "stopped"},
                                     {TimelineState::no_data, "no_data"}});
}

struct TimelineSpan {
  Instant from;
  std::optional<Instant> to;  // absent: it still is so
  TimelineState state = TimelineState::idle;
  std::optional<Text> text;
  std::optional<std::string> item;
  std::optional<std::string> operation;
  std::optional<std::string> hold;
  std::optional<std::string> stop;  // the verdict that stopped it, or who did
};
constexpr auto describe(const TimelineSpan*) {
  using json::field;
  using Span = TimelineSpan;
  return json::type<Span>("TimelineSpan", "What equipment did for a while", field("from", &Span::from),
                          field("to", &Span::to, "Absent: it still is so"), field("state", &Span::state),
                          field("text", &Span::text), field("item", &Span::item, "Unit or lot that ran"),
                          field("operation", &Span::operation),
                          field("hold", &Span::hold, "Hold of an exposure that covers this time"),
                          field("stop", &Span::stop, "The verdict that stopped it, or who did"));
}

// One thing that is so for a while, on one of the layers that a timeline is made of; its span has everything to show.
struct TimelineLayers {
  std::vector<TimelineSpan> stops;
  std::vector<TimelineSpan> runs;
  std::vector<plant::Interval> no_data;
  std::vector<TimelineSpan> holds;
};

// Of [from, to), in order; `to` is now when the span goes on.
std::vector<TimelineSpan> timeline(const TimelineLayers& layers, Instant from, Instant to, bool goes_on);

}  // namespace jidoka::produce
