// What Network is inside, for this module alone: an io_context and its thread.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <thread>

#include "mqtt/client.h"

namespace jidoka::mqtt {

class Network::Loop {
 public:
  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  boost::asio::io_context io{1};
  std::thread::id thread() const { return thread_.get_id(); }

 private:
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_{io.get_executor()};
  std::thread thread_;
};

}  // namespace jidoka::mqtt
