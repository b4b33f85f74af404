// What a piece of equipment did, second by second: from its runs, its stops and restarts in the ledger, the exposures
// held at it, and where its readings were missing.
#include "produce/timeline.h"

#include <algorithm>

#include "resource/equipment.h"
#include "resource/handlers.h"

namespace jidoka::resource {

struct TimelineView {
  Instant from;
  Instant to;
  std::vector<produce::TimelineSpan> spans;
};
constexpr auto describe(const TimelineView*) {
  using json::field;
  return json::type<TimelineView>("Timeline", "What equipment did over a span", field("from", &TimelineView::from),
                                  field("to", &TimelineView::to), field("spans", &TimelineView::spans));
}

namespace {

using produce::TimelineSpan;

constexpr std::size_t most_runs = 20'000;
constexpr std::size_t most_stops = 2'000;
constexpr std::size_t most_buckets = 1'000;
constexpr std::size_t most_streams = 16;
constexpr Duration longest = days(31);

Result<std::vector<TimelineSpan>> runs_of(Site& site, const std::string& equipment, Instant from, Instant to) {
  TRY(const auto runs, site.reads->runs_between(from, to, equipment, most_runs + 1));
  if (runs.size() > most_runs)
    return fail(Code::invalid, "bad-span",
                {"More than 20 000 runs are in this span. Ask for a shorter one.",
                 "该时间段内的作业超过 20000 次，请缩短时间段。"},
                "from");
  std::vector<TimelineSpan> spans;
  for (const port::EquipmentRun& run : runs) {
    TimelineSpan& span = spans.emplace_back();
    span.from = run.started_at;
    span.to = run.ended_at;
    span.item = run.item.id;
    span.operation = run.operation;
  }
  return spans;
}

// Back to the newest stop or restart before the span, which says how it began.
Result<std::vector<TimelineSpan>> stops_of(Site& site, const std::string& equipment, Instant from, Instant to) {
  struct Turn {
    Instant at;
    std::optional<TimelineSpan> stop;  // absent: a restart
  };
  std::vector<Turn> turns;
  for (const std::string_view what : {"equipment_stopped", "equipment_restarted"}) {
    port::LedgerQuery asked{std::nullopt, std::string(what), equipment, {}, to};
    port::Page page;
    bool goes_on = true;
    for (std::size_t count = 0; goes_on && count < most_stops; count += page.limit) {
      TRY(const auto found, site.reads->search_ledger(asked, page));
      for (const port::LedgerEntry& entry : found.items) {
        TRY(const port::Fact fact, port::parse_leaf(entry.leaf.text));
        Turn turn{fact.at, std::nullopt};
        if (const auto* stopped = std::get_if<act::EquipmentStopped>(&fact.body)) {
          turn.stop.emplace().from = fact.at;
          turn.stop->text = stopped->reason;
          turn.stop->stop = stopped->verdict ? *stopped->verdict : fact.by;
        }
        turns.push_back(std::move(turn));
        goes_on = fact.at >= from;
        if (!goes_on) break;
      }
      page.after = found.next;
      goes_on = goes_on && !found.next.empty();
    }
  }
  std::ranges::stable_sort(turns, {}, &Turn::at);
  std::vector<TimelineSpan> spans;
  for (Turn& turn : turns) {
    if (!spans.empty() && !spans.back().to) {
      if (turn.stop) continue;  // stopped already
      spans.back().to = turn.at;
    } else if (turn.stop) {
      spans.push_back(std::move(*turn.stop));
    }
  }
  return spans;
}

Result<std::vector<TimelineSpan>> holds_of(Site& site, const std::string& equipment, Instant from, Instant to) {
  TRY(const auto holds, site.reads->exposures(equipment, from, to));
  std::vector<TimelineSpan> spans;
  for (const port::HoldView& hold : holds) {
    TimelineSpan& span = spans.emplace_back();
    span.from = hold.scope.from.value_or(from);
    span.to = hold.scope.to;
    span.hold = hold.id;
  }
  return spans;
}

// Where none of its streams has a reading, in steps of what it may be silent. Without declared tags nothing is missing.
Result<std::vector<plant::Interval>> silences_of(Site& site, const plant::Equipment& equipment, Instant from,
                                                 Instant to) {
  if (equipment.tags.empty()) return std::vector<plant::Interval>();
  const Duration step = silence_allowed(equipment);
  const auto count = static_cast<std::size_t>(
      std::clamp<std::int64_t>((to - from).ns / step.ns, 1, static_cast<std::int64_t>(most_buckets)));
  std::vector<plant::Interval> heard;
  std::size_t streams = 0;
  for (const auto& [tag, declared] : equipment.tags) {
    if (++streams > most_streams) break;
    TRY(const auto buckets, site.reads->buckets(equipment.id, tag, from, to, count));
    for (const port::BucketView& bucket : buckets)
      if (bucket.count > 0) heard.push_back({bucket.from, bucket.to});
  }
  std::vector<plant::Interval> silent;
  Instant reached = from;
  for (const plant::Interval& each : plant::joined(std::move(heard))) {
    if (each.from > reached) silent.push_back({reached, each.from});
    reached = std::max(reached, each.to);
  }
  if (reached < to) silent.push_back({reached, to});
  return silent;
}

Result<Response> timeline(Site& site, Request& request) {
  const std::string& id = request.parameters[0];
  const plant::ModelPtr model = site.model();
  const auto* equipment = plant::find_in(model->equipment, id);
  if (equipment == nullptr) return fail(not_found("equipment", "设备", id));
  const Instant now = site.clock->now();
  TRY(const auto asked_to, instant_of(request, "to"));
  TRY(const auto asked_from, instant_of(request, "from"));
  TimelineView view{{}, std::min(asked_to.value_or(now), now), {}};
  view.from = asked_from.value_or(view.to - hours(8));
  if (view.from >= view.to)
    return fail(Code::invalid, "bad-span", {"from must be before to.", "from 须早于 to。"}, "from");
  if (view.to - view.from > longest)
    return fail(Code::invalid, "bad-span", {"A timeline covers at most 31 days.", "时间线最长 31 天。"}, "from");
  produce::TimelineLayers layers;
  TRY(layers.runs, runs_of(site, id, view.from, view.to));
  TRY(layers.stops, stops_of(site, id, view.from, view.to));
  TRY(layers.holds, holds_of(site, id, view.from, view.to));
  TRY(layers.no_data, silences_of(site, *equipment, view.from, view.to));
  view.spans = produce::timeline(layers, view.from, view.to, view.to == now);
  return ok(view);
}

}  // namespace

void add_timeline(http::Router& router, Site& site) {
  router.add(with(
      get("/api/v1/equipment/{id}/timeline", "read", "What a piece of equipment did", &json::schema_of<TimelineView>,
          reading(site, [&site](Request& request) { return timeline(site, request); })),
      {{"from", "8 hours before to by default", R"({"type":"string","format":"date-time"})"},
       {"to", "Now by default", R"({"type":"string","format":"date-time"})"}}));
}

}  // namespace jidoka::resource
