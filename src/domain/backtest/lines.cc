#include "backtest/lines.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace jidoka::backtest {
namespace {

const plant::ControlPlanLine* find_line(const plant::ControlPlan& plan, const std::string& id) {
  const auto found = std::ranges::find(plan.lines, id, &plant::ControlPlanLine::id);
  return found == plan.lines.end() ? nullptr : &*found;
}

// The lines of these plans, or of those that judge what these plans' lines judge.
Result<std::vector<Revision>> revisions(const plant::Model& model, const std::vector<judge::OpenStream>& streams) {
  TRY(auto watches, judge::watches(model, streams));
  std::vector<Revision> out;
  for (judge::WatchPtr& watch : watches) {
    const plant::ControlPlan* plan = plant::find_in(model.control_plans, watch->plan_id);
    const plant::ControlPlanLine* line = plan == nullptr ? nullptr : find_line(*plan, watch->line);
    if (line != nullptr) out.push_back({std::move(watch), &model, plan, line});
  }
  return out;
}

bool is_same_line(const Revision& a, const Revision& b) {
  return a.watch->stream == b.watch->stream && a.watch->plan_id == b.watch->plan_id && a.watch->line == b.watch->line;
}

bool is_same_characteristic(const Revision& a, const Revision& b) {
  return a.watch->stream == b.watch->stream && a.line->characteristic.id == b.line->characteristic.id;
}

template <class Same>
void pair_up(std::vector<LinePair>& pairs, std::vector<Revision>& active, Same same) {
  for (LinePair& pair : pairs) {
    if (!pair.draft || pair.active) continue;
    const auto found = std::ranges::find_if(active, [&](const Revision& other) { return same(*pair.draft, other); });
    if (found == active.end()) continue;
    pair.active = std::move(*found);
    active.erase(found);
  }
}

void give_limits(Revision& revision, const Learnt& learnt) {
  auto watch = std::make_shared<judge::Watch>(*revision.watch);
  watch->chart->limits = {.mean = learnt.mean, .sigma = learnt.sigma, .learn = std::nullopt};
  if (spc::check(*watch->chart)) revision.watch = std::move(watch);
}

bool learns(const std::optional<Revision>& revision) {
  return revision && revision->watch->chart && revision->watch->chart->limits.learn;
}

// A new revision whose chart is the same goes on with the limits that the old one has learnt.
void give_learnt_limits(LinePair& pair, const FindLearnt& find) {
  const std::optional<Revision>& knows = pair.active ? pair.active : pair.draft;
  if (!find || !learns(knows)) return;
  const judge::Watch& watch = *knows->watch;
  const std::optional<Learnt> learnt = find(watch.stream_name(), watch.plan, watch.line);
  if (!learnt) return;
  const bool is_same_chart = pair.draft && pair.active && pair.draft->watch->chart == pair.active->watch->chart;
  if (pair.draft && (is_same_chart || !pair.active)) give_limits(*pair.draft, *learnt);
  if (pair.active) give_limits(*pair.active, *learnt);
}

Failure nothing_to_compare(const std::set<std::string>& plans) {
  std::string names;
  for (const std::string& plan : plans) names += (names.empty() ? "" : ", ") + plan;
  return fail(Code::invalid, "nothing-to-compare",
              {"None of the chosen streams is judged by a line of " + names +
                   ". Choose streams that it judges, or record readings of them first.",
               "所选数据流均不由 " + names + " 的任何一行判定。请选择它判定的数据流，或先采集读数。"});
}

void add(Difference& into, const Difference& more) {
  into.only_draft += more.only_draft;
  into.only_active += more.only_active;
  into.both += more.both;
}

// Sums of one side over all lines; what several lines hold counts once.
class Summing {
 public:
  void add(const RevisionResult& line, const HeldItems& held) {
    totals_.signals += line.signals.excursions;
    totals_.out_of_specification += line.out_of_specification.excursions;
    Reactions& all = totals_.reactions;
    all.alarms += line.reactions.alarms;
    all.messages += line.reactions.messages;
    all.holds += line.reactions.holds;
    all.stops += line.reactions.stops;
    all.commands += line.reactions.commands;
    is_known_ = is_known_ && line.reactions.units_held.has_value();
    held_.units.insert(held.units.begin(), held.units.end());
    held_.lots.insert(held.lots.begin(), held.lots.end());
    any_ = true;
  }
  std::optional<Totals> take() {
    if (!any_) return std::nullopt;
    if (is_known_) totals_.reactions.units_held = held_.units.size(), totals_.reactions.lots_held = held_.lots.size();
    return totals_;
  }

 private:
  Totals totals_;
  HeldItems held_;
  bool is_known_ = true;
  bool any_ = false;
};

}  // namespace

Result<std::vector<LinePair>> lines_to_compare(const ToCompare& wanted) {
  TRY(auto draft, revisions(*wanted.draft, wanted.streams));
  TRY(auto active, revisions(*wanted.active, wanted.streams));
  const auto is_wanted = [&](const Revision& revision) { return wanted.plans.contains(revision.watch->plan_id); };
  std::map<sense::StreamNumber, const judge::OpenStream*> stream_of;
  for (const judge::OpenStream& stream : wanted.streams) stream_of[stream.number] = &stream;
  std::vector<LinePair> pairs;
  for (Revision& revision : draft)
    if (is_wanted(revision)) {
      const judge::OpenStream& stream = *stream_of.at(revision.watch->stream);
      pairs.push_back({stream, std::move(revision), std::nullopt});
    }
  pair_up(pairs, active, is_same_line);
  pair_up(pairs, active, is_same_characteristic);
  for (Revision& revision : active)
    if (is_wanted(revision)) {
      const judge::OpenStream& stream = *stream_of.at(revision.watch->stream);
      pairs.push_back({stream, std::nullopt, std::move(revision)});
    }
  if (pairs.empty()) return nothing_to_compare(wanted.plans);
  for (LinePair& pair : pairs) give_learnt_limits(pair, wanted.learnt);
  std::ranges::stable_sort(pairs, {}, [](const LinePair& pair) {
    const judge::Watch& watch = pair.draft ? *pair.draft->watch : *pair.active->watch;
    return std::tuple(pair.stream.equipment, pair.stream.tag, watch.plan_id, watch.line);
  });
  return pairs;
}

Report report_of(std::set<std::string> plans, std::vector<Compared> lines, std::uint64_t readings) {
  Report report;
  report.plans.assign(plans.begin(), plans.end());
  report.readings = readings;
  Summing draft;
  Summing active;
  for (Compared& line : lines) {
    if (line.result.draft) draft.add(*line.result.draft, line.held_by_draft);
    if (line.result.active) active.add(*line.result.active, line.held_by_active);
    add(report.signals, line.result.signals);
    add(report.out_of_specification, line.result.out_of_specification);
    if (line.result.from) report.from = std::min(report.from.value_or(*line.result.from), *line.result.from);
    if (line.result.to) report.to = std::max(report.to.value_or(*line.result.to), *line.result.to);
    report.lines.push_back(std::move(line.result));
  }
  report.draft = draft.take();
  report.active = active.take();
  return report;
}

}  // namespace jidoka::backtest
