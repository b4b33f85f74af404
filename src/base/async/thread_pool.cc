#include "async/thread_pool.h"

#include <pthread.h>

#include <utility>

#include "core/assert.h"

namespace jidoka::async {

ThreadPool::ThreadPool(const std::string& name, PoolSize size) : most_waiting_(size.waiting) {
  ASSERT(size.threads > 0);
  threads_.reserve(size.threads);
  for (std::size_t i = 0; i < size.threads; ++i) {
    threads_.emplace_back([this] { run(); });
    const std::string number = "-" + std::to_string(i);
    pthread_setname_np(threads_.back().native_handle(), (name.substr(0, 15 - number.size()) + number).c_str());
  }
}

ThreadPool::~ThreadPool() {
  {
    const std::scoped_lock lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool ThreadPool::try_submit(Task&& task) {
  {
    const std::scoped_lock lock(mutex_);
    // A thread that is idle takes one at once, so those tasks do not wait.
    if (closing_ || tasks_.size() >= most_waiting_ + idle_) return false;
    tasks_.push_back(std::move(task));
  }
  changed_.notify_one();
  return true;
}

void ThreadPool::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    ++idle_;
    changed_.wait(lock, [this] { return closing_ || !tasks_.empty(); });
    --idle_;
    if (tasks_.empty()) return;
    {
      Task task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
    }
    lock.lock();
  }
}

}  // namespace jidoka::async
