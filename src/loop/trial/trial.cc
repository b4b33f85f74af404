#include "trial/trial.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <utility>

#include "act/exposed.h"

namespace jidoka::trial {
namespace {

constexpr std::uint64_t whole = 1'000'000;
constexpr std::size_t most_events_of_all = 6'000;  // about 4 MB of answer

std::string id_of(const json::Value& document) {
  const auto* id = document.is_object() ? document.get_object().if_contains("id") : nullptr;
  return id != nullptr && id->is_string() ? std::string(id->get_string()) : std::string();
}

bool is_plan(const json::Value& document) {
  const auto* kind = document.is_object() ? document.get_object().if_contains("kind") : nullptr;
  return kind != nullptr && kind->is_string() && kind->get_string() == "control_plan";
}

// Whoever tries a draft need not count for it: it is the revision after the one in force.
void count_on(const plant::Model& active, json::Value& document) {
  const plant::ControlPlan* known = plant::find_in(active.control_plans, id_of(document));
  if (known == nullptr) return;
  auto& object = document.get_object();
  const auto* revision = object.if_contains("revision");
  const bool is_missing = revision == nullptr;
  if (is_missing || (revision->is_int64() && revision->get_int64() >= 1 && revision->get_int64() <= known->revision))
    object["revision"] = known->revision + 1;
}

Failure unknown_stream(const std::string& id) {
  return fail(
      Code::not_found, "stream-not-found",
      {"There is no stream " + id + ". Write it as EQUIPMENT/TAG.", "没有数据流 " + id + "。写法为 设备/变量。"},
      "streams");
}

Result<std::vector<port::StreamView>> chosen(std::vector<port::StreamView> all, const std::vector<std::string>& ids) {
  if (ids.empty()) return all;
  std::vector<port::StreamView> out;
  for (const std::string& id : std::set<std::string>(ids.begin(), ids.end())) {
    const auto found = std::ranges::find(all, id, &port::StreamView::id);
    if (found == all.end()) return unknown_stream(id);
    out.push_back(*found);
  }
  return out;
}

backtest::FindLearnt learnt_in(History& history, const std::vector<port::StreamView>& streams) {
  return [&history, &streams](const std::string& stream, const std::string& plan,
                              const std::string& line) -> std::optional<backtest::Learnt> {
    const auto view = std::ranges::find(streams, stream, &port::StreamView::id);
    if (view == streams.end()) return std::nullopt;
    const auto known = history.learnt_limits(*view);
    if (!known) return std::nullopt;  // it is learnt again
    for (const port::LearntLimits& limits : *known)
      if (limits.plan == plan && limits.line == line) return backtest::Learnt{limits.mean, limits.sigma};
    return std::nullopt;
  };
}

Failure cancelled() {
  return fail(Code::conflict, "backtest-cancelled", {"The back-test was cancelled.", "回测已取消。"});
}

bool holds_anything(const std::optional<backtest::Revision>& revision) {
  if (!revision || revision->plan->mode != plant::Mode::enforce) return false;
  return std::ranges::any_of(revision->line->reactions, [](const plant::Reaction& reaction) {
    return std::ranges::any_of(reaction.actions, [](const plant::Action& action) { return action.hold.has_value(); });
  });
}

// What ran where a hold of one of the lines may reach.
Result<std::optional<backtest::Runs>> runs_of(const Trial& trial, History& history) {
  std::set<std::string> equipment;
  for (const backtest::LinePair& pair : trial.lines)
    for (const auto* revision : {&pair.draft, &pair.active})
      if (holds_anything(*revision)) {
        equipment.insert(pair.stream.equipment);
        equipment.merge([&] {
          const auto exposed = act::exposed_equipment(*(*revision)->model, *(*revision)->line, pair.stream.equipment);
          return std::set<std::string>(exposed.begin(), exposed.end());
        }());
      }
  backtest::Runs runs;
  for (const std::string& id : equipment) {
    TRY(const auto found, history.runs(id, trial.to));
    if (!found) return std::optional<backtest::Runs>();
    for (const port::EquipmentRun& run : *found)
      runs.add(id, {run.item.id, run.item.kind == produce::ItemKind::lot, {run.started_at, run.ended_at}});
  }
  runs.sort();
  return std::optional(std::move(runs));
}

// One stream with the lines that judge it.
struct Task {
  const port::StreamView* stream = nullptr;
  std::vector<std::size_t> lines;  // of Trial::lines
};

class Running {
 public:
  Running(const Trial& trial, History& history, Progress& progress, const backtest::Runs* runs)
      : trial_(trial), history_(history), progress_(progress), runs_(runs), compared_(trial.lines.size()) {
    std::map<sense::StreamNumber, std::size_t> task_of;
    for (std::size_t i = 0; i < trial.lines.size(); ++i) {
      const sense::StreamNumber number = trial.lines[i].stream.number;
      const auto [found, is_new] = task_of.try_emplace(number, tasks_.size());
      if (is_new) tasks_.push_back({&trial.streams[number - 1], {}});
      tasks_[found->second].lines.push_back(i);
    }
    std::ranges::stable_sort(tasks_, std::greater(), [](const Task& task) { return task.stream->count; });
    over_ = span_of_all();
    most_events_ = std::clamp<std::size_t>(most_events_of_all / (3 * trial.lines.size()), 3, 200);
  }

  std::size_t count() const { return tasks_.size(); }

  // Takes one stream after another until none is left; on any number of threads.
  void work() {
    for (std::size_t i = next_++; i < tasks_.size() && !is_over(); i = next_++)
      if (auto judged = judge(tasks_[i]); !judged) fail_with(std::move(judged).error());
  }

  void fail_with(Error error) {
    const std::scoped_lock lock(mutex_);
    if (!failure_) failure_ = std::move(error);
  }

  Result<backtest::Report> take() {
    if (failure_) return fail(std::move(*failure_));
    if (progress_.is_cancelled) return cancelled();
    std::vector<backtest::Compared> compared;
    for (std::optional<backtest::Compared>& line : compared_)
      if (line) compared.push_back(std::move(*line));
    progress_.done = whole;
    return backtest::report_of(trial_.draft.plans, std::move(compared), readings_);
  }

 private:
  bool is_over() {
    if (progress_.is_cancelled) return true;
    const std::scoped_lock lock(mutex_);
    return failure_.has_value();
  }

  backtest::Span span_of(const port::StreamView& stream) const {
    return {std::max(trial_.from, stream.first_time.value_or(trial_.from)),
            std::min(trial_.to, stream.last_time.value_or(trial_.to))};
  }

  Result<void> judge(const Task& task) {
    std::vector<backtest::Comparison> lines;
    lines.reserve(task.lines.size());
    for (const std::size_t i : task.lines)
      lines.emplace_back(
          backtest::LineSetup{trial_.lines[i].draft, trial_.lines[i].active, over_, runs_, most_events_});
    const backtest::Span span = span_of(*task.stream);
    const auto share = trial_.samples == 0
                           ? 0.0L
                           : static_cast<long double>(task.stream->count) / static_cast<long double>(trial_.samples);
    std::uint64_t told = 0;
    TRY_VOID(
        history_.each_block(*task.stream, trial_.from, trial_.to, [&](const sense::SampleBlock& block) -> Result<void> {
          if (progress_.is_cancelled) return cancelled();
          for (backtest::Comparison& line : lines) line.take(block);
          readings_ += block.size();
          progress_.readings += block.size();
          const auto part = static_cast<std::uint64_t>(share * part_of(span, block.times.back()) * whole);
          if (part > told) progress_.done += part - told, told = part;
          return {};
        }));
    for (std::size_t i = 0; i < lines.size(); ++i) compared_[task.lines[i]] = std::move(lines[i]).finish();
    return {};
  }

  static long double part_of(const backtest::Span& span, std::int64_t time) {
    const auto length = static_cast<long double>(span.to.ns) - static_cast<long double>(span.from.ns);
    if (!(length > 0)) return 1;
    return std::clamp((static_cast<long double>(time) - static_cast<long double>(span.from.ns)) / length, 0.0L, 1.0L);
  }

  // Where the timelines of all lines reach.
  backtest::Span span_of_all() const {
    backtest::Span all{distant_future, distant_past};
    for (const Task& task : tasks_) {
      const backtest::Span span = span_of(*task.stream);
      all = {std::min(all.from, span.from), std::max(all.to, span.to)};
    }
    return all;
  }

  const Trial& trial_;
  History& history_;
  Progress& progress_;
  const backtest::Runs* runs_;
  backtest::Span over_;
  std::size_t most_events_ = 0;
  std::vector<Task> tasks_;
  std::vector<std::optional<backtest::Compared>> compared_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<std::uint64_t> readings_ = 0;
  std::mutex mutex_;
  std::optional<Error> failure_;
};

// Those that help, until all of them are back.
class Helpers {
 public:
  void begin(async::ThreadPool& pool, Running& running) {
    {
      const std::scoped_lock lock(mutex_);
      ++away_;
    }
    const bool is_taken = pool.try_submit([this, &running] {
      // Memory that runs out must not end the server.
      try {
        running.work();
      } catch (const std::exception& thrown) {
        running.fail_with(make_error(Code::internal, "backtest-failed", {thrown.what(), thrown.what()}));
      }
      come_back();
    });
    if (!is_taken) come_back();
  }
  ~Helpers() {
    std::unique_lock lock(mutex_);
    back_.wait(lock, [this] { return away_ == 0; });
  }

 private:
  void come_back() {
    const std::scoped_lock lock(mutex_);
    --away_;
    back_.notify_all();
  }
  std::mutex mutex_;
  std::condition_variable back_;
  std::size_t away_ = 0;
};

}  // namespace

std::expected<Draft, plant::Faults> check_draft(const plant::Model& active, std::vector<json::Document> documents,
                                                const plant::OpenedStreams& opened) {
  for (json::Document& document : documents)
    if (is_plan(document.value)) count_on(active, document.value);
  auto checked = plant::check_documents(active, documents, {}, opened);
  if (!checked) return std::unexpected(std::move(checked).error());
  Draft draft;
  for (const plant::PlantDocument& document : checked->documents)
    if (document.kind == "control_plan") draft.plans.insert(document.id);
  draft.model = std::make_shared<plant::Model>(std::move(checked->model));
  if (draft.plans.empty())
    for (const auto& [id, plan] : draft.model->control_plans) draft.plans.insert(id);
  return draft;
}

Result<Trial> prepare(Draft draft, plant::ModelPtr active, History& history, const Range& range) {
  Trial trial;
  trial.from = range.from.value_or(distant_past);
  trial.to = range.to.value_or(distant_future);
  if (trial.from > trial.to)
    return fail(Code::invalid, "range",
                {"The range ends before it begins. Swap from and to.", "结束时间早于开始时间。请对调 from 和 to。"},
                "to");
  TRY(auto all, history.streams());
  TRY(trial.streams, chosen(std::move(all), range.streams));
  backtest::ToCompare wanted{draft.model.get(), active.get(), draft.plans, {}, learnt_in(history, trial.streams)};
  for (std::size_t i = 0; i < trial.streams.size(); ++i) {
    const port::StreamView& stream = trial.streams[i];
    wanted.streams.push_back({static_cast<sense::StreamNumber>(i + 1), stream.equipment, stream.tag, stream.uom});
  }
  TRY(trial.lines, backtest::lines_to_compare(wanted));
  std::set<sense::StreamNumber> judged;
  for (const backtest::LinePair& pair : trial.lines)
    if (judged.insert(pair.stream.number).second) trial.samples += trial.streams[pair.stream.number - 1].count;
  trial.draft = std::move(draft);
  trial.active = std::move(active);
  return trial;
}

Result<backtest::Report> run(const Trial& trial, History& history, Progress& progress, Hands hands) {
  TRY(const auto runs, runs_of(trial, history));
  Running running(trial, history, progress, runs ? &*runs : nullptr);
  {
    Helpers helpers;
    for (std::size_t i = 0; i < hands.helpers && i + 1 < running.count() && hands.pool != nullptr; ++i)
      helpers.begin(*hands.pool, running);
    running.work();
  }
  return running.take();
}

}  // namespace jidoka::trial
