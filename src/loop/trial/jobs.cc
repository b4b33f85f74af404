#include "trial/jobs.h"

#include <sys/resource.h>

#include <algorithm>
#include <exception>
#include <thread>
#include <utility>

#include "log/log.h"

namespace jidoka::trial {
namespace {

constexpr int behind_everything = 10;

// On Linux this is of the calling thread alone: readings and answers come before back-tests.
void step_back() { ::setpriority(PRIO_PROCESS, 0, behind_everything); }

std::size_t helper_count() { return std::max(2u, std::min(4u, std::thread::hardware_concurrency())) - 1; }

Failure unknown(std::string_view id) {
  const std::string name(id);
  return fail(Code::not_found, "backtest-not-found",
              {"You have no back-test " + name + ". It may have been forgotten: results are kept for an hour.",
               "您没有编号为 " + name + " 的回测。结果仅保留一小时，可能已清除。"});
}

}  // namespace

Jobs::Jobs(History& history, port::Clock& clock, JobLimits limits)
    : history_(history),
      clock_(clock),
      limits_(limits),
      helpers_("backtest-help", {.threads = helper_count(), .waiting = helper_count()}),
      pool_("backtest", {.threads = 1, .waiting = limits.waiting}) {
  for (std::size_t i = 0; i < helper_count(); ++i) (void)helpers_.try_submit(step_back);
}

Jobs::~Jobs() {
  const std::scoped_lock lock(mutex_);
  for (const JobPtr& job : jobs_) job->progress.is_cancelled = true;
}

JobView Jobs::view_of(const Job& job, bool with_result) {
  JobView view;
  view.id = job.view.id;
  view.state = job.view.state;
  view.plans = job.view.plans;
  view.asked_at = job.view.asked_at;
  view.finished_at = job.view.finished_at;
  view.error = job.view.error;
  if (with_result) view.result = job.view.result;
  view.progress = static_cast<double>(std::min<std::uint64_t>(job.progress.done, 1'000'000)) / 1e6;
  view.readings = job.progress.readings;
  return view;
}

void Jobs::forget_old() {
  const Instant oldest = clock_.now() - limits_.kept_for;
  std::size_t over =
      static_cast<std::size_t>(std::ranges::count_if(jobs_, [](const JobPtr& job) { return is_over(*job); }));
  std::erase_if(jobs_, [&](const JobPtr& job) {
    if (!is_over(*job)) return false;
    const bool goes = over > limits_.kept || *job->view.finished_at < oldest;
    if (goes) --over;
    return goes;
  });
}

Result<JobView> Jobs::begin(const std::string& owner, Trial trial) {
  const auto job = std::make_shared<Job>();
  job->owner = owner;
  job->view.plans.assign(trial.draft.plans.begin(), trial.draft.plans.end());
  job->view.asked_at = clock_.now();
  job->trial = std::move(trial);
  const std::scoped_lock lock(mutex_);
  forget_old();
  const auto own =
      std::ranges::count_if(jobs_, [&](const JobPtr& other) { return other->owner == owner && !is_over(*other); });
  job->view.id = "B-" + std::to_string(number_ + 1);
  if (static_cast<std::size_t>(own) >= limits_.waiting_of_one || !pool_.try_submit([this, job] { run(job); }))
    return fail(Code::busy, "backtests-busy",
                {"Several back-tests are waiting already. Cancel one, or wait until one is done.",
                 "已有多个回测在排队。请取消其中一个，或等待其完成。"});
  ++number_;
  jobs_.push_back(job);
  return view_of(*job, false);
}

Result<Jobs::JobPtr> Jobs::owned(std::string_view owner, std::string_view id) {
  const auto found =
      std::ranges::find_if(jobs_, [&](const JobPtr& job) { return job->view.id == id && job->owner == owner; });
  if (found == jobs_.end()) return unknown(id);
  return *found;
}

Result<JobView> Jobs::find(std::string_view owner, std::string_view id) {
  const std::scoped_lock lock(mutex_);
  forget_old();
  TRY(const JobPtr job, owned(owner, id));
  return view_of(*job, true);
}

std::vector<JobView> Jobs::list(std::string_view owner) {
  const std::scoped_lock lock(mutex_);
  forget_old();
  std::vector<JobView> out;
  for (auto job = jobs_.rbegin(); job != jobs_.rend(); ++job)
    if ((*job)->owner == owner) out.push_back(view_of(**job, false));
  return out;
}

Result<JobView> Jobs::cancel(std::string_view owner, std::string_view id) {
  const std::scoped_lock lock(mutex_);
  TRY(const JobPtr job, owned(owner, id));
  if (is_over(*job)) {
    std::erase(jobs_, job);
    return view_of(*job, false);
  }
  job->progress.is_cancelled = true;
  job->view.state = JobState::cancelled;
  job->view.finished_at = clock_.now();
  return view_of(*job, false);
}

void Jobs::run(const JobPtr& job) {
  step_back();
  {
    const std::scoped_lock lock(mutex_);
    if (job->progress.is_cancelled) return job->trial.reset();
    job->view.state = JobState::running;
  }
  Result<backtest::Report> report =
      fail(Code::internal, "backtest-failed",
           {"The back-test failed; the server's log says why.", "回测失败，原因见服务器日志。"});
  try {
    report = trial::run(*job->trial, history_, job->progress, {&helpers_, helper_count()});
  } catch (const std::exception& error) {  // memory that runs out must not end the server
    log::error("backtest", "a back-test threw", {{"id", job->view.id}, {"what", error.what()}});
  }
  const std::scoped_lock lock(mutex_);
  job->trial.reset();
  if (job->view.state == JobState::cancelled) return;
  job->view.finished_at = clock_.now();
  job->view.state = report ? JobState::done : JobState::failed;
  if (report)
    job->view.result = std::move(*report);
  else
    job->view.error = report.error().text;
}

}  // namespace jidoka::trial
