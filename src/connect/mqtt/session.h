// What a Client is inside, for this module alone. All of it runs on the network's thread but status(), which anybody
// may ask.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>
#include <chrono>
#include <future>
#include <map>
#include <vector>

#include "mqtt/client.h"
#include "mqtt/network.h"

namespace jidoka::mqtt {

class Client::Session : public std::enable_shared_from_this<Client::Session> {
 public:
  using Clock = std::chrono::steady_clock;
  using Written = std::function<void(boost::system::error_code)>;

  Session(Network& network, Options options, Listener& listener);

  void start();
  std::future<void> stop();
  void acknowledge(const std::vector<Token>& tokens);
  void publish(const Outgoing& message, Done done);
  void pause(bool is_paused);
  void reconnect(Text why);
  void forget_session() { forgets_ = true; }

  Status status() const;
  Network& network() { return network_; }
  const Options& options() const { return options_; }

 private:
  // session.cc: one connection after the other
  boost::asio::awaitable<void> live();
  boost::asio::awaitable<Text> attempt();
  boost::asio::awaitable<Text> over_tls();
  template <class Stream>
  boost::asio::awaitable<Text> talk(Stream& stream);
  boost::asio::awaitable<void> rest(Duration pause);
  Duration pause_after_loss(bool had_worked);
  void close(Text why);
  void hang_up();
  void close_when_silent(std::uint64_t epoch, Duration allowed);
  void set_link(Status::Link link, std::optional<Text> error);

  // session_packets.cc: what is said on it
  void begin();
  std::optional<Text> consume();
  std::optional<Text> take_packet(const Frame& frame);
  std::optional<Text> take_connack(const Frame& frame);
  std::optional<Text> take_publish(const Frame& frame, std::size_t whole_size);
  std::optional<Text> take_ack(const Frame& frame);
  void take_message_too_long(const Frame& frame, std::optional<Text>& wrong);
  void make_room();
  void hand_over();
  void flush();
  void keep_alive(std::uint64_t epoch);
  void fail_publications(const Text& why);
  std::uint16_t next_id();

  Network& network_;
  Options options_;
  Listener* listener_;
  boost::asio::ip::tcp::socket socket_;
  boost::asio::ip::tcp::resolver resolver_;
  boost::asio::steady_timer waiting_;   // between connections
  boost::asio::steady_timer paused_;    // while nothing shall be read
  boost::asio::steady_timer written_;   // until the last write has ended
  boost::asio::steady_timer deadline_;  // of connecting
  boost::asio::steady_timer beat_;      // keep-alive

  bool is_closing_ = false;
  bool forgets_ = false;
  bool is_paused_ = false;
  bool is_up_ = false;  // CONNACK came
  bool was_taken_over_ = false;
  std::uint64_t short_lives_ = 0;  // connections in a row that ended at once without a reason
  std::uint64_t losses_ = 0;       // in a row
  std::uint64_t epoch_ = 0;        // of the connection
  Clock::time_point up_since_;
  Clock::time_point last_heard_;
  Clock::time_point last_said_;
  std::uint16_t keep_alive_s_ = 0;
  std::optional<Text> why_closed_;

  std::vector<char> bytes_;
  std::size_t from_ = 0;
  std::size_t until_ = 0;
  std::size_t to_skip_ = 0;  // of a message that is too long
  std::vector<Message> bundle_;

  std::function<void(boost::asio::const_buffer, Written)> write_;
  std::string out_;
  bool is_writing_ = false;
  std::uint16_t last_id_ = 0;
  std::uint16_t subscription_id_ = 0;
  std::map<std::uint16_t, Done> publications_;

  std::promise<void> ended_;
  mutable std::mutex mutex_;  // status_
  Status status_;
};

}  // namespace jidoka::mqtt
