// One thread of the server: its io_context, its connections and their deadlines. A sweep four times a second cancels
// what is overdue, so that a deadline costs a store and no timer.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <set>
#include <string>

#include "http/server.h"

namespace boost::asio::ssl {
class context;
}

namespace jidoka::http {

using Socket = boost::asio::ip::tcp::socket;
using SteadyTime = std::chrono::steady_clock::time_point;

class Deadline {  // of one connection; on its worker's thread only
 public:
  Deadline(std::set<Deadline*>& all, Socket& socket) : all_(all), socket_(socket) { all_.insert(this); }
  ~Deadline() { all_.erase(this); }
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

  void arm(Duration from_now, bool is_idle = false) {
    at_ = std::chrono::steady_clock::now() + std::chrono::nanoseconds(from_now.ns);
    is_idle_ = is_idle;
  }
  void disarm() { at_ = SteadyTime::max(), is_idle_ = false; }
  bool has_passed() const { return has_passed_; }
  bool is_idle() const { return is_idle_; }  // between two requests
  void check(SteadyTime now) {
    if (now >= at_) cancel();
  }
  void cancel() {
    has_passed_ = true;
    boost::system::error_code ignored;
    socket_.cancel(ignored);
  }

 private:
  std::set<Deadline*>& all_;
  Socket& socket_;
  SteadyTime at_ = SteadyTime::max();
  bool has_passed_ = false;
  bool is_idle_ = false;
};

struct Worker {
  Worker(const ServerOptions& o, const Serve& s, const Admit& a, ServerFigures& f, ByteBudget& m)
      : options(o), serve(s), admit(a), figures(f), memory(m) {}

  const ServerOptions& options;
  const Serve& serve;
  const Admit& admit;  // may be empty
  ServerFigures& figures;
  ByteBudget& memory;
  boost::asio::io_context io{1};
  boost::asio::ip::tcp::acceptor acceptor{io};
  boost::asio::steady_timer sweep{io};
  boost::asio::ssl::context* tls = nullptr;
  std::set<Deadline*> deadlines;
  bool is_stopping = false;
  std::time_t date_of = 0;
  std::string date;  // for the Date header, once a second

  std::string_view date_now();
};

awaitable<void> serve_plain(Worker& worker, Socket socket);
awaitable<void> serve_tls(Worker& worker, Socket socket);

}  // namespace jidoka::http
