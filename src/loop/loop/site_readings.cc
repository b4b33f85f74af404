// How a Site takes readings: into the group, to quarantine, and into reactions when judgement finds something.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "act/alarms.h"
#include "act/checks.h"
#include "act/condition.h"
#include "act/react.h"
#include "json/encode.h"
#include "judge/again.h"
#include "loop/site.h"
#include "sense/intake.h"

namespace jidoka::loop {
namespace {

constexpr std::size_t told_refusals = 100;

void append(sense::Columns& into, sense::Columns more) {
  if (into.dictionary.empty() && !more.dictionary.empty()) {
    into.dictionary.emplace_back();
    into.contexts.assign(into.size(), 0);
  }
  const auto shift =
      static_cast<std::uint32_t>(into.dictionary.size()) - 1;  // their first context, after the empty one
  for (std::size_t i = 0; i < more.size(); ++i) {
    into.streams.push_back(more.streams[i]);
    into.times.push_back(more.times[i]);
    into.values.push_back(more.values[i]);
    const std::uint32_t context = more.contexts.empty() ? 0 : more.contexts[i];
    if (!into.dictionary.empty()) into.contexts.push_back(context == 0 ? 0 : context + shift);
  }
  for (std::size_t i = 1; i < more.dictionary.size(); ++i) into.dictionary.push_back(std::move(more.dictionary[i]));
}

}  // namespace

Result<Site::Decided> Site::decide(const Actor& actor, Ingest& request) {
  TRY(IngestReply reply, ingest(actor.name, request.batch, request.is_repeated));
  return Decided{[reply = std::move(reply)](std::uint64_t) { return json::encode(reply); }, false};
}

// What is in quarantine and waits there; how many that were. No more than so many messages can be unacknowledged
// (MQTT 5, 3.1.2.11.3), so no more can come again.
Result<std::uint64_t> Site::leave_out_known(sense::Batch& batch) {
  constexpr std::size_t most_repeated = 65'535;
  if (batch.refusals.empty()) return 0;
  TRY(const auto open, store_->load_open_quarantine(batch.source, most_repeated));
  std::set<std::string> known;
  for (const sense::Refusal& refusal : open) known.insert(refusal.code + json::encode(refusal.reading));
  return std::erase_if(batch.refusals, [&](const sense::Refusal& refusal) {
    return known.contains(refusal.code + json::encode(refusal.reading));
  });
}

Result<IngestReply> Site::ingest(const std::string& by, sense::Batch& batch, bool is_repeated) {
  std::uint64_t known = 0;
  if (is_repeated) {
    TRY(known, leave_out_known(batch));
  }
  catalogue_unknown(by, batch);
  const OnFinding on_finding = [this](judge::Monitor& monitor, judge::Finding finding, const judge::TakenSample& sample,
                                      const sense::Context& context) { react(monitor, finding, sample, context); };
  Arrived arrived{batch.source, batch.received_at, group_.commit.readings.size(), 0, 0, 0};
  auto taken = telemetry_.take(batch.columns, group_.commit.readings, in_flight_.get(), on_finding,
                               batch.is_kept ? Telemetry::Kept::yes : Telemetry::Kept::no);
  if (!taken) {
    broken_ = true;  // some readings are in memory already: only the store knows the truth now
    return fail(std::move(taken).error());
  }
  if (auto judged = judge_late_again(); !judged) {
    broken_ = true;
    return fail(std::move(judged).error());
  }
  IngestReply reply;
  reply.accepted = taken->accepted;
  reply.duplicates = taken->duplicates + known;
  reply.quarantined = taken->conflicts.size() + batch.refusals.size();
  for (auto* refusals : {&taken->conflicts, &batch.refusals})
    for (sense::Refusal& refusal : *refusals) {
      if (reply.refused.size() < told_refusals) reply.refused.push_back(refusal);
      quarantine(by, batch.source, std::move(refusal));
    }
  std::ranges::stable_sort(reply.refused, {}, &sense::Refusal::index);
  arrived.end = group_.commit.readings.size();
  arrived.duplicates = reply.duplicates;
  arrived.quarantined = reply.quarantined;
  group_.arrivals.push_back(std::move(arrived));
  counts_.accepted += reply.accepted;
  counts_.duplicates += reply.duplicates;
  counts_.quarantined += reply.quarantined;
  return reply;
}

// Streams that nobody has seen yet are opened; by then their readings are like any other and pass the same checks. Some
// may have been opened since the request was decoded, with another unit of measure.
void Site::catalogue_unknown(const std::string& by, sense::Batch& batch) {
  if (batch.unknown.empty()) return;
  std::vector<port::StreamOpened> opened;
  for (const sense::NewStreamReading& reading : batch.unknown)
    telemetry_.open(reading.equipment, reading.tag, reading.uom.empty() ? "1" : reading.uom, opened);
  for (port::StreamOpened& stream : opened) emit(by, std::move(stream));
  if (!opened.empty()) catalogue_ = telemetry_.catalogue(*model_);
  sense::Intake intake(catalogue_, batch.source, batch.received_at);
  for (const sense::NewStreamReading& reading : batch.unknown)
    intake.add({reading.equipment, reading.tag, Instant{reading.time}, reading.value, reading.uom, reading.context.unit,
                reading.context.lot});
  sense::Batch checked = std::move(intake).take();
  for (sense::Refusal& refusal : checked.refusals) {
    refusal.index = batch.unknown[refusal.index].index;
    batch.refusals.push_back(std::move(refusal));
  }
  batch.unknown.clear();
  append(batch.columns, std::move(checked.columns));
}

std::string Site::quarantine(const std::string& by, const std::string& source, sense::Refusal refusal) {
  std::string id = next_id("Q");
  emit(by, port::ReadingQuarantined{id, source, std::move(refusal)});
  return id;
}

void Site::react(judge::Monitor& monitor, judge::Finding finding, const judge::TakenSample& sample,
                 const sense::Context& context) {
  using judge::Stage;
  const judge::Watch& watch = monitor.watch();
  if (finding.unplotted && judge::can_judge_again(monitor, sample.time)) {
    Late& late = late_[{watch.stream, watch.plan, watch.line}];
    late.monitor = &monitor;
    late.identities.emplace(sample.time.ns, sample.context_mark);
  }
  if (finding.learnt) {
    const spc::Chart& chart = *monitor.chart();
    const spc::Process process = *chart.process();
    emit("jidoka",
         port::LimitsLearnt{watch.stream_name(), watch.plan, watch.line, static_cast<std::int64_t>(chart.points()),
                            monitor.learning_began(), sample.time, process.mean, process.sigma});
  }
  if (finding.specification == Stage::ends)
    emit("jidoka",
         act::return_to_normal(act_, act::condition_of(monitor.specification_verdict(sample, context)), sample.time));
  else if (finding.specification != Stage::none && sample.late)
    judge_late(monitor, monitor.specification_verdict(sample, context));
  else if (finding.specification != Stage::none)
    go_on(monitor.specification_verdict(sample, context), watch, finding.specification == Stage::begins);
  if (finding.signal == Stage::ends)
    emit("jidoka", act::return_to_normal(act_, act::condition_of(monitor.signal_condition()), sample.time));
  else if (finding.signal != Stage::none)
    go_on(monitor.signal_verdict(sample, context), watch, finding.signal == Stage::begins);
}

// An excursion begins, or goes on. While it goes on it only counts, unless a hold of it was released or its equipment
// was restarted meanwhile: then one more verdict holds what came after, and stops it again. The same when it has lasted
// as long as an alarm with an on-delay waits.
void Site::go_on(judge::Verdict verdict, const judge::Watch& watch, bool begins) {
  const std::string condition = act::condition_of(verdict);
  act::note_repeat(act_, condition, verdict.time);
  const Instant last_good = verdict.last_good.value_or(distant_past);
  const Lifted lifted = lifted_of(condition, verdict.equipment);
  Lifted& answered = answered_[condition];
  const bool released = lifted.release > last_good && answered.release != lifted.release;
  const bool restarted = lifted.restart > last_good && answered.restart != lifted.restart;
  const bool may_call = watch.mode == plant::Mode::advise || watch.mode == plant::Mode::enforce;
  const bool owes_alarm = may_call && act::owes_alarm(act_, watch.reactions, verdict);
  if (!begins && !released && !restarted && !owes_alarm) return;
  answered = lifted;
  reach_verdict(watch, std::move(verdict));
}

Site::Lifted Site::lifted_of(const std::string& condition, const std::string& equipment) const {
  Lifted lifted;
  if (const auto found = act_.last_release.find(condition); found != act_.last_release.end())
    lifted.release = found->second.at;
  if (const auto found = act_.last_restart.find(equipment); found != act_.last_restart.end())
    lifted.restart = found->second;
  return lifted;
}

void Site::reach_verdict(const judge::Watch& watch, judge::Verdict verdict) {
  ++counts_.verdicts;
  verdict.id = act::take_verdict_id(act_);
  emit("jidoka", port::VerdictReached{verdict});
  const plant::ControlPlan* plan = plant::find_in(model_->control_plans, watch.plan_id);
  if (plan == nullptr) return;
  const auto line = std::ranges::find(plan->lines, watch.line, &plant::ControlPlanLine::id);
  if (line == plan->lines.end()) return;
  emit("jidoka", act::react(act_, *model_, *plan, *line, verdict, running_at(*line, verdict)));
}

// What ran at the equipment when the verdict's sample was taken, where a reaction asks for it. Of a time before all
// that memory knows it says nothing: then the exposure is held.
act::RunningItems Site::running_at(const plant::ControlPlanLine& line, const judge::Verdict& verdict) const {
  const auto asks = [&](const plant::Reaction& reaction) {
    return std::ranges::any_of(reaction.actions, [](const plant::Action& action) {
      return action.hold && action.hold->scope != plant::HoldScope::exposure;
    });
  };
  if (verdict.time < runs_known_since_ || std::ranges::none_of(line.reactions, asks)) return {};
  const auto only = [&](produce::ItemKind kind) {
    return produce::only_running(production_, verdict.equipment, kind, verdict.time);
  };
  return {only(produce::ItemKind::unit), only(produce::ItemKind::lot)};
}

Result<Site::Decided> Site::decide(const Actor& actor, SettleQuarantine& request) {
  TRY_VOID(act::check_reason(request.reason));
  TRY(const auto found, store_->load_quarantined(request.id));
  if (!found)
    return fail(Code::not_found, "quarantine-unknown",
                {"There is no quarantined reading " + request.id + ".", "没有隔离读数 " + request.id + "。"}, "id");
  if (!found->open || settling_.contains(request.id))
    return fail(Code::conflict, "quarantine-settled",
                {request.id + " has been replayed or discarded already.", request.id + " 已经重放或丢弃。"}, "id");
  if (request.discard) {
    settling_.insert(request.id);
    emit(actor.name, port::QuarantineSettled{request.id, "discarded", request.reason, std::nullopt});
    return done(request.id);
  }
  if (!request.corrected)
    return fail(Code::invalid, "reading-missing", {"Give the corrected reading.", "请填写更正后的读数。"}, "reading");
  const sense::RawReading& raw = *request.corrected;
  sense::Batch batch;
  TRY(batch, read_again(raw, found->source));
  TRY_VOID(check_news(batch));
  TRY_VOID(ingest(actor.name, batch, false));
  settling_.insert(request.id);
  emit(actor.name, port::QuarantineSettled{request.id, "replayed", request.reason, raw});
  return done(request.id);
}

// That it is neither recorded already nor contradicts what is. The first reading of a stream does neither.
Result<void> Site::check_news(const sense::Batch& batch) {
  if (batch.columns.size() == 0) return {};
  TRY(const sense::Arrival arrival, telemetry_.classify_first(batch.columns, group_.commit.readings, in_flight_.get()));
  if (arrival == sense::Arrival::duplicate)
    return fail(Code::conflict, "reading-known", {"This reading is recorded already.", "该读数已有记录。"}, "reading");
  if (arrival == sense::Arrival::conflict) return fail(Code::conflict, "reading-conflict", conflict_text(), "reading");
  return {};
}

// A corrected reading goes through the same checks as one that arrives; what is still wrong is said, and nothing
// changes.
Result<sense::Batch> Site::read_again(const sense::RawReading& raw, const std::string& source) {
  TRY(const Instant time, parse_instant(raw.time));
  double value = 0;
  const char* end = raw.value.data() + raw.value.size();
  if (const auto read = std::from_chars(raw.value.data(), end, value); read.ec != std::errc{} || read.ptr != end)
    return fail(Code::invalid, "not-a-number",
                {"Write the value as a number such as 231.2.", "数值应写成数字，例如 231.2。"}, "reading.value");
  sense::Intake intake(catalogue_, source, now_);
  intake.add({raw.equipment, raw.tag, time, value, raw.uom, raw.unit, raw.lot});
  sense::Batch batch = std::move(intake).take();
  if (!batch.refusals.empty())
    return fail(Code::invalid, "reading-refused", batch.refusals.front().text,
                "reading." + batch.refusals.front().field);
  return batch;
}

}  // namespace jidoka::loop
