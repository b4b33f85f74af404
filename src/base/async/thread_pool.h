// A fixed number of threads for work that may take long (hashing a password, packing pages, a query), so that neither
// an I/O thread nor the writer waits for it. The queue is bounded: a full one refuses, and the caller says "busy".
//
//   ThreadPool pool("query", {.threads = 2, .waiting = 64});
//   if (!pool.try_submit([request = std::move(request)]() mutable { answer(request); })) return busy();
// The destructor runs what was taken and joins. A task must not throw: an exception that leaves it ends the program.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace jidoka::async {

struct PoolSize {
  std::size_t threads = 1;
  std::size_t waiting = 1;  // tasks that wait for a thread
};

class ThreadPool {
 public:
  using Task = std::move_only_function<void()>;

  ThreadPool(const std::string& name, PoolSize size);  // threads are named "name-0" …; Linux keeps 15 bytes of it
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;
  ~ThreadPool();

  [[nodiscard]] bool try_submit(Task&& task);  // moved from only when taken

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> tasks_;
  std::size_t most_waiting_;
  std::size_t idle_ = 0;
  bool closing_ = false;
  std::vector<std::thread> threads_;  // last: they use all of the above
};

}  // namespace jidoka::async
