// EventQueue: what is to happen, earliest first; of the same time, what was put in first. A four-ary heap: half as deep
// as a binary one, and the four children of a node lie next to each other.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace jidoka::twin {

struct Event {
  std::int64_t time = 0;  // ns
  std::uint32_t order = 0;
  std::uint32_t who = 0;    // index of what it happens to
  std::uint32_t epoch = 0;  // of `who` when it was planned: an older plan is void
  std::uint8_t kind = 0;
};

class EventQueue {
 public:
  void push(std::int64_t time, std::uint8_t kind, std::uint32_t who, std::uint32_t epoch = 0) {
    Event event{time, next_order_++, who, epoch, kind};
    std::size_t at = heap_.size();
    heap_.push_back(event);
    for (; at > 0; at = parent(at)) {
      const std::size_t above = parent(at);
      if (!is_before(event, heap_[above])) break;
      heap_[at] = heap_[above];
    }
    heap_[at] = event;
  }
  const Event& first() const { return heap_.front(); }
  Event pop() {
    const Event out = heap_.front();
    const Event last = heap_.back();
    heap_.pop_back();
    if (!heap_.empty()) sink(last);
    return out;
  }
  bool empty() const { return heap_.empty(); }
  std::size_t size() const { return heap_.size(); }

 private:
  static constexpr std::size_t children = 4;
  static std::size_t parent(std::size_t at) { return (at - 1) / children; }
  // The difference, so that the running number may begin anew at zero.
  static bool is_before(const Event& a, const Event& b) {
    return a.time != b.time ? a.time < b.time : static_cast<std::int32_t>(a.order - b.order) < 0;
  }
  void sink(const Event& event) {
    std::size_t at = 0;
    for (std::size_t child = 1; child < heap_.size(); child = at * children + 1) {
      std::size_t least = child;
      const std::size_t end = std::min(child + children, heap_.size());
      for (++child; child < end; ++child)
        if (is_before(heap_[child], heap_[least])) least = child;
      if (!is_before(heap_[least], event)) break;
      heap_[at] = heap_[least];
      at = least;
    }
    heap_[at] = event;
  }

  std::vector<Event> heap_;
  std::uint32_t next_order_ = 0;
};

}  // namespace jidoka::twin
