// Loop: the one writer of a site, with its threads. Requests wait in two bounded lanes: readings in bulk, and
// everything else, which never waits behind bulk. One thread decides, one commits and then releases the answers.
//
//   auto loop = Loop::start({.store = store, .clock = clock, …});   // recovers from the store
//   loop->submit(request, [](Result<Reply> reply) { … });         // false: full; say 429 and try again later
// A callback runs once, on one of the loop's threads: it must only hand the reply over.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "loop/request.h"
#include "plant/model.h"
#include "port/clock.h"
#include "port/store.h"
#include "sense/catalogue.h"

namespace jidoka::loop {

// What one request or message brought; its accepted readings are those from begin to end of the commit's.
struct Arrived {
  std::string source;
  Instant at;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t quarantined = 0;
};

// What was committed, for those who follow live. Called on the committing thread, in order, before the answers are
// given: whoever was told that a token is revoked must find it revoked.
struct Committed {
  std::uint64_t ledger_size = 0;  // after it
  std::uint64_t first_leaf = 0;   // index of facts[0]
  std::shared_ptr<const std::vector<port::Fact>> facts;
  std::shared_ptr<const sense::Columns> readings;             // accepted ones
  std::shared_ptr<const std::vector<Arrived>> arrivals = {};  // also those that brought nothing new
};
using Follower = std::function<void(const Committed&)>;

struct Options {
  port::Store* store = nullptr;
  port::Clock* clock = nullptr;
  std::size_t bulk_capacity = 2'000'000;        // readings waiting
  std::size_t urgent_capacity = 20'000;         // requests waiting
  Duration recovery_pause = milliseconds(500);  // between attempts to read a store that cannot be read
  std::vector<Follower> followers = {};
};

struct Figures {  // for /metrics
  std::uint64_t readings_accepted = 0;
  std::uint64_t readings_duplicate = 0;
  std::uint64_t readings_quarantined = 0;
  std::uint64_t requests = 0;
  std::uint64_t refused_busy = 0;
  std::uint64_t commits = 0;
  std::uint64_t commit_ns_total = 0;
  std::uint64_t verdicts = 0;
  std::uint64_t store_failures = 0;
  std::uint64_t queued_readings = 0;
  std::uint64_t queued_requests = 0;
  std::uint64_t items_in_memory = 0;
  std::uint64_t ledger_size = 0;
};

using Answer = std::move_only_function<void(Result<Reply>)>;

class Loop {
 public:
  static Result<std::unique_ptr<Loop>> start(Options options);
  ~Loop();  // answers what is queued, then stops

  // False when its lane is full: nothing was taken. Any thread.
  bool submit(Request request, Answer answer);

  // Snapshots for decoders and pages; any thread, never null.
  std::shared_ptr<const sense::Catalogue> catalogue() const;
  plant::ModelPtr model() const;
  Figures figures() const;

 private:
  class Threads;
  explicit Loop(std::unique_ptr<Threads> threads);
  std::unique_ptr<Threads> threads_;
};

}  // namespace jidoka::loop
