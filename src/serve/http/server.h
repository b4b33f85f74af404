// The listening server: a thread and an io_context each, on one port by SO_REUSEPORT. It reads requests whole, within
// limits of size and time, calls the handler, and writes the response; HTTP/1.1 with keep-alive and pipelining in
// order, chunked bodies both ways, HEAD, 100-continue, TLS when it has a certificate.
//
//   TRY(auto server, Server::start(options, [&](Request& request) -> awaitable<Response> { … }));
//   server->port(); … server->stop();
// An Admit is asked when the header is there: what it refuses is answered at once, and its body is never read.
// What the server refuses itself: 400 malformed, 408 too slow, 413 body, 429 beyond the memory for bodies, 431 header.
// Connections beyond their number are closed.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/instant.h"
#include "core/result.h"
#include "http/message.h"

namespace jidoka::http {

struct TlsFiles {
  std::string certificate_chain;  // PEM
  std::string private_key;        // PEM
};

struct ServerOptions {
  std::string address = "0.0.0.0";
  std::uint16_t port = 0;  // 0: any free one
  int threads = 2;
  std::uint32_t header_bytes = 16u << 10;
  std::uint64_t body_bytes = 32u << 20;
  std::uint64_t memory_bytes = 384u << 20;  // of all bodies together, inflated ones too
  std::size_t connections = 12'000;         // over all threads
  Duration header_time = seconds(10);
  Duration body_idle_time = seconds(20);
  Duration body_time = minutes(5);
  Duration keep_alive_time = seconds(60);
  Duration write_idle_time = seconds(20);
  Duration stop_time = seconds(5);  // for requests that are under way
  std::optional<TlsFiles> tls;
};

struct ServerFigures {
  std::atomic<std::uint64_t> connections{0};  // open now
  std::atomic<std::uint64_t> accepted{0};
  std::atomic<std::uint64_t> refused{0};  // beyond the number of connections
  std::atomic<std::uint64_t> requests{0};
  std::atomic<std::uint64_t> timeouts{0};
  std::atomic<std::uint64_t> malformed{0};
};

// The request lives until the response is written.
using Serve = std::function<awaitable<Response>(Request&)>;

// Nothing: read the body and serve it. The request has its header only.
using Admit = std::function<awaitable<std::optional<Response>>(Request&)>;

class Server {
 public:
  static Result<std::unique_ptr<Server>> start(ServerOptions options, Serve serve, Admit admit = {});
  ~Server();  // stops

  std::uint16_t port() const;
  const ServerFigures& figures() const;
  // No new connections; requests under way are answered within stop_time, then everything is closed.
  void stop();

 private:
  class Workers;
  explicit Server(std::unique_ptr<Workers> workers);
  std::unique_ptr<Workers> workers_;
};

}  // namespace jidoka::http
