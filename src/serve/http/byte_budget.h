// ByteBudget: how much memory the bodies of all requests together may take, as sent and as inflated. Each request holds
// a Share, which gives back what it holds when the request ends; who cannot have more is told "busy" and nothing of it
// is read.
//
//   ByteBudget::Share share(budget);
//   if (!share.grow_to(body.size())) return busy();
#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

namespace jidoka::http {

class ByteBudget {
 public:
  explicit ByteBudget(std::uint64_t limit) : limit_(limit) {}
  ByteBudget(const ByteBudget&) = delete;
  ByteBudget& operator=(const ByteBudget&) = delete;

  std::uint64_t used() const { return used_.load(std::memory_order_relaxed); }

  class Share {
   public:
    Share() = default;  // of no budget: grows as it likes
    explicit Share(ByteBudget& budget) : budget_(&budget) {}
    ~Share() { give_back(); }
    Share(Share&& other) noexcept
        : budget_(std::exchange(other.budget_, nullptr)), held_(std::exchange(other.held_, 0)) {}
    Share& operator=(Share&& other) noexcept {
      give_back();
      budget_ = std::exchange(other.budget_, nullptr);
      held_ = std::exchange(other.held_, 0);
      return *this;
    }

    std::uint64_t held() const { return held_; }
    // False: there is not so much left, and what it holds stays as it is.
    bool grow_to(std::uint64_t bytes) {
      if (bytes <= held_) return true;
      const std::uint64_t more = bytes - held_;
      if (budget_ != nullptr && budget_->used_.fetch_add(more, std::memory_order_relaxed) + more > budget_->limit_) {
        budget_->used_.fetch_sub(more, std::memory_order_relaxed);
        return false;
      }
      held_ = bytes;
      return true;
    }

   private:
    void give_back() {
      if (budget_ != nullptr) budget_->used_.fetch_sub(held_, std::memory_order_relaxed);
      held_ = 0;
    }
    ByteBudget* budget_ = nullptr;
    std::uint64_t held_ = 0;
  };

 private:
  const std::uint64_t limit_;
  std::atomic<std::uint64_t> used_{0};
};

}  // namespace jidoka::http
