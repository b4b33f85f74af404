// Jobs: back-tests that a server runs for those who ask, one at a time and behind everything else that it does. They
// live in memory: a restart forgets them, and so do time and number. Each is its owner's alone; for everybody else it
// does not exist.
//
//   Jobs jobs(history, clock);
//   TRY(JobView job, jobs.begin("admin", std::move(trial)));
//   TRY(JobView now, jobs.find("admin", job.id));      // state, progress, and in the end the result
// Any thread.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "async/thread_pool.h"
#include "port/clock.h"
#include "trial/trial.h"

namespace jidoka::trial {

struct AskBacktest {
  std::vector<json::Raw> documents;
  std::vector<std::string> streams;
  std::optional<Instant> from;
  std::optional<Instant> to;
};
constexpr auto describe(const AskBacktest*) {
  using json::defaulted, json::field;
  return json::type<AskBacktest>(
      "AskBacktest", "A draft of plant documents and the history to try it on",
      field("documents", &AskBacktest::documents, "Each with its kind and id, as they would be applied"),
      defaulted("streams", &AskBacktest::streams, "IM-01/melt_temp; none: all that the plans' lines judge"),
      field("from", &AskBacktest::from), field("to", &AskBacktest::to));
}

enum class JobState : std::uint8_t { waiting, running, done, failed, cancelled };
constexpr auto describe_enum(const JobState*) {
  return json::names<JobState>({{JobState::waiting, "waiting"},
                                {JobState::running, "running"},
                                {JobState::done, "done"},
                                {JobState::failed, "failed"},
                                {JobState::cancelled, "cancelled"}});
}

struct JobView {
  std::string id;  // "B-7"
  JobState state = JobState::waiting;
  double progress = 0;
  std::uint64_t readings = 0;  // judged so far
  std::vector<std::string> plans;
  Instant asked_at;
  std::optional<Instant> finished_at;
  std::optional<Text> error;
  std::optional<backtest::Report> result;
};
constexpr auto describe(const JobView*) {
  using json::field;
  return json::type<JobView>("Backtest", "A draft that is, or was, tried on recorded history",
                             field("id", &JobView::id), field("state", &JobView::state),
                             field("progress", &JobView::progress, "From 0 to 1"),
                             field("readings", &JobView::readings, "Judged so far"), field("plans", &JobView::plans),
                             field("asked_at", &JobView::asked_at), field("finished_at", &JobView::finished_at),
                             field("error", &JobView::error, "Why it failed"),
                             field("result", &JobView::result, "Once it is done; not in a list"));
}

struct JobLimits {
  std::size_t waiting_of_one = 4;  // of one owner, with the one that runs
  std::size_t waiting = 16;        // of all
  std::size_t kept = 50;           // that are over, of all
  Duration kept_for = hours(1);
};

class Jobs {
 public:
  Jobs(History& history, port::Clock& clock, JobLimits limits = {});
  ~Jobs();  // cancels what is under way

  // Refused (busy) when too many wait.
  Result<JobView> begin(const std::string& owner, Trial trial);
  Result<JobView> find(std::string_view owner, std::string_view id);
  std::vector<JobView> list(std::string_view owner);  // newest first, without results
  // What is waiting or running ends; what is over is forgotten.
  Result<JobView> cancel(std::string_view owner, std::string_view id);

 private:
  struct Job {
    std::string owner;
    JobView view;
    Progress progress;
    std::optional<Trial> trial;
  };
  using JobPtr = std::shared_ptr<Job>;

  static bool is_over(const Job& job) { return job.view.finished_at.has_value(); }
  static JobView view_of(const Job& job, bool with_result);
  Result<JobPtr> owned(std::string_view owner, std::string_view id);  // with mutex_ held, as the next
  void forget_old();
  void run(const JobPtr& job);

  History& history_;
  port::Clock& clock_;
  JobLimits limits_;
  std::mutex mutex_;
  std::deque<JobPtr> jobs_;  // oldest first
  std::uint64_t number_ = 0;
  async::ThreadPool helpers_;
  async::ThreadPool pool_;  // last: its destructor waits for the job that runs
};

}  // namespace jidoka::trial
