// Monitor: judges one stream by one control plan line, a sample at a time, in constant time and without allocation.
//
//   Monitor monitor(watch);
//   if (const Finding finding = monitor.take(sample)) { … monitor.verdict(finding, sample) … }
//
// Samples that are fine find nothing. A run of bad samples is one excursion: its first sample `begins` it, later ones
// `repeat` it, the first good one `ends` it; a sample of another unit or lot begins anew, because it is another part
// that is bad. On a control chart a point begins a signal when it sets off a rule that the point before did not,
// or when the signal goes on into another unit or lot. With a deadband an excursion ends that far inside the limits;
// between there and the limit a sample is good and neither ends nor repeats it.
// A late sample is judged against the specification alone and leaves the chart and the excursion as they are; what a
// chart would have said of it is for judge/again.h.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/instant.h"
#include "core/result.h"
#include "judge/verdict.h"
#include "judge/watch.h"
#include "sense/sample.h"
#include "spc/chart.h"

namespace jidoka::judge {

enum class Stage : std::uint8_t { none, begins, repeats, ends };

struct Finding {
  Stage specification = Stage::none;
  Stage signal = Stage::none;
  bool learnt = false;
  bool unplotted = false;  // it came late, and there is a chart

  explicit operator bool() const {
    return specification != Stage::none || signal != Stage::none || learnt || unplotted;
  }
};

struct TakenSample {
  Instant time;
  double value = 0;
  std::uint32_t context_mark = 0;  // of the unit and lot it names; 0: none
  bool late = false;
};

class Monitor {
 public:
  explicit Monitor(WatchPtr watch);

  Finding take(const TakenSample& sample);

  // What is to be said of the sample just taken. Valid until the next take().
  Verdict specification_verdict(const TakenSample& sample, const sense::Context& context) const;
  // Which line, equipment and kind a signal is about, without its points.
  Verdict signal_condition() const;
  Verdict signal_verdict(const TakenSample& sample, const sense::Context& context) const;

  // A new revision of the plan judges from here: what is bad now begins a new excursion under it.
  void begin_anew() { state_.out = false, state_.firing = 0; }
  // The same line with another chart: what was known to be good before still is.
  void begin_after(const Monitor& before) { state_.last_good = before.state_.last_good; }
  // The newest sample inside the specification.
  std::optional<Instant> last_good() const {
    return state_.last_good == distant_past.ns ? std::nullopt : std::optional(Instant{state_.last_good});
  }
  bool is_signalling() const { return state_.firing != 0; }

  const Watch& watch() const { return *watch_; }
  const WatchPtr& watch_ptr() const { return watch_; }
  bool is_out_of_specification() const { return state_.out; }
  const spc::Chart* chart() const { return chart_ ? &*chart_ : nullptr; }
  Instant learning_began() const { return Instant{state_.first_time}; }

  // Everything that the next sample depends on. restore() refuses (corrupt) bytes of another kind of line.
  std::string serialise() const;
  Result<void> restore(std::string_view bytes);

 private:
  struct PlottedPoint {
    std::int64_t time;
    double location;
    double spread;
  };
  static constexpr std::uint32_t kept_points = 16;  // no run rule looks back further
  struct State {
    std::int64_t last_good = distant_past.ns;     // newest sample inside the specification
    std::int64_t good_before = distant_past.ns;   // the newest of an earlier instant than that
    std::int64_t first_time = distant_past.ns;    // first sample of the chart
    std::int64_t firing_since = distant_past.ns;  // first of the points that have signalled without a break
    std::uint32_t bad_context = 0;
    std::uint32_t firing_context = 0;
    std::uint32_t points = 0;        // plotted so far, at most 2^32
    std::uint16_t first_firing = 0;  // as version 0 kept it: 15 rules, and spread in bit 15
    bool out = false;
    std::uint8_t version = 1;  // 0: without what stands behind `recent`
    std::array<PlottedPoint, kept_points> recent{};
    std::uint64_t firing = 0;  // rules set off by the last point: location in the low bits, spread in bit 63
  };
  static constexpr std::size_t size_of_version_0 = offsetof(State, firing);

  Stage judge_specification(const TakenSample& sample);
  Stage judge_chart(const TakenSample& sample, bool& learnt);
  std::optional<Instant> last_good_before(Instant time) const;
  const PlottedPoint& point_back(std::uint32_t back) const {
    return state_.recent[(state_.points - 1 - back) % kept_points];
  }
  std::uint32_t points_back() const { return std::min(state_.points, kept_points); }

  WatchPtr watch_;
  double lower_;  // -inf when there is none
  double upper_;
  State state_;
  std::optional<spc::Chart> chart_;
  std::optional<spc::Point> last_point_;
};

}  // namespace jidoka::judge
