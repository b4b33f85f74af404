// Comparison: one control plan line over one stream, the draft beside what is in force, in one pass over the samples.
//
//   Comparison line({.draft = revision, .active = other, .over = span, .runs = &runs});
//   line.take(block); …                      // in order of time
//   Compared compared = std::move(line).finish();
// It costs what the two monitors cost as long as nothing is found: no text and no allocation for a good sample. When
// both revisions judge alike, samples are judged once. Samples are taken in order of their own time, so a reading that
// was late when it arrived is on its chart here. The learning of a chart begins with the first sample, unless the
// watch was given the limits that the live site had learnt.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "backtest/consequences.h"
#include "backtest/result.h"
#include "backtest/runs.h"
#include "judge/monitor.h"
#include "sense/sample_block.h"

namespace jidoka::backtest {

// A line as one revision has it. The model and what it holds are kept by reference.
struct Revision {
  judge::WatchPtr watch;
  const plant::Model* model = nullptr;
  const plant::ControlPlan* plan = nullptr;
  const plant::ControlPlanLine* line = nullptr;
};

struct LineSetup {
  std::optional<Revision> draft;  // one of the two at least
  std::optional<Revision> active;
  Span over;                      // of the timeline
  const Runs* runs = nullptr;     // null: it is not known what ran where
  std::size_t most_events = 200;  // that are listed, of each kind of difference
};

constexpr std::size_t timeline_spans = 120;

struct Compared {
  LineResult result;
  HeldItems held_by_draft;
  HeldItems held_by_active;
};

class Comparison {
 public:
  explicit Comparison(const LineSetup& setup);

  void take(const sense::SampleBlock& block);
  Compared finish() &&;

 private:
  struct Excursion {
    bool is_open = false;
    bool is_matched = false;
    Seen seen;
    std::optional<Seen> other;      // of the other revision, the first that it shares an instant with
    std::vector<std::size_t> told;  // events that wait to hear when it ended
  };
  // One revision on its way through the samples.
  struct Side {
    Side(const Revision& revision, const Runs* runs);
    Excursion& excursion(judge::VerdictKind kind) { return excursions[kind == judge::VerdictKind::signal ? 1 : 0]; }
    Counted& counted(judge::VerdictKind kind) {
      return kind == judge::VerdictKind::signal ? result.signals : result.out_of_specification;
    }

    judge::WatchPtr watch;
    Consequences consequences;
    std::array<Excursion, 2> excursions;  // out of specification, signal
    RevisionResult result;
  };
  struct Moment {
    judge::TakenSample sample;
    const sense::Context& context;
  };

  void found(Side& side, const judge::Monitor& monitor, judge::Finding finding, const Moment& moment);
  void go(Side& side, const judge::Monitor& monitor, judge::VerdictKind kind, judge::Stage stage, const Moment& moment);
  void begin(Side& side, const judge::Monitor& monitor, judge::VerdictKind kind, const Moment& moment);
  void end(Side& side, judge::VerdictKind kind, std::optional<Instant> time);
  std::optional<std::size_t> keep(Event event);  // where, unless there are enough of them
  Side* other_than(const Side& side);
  std::size_t span_of(Instant time) const;
  void note_range(const sense::SampleBlock& block);
  static void note_limits(Side& side, const judge::Monitor& monitor);

  Span over_;
  std::size_t most_events_;
  std::optional<Side> draft_;
  std::optional<Side> active_;
  std::optional<judge::Monitor> draft_monitor_;
  std::optional<judge::Monitor> active_monitor_;  // none when the draft's speaks for both
  LineResult result_;
  std::array<std::size_t, 3> kept_{};  // events by FoundBy
  std::vector<std::uint32_t> marks_;   // of the block's dictionary
};

// Everything on which findings rest: then both find the same.
bool judge_alike(const judge::Watch& a, const judge::Watch& b);

}  // namespace jidoka::backtest
