#include "http/server.h"

#include <sys/socket.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <thread>
#include <vector>

#include "http/worker.h"
#include "log/log.h"

namespace jidoka::http {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr auto tuple = asio::as_tuple(asio::use_awaitable);
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

awaitable<void> keep_deadlines(Worker& worker, SteadyTime stop_at) {
  while (!worker.is_stopping || (!worker.deadlines.empty() && std::chrono::steady_clock::now() < stop_at)) {
    worker.sweep.expires_after(std::chrono::milliseconds(worker.is_stopping ? 20 : 250));
    co_await worker.sweep.async_wait(tuple);
    if (worker.is_stopping && stop_at == SteadyTime::max()) co_return;  // stop() runs its own sweep
    const SteadyTime now = std::chrono::steady_clock::now();
    for (auto it = worker.deadlines.begin(); it != worker.deadlines.end();) (*it++)->check(now);
  }
  if (!worker.is_stopping) co_return;
  for (auto it = worker.deadlines.begin(); it != worker.deadlines.end();) (*it++)->cancel();
}

void begin(Worker& worker, Socket socket) {
  try {
    asio::co_spawn(
        worker.io,
        worker.tls != nullptr ? serve_tls(worker, std::move(socket)) : serve_plain(worker, std::move(socket)),
        asio::detached);
  } catch (const std::exception& error) {
    log::error("server", "a connection could not be served", {{"what", error.what()}});
  }
}

awaitable<void> accept_all(Worker& worker) {
  while (worker.acceptor.is_open()) {
    auto [error, socket] = co_await worker.acceptor.async_accept(tuple);
    if (error) {
      if (error == asio::error::operation_aborted) co_return;
      // Out of file descriptors, most likely: wait until some are closed.
      asio::steady_timer pause(worker.io, std::chrono::milliseconds(100));
      co_await pause.async_wait(tuple);
      continue;
    }
    ++worker.figures.accepted;
    if (worker.figures.connections >= worker.options.connections) {
      ++worker.figures.refused;
      continue;  // closes it
    }
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    begin(worker, std::move(socket));
  }
}

// Out of memory, most likely: one connection less, and the others go on.
void run(asio::io_context& io) {
  while (true) {
    try {
      io.run();
      return;
    } catch (const std::exception& error) {
      log::error("server", "a connection was lost", {{"what", error.what()}});
    }
  }
}

Failure cannot_listen(const ServerOptions& options, const boost::system::error_code& error) {
  const std::string where = options.address + ":" + std::to_string(options.port);
  return fail(Code::unavailable, "listen",
              {"Cannot listen on " + where + ": " + error.message() + ".",
               "无法监听 " + where + "：" + error.message() + "。"});
}

Result<std::uint16_t> listen(tcp::acceptor& acceptor, const ServerOptions& options, std::uint16_t port, bool shared) {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(options.address, error);
  const tcp::endpoint endpoint(address, port);
  if (!error) acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error && shared) acceptor.set_option(ReusePort(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(4096, error);
  if (error) return cannot_listen(options, error);
  return acceptor.local_endpoint().port();
}

// Sockets that share a port share it with another server's too: one that does not share finds out.
Result<void> require_free_port(const ServerOptions& options) {
  if (options.port == 0) return {};
  asio::io_context io;
  tcp::acceptor alone(io);
  TRY_VOID(listen(alone, options, options.port, false));
  return {};
}

Result<std::unique_ptr<asio::ssl::context>> tls_context(const TlsFiles& files) {
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  boost::system::error_code error;
  context->set_options(
      asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1, error);
  if (!error) context->use_certificate_chain_file(files.certificate_chain, error);
  if (!error) context->use_private_key_file(files.private_key, asio::ssl::context::pem, error);
  if (!error) return context;
  return fail(Code::invalid, "tls-files",
              {"The TLS certificate or key cannot be used: " + error.message() + ".",
               "TLS 证书或私钥无法使用：" + error.message() + "。"});
}

}  // namespace

std::string_view Worker::date_now() {
  const std::time_t now = std::time(nullptr);
  if (now != date_of) {
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[40];
    date.assign(text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts));
    date_of = now;
  }
  return date;
}

class Server::Workers {
 public:
  Workers(ServerOptions options, Serve serve, Admit admit)
      : options_(std::move(options)),
        serve_(std::move(serve)),
        admit_(std::move(admit)),
        memory_(options_.memory_bytes) {}

  Result<void> start() {
    if (options_.tls) {
      TRY(tls_, tls_context(*options_.tls));
    }
    TRY_VOID(require_free_port(options_));
    port_ = options_.port;
    for (int i = 0; i < options_.threads; ++i) {
      workers_.push_back(std::make_unique<Worker>(options_, serve_, admit_, figures_, memory_));
      workers_.back()->tls = tls_.get();
      TRY(port_, listen(workers_.back()->acceptor, options_, port_, options_.threads > 1));
    }
    for (auto& worker : workers_) {
      asio::co_spawn(worker->io, accept_all(*worker), asio::detached);
      asio::co_spawn(worker->io, keep_deadlines(*worker, SteadyTime::max()), asio::detached);
      threads_.emplace_back([&io = worker->io] { run(io); });
    }
    return {};
  }

  void stop() {
    for (auto& worker : workers_)
      asio::post(worker->io, [&w = *worker] {
        w.is_stopping = true;
        boost::system::error_code ignored;
        w.acceptor.close(ignored);
        w.sweep.cancel();
        for (auto it = w.deadlines.begin(); it != w.deadlines.end(); ++it)
          if ((*it)->is_idle()) (*it)->cancel();
        const SteadyTime stop_at = std::chrono::steady_clock::now() + std::chrono::nanoseconds(w.options.stop_time.ns);
        asio::co_spawn(w.io, keep_deadlines(w, stop_at), asio::detached);
      });
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

  std::uint16_t port() const { return port_; }
  const ServerFigures& figures() const { return figures_; }

 private:
  ServerOptions options_;
  Serve serve_;
  Admit admit_;
  ServerFigures figures_;
  ByteBudget memory_;
  std::unique_ptr<asio::ssl::context> tls_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::vector<std::thread> threads_;
  std::uint16_t port_ = 0;
};

Server::Server(std::unique_ptr<Workers> workers) : workers_(std::move(workers)) {}
Server::~Server() { stop(); }

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Serve serve, Admit admit) {
  auto workers = std::make_unique<Workers>(std::move(options), std::move(serve), std::move(admit));
  TRY_VOID(workers->start());
  return std::unique_ptr<Server>(new Server(std::move(workers)));
}

std::uint16_t Server::port() const { return workers_->port(); }
const ServerFigures& Server::figures() const { return workers_->figures(); }
void Server::stop() { workers_->stop(); }

}  // namespace jidoka::http
