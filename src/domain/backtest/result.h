// What a back-test answers, as the command line prints it and the API gives it: line by line over each stream, what the
// draft would have found and done on recorded samples, the same for the revision in force, and where they differ.
//
// Verdicts are counted as the live site would have reached them; an excursion goes from its first bad point to the
// first good one. Reactions are counted as if people had answered when an excursion was over: its alarm acknowledged,
// its equipment restarted. Each line stands for itself: two lines that stop one press count one stop each.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/instant.h"
#include "core/text.h"
#include "json/describe.h"
#include "judge/verdict.h"
#include "plant/control_plan.h"

namespace jidoka::backtest {

struct Counted {
  std::uint64_t points = 0;      // samples, or points of the chart, that were bad
  std::uint64_t verdicts = 0;    // begun by another unit or lot, or by another rule
  std::uint64_t excursions = 0;  // from good to good
  friend bool operator==(const Counted&, const Counted&) = default;
};
constexpr auto describe(const Counted*) {
  using json::field;
  return json::type<Counted>("BacktestCounted", "How often judgement found something",
                             field("points", &Counted::points, "Bad samples, or points of the chart"),
                             field("verdicts", &Counted::verdicts, "As the live site would have reached them"),
                             field("excursions", &Counted::excursions, "From the first bad point to the first good"));
}

struct Reactions {
  std::uint64_t alarms = 0;
  std::uint64_t messages = 0;
  std::uint64_t holds = 0;
  std::uint64_t stops = 0;
  std::uint64_t commands = 0;
  // Units and lots that the holds match themselves; what these went into would be held too and is not counted. Absent
  // when it is not known what ran where.
  std::optional<std::uint64_t> units_held;
  std::optional<std::uint64_t> lots_held;
  friend bool operator==(const Reactions&, const Reactions&) = default;
};
constexpr auto describe(const Reactions*) {
  using json::field;
  return json::type<Reactions>(
      "BacktestReactions", "What would have been done", field("alarms", &Reactions::alarms),
      field("messages", &Reactions::messages), field("holds", &Reactions::holds), field("stops", &Reactions::stops),
      field("commands", &Reactions::commands),
      field("units_held", &Reactions::units_held, "Absent when it is not known what ran where"),
      field("lots_held", &Reactions::lots_held));
}

struct RevisionResult {
  std::string plan;  // "CP-HOUSING-A@3"
  plant::Mode mode = plant::Mode::enforce;
  judge::VerdictLimits specification;
  std::optional<judge::VerdictLimits> chart;  // of the location panel, as they stood at the end
  std::optional<Instant> learnt_at;           // the limits were learnt from the samples, up to here
  Counted signals;
  Counted out_of_specification;
  std::map<std::string, std::uint64_t> rules;  // verdicts by the rule that they name
  Reactions reactions;
  std::vector<std::uint64_t> timeline;  // excursions by where they began, in spans of equal length
};
constexpr auto describe(const RevisionResult*) {
  using json::field;
  using R = RevisionResult;
  return json::type<R>("BacktestRevision", "One revision of a line over recorded samples", field("plan", &R::plan),
                       field("mode", &R::mode), field("specification", &R::specification),
                       field("chart", &R::chart, "Limits of the location panel, as they stood at the end"),
                       field("learnt_at", &R::learnt_at, "When the limits were learnt from these samples"),
                       field("signals", &R::signals), field("out_of_specification", &R::out_of_specification),
                       field("rules", &R::rules, "Verdicts by rule"), field("reactions", &R::reactions),
                       field("timeline", &R::timeline, "Excursions by where they began, in spans of equal length"));
}

enum class FoundBy : std::uint8_t { only_draft, only_active, both };
constexpr auto describe_enum(const FoundBy*) {
  return json::names<FoundBy>(
      {{FoundBy::only_draft, "only_draft"}, {FoundBy::only_active, "only_active"}, {FoundBy::both, "both"}});
}

struct Seen {  // an excursion, by the verdict that began it
  Instant time;
  std::optional<Instant> ended;  // absent: it still went on at the end
  std::vector<std::string> rules;
  judge::Side side = judge::Side::high;
  double value = 0;
  Text text;
};
constexpr auto describe(const Seen*) {
  using json::field;
  return json::type<Seen>("BacktestSeen", "An excursion, by the verdict that began it", field("time", &Seen::time),
                          field("ended", &Seen::ended, "Absent: it still went on at the end"),
                          field("rules", &Seen::rules), field("side", &Seen::side), field("value", &Seen::value),
                          field("text", &Seen::text));
}

// Found by both when the two excursions share an instant; they may begin at different times.
struct Event {
  FoundBy found_by = FoundBy::both;
  judge::VerdictKind kind = judge::VerdictKind::signal;
  Instant time;
  std::optional<Seen> draft;
  std::optional<Seen> active;
};
constexpr auto describe(const Event*) {
  using json::field;
  return json::type<Event>("BacktestEvent", "An excursion and which of the two revisions found it",
                           field("found_by", &Event::found_by), field("kind", &Event::kind),
                           field("time", &Event::time), field("draft", &Event::draft), field("active", &Event::active));
}

struct Difference {
  std::uint64_t only_draft = 0;
  std::uint64_t only_active = 0;
  std::uint64_t both = 0;
  friend bool operator==(const Difference&, const Difference&) = default;
};
constexpr auto describe(const Difference*) {
  using json::field;
  return json::type<Difference>("BacktestDifference", "Excursions by which of the two revisions found them",
                                field("only_draft", &Difference::only_draft),
                                field("only_active", &Difference::only_active, "What the draft would miss"),
                                field("both", &Difference::both));
}

struct LineResult {
  std::string stream;  // "IM-01/melt_temp"
  std::string plan;    // without its revision
  std::string line;
  Text characteristic;
  std::string uom;
  std::uint64_t readings = 0;
  std::optional<Instant> from;
  std::optional<Instant> to;
  bool judges_alike = false;
  std::optional<RevisionResult> draft;   // absent: the draft no longer has this line
  std::optional<RevisionResult> active;  // absent: the revision in force does not have it
  Difference signals;
  Difference out_of_specification;
  std::vector<Event> events;  // in order of time, of each kind of difference the first ones
  std::uint64_t events_left_out = 0;
};
constexpr auto describe(const LineResult*) {
  using json::field;
  using L = LineResult;
  return json::type<L>("BacktestLine", "A control plan line over one stream: the draft beside what is in force",
                       field("stream", &L::stream), field("plan", &L::plan), field("line", &L::line),
                       field("characteristic", &L::characteristic), field("uom", &L::uom),
                       field("readings", &L::readings), field("from", &L::from), field("to", &L::to),
                       field("judges_alike", &L::judges_alike, "Specification, chart and rules are the same in both"),
                       field("draft", &L::draft, "Absent: the draft no longer has this line"),
                       field("active", &L::active, "Absent: the revision in force does not have it"),
                       field("signals", &L::signals), field("out_of_specification", &L::out_of_specification),
                       field("events", &L::events, "In order of time; of each kind of difference the first ones"),
                       field("events_left_out", &L::events_left_out));
}

struct Totals {                            // of all lines
  std::uint64_t signals = 0;               // excursions
  std::uint64_t out_of_specification = 0;  // excursions
  Reactions reactions;                     // a unit that several lines hold counts once
};
constexpr auto describe(const Totals*) {
  using json::field;
  return json::type<Totals>("BacktestTotals", "Of all lines", field("signals", &Totals::signals, "Excursions"),
                            field("out_of_specification", &Totals::out_of_specification, "Excursions"),
                            field("reactions", &Totals::reactions, "A unit that several lines hold counts once"));
}

struct Report {
  std::vector<std::string> plans;  // that the draft changes
  std::optional<Instant> from;
  std::optional<Instant> to;
  std::uint64_t readings = 0;  // each sample once, however many lines judge it
  std::optional<Totals> draft;
  std::optional<Totals> active;
  Difference signals;
  Difference out_of_specification;
  std::vector<LineResult> lines;
};
constexpr auto describe(const Report*) {
  using json::field;
  return json::type<Report>(
      "BacktestReport", "What a draft would have done on recorded samples",
      field("plans", &Report::plans, "That the draft changes"), field("from", &Report::from), field("to", &Report::to),
      field("readings", &Report::readings), field("draft", &Report::draft),
      field("active", &Report::active, "Absent: nothing in force judges these streams"),
      field("signals", &Report::signals), field("out_of_specification", &Report::out_of_specification),
      field("lines", &Report::lines));
}

}  // namespace jidoka::backtest
