#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include "webhook/target.h"

namespace jidoka::webhook {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
constexpr auto tuple = asio::as_tuple(asio::use_awaitable);

std::string request_text(const Target& target, const Parcel& parcel, Instant now) {
  const bool is_v6 = target.endpoint.host.find(':') != std::string::npos;
  const std::string host = is_v6 ? "[" + target.endpoint.host + "]" : target.endpoint.host;
  std::string text = "POST " + target.endpoint.target + " HTTP/1.1\r\nHost: " + host + ":" + target.endpoint.port +
                     "\r\nContent-Type: application/cloudevents+json; charset=utf-8\r\nUser-Agent: "
                     "jidoka\r\nConnection: close\r\nJidoka-Delivery: " +
                     parcel.id;
  if (!target.secret.empty()) text += "\r\nJidoka-Signature: " + signature(target.secret, parcel.body, now);
  return text + "\r\nContent-Length: " + std::to_string(parcel.body.size()) + "\r\n\r\n" + parcel.body;
}

// In words of ours where people meet it; the system's own words, which are English, behind those for the rest.
Text in_words(const boost::system::error_code& error) {
  namespace failed = boost::asio::error;
  if (error == failed::connection_refused) return {"connection refused", "连接被拒绝"};
  if (error == failed::host_not_found || error == failed::host_not_found_try_again)
    return {"the host's name is not known", "无法解析主机名"};
  if (error == failed::host_unreachable || error == failed::network_unreachable)
    return {"the host cannot be reached", "主机不可达"};
  if (error == failed::eof || error == failed::connection_reset || error == failed::broken_pipe ||
      error == http::error::end_of_stream || error == asio::ssl::error::stream_truncated)
    return {"the connection was closed without an answer", "连接未应答即被关闭"};
  return {"the connection failed: " + error.message(), "连接失败：" + error.message()};
}

Text of_tls(const boost::system::error_code& error) {
  return {"TLS: " + error.message(), "TLS 握手失败：" + error.message()};
}

Delivered judged(int status) {
  const Text detail = same_text("HTTP " + std::to_string(status));
  if (status >= 200 && status < 300) return {Outcome::delivered, detail};
  const bool may_pass = status >= 500 || status == 408 || status == 425 || status == 429;
  return {may_pass ? Outcome::retry : Outcome::fail, detail};
}

template <class Stream>
asio::awaitable<Delivered> exchange(Stream& stream, const std::string& request) {
  auto [write_error, written] = co_await asio::async_write(stream, asio::buffer(request), tuple);
  if (write_error) co_return Delivered{Outcome::retry, in_words(write_error)};
  boost::beast::flat_buffer buffer(64u << 10);
  http::response_parser<http::string_body> parser;
  parser.body_limit(64u << 10);
  // The answer's body says nothing to us; its head decides.
  auto [read_error, size] = co_await http::async_read_header(stream, buffer, parser, tuple);
  if (read_error) co_return Delivered{Outcome::retry, in_words(read_error)};
  co_return judged(static_cast<int>(parser.get().result_int()));
}

asio::awaitable<Delivered> over_tls(tcp::socket& socket, const Target& target, const std::string& request) {
  asio::ssl::context context(asio::ssl::context::tls_client);
  boost::system::error_code error;
  if (context.set_default_verify_paths(error))
    co_return Delivered{Outcome::retry,
                        {"trusted authorities: " + error.message(), "受信任的证书机构：" + error.message()}};
  asio::ssl::stream<tcp::socket&> stream(socket, context);
  if (stream.set_verify_mode(asio::ssl::verify_peer, error) ||
      stream.set_verify_callback(asio::ssl::host_name_verification(target.endpoint.host), error))
    co_return Delivered{Outcome::retry, of_tls(error)};
  SSL_set_tlsext_host_name(stream.native_handle(), target.endpoint.host.c_str());
  auto [handshake_error] = co_await stream.async_handshake(asio::ssl::stream_base::client, tuple);
  if (handshake_error) co_return Delivered{Outcome::retry, of_tls(handshake_error)};
  Delivered answer = co_await exchange(stream, request);
  co_return answer;
}

asio::awaitable<Delivered> attempt(tcp::socket& socket, tcp::resolver& resolver, const Target& target,
                                   const std::string& request) {
  auto [resolve_error, addresses] = co_await resolver.async_resolve(target.endpoint.host, target.endpoint.port, tuple);
  if (resolve_error) co_return Delivered{Outcome::retry, in_words(resolve_error)};
  auto [connect_error, address] = co_await asio::async_connect(socket, addresses, tuple);
  if (connect_error) co_return Delivered{Outcome::retry, in_words(connect_error)};
  Delivered answer;
  if (target.endpoint.is_secure)
    answer = co_await over_tls(socket, target, request);
  else
    answer = co_await exchange(socket, request);
  co_return answer;
}

}  // namespace

Delivered deliver(const Target& target, const Parcel& parcel, Instant now) {
  if (parcel.id.find_first_of("\r\n") != std::string::npos)
    return {Outcome::fail, {"the delivery's id has a line break", "投递编号含换行符"}};
  asio::io_context io(1);
  tcp::socket socket(io);
  tcp::resolver resolver(io);
  asio::steady_timer limit(io, std::chrono::nanoseconds(target.timeout.ns));
  Delivered answer{Outcome::retry, {"no answer in time", "未及时应答"}};
  bool is_over = false;
  const std::string request = request_text(target, parcel, now);
  limit.async_wait([&](boost::system::error_code error) {
    if (error || is_over) return;
    is_over = true;
    io.stop();
  });
  asio::co_spawn(
      io,
      [&]() -> asio::awaitable<void> {
        Delivered got = co_await attempt(socket, resolver, target, request);
        if (is_over) co_return;
        is_over = true;
        answer = std::move(got);
        io.stop();
      },
      asio::detached);
  io.run();
  return answer;
}

}  // namespace jidoka::webhook
