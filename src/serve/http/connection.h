// One connection from its first byte to its last, for a plain or an encrypted stream. Only connection_plain.cc and
// connection_tls.cc may include this: Beast is slow to compile.
#pragma once

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include "http/problem.h"
#include "http/response_head.h"
#include "http/worker.h"

namespace jidoka::http {

template <class Stream>
class Connection final : public Writer {
 public:
  Connection(Worker& worker, Stream& stream, Socket& socket)
      : worker_(worker), stream_(stream), deadline_(worker.deadlines, socket) {
    boost::system::error_code ignored;
    remote_ = socket.remote_endpoint(ignored).address().to_string();
    ++worker_.figures.connections;
  }
  ~Connection() override { --worker_.figures.connections; }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Deadline& deadline() { return deadline_; }

  awaitable<void> run(bool is_secure) {
    bool goes_on = true;
    while (goes_on && !worker_.is_stopping) {
      const bool has_bytes = co_await first_bytes();
      if (!has_bytes) co_return;
      Request request;
      request.remote = remote_;
      request.is_secure = is_secure;
      goes_on = co_await one_request(request);
    }
    co_await drain();
  }

  awaitable<bool> write(std::string_view bytes) override {
    if (!is_open_) co_return false;
    if (bytes.empty()) co_return true;
    const std::string framed = is_chunked_ ? chunk(bytes) : std::string(bytes);
    is_open_ = co_await send(framed, {});
    co_return is_open_;
  }
  bool is_open() const override { return is_open_ && !worker_.is_stopping; }

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  static constexpr auto tuple = boost::asio::as_tuple(boost::asio::use_awaitable);

  // Waits for a request to begin; a client that pipelines has sent it already.
  awaitable<bool> first_bytes() {
    if (buffer_.size() > 0) co_return true;
    deadline_.arm(is_first_ ? worker_.options.header_time : worker_.options.keep_alive_time, !is_first_);
    is_first_ = false;
    auto [error, size] = co_await stream_.async_read_some(buffer_.prepare(8192), tuple);
    if (error) is_open_ = false;
    buffer_.commit(size);
    co_return !error;
  }

  // False: the connection ends. Who asks is known from the header; what is refused by it is never read further.
  awaitable<bool> one_request(Request& request) {
    Parser parser;
    parser.header_limit(worker_.options.header_bytes);
    parser.body_limit(worker_.options.body_bytes);
    request.memory = ByteBudget::Share(worker_.memory);
    boost::system::error_code error = co_await read_header(parser, request);
    std::optional<Response> refused;
    if (!error) refused = co_await refused_by_header(parser, request);
    if (!error && !refused) error = co_await read_body(parser, request, refused);
    if (error) {
      const bool answered = co_await refuse(error, request);
      (void)answered;
      co_return false;
    }
    ++worker_.figures.requests;
    deadline_.disarm();
    const bool is_whole = parser.is_done();
    if (!refused) request.body = std::move(parser.get().body());
    Response response;
    if (refused)
      response = std::move(*refused);
    else
      response = co_await worker_.serve(request);
    const bool keep_alive = is_whole && parser.keep_alive() && !worker_.is_stopping;
    const bool sent = co_await respond(response, request, keep_alive, parser.get().version() == 11);
    co_return sent&& keep_alive;
  }

  awaitable<boost::system::error_code> read_header(Parser& parser, Request& request) {
    deadline_.arm(worker_.options.header_time);
    auto [error, size] = co_await boost::beast::http::async_read_header(stream_, buffer_, parser, tuple);
    if (!error) request.method = std::string(parser.get().method_string());
    co_return error;
  }

  awaitable<std::optional<Response>> refused_by_header(Parser& parser, Request& request) {
    if (const Result<void> taken = take_header(parser, request); !taken) {
      ++worker_.figures.malformed;
      co_return problem(taken.error(), request);
    }
    deadline_.disarm();
    std::optional<Response> refused;
    if (worker_.admit) refused = co_await worker_.admit(request);
    if (refused) co_return refused;
    const std::uint64_t most = std::min(worker_.options.body_bytes, request.most_body);
    const auto length = parser.content_length();
    if (length && *length > most) co_return body_too_large(most, request);
    if (length && !request.memory.grow_to(*length)) co_return problem(no_room(), request);
    parser.body_limit(most);
    co_return std::nullopt;
  }

  awaitable<boost::system::error_code> read_body(Parser& parser, Request& request, std::optional<Response>& refused) {
    namespace http = boost::beast::http;
    if (parser.get()[http::field::expect] == "100-continue" && !parser.is_done()) {
      const bool sent = co_await send("HTTP/1.1 100 Continue\r\n\r\n", {});
      if (!sent) co_return boost::asio::error::connection_reset;
    }
    const SteadyTime too_long =
        std::chrono::steady_clock::now() + std::chrono::nanoseconds(worker_.options.body_time.ns);
    while (!parser.is_done()) {
      if (std::chrono::steady_clock::now() > too_long) {
        deadline_.cancel();
        co_return boost::asio::error::operation_aborted;
      }
      deadline_.arm(worker_.options.body_idle_time);
      auto [error, size] = co_await http::async_read_some(stream_, buffer_, parser, tuple);
      if (error) co_return error;
      if (!request.memory.grow_to(parser.get().body().capacity())) {
        refused = problem(no_room(), request);
        co_return boost::system::error_code();
      }
    }
    co_return boost::system::error_code();
  }

  static Result<void> take_header(const Parser& parser, Request& request) {
    const auto& message = parser.get();
    for (const auto& field : message) {
      std::string name(field.name_string());
      for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
      request.headers.emplace_back(std::move(name), std::string(field.value()));
    }
    if (message.version() == 11 && message.count("Host") != 1)
      return fail(Code::invalid, "no-host", {"A request names its host once.", "请求须有且仅有一个 Host 首部。"},
                  "Host");
    return read_target({message.target().data(), message.target().size()}, request);
  }

  awaitable<bool> refuse(boost::system::error_code error, Request& request) {
    Response response;
    if (deadline_.has_passed()) {
      ++worker_.figures.timeouts;
      response = problem(408, "too-slow", {"The request did not arrive in time.", "请求未在规定时间内到达。"}, request);
    } else {
      const auto refused = refusal(error, worker_.options, request);
      if (!refused) co_return is_open_ = false;
      ++worker_.figures.malformed;
      response = *refused;
    }
    const bool sent = co_await respond(response, request, false, true);
    co_return sent;
  }

  // A client of HTTP/1.0 knows no chunks: what goes on for long ends for it with the connection.
  awaitable<bool> respond(Response& response, const Request& request, bool keep_alive, bool may_chunk) {
    const bool has_body = request.method != "HEAD" && response.status != 204 && response.status != 304;
    if (response.stream && has_body) {
      is_chunked_ = may_chunk;
      const std::string head = response_head(response, worker_.date_now(), keep_alive && may_chunk,
                                             may_chunk ? Framing::chunked : Framing::until_close);
      is_open_ = co_await send(head, {});
      if (is_open_) co_await response.stream(*this);
      if (is_open_ && may_chunk) is_open_ = co_await send("0\r\n\r\n", {});
      co_return is_open_&& may_chunk;
    }
    const std::string head = response_head(response, worker_.date_now(), keep_alive, Framing::length);
    is_open_ = co_await send(head, has_body ? response.content() : std::string_view());
    co_return is_open_;
  }

  // Large bodies go piece by piece, so that a slow reader is told from a dead one.
  awaitable<bool> send(std::string_view head, std::string_view body) {
    constexpr std::size_t piece = 256u << 10;
    do {
      const std::string_view part = body.substr(0, piece);
      body.remove_prefix(part.size());
      const std::array<boost::asio::const_buffer, 2> buffers = {boost::asio::buffer(head), boost::asio::buffer(part)};
      deadline_.arm(worker_.options.write_idle_time);
      auto [error, size] = co_await boost::asio::async_write(stream_, buffers, tuple);
      if (error) co_return false;
      head = {};
    } while (!body.empty());
    deadline_.disarm();
    co_return true;
  }

  // After a refusal the client may still be sending; closing at once would reset the connection before it reads why.
  awaitable<void> drain() {
    if (!is_open_) co_return;
    boost::system::error_code ignored;
    boost::beast::get_lowest_layer(stream_).shutdown(Socket::shutdown_send, ignored);
    deadline_.arm(seconds(2));
    std::array<char, 16'384> thrown_away;
    for (int reads = 0; reads < 4096; ++reads) {
      auto [error, size] = co_await stream_.async_read_some(boost::asio::buffer(thrown_away), tuple);
      if (error) co_return;
    }
  }

  Worker& worker_;
  Stream& stream_;
  Deadline deadline_;
  boost::beast::flat_buffer buffer_;
  std::string remote_;
  bool is_first_ = true;
  bool is_open_ = true;
  bool is_chunked_ = true;  // the response that is being streamed
};

}  // namespace jidoka::http
