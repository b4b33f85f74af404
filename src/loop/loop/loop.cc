// The threads around a Site.
//
// The deciding thread pops requests and lets the Site decide them into the open group. Whenever the committing thread
// is free and the group is not empty it hands the group over; what arrives meanwhile shares the next commit. The
// committing thread writes, tells the followers and gives the answers. When a commit fails, both the group on its way
// and the one being decided are refused (they rest on memory that is no longer true) and the Site is recovered.
#include "loop/loop.h"

#include <pthread.h>

#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "async/bounded_queue.h"
#include "log/log.h"
#include "loop/site.h"

namespace jidoka::loop {
namespace {

constexpr Duration tick_period = milliseconds(100);
constexpr std::size_t urgent_readings = 64;  // a request with more readings or acts than this goes to the bulk lane
constexpr std::size_t readings_per_turn = 20'000;
constexpr std::size_t readings_per_group = 400'000;
constexpr std::size_t facts_per_group = 50'000;

struct Order {
  Request request;
  Answer answer;
};

std::size_t weight_of(const Request& request) {
  if (const auto* produce = std::get_if<Produce>(&request.body)) return std::max<std::size_t>(1, produce->acts.size());
  const auto* ingest = std::get_if<Ingest>(&request.body);
  if (ingest == nullptr) return 1;
  const sense::Batch& batch = ingest->batch;
  return std::max<std::size_t>(1, batch.columns.size() + batch.unknown.size() + batch.refusals.size());
}

Error no_store() {
  return make_error(Code::unavailable, "store-unavailable",
                    {"The store did not confirm this, so it may not be recorded. Send it again in a moment; an "
                     "Idempotency-Key makes that safe.",
                     "数据库未确认写入，内容可能没有保存。请稍后重发；带上 Idempotency-Key 可确保不会重复。"});
}

}  // namespace

class Loop::Threads {
 public:
  Threads(Options options, std::unique_ptr<Site> site)
      : options_(std::move(options)),
        queue_({.urgent = options_.urgent_capacity, .bulk = options_.bulk_capacity}),
        site_(std::move(site)) {
    publish_figures();
    publish(site_->catalogue(), site_->model());
    committing_ = std::thread([this] { commit_all(); });
    deciding_ = std::thread([this] { decide_all(); });
    pthread_setname_np(committing_.native_handle(), "commit");
    pthread_setname_np(deciding_.native_handle(), "decide");
  }
  ~Threads() {
    queue_.close();
    deciding_.join();
    {
      const std::scoped_lock lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    committing_.join();
  }

  bool submit(Request request, Answer answer) {
    const std::size_t weight = weight_of(request);
    const bool bulk = weight > urgent_readings;
    Order order{std::move(request), std::move(answer)};
    if (queue_.try_push(bulk ? async::Lane::bulk : async::Lane::urgent, std::move(order), bulk ? weight : 1))
      return true;
    refused_busy_.fetch_add(1, std::memory_order_relaxed);
    return false;
  }

  std::shared_ptr<const sense::Catalogue> catalogue() const {
    const std::scoped_lock lock(published_mutex_);
    return catalogue_;
  }
  plant::ModelPtr model() const {
    const std::scoped_lock lock(published_mutex_);
    return model_;
  }
  Figures figures() const;

 private:
  enum class Flight { none, writing, written, failed };

  // deciding thread
  void decide_all();
  void decide_some(std::vector<Order>& orders);
  void land();
  void hand_over();
  void recover();
  void refuse_open_group();
  void publish_figures();
  void publish(std::shared_ptr<const sense::Catalogue> catalogue, plant::ModelPtr model);
  bool is_writing() const {
    const std::scoped_lock lock(mutex_);
    return flight_ == Flight::writing;
  }
  bool group_is_full() const {
    const port::Commit& open = site_->open_group().commit;
    return open.readings.size() >= readings_per_group || open.facts.size() >= facts_per_group;
  }
  void wait_for_landing();
  void rest();

  // committing thread
  void commit_all();
  void answer(Group& group, const Result<port::Receipt>& receipt);
  void tell(Group& group, std::vector<port::Fact> facts, std::uint64_t size_before, std::uint64_t size_after);

  Options options_;
  async::BoundedQueue<Order> queue_;

  std::unique_ptr<Site> site_;  // the deciding thread's; none when the loop was stopped while the store was unreadable
  Site::Counts counted_;        // of Sites that were thrown away
  Instant next_tick_{0};

  mutable std::mutex mutex_;  // flight
  std::condition_variable changed_;
  Flight flight_ = Flight::none;
  Group group_;
  std::uint64_t size_before_ = 0;
  port::Receipt receipt_;
  bool stopping_ = false;

  mutable std::mutex published_mutex_;
  std::shared_ptr<const sense::Catalogue> catalogue_;
  plant::ModelPtr model_;
  Figures figures_;

  std::atomic<std::uint64_t> refused_busy_{0};
  std::atomic<std::uint64_t> commits_{0};
  std::atomic<std::uint64_t> commit_ns_{0};
  std::atomic<std::uint64_t> failures_{0};

  std::thread committing_;
  std::thread deciding_;
};

void Loop::Threads::decide_all() {
  std::vector<Order> orders;
  while (site_) {
    land();
    hand_over();
    if (!site_) return;
    if (group_is_full()) wait_for_landing();
    const async::Wait waited = queue_.wait(tick_period);
    if (waited == async::Wait::closed) break;
    if (waited == async::Wait::ready) queue_.pop_all(orders, readings_per_turn);
    land();  // who has been answered may ask again: that must meet what the answer said
    decide_some(orders);
    if (!site_) return;
    if (site_->wants_rest()) rest();
    if (!site_) return;
    if (const Instant now = options_.clock->now(); now >= next_tick_) {
      site_->tick();
      next_tick_ = now + tick_period;
    }
    publish_figures();
  }
  for (int turns = 0; turns < 2; ++turns) {  // what is on its way, then what was decided last
    wait_for_landing();
    land();
    hand_over();
  }
  wait_for_landing();
  land();
}

void Loop::Threads::decide_some(std::vector<Order>& orders) {
  for (Order& order : orders) {
    if (!site_) {
      order.answer(fail(no_store()));
      continue;
    }
    if (weight_of(order.request) > urgent_readings) hand_over();  // what is urgent need not wait for the bulk behind it
    if (!site_) {
      order.answer(fail(no_store()));
      continue;
    }
    site_->take(std::move(order.request), std::move(order.answer));
    if (!site_->is_broken()) continue;
    wait_for_landing();
    recover();
  }
  orders.clear();
}

void Loop::Threads::wait_for_landing() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return flight_ != Flight::writing; });
}

// Until everything decided so far is on disk.
void Loop::Threads::rest() {
  for (int groups = 0; groups < 2 && site_; ++groups) {  // the one on its way, and the one being decided
    wait_for_landing();
    land();
    if (site_ && groups == 0) hand_over();
  }
}

// Takes note of a commit that has come down.
void Loop::Threads::land() {
  Flight came = Flight::none;
  {
    const std::scoped_lock lock(mutex_);
    if (flight_ == Flight::written || flight_ == Flight::failed) came = std::exchange(flight_, Flight::none);
  }
  if (came == Flight::written && site_) site_->committed(receipt_);
  if (came == Flight::failed) recover();
}

void Loop::Threads::hand_over() {
  if (is_writing()) return;
  land();
  if (!site_ || site_->open_group().is_empty()) return;
  const std::uint64_t before = site_->ledger_size();
  Group group = site_->close();
  {
    const std::scoped_lock lock(mutex_);
    group_ = std::move(group);
    size_before_ = before;
    flight_ = Flight::writing;
  }
  changed_.notify_all();
}

void Loop::Threads::refuse_open_group() {
  for (Waiting& waiting : site_->take_waiting()) waiting.answer(fail(no_store()));
}

// Memory is not to be trusted: the Site is read anew from the store. While that cannot be read, whoever asks is told.
void Loop::Threads::recover() {
  failures_.fetch_add(1, std::memory_order_relaxed);
  refuse_open_group();
  {
    const std::scoped_lock lock(mutex_);
    flight_ = Flight::none;
  }
  counted_ = site_->total(counted_);
  for (;;) {
    auto site = Site::recover(*options_.store, *options_.clock);
    if (site) {
      site_ = std::move(*site);
      publish(site_->catalogue(), site_->model());
      publish_figures();
      return;
    }
    log::error("loop", "the store cannot be read; trying again", {{"why", site.error().text.en}});
    if (queue_.wait(options_.recovery_pause) == async::Wait::closed) return site_.reset();
    std::vector<Order> waiting;
    queue_.pop_all(waiting);
    for (Order& order : waiting) order.answer(fail(no_store()));
    if (!waiting.empty()) std::this_thread::sleep_for(std::chrono::nanoseconds(options_.recovery_pause.ns));
  }
}

// Before the answers that rest on it: who was told that a stream is declared can send its readings at once.
void Loop::Threads::publish(std::shared_ptr<const sense::Catalogue> catalogue, plant::ModelPtr model) {
  const std::scoped_lock lock(published_mutex_);
  catalogue_ = std::move(catalogue);
  model_ = std::move(model);
}

void Loop::Threads::publish_figures() {
  Figures figures;
  const Site::Counts total = site_->total(counted_);
  figures.readings_accepted = total.accepted;
  figures.readings_duplicate = total.duplicates;
  figures.readings_quarantined = total.quarantined;
  figures.verdicts = total.verdicts;
  figures.requests = total.requests;
  figures.ledger_size = site_->ledger_size();
  figures.items_in_memory = site_->items_in_memory();
  const std::scoped_lock lock(published_mutex_);
  figures_ = figures;
}

Figures Loop::Threads::figures() const {
  Figures figures;
  {
    const std::scoped_lock lock(published_mutex_);
    figures = figures_;
  }
  figures.refused_busy = refused_busy_.load(std::memory_order_relaxed);
  figures.commits = commits_.load(std::memory_order_relaxed);
  figures.commit_ns_total = commit_ns_.load(std::memory_order_relaxed);
  figures.store_failures = failures_.load(std::memory_order_relaxed);
  figures.queued_readings = queue_.weight(async::Lane::bulk);
  figures.queued_requests = queue_.weight(async::Lane::urgent);
  return figures;
}

// ---- committing thread ---------------------------------------------------------------------------------------------

void Loop::Threads::commit_all() {
  for (;;) {
    Group group;
    std::uint64_t size_before = 0;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return flight_ == Flight::writing || stopping_; });
      if (flight_ != Flight::writing) return;
      group = std::move(group_);
      size_before = size_before_;
    }
    Result<port::Receipt> receipt = port::Receipt{size_before, 0, {}};
    const bool to_disk = group.has_content();
    std::vector<port::Fact> facts;
    if (to_disk) {
      if (!options_.followers.empty()) facts = group.commit.facts;
      const auto began = std::chrono::steady_clock::now();
      receipt = options_.store->commit(std::move(group.commit));
      const auto took = std::chrono::steady_clock::now() - began;
      commits_.fetch_add(1, std::memory_order_relaxed);
      commit_ns_.fetch_add(static_cast<std::uint64_t>(std::chrono::nanoseconds(took).count()),
                           std::memory_order_relaxed);
    }
    if (receipt) publish(std::move(group.catalogue), std::move(group.model));
    {
      // The Site may go on deciding before the answers are out; they rest on nothing it can change any more.
      const std::scoped_lock lock(mutex_);
      if (receipt) receipt_ = *receipt;
      flight_ = receipt ? Flight::written : Flight::failed;
    }
    changed_.notify_all();
    queue_.wake();
    if (!receipt) log::error("loop", "a commit failed; recovering", {{"why", receipt.error().text.en}});
    if (receipt && (to_disk || !group.arrivals.empty()))
      tell(group, std::move(facts), size_before, receipt->ledger_size);
    answer(group, receipt);
  }
}

void Loop::Threads::answer(Group& group, const Result<port::Receipt>& receipt) {
  for (Waiting& waiting : group.waiting) {
    if (receipt)
      waiting.answer(Reply{std::move(waiting.reply)});
    else
      waiting.answer(fail(no_store()));
  }
}

void Loop::Threads::tell(Group& group, std::vector<port::Fact> facts, std::uint64_t size_before,
                         std::uint64_t size_after) {
  if (options_.followers.empty()) return;
  const Committed committed{size_after, size_before, std::make_shared<const std::vector<port::Fact>>(std::move(facts)),
                            group.readings ? group.readings : std::make_shared<const sense::Columns>(),
                            std::make_shared<const std::vector<Arrived>>(std::move(group.arrivals))};
  for (const Follower& follower : options_.followers) follower(committed);
}

// ---- Loop ----------------------------------------------------------------------------------------------------------

Loop::Loop(std::unique_ptr<Threads> threads) : threads_(std::move(threads)) {}
Loop::~Loop() = default;

Result<std::unique_ptr<Loop>> Loop::start(Options options) {
  TRY(std::unique_ptr<Site> site, Site::recover(*options.store, *options.clock));
  return std::unique_ptr<Loop>(new Loop(std::make_unique<Threads>(std::move(options), std::move(site))));
}

bool Loop::submit(Request request, Answer answer) { return threads_->submit(std::move(request), std::move(answer)); }
std::shared_ptr<const sense::Catalogue> Loop::catalogue() const { return threads_->catalogue(); }
plant::ModelPtr Loop::model() const { return threads_->model(); }
Figures Loop::figures() const { return threads_->figures(); }

}  // namespace jidoka::loop
