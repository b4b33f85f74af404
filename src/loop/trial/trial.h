// A trial: a draft of plant documents, judged over recorded history beside what is in force. Nothing is changed.
//
//   TRY… auto draft = check_draft(*site.model(), documents, opened);          // faults with file, line and column
//   TRY(Trial trial, prepare(*draft, model, history, {.streams = {"IM-01/melt_temp"}}));
//   TRY(backtest::Report report, run(trial, history, progress, {.pool = &pool, .helpers = 1}));
// Streams are spread over the caller's thread and its helpers; each is read once, whatever judges it. `progress` may be
// read, and the run ended, from any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <expected>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "async/thread_pool.h"
#include "backtest/lines.h"
#include "backtest/result.h"
#include "json/yaml.h"
#include "plant/documents.h"
#include "trial/history.h"

namespace jidoka::trial {

struct Draft {
  plant::ModelPtr model;
  std::set<std::string> plans;  // that it changes; all, when it has no control plan among its documents
};

// A changed plan that still bears the revision in force is taken for the next one.
std::expected<Draft, plant::Faults> check_draft(const plant::Model& active, std::vector<json::Document> documents,
                                                const plant::OpenedStreams& opened);

struct Range {
  std::vector<std::string> streams;  // "IM-01/melt_temp"; none: all that the plans' lines judge
  std::optional<Instant> from;
  std::optional<Instant> to;
};

struct Trial {
  Draft draft;
  plant::ModelPtr active;
  Instant from = distant_past;
  Instant to = distant_future;
  std::vector<port::StreamView> streams;  // by their number in the pairs, from 1
  std::vector<backtest::LinePair> lines;
  std::uint64_t samples = 0;  // of all streams, in and out of the range
};

// Refused: streams that do not exist or that no line judges, a range that ends before it begins.
Result<Trial> prepare(Draft draft, plant::ModelPtr active, History& history, const Range& range);

struct Progress {
  std::atomic<std::uint64_t> done = 0;  // of a million
  std::atomic<std::uint64_t> readings = 0;
  std::atomic<bool> is_cancelled = false;
};

struct Hands {
  async::ThreadPool* pool = nullptr;
  std::size_t helpers = 0;
};

// Refused (conflict, backtest-cancelled) when it was cancelled.
Result<backtest::Report> run(const Trial& trial, History& history, Progress& progress, Hands hands);

}  // namespace jidoka::trial
