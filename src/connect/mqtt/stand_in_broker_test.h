// StandInBroker: a broker of MQTT 5 for one client at a time, inside a test. It lets everybody in, grants every
// subscription, says what the test tells it to say, and remembers what it heard. Test only.
//
//   StandInBroker broker;                                  // listens on broker.port() of this machine
//   broker.wait_for_client();                              // connected and subscribed
//   broker.say("plant/IM-01/data", payload, 7);            // QoS 1, packet id 7
//   EXPECT_EQ(broker.acknowledged(1), (std::vector<std::uint16_t>{7}));
// Waiting ends with what is waited for, or after ten seconds with what there is.
#pragma once

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <atomic>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "mqtt/packet.h"

namespace jidoka::mqtt {

class StandInBroker {
 public:
  StandInBroker() : acceptor_(io_, {boost::asio::ip::address_v4::loopback(), 0}), thread_([this] { serve(); }) {}
  ~StandInBroker() {
    over_ = true;
    drop();
    boost::system::error_code ignored;
    boost::asio::ip::tcp::socket last(io_);
    last.connect(acceptor_.local_endpoint(), ignored);  // wakes accept()
    thread_.join();
  }
  StandInBroker(const StandInBroker&) = delete;
  StandInBroker& operator=(const StandInBroker&) = delete;

  std::string port() const { return std::to_string(acceptor_.local_endpoint().port()); }

  // How often somebody has subscribed, once it is so often.
  std::size_t wait_for_client(std::size_t times = 1) {
    return wait([&] { return subscriptions_ >= times; }, subscriptions_);
  }
  void say(const std::string& topic, const std::string& payload, std::uint16_t id, bool is_duplicate = false) {
    send(message(topic, payload, id, is_duplicate));
  }
  // As much of it as the client reads; how many bytes it would not take. Nothing being read for half a second counts.
  std::size_t press(const std::string& bytes) {
    std::size_t sent = 0;
    std::unique_lock lock(mutex_);
    if (!client_) return bytes.size();
    const int socket = client_->native_handle();
    lock.unlock();
    while (sent < bytes.size()) {
      pollfd ready{socket, POLLOUT, 0};
      if (poll(&ready, 1, 500) <= 0) break;
      const ssize_t more = ::send(socket, bytes.data() + sent, bytes.size() - sent, MSG_DONTWAIT | MSG_NOSIGNAL);
      if (more < 0) break;
      sent += static_cast<std::size_t>(more);
    }
    return bytes.size() - sent;
  }
  static std::string message(const std::string& topic, const std::string& payload, std::uint16_t id,
                             bool is_duplicate = false) {
    std::string out;
    append_publish(out, Version::v5, id, {topic, payload, 1, false});
    if (is_duplicate) out[0] = static_cast<char>(out[0] | 0x08);  // MQTT 5, 3.3.1.1
    return out;
  }
  void drop() {
    const std::lock_guard lock(mutex_);
    boost::system::error_code ignored;
    if (client_) client_->shutdown(boost::asio::ip::tcp::socket::shutdown_both, ignored);
  }

  // Packet ids in the order in which they were acknowledged, once there are so many.
  std::vector<std::uint16_t> acknowledged(std::size_t count) {
    return wait([&] { return acknowledged_.size() >= count; }, acknowledged_);
  }
  std::size_t acknowledged_so_far() {
    const std::lock_guard lock(mutex_);
    return acknowledged_.size();
  }
  std::vector<Outgoing> heard(std::size_t count) {
    return wait([&] { return heard_.size() >= count; }, heard_);
  }
  // Whether what it hears is acknowledged; until then the client waits.
  void answer_publications(bool answers) {
    const std::lock_guard lock(mutex_);
    answers_ = answers;
  }

 private:
  template <class So, class What>
  What wait(So so, const What& what) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(10), so);
    return what;
  }
  void send(const std::string& bytes) {
    const std::lock_guard lock(mutex_);
    boost::system::error_code ignored;
    if (client_) boost::asio::write(*client_, boost::asio::buffer(bytes), ignored);
  }

  void serve() {
    while (!over_) {
      boost::system::error_code error;
      boost::asio::ip::tcp::socket accepted(io_);
      acceptor_.accept(accepted, error);
      if (error || over_) continue;
      {
        const std::lock_guard lock(mutex_);
        client_.emplace(std::move(accepted));
      }
      listen();
      const std::lock_guard lock(mutex_);
      client_.reset();
    }
  }
  void listen() {
    std::string bytes;
    std::array<char, 65'536> room{};
    for (;;) {
      boost::system::error_code error;
      const std::size_t size = client_->read_some(boost::asio::buffer(room), error);
      if (error) return;
      bytes.append(room.data(), size);
      for (Frame frame = cut(bytes); frame.state == Frame::State::whole; frame = cut(bytes)) {
        take(frame);
        bytes.erase(0, frame.size);
      }
    }
  }
  void take(const Frame& frame) {
    std::string answer;
    {
      const std::lock_guard lock(mutex_);
      if (frame.type == Type::connect) answer = std::string("\x20\x03\x00\x00\x00", 5);
      if (frame.type == Type::subscribe) {
        answer = std::string("\x90\x04") + frame.body[0] + frame.body[1] + std::string("\x00\x01", 2);
        ++subscriptions_;
      }
      if (frame.type == Type::pingreq) answer = std::string("\xD0\x00", 2);
      if (frame.type == Type::puback)
        acknowledged_.push_back(static_cast<std::uint16_t>(static_cast<unsigned char>(frame.body[0]) << 8 |
                                                           static_cast<unsigned char>(frame.body[1])));
      if (frame.type == Type::publish) {
        const auto message = parse_publish(Version::v5, frame);
        heard_.push_back({std::string(message->topic), std::string(message->payload), message->qos, message->retained});
        if (answers_ && message->qos == 1) append_puback(answer, message->id);
      }
    }
    send(answer);
    changed_.notify_all();
  }

  boost::asio::io_context io_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<boost::asio::ip::tcp::socket> client_;
  std::size_t subscriptions_ = 0;
  std::vector<std::uint16_t> acknowledged_;
  std::vector<Outgoing> heard_;
  bool answers_ = true;
  std::atomic<bool> over_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace jidoka::mqtt
