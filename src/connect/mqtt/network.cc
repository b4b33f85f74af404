#include "mqtt/network.h"

#include <pthread.h>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <utility>

namespace jidoka::mqtt {

Network::Loop::Loop()
    : thread_([this] {
        pthread_setname_np(pthread_self(), "mqtt");
        io.run();
      }) {}

Network::Loop::~Loop() {
  guard_.reset();
  io.stop();
  thread_.join();
}

Network::Network() : loop_(std::make_unique<Loop>()) {}
Network::~Network() = default;

void Network::post(std::move_only_function<void()> work) {
  boost::asio::post(loop_->io,
                    [work = std::make_shared<std::move_only_function<void()>>(std::move(work))] { (*work)(); });
}

void Network::post_after(Duration pause, std::move_only_function<void()> work) {
  auto timer = std::make_shared<boost::asio::steady_timer>(loop_->io, std::chrono::nanoseconds(pause.ns));
  auto kept = std::make_shared<std::move_only_function<void()>>(std::move(work));
  timer->async_wait([timer, kept](boost::system::error_code error) {
    if (!error) (*kept)();
  });
}

bool Network::is_this_thread() const { return std::this_thread::get_id() == loop_->thread(); }

}  // namespace jidoka::mqtt
