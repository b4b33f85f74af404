// How streams and sources stand, exactly as the API shows it. It is memory of this run (and what is kept of the one
// before, serve/resource/health_watch.h); the rules are sense/health.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/instant.h"
#include "core/text.h"
#include "json/describe.h"
#include "port/feeds.h"
#include "sense/health.h"

namespace jidoka::port {

struct StreamHealthView {
  std::string id;  // "IM-01/melt_temp"
  std::string equipment;
  std::string tag;
  std::optional<std::string> source;  // that brought it last
  sense::HealthState state = sense::HealthState::never;
  Text text;
  std::optional<Instant> since;
  std::optional<Instant> last_time;
  std::optional<Instant> last_arrival_at;
  std::optional<double> every_s;
  std::uint64_t gaps = 0;
  std::uint64_t late = 0;
  std::optional<std::int64_t> clock_skew_ms;
};
constexpr auto describe(const StreamHealthView*) {
  using json::field;
  using View = StreamHealthView;
  return json::type<View>(
      "StreamHealth", "Whether the readings of a stream come as they should", field("id", &View::id),
      field("equipment", &View::equipment), field("tag", &View::tag),
      field("source", &View::source, "The one that brought it last"), field("state", &View::state),
      field("text", &View::text), field("since", &View::since, "When that began, where it is known"),
      field("last_time", &View::last_time, "Of its newest reading"),
      field("last_arrival_at", &View::last_arrival_at, "When one last arrived, since the program started"),
      field("every_s", &View::every_s, "Expected period"), field("gaps", &View::gaps, "Within the last hour"),
      field("late", &View::late, "Readings that came late, since the program started"),
      field("clock_skew_ms", &View::clock_skew_ms, "By which the source's clock is ahead; behind is negative"));
}

// never: nothing came yet · connected: readings come · silent: they came before, not now · not_connected: we are to
// connect to it and cannot
enum class SourceState : std::uint8_t { never, connected, silent, not_connected };
constexpr auto describe_enum(const SourceState*) {
  return json::names<SourceState>({{SourceState::never, "never"},
                                   {SourceState::connected, "connected"},
                                   {SourceState::silent, "silent"},
                                   {SourceState::not_connected, "not_connected"}});
}

struct AwayView {
  std::string name;
  Instant since;
  std::uint64_t streams = 0;
};
constexpr auto describe(const AwayView*) {
  using json::field;
  return json::type<AwayView>("Away", "A Sparkplug node or device that has died and was not born again",
                              field("name", &AwayView::name, "group/node/device"), field("since", &AwayView::since),
                              field("streams", &AwayView::streams, "That it brought"));
}
inline constexpr std::size_t most_away_shown = 100;

struct SourceHealthView {
  std::string id;
  std::string from;
  SourceState state = SourceState::never;
  std::vector<sense::HealthState> faults;
  Text text;
  std::optional<ConnectionView> connection;
  std::vector<AwayView> away;
  std::optional<Instant> last_arrival_at;
  std::optional<Instant> newest_time;
  std::uint64_t readings = 0;
  std::uint64_t per_minute = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t quarantined = 0;
  std::uint64_t late = 0;
  std::optional<std::int64_t> clock_skew_ms;
  std::uint64_t streams = 0;
  std::uint64_t faulty_streams = 0;
};
constexpr auto describe(const SourceHealthView*) {
  using json::field;
  using View = SourceHealthView;
  return json::type<View>(
      "SourceHealth", "How a source of readings stands; counts are since the program started", field("id", &View::id),
      field("from", &View::from), field("state", &View::state),
      field("faults", &View::faults,
            "not_connected, gappy, stuck, clock_skew, late: what at least one of its streams is"),
      field("text", &View::text), field("connection", &View::connection, "Where we connect to it"),
      field("away", &View::away, "Sparkplug nodes and devices that have died; the first hundred by name"),
      field("last_arrival_at", &View::last_arrival_at), field("newest_time", &View::newest_time, "Of its readings"),
      field("readings", &View::readings), field("per_minute", &View::per_minute, "Readings of the last minute"),
      field("duplicates", &View::duplicates), field("quarantined", &View::quarantined), field("late", &View::late),
      field("clock_skew_ms", &View::clock_skew_ms, "By which its clock is ahead; behind is negative"),
      field("streams", &View::streams), field("faulty_streams", &View::faulty_streams));
}

}  // namespace jidoka::port
