// Hub: hands what was committed to everybody who follows live, without ever making the loop wait.
//
// publish() is called on the committing thread and only puts a pointer into a bounded queue. The hub's own thread
// writes each fact once and gives the text to every follower whose topics match; readings are gathered for 100 ms. A
// follower has a bounded buffer too: one that does not keep up is told `reset` and let go; it comes back with
// Last-Event-ID and reads what it missed from the ledger. The same happens to all when the hub itself falls behind.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "loop/loop.h"

namespace jidoka::resource {

enum class Topic : std::uint8_t { alarms, holds, equipment, verdicts, units, readings, plant, health, other };
// Of a fact by its name; "other" for what nobody follows live.
Topic topic_of(std::string_view fact_name);

struct Interest {
  std::set<Topic> topics;
  std::map<sense::StreamNumber, std::string> streams;  // with their names, for readings
};

std::string event_text(std::uint64_t ledger_size, std::string_view fact_name, std::string_view leaf);

class Following {  // one follower's buffer
 public:
  Following(Interest interest, std::function<void()> wake) : interest_(std::move(interest)), wake_(std::move(wake)) {}

  // What has come in since; empty when there is nothing.
  std::string take();
  bool is_reset() const;  // too slow: what take() gives ends with the event `reset`
  const Interest& interest() const { return interest_; }

  // Called by the hub.
  void give(std::string_view text);
  void reset();

 private:
  static constexpr std::size_t largest_buffer = 256u << 10;
  const Interest interest_;
  const std::function<void()> wake_;  // any thread
  mutable std::mutex mutex_;
  std::string buffer_;
  bool is_reset_ = false;
};

class Hub {
 public:
  Hub();
  ~Hub();
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  void publish(const loop::Committed& committed);  // never waits
  // Something that is no fact: it has no id, and nobody who was away is told of it.
  void announce(Topic topic, std::string_view name, std::string_view data);
  void add(std::shared_ptr<Following> following);
  void remove(const std::shared_ptr<Following>& following);
  std::uint64_t followers() const;
  std::uint64_t resets() const;
  // Returns when everything published so far has been handed out.
  void flush();

 private:
  static constexpr std::size_t most_waiting = 4096;
  struct Gathered {
    std::vector<std::int64_t> times;
    std::vector<double> values;
  };
  void run();
  void hand_out(const loop::Committed& committed, const std::vector<std::shared_ptr<Following>>& followers);
  void gather(const sense::Columns& readings, const std::vector<std::shared_ptr<Following>>& followers);
  void hand_out_readings(const std::vector<std::shared_ptr<Following>>& followers);

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::condition_variable drained_;
  std::deque<loop::Committed> waiting_;
  std::deque<std::pair<Topic, std::string>> announced_;
  std::vector<std::shared_ptr<Following>> followers_;
  std::map<sense::StreamNumber, Gathered> gathered_;  // the hub's thread only
  std::uint64_t resets_ = 0;
  bool fell_behind_ = false;
  bool busy_ = false;
  bool flushing_ = false;
  bool closing_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace jidoka::resource
