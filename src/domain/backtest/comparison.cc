#include "backtest/comparison.h"

#include <algorithm>
#include <utility>

#include "act/condition.h"
#include "core/assert.h"
#include "sense/context_mark.h"

namespace jidoka::backtest {
namespace {

using judge::Stage;
using judge::VerdictKind;

judge::Verdict verdict_of(const judge::Monitor& monitor, VerdictKind kind, const judge::TakenSample& sample,
                          const sense::Context& context) {
  return kind == VerdictKind::signal ? monitor.signal_verdict(sample, context)
                                     : monitor.specification_verdict(sample, context);
}

std::string condition_of(const judge::Watch& watch, VerdictKind kind) {
  judge::Verdict verdict;
  verdict.plan = watch.plan;
  verdict.line = watch.line;
  verdict.equipment = watch.equipment;
  verdict.kind = kind;
  return act::condition_of(verdict);
}

Seen seen_of(const judge::Verdict& verdict) {
  return {.time = verdict.time,
          .ended = std::nullopt,
          .rules = verdict.rules,
          .side = verdict.side,
          .value = verdict.points.empty() ? 0 : verdict.points.back().value,
          .text = verdict.text};
}

const sense::Context no_context;

const plant::ControlPlanLine& line_of(const Revision& revision) {
  ASSERT(revision.watch && revision.model && revision.plan && revision.line);
  return *revision.line;
}

}  // namespace

bool judge_alike(const judge::Watch& a, const judge::Watch& b) {
  return a.uom == b.uom && a.lower == b.lower && a.upper == b.upper && a.deadband == b.deadband && a.chart == b.chart;
}

Comparison::Side::Side(const Revision& revision, const Runs* runs)
    : watch(revision.watch), consequences(*revision.model, *revision.plan, line_of(revision), runs) {
  result.plan = watch->plan;
  result.mode = watch->mode;
  result.specification = {watch->target, watch->lower, watch->upper, std::nullopt};
  result.timeline.assign(timeline_spans, 0);
}

Comparison::Comparison(const LineSetup& setup) : over_(setup.over), most_events_(setup.most_events) {
  ASSERT(setup.draft || setup.active);
  const Revision& named = setup.draft ? *setup.draft : *setup.active;
  result_.stream = named.watch->stream_name();
  result_.plan = named.watch->plan_id;
  result_.line = named.watch->line;
  result_.characteristic = named.watch->characteristic_name;
  result_.uom = named.watch->uom;
  if (setup.draft) draft_.emplace(*setup.draft, setup.runs), draft_monitor_.emplace(setup.draft->watch);
  if (!setup.active) return;
  active_.emplace(*setup.active, setup.runs);
  result_.judges_alike = draft_ && judge_alike(*draft_->watch, *active_->watch);
  if (!result_.judges_alike) active_monitor_.emplace(setup.active->watch);
}

void Comparison::note_range(const sense::SampleBlock& block) {
  if (!result_.from) result_.from = Instant{block.times.front()};
  result_.to = Instant{block.times.back()};
  result_.readings += block.size();
}

void Comparison::take(const sense::SampleBlock& block) {
  if (block.size() == 0) return;
  note_range(block);
  marks_.clear();
  for (const sense::Context& context : block.dictionary) marks_.push_back(sense::context_mark(context));
  const bool has_contexts = !block.contexts.empty();
  judge::Monitor* const draft = draft_monitor_ ? &*draft_monitor_ : nullptr;
  judge::Monitor* const active = active_monitor_ ? &*active_monitor_ : nullptr;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const judge::TakenSample sample{Instant{block.times[i]}, block.values[i],
                                    has_contexts ? marks_[block.contexts[i]] : 0, false};
    const judge::Finding by_draft = draft != nullptr ? draft->take(sample) : judge::Finding{};
    const judge::Finding by_active = active != nullptr ? active->take(sample) : judge::Finding{};
    if (!by_draft && !by_active) [[likely]]
      continue;
    const Moment moment{sample, has_contexts ? block.dictionary[block.contexts[i]] : no_context};
    if (draft_) found(*draft_, *draft, by_draft, moment);
    if (active_)
      found(*active_, active != nullptr ? *active : *draft, active != nullptr ? by_active : by_draft, moment);
  }
}

void Comparison::found(Side& side, const judge::Monitor& monitor, judge::Finding finding, const Moment& moment) {
  if (finding.learnt) side.result.learnt_at = moment.sample.time;
  if (finding.specification != Stage::none)
    go(side, monitor, VerdictKind::out_of_specification, finding.specification, moment);
  if (finding.signal != Stage::none) go(side, monitor, VerdictKind::signal, finding.signal, moment);
}

void Comparison::go(Side& side, const judge::Monitor& monitor, VerdictKind kind, Stage stage, const Moment& moment) {
  if (stage == Stage::ends) return end(side, kind, moment.sample.time);
  ++side.counted(kind).points;
  if (stage == Stage::begins) return begin(side, monitor, kind, moment);
  if (!side.consequences.may_owe_alarm()) return;
  judge::Verdict verdict = verdict_of(monitor, kind, moment.sample, moment.context);
  verdict.plan = side.watch->plan;
  verdict.line = side.watch->line;
  if (side.consequences.owes_alarm(verdict)) side.consequences.follow(std::move(verdict));
}

void Comparison::begin(Side& side, const judge::Monitor& monitor, VerdictKind kind, const Moment& moment) {
  judge::Verdict verdict = verdict_of(monitor, kind, moment.sample, moment.context);
  verdict.plan = side.watch->plan;  // where one monitor speaks for both
  verdict.line = side.watch->line;
  ++side.counted(kind).verdicts;
  for (const std::string& rule : verdict.rules) ++side.result.rules[rule];
  Excursion& excursion = side.excursion(kind);
  if (!excursion.is_open) {
    excursion = {.is_open = true, .is_matched = false, .seen = seen_of(verdict), .other = {}, .told = {}};
    ++side.counted(kind).excursions;
    ++side.result.timeline[span_of(verdict.time)];
    if (Side* other = other_than(side); other != nullptr && other->excursion(kind).is_open) {
      Excursion& theirs = other->excursion(kind);
      if (!theirs.is_matched) theirs.other = excursion.seen;
      theirs.is_matched = excursion.is_matched = true;
      excursion.other = theirs.seen;
    }
  }
  side.consequences.follow(std::move(verdict));
}

void Comparison::end(Side& side, VerdictKind kind, std::optional<Instant> time) {
  Excursion& excursion = side.excursion(kind);
  if (!excursion.is_open) return;
  excursion.is_open = false;
  excursion.seen.ended = time;
  if (time) side.consequences.normal_again(condition_of(*side.watch, kind), *time);
  for (const std::size_t event : excursion.told) result_.events[event].active->ended = time;
  Side* const other = other_than(side);
  Excursion* const theirs = other != nullptr && other->excursion(kind).is_open ? &other->excursion(kind) : nullptr;
  if (theirs != nullptr && theirs->other && theirs->other->time == excursion.seen.time) theirs->other->ended = time;
  const bool is_draft = draft_ && &side == &*draft_;
  Difference& difference = kind == VerdictKind::signal ? result_.signals : result_.out_of_specification;
  if (excursion.is_matched && !is_draft) return;  // told with the draft's
  Event event;
  event.kind = kind;
  event.time = excursion.seen.time;
  if (excursion.is_matched) {
    ++difference.both;
    event.found_by = FoundBy::both;
    event.time = std::min(event.time, excursion.other->time);
    event.draft = std::move(excursion.seen);
    event.active = std::move(excursion.other);
  } else if (is_draft) {
    ++difference.only_draft;
    event.found_by = FoundBy::only_draft;
    event.draft = std::move(excursion.seen);
  } else {
    ++difference.only_active;
    event.found_by = FoundBy::only_active;
    event.active = std::move(excursion.seen);
  }
  const bool goes_on = excursion.is_matched && theirs != nullptr && event.active->time == theirs->seen.time;
  const auto kept = keep(std::move(event));
  if (kept && goes_on) theirs->told.push_back(*kept);
}

std::optional<std::size_t> Comparison::keep(Event event) {
  std::size_t& kept = kept_[static_cast<std::size_t>(event.found_by)];
  if (kept == most_events_) {
    ++result_.events_left_out;
    return std::nullopt;
  }
  ++kept;
  result_.events.push_back(std::move(event));
  return result_.events.size() - 1;
}

Comparison::Side* Comparison::other_than(const Side& side) {
  std::optional<Side>& other = draft_ && &side == &*draft_ ? active_ : draft_;
  return other ? &*other : nullptr;
}

std::size_t Comparison::span_of(Instant time) const {
  if (time <= over_.from) return 0;
  const auto whole = static_cast<long double>(over_.to.ns) - static_cast<long double>(over_.from.ns);
  const auto part = static_cast<long double>(time.ns) - static_cast<long double>(over_.from.ns);
  if (!(part < whole)) return timeline_spans - 1;
  return std::min(timeline_spans - 1, static_cast<std::size_t>(part / whole * timeline_spans));
}

void Comparison::note_limits(Side& side, const judge::Monitor& monitor) {
  const spc::Chart* chart = monitor.chart();
  if (chart == nullptr || chart->limits() == nullptr) return;
  const spc::Limits& location = chart->limits()->location;
  side.result.chart = judge::VerdictLimits{location.center, location.lower, location.upper, location.sigma_of_point};
}

Compared Comparison::finish() && {
  for (const VerdictKind kind : {VerdictKind::out_of_specification, VerdictKind::signal})
    for (std::optional<Side>* side : {&draft_, &active_})
      if (*side) end(**side, kind, std::nullopt);
  std::ranges::stable_sort(result_.events, {}, &Event::time);
  Compared out;
  const auto take_side = [&](std::optional<Side>& side, const judge::Monitor& monitor,
                             std::optional<RevisionResult>& into, HeldItems& held) {
    note_limits(*side, monitor);
    side->result.reactions = side->consequences.reactions();
    held = side->consequences.held();
    if (side->consequences.is_known_what_ran()) {
      side->result.reactions.units_held = held.units.size();
      side->result.reactions.lots_held = held.lots.size();
    }
    into = std::move(side->result);
  };
  if (draft_) take_side(draft_, *draft_monitor_, result_.draft, out.held_by_draft);
  if (active_)
    take_side(active_, active_monitor_ ? *active_monitor_ : *draft_monitor_, result_.active, out.held_by_active);
  out.result = std::move(result_);
  return out;
}

}  // namespace jidoka::backtest
