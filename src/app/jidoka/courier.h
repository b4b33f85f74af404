// Courier: takes what stands in the outbox to its targets, and has the loop record what became of it. Of each target
// only the oldest delivery is under way, and tried again after a pause that doubles each time; one that its target
// refuses for good, or that did not get through in about an hour, is recorded as failed, and the next one of the target
// goes. Attempts are counted when they are made, and anew after a restart. A crash between delivering and recording
// sends the same delivery again: receivers know it by its id.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "async/thread_pool.h"
#include "feed/feeds.h"
#include "loop/loop.h"
#include "port/clock.h"
#include "port/reads.h"
#include "webhook/target.h"

namespace jidoka::app {

class Courier {
 public:
  struct Doors {
    std::function<Result<std::vector<port::Delivery>>()> next;  // the oldest of each target
    std::function<Instant()> now;
    std::function<webhook::Delivered(const port::Delivery&)> deliver;  // blocks for as long as it takes
    std::function<void(loop::SettleDelivery)> settle;                  // returns once it is recorded, or was refused
  };
  static constexpr std::int64_t most_attempts = 20;  // 1 s, 2 s … 256 s, then every 5 min: about an hour

  explicit Courier(Doors doors);
  ~Courier();  // what is under way is finished
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

  void start();  // a thread that makes a round twice a second
  void round();  // hands out what is due
  void wait_until_idle();

 private:
  struct Attempts {
    std::int64_t made = 0;
    Instant next;  // not before
    bool under_way = false;
  };
  bool begin(const port::Delivery& delivery);
  void forget_others(const std::vector<port::Delivery>& waiting);
  void attempt(const port::Delivery& delivery);
  void finished(const port::Delivery& delivery, bool was_made);

  Doors doors_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::uint64_t, Attempts> attempts_;  // by delivery
  std::set<std::string> under_way_;             // targets
  bool closing_ = false;
  std::thread thread_;
  std::unique_ptr<async::ThreadPool> pool_;
};

// The courier of a running site: its outbox, the plant's targets, the network and the loop.
std::unique_ptr<Courier> courier_of(port::Reads& reads, loop::Loop& loop, port::Clock& clock, feed::Feeds& feeds);

}  // namespace jidoka::app
