// The way into the one writer: many threads push, one pops. Two lanes, so that bulk telemetry never stands in front of
// a hold: what is urgent comes out first. Each lane is bounded by the weight of what it holds (readings, bytes …); a
// push into a full lane is refused at once and leaves the item with the caller. Nothing blocks but wait(); nothing is
// dropped.
//
//   BoundedQueue<Order> queue({.urgent = 1'000, .bulk = 100'000});
//   if (!queue.try_push(Lane::bulk, std::move(order), readings)) return busy();   // any thread; order is still whole
//   while (queue.wait(milliseconds(100)) != Wait::closed) queue.pop_all(orders);  // the one consumer
// After close() every push is refused; what was taken before can still be popped, and wait() says closed once none is
// left.
#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <limits>
#include <mutex>
#include <utility>
#include <vector>

#include "core/instant.h"

namespace jidoka::async {

enum class Lane : std::uint8_t { urgent, bulk };
enum class Wait : std::uint8_t { ready, timed_out, closed };

struct LaneLimits {
  std::size_t urgent = 0;
  std::size_t bulk = 0;
};

template <class T>
class BoundedQueue {
 public:
  static constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

  explicit BoundedQueue(LaneLimits limits) : lanes_{Row{{}, 0, limits.urgent}, Row{{}, 0, limits.bulk}} {}
  BoundedQueue(const BoundedQueue&) = delete;
  BoundedQueue& operator=(const BoundedQueue&) = delete;

  // False when the lane is full or the queue closed; `item` is moved from only when it is taken. An item heavier than
  // its whole lane is taken when the lane is empty: otherwise it would be refused for ever.
  [[nodiscard]] bool try_push(Lane lane, T&& item, std::size_t weight = 1) {
    bool wake = false;
    {
      const std::scoped_lock lock(mutex_);
      Row& row = row_of(lane);
      const bool fits = weight <= row.limit && row.weight <= row.limit - weight;
      if (closed_ || !(fits || row.items.empty())) return false;
      row.items.push_back({std::move(item), weight});
      row.weight += weight;
      wake = std::exchange(waiting_, false);
    }
    if (wake) arrived_.notify_one();
    return true;
  }

  // Appends everything urgent, then the bulk that came first, up to a weight (at least one item). Returns how many
  // items.
  std::size_t pop_all(std::vector<T>& out, std::size_t bulk_weight = all) {
    const std::scoped_lock lock(mutex_);
    return take(row_of(Lane::urgent), out, all) + take(row_of(Lane::bulk), out, bulk_weight);
  }

  // Until something can be popped, the queue is closed and empty, or the time is over. A negative time is none.
  Wait wait(Duration timeout) {
    std::unique_lock lock(mutex_);
    const auto ready = [this] { return !is_empty() || closed_ || woken_; };
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::nanoseconds(timeout.ns);
    while (!ready()) {
      waiting_ = true;
      if (arrived_.wait_until(lock, deadline) == std::cv_status::timeout) break;
    }
    waiting_ = false;
    woken_ = false;
    if (!is_empty()) return Wait::ready;
    return closed_ ? Wait::closed : Wait::timed_out;
  }

  // Ends a wait that is under way, as if its time were over.
  void wake() {
    {
      const std::scoped_lock lock(mutex_);
      woken_ = true;
    }
    arrived_.notify_one();
  }

  void close() {
    {
      const std::scoped_lock lock(mutex_);
      closed_ = true;
    }
    arrived_.notify_all();
  }

  std::size_t weight(Lane lane) const {
    const std::scoped_lock lock(mutex_);
    return lanes_[static_cast<std::size_t>(lane)].weight;
  }

 private:
  struct Entry {
    T item;
    std::size_t weight;
  };
  struct Row {
    std::deque<Entry> items;
    std::size_t weight;
    std::size_t limit;
  };

  Row& row_of(Lane lane) { return lanes_[static_cast<std::size_t>(lane)]; }
  bool is_empty() const { return lanes_[0].items.empty() && lanes_[1].items.empty(); }

  static std::size_t take(Row& row, std::vector<T>& out, std::size_t most) {
    std::size_t count = 0;
    std::size_t taken = 0;
    while (!row.items.empty()) {
      const std::size_t next = row.items.front().weight;
      if (count > 0 && next > most - taken) break;
      out.push_back(std::move(row.items.front().item));
      row.items.pop_front();
      row.weight -= next;
      ++count;
      if (next >= most - taken) break;
      taken += next;
    }
    return count;
  }

  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::array<Row, 2> lanes_;
  bool waiting_ = false;
  bool woken_ = false;
  bool closed_ = false;
};

}  // namespace jidoka::async
