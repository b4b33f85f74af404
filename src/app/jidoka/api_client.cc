#include "jidoka/api_client.h"

#include <openssl/ssl.h>

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "http/problem.h"
#include "wire/number.h"

namespace jidoka::app {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Answer = beast::http::response<beast::http::string_body>;
using Asked = beast::http::request<beast::http::string_body>;
constexpr auto longest_answer = std::chrono::seconds(60);
constexpr auto longest_wait = std::chrono::minutes(5);

Failure unreachable(const webhook::Endpoint& endpoint, const std::string& why) {
  const std::string place = endpoint.host + ":" + endpoint.port;
  return fail(Code::unavailable, "server-unreachable",
              {"No answer from " + place + ": " + why + ". Is the server running there?",
               place + " 没有应答：" + why + "。服务器是否已在该地址启动？"});
}

// Runs one asynchronous step to its end; the stream's own timer limits it.
template <class Begin>
beast::error_code step(asio::io_context& io, Begin&& begin) {
  beast::error_code ended;
  begin([&ended](beast::error_code error, auto&&...) { ended = error; });
  io.restart();
  io.run();
  return ended;
}

template <class Stream>
Result<Answer> converse(asio::io_context& io, Stream& stream, const Asked& asked, const webhook::Endpoint& endpoint) {
  auto& timed = beast::get_lowest_layer(stream);
  timed.expires_after(longest_answer);
  if (const auto error = step(io, [&](auto then) { beast::http::async_write(stream, asked, then); }))
    return unreachable(endpoint, error.message());
  beast::flat_buffer buffer;
  beast::http::response_parser<beast::http::string_body> parser;
  parser.body_limit(64u << 20);
  timed.expires_after(longest_answer);
  if (const auto error = step(io, [&](auto then) { beast::http::async_read(stream, buffer, parser, then); }))
    return unreachable(endpoint, error.message());
  return parser.release();
}

Result<Answer> ask(const webhook::Endpoint& endpoint, const Asked& asked) {
  asio::io_context io(1);
  beast::error_code error;
  asio::ip::tcp::resolver resolver(io);
  const auto addresses = resolver.resolve(endpoint.host, endpoint.port, error);
  if (error) return unreachable(endpoint, error.message());
  asio::ssl::context context(asio::ssl::context::tls_client);
  if (context.set_default_verify_paths(error)) return unreachable(endpoint, error.message());
  beast::ssl_stream<beast::tcp_stream> secure(io, context);
  beast::tcp_stream& plain = secure.next_layer();
  plain.expires_after(std::chrono::seconds(10));
  error = step(io, [&](auto then) { plain.async_connect(addresses, then); });
  if (error) return unreachable(endpoint, error.message());
  if (!endpoint.is_secure) return converse(io, plain, asked, endpoint);
  secure.set_verify_mode(asio::ssl::verify_peer, error);
  secure.set_verify_callback(asio::ssl::host_name_verification(endpoint.host), error);
  SSL_set_tlsext_host_name(secure.native_handle(), endpoint.host.c_str());
  error = step(io, [&](auto then) { secure.async_handshake(asio::ssl::stream_base::client, then); });
  if (error) return unreachable(endpoint, "TLS: " + error.message());
  return converse(io, secure, asked, endpoint);
}

Code code_of(int status) {
  switch (status) {
    case 401:
      return Code::unauthenticated;
    case 403:
      return Code::forbidden;
    case 404:
      return Code::not_found;
    case 409:
      return Code::conflict;
    case 412:
      return Code::stale;
    case 413:
      return Code::too_large;
    case 429:
      return Code::busy;
    case 502:
    case 503:
    case 504:
      return Code::unavailable;
    default:
      return status >= 500 ? Code::internal : Code::invalid;
  }
}

Error error_in(const Answer& answer) {
  const int status = static_cast<int>(answer.result_int());
  const auto problem = json::decode<http::Problem>(std::string_view(answer.body()));
  if (!problem) {
    const std::string shown = "HTTP " + std::to_string(status);
    return make_error(code_of(status), "server-refused",
                      {"The server answered " + shown + ", and not in Jidoka's words. Is this its address?",
                       "服务器返回 " + shown + "，且不是 Jidoka 的格式。地址是否正确？"});
  }
  Error error = make_error(code_of(status), problem->type.substr(problem->type.rfind('/') + 1), problem->text,
                           problem->field.value_or(""));
  if (problem->faults)
    for (const http::ProblemFault& fault : *problem->faults) {
      error.text.en += "\n  " + fault.field + ": " + fault.text.en;
      error.text.zh += "\n  " + fault.field + "：" + fault.text.zh;
    }
  return error;
}

bool is_busy(const Answer& answer) {
  return answer.result() == beast::http::status::too_many_requests ||
         answer.result() == beast::http::status::service_unavailable;
}

// What the server asks for in Retry-After (RFC 9110, 10.2.3), in seconds; 1 s when it says nothing that we understand.
std::chrono::seconds wait_asked_for(const Answer& answer) {
  const auto written = answer[beast::http::field::retry_after];
  const auto seconds = wire::parse_integer({written.data(), written.size()});
  return std::chrono::seconds(seconds && *seconds >= 0 ? std::min<std::int64_t>(*seconds, 3600) : 1);
}

}  // namespace

Result<ApiClient> ApiClient::connect_to(const std::string& url, const std::string& token_env) {
  TRY(webhook::Endpoint endpoint, webhook::parse_endpoint(url));
  const char* token = std::getenv(token_env.c_str());
  if (token == nullptr || *token == '\0')
    return fail(Code::unauthenticated, "no-token",
                {"Set " + token_env + " to a token of the server; jidoka token create makes one.",
                 "请将环境变量 " + token_env + " 设为服务器的令牌；可用 jidoka token create 创建。"});
  return ApiClient(std::move(endpoint), token);
}

Result<std::string> ApiClient::exchange(std::string_view method, const std::string& path, Sent sent,
                                        Patience patience) {
  Asked asked(method == "GET" ? beast::http::verb::get : beast::http::verb::post, path, 11);
  asked.set(beast::http::field::host, endpoint_.host + ":" + endpoint_.port);
  asked.set(beast::http::field::authorization, "Bearer " + token_);
  asked.set(beast::http::field::user_agent, "jidoka");
  asked.set(beast::http::field::connection, "close");
  if (method != "GET") {
    asked.set(beast::http::field::content_type, sent.media_type);
    asked.body() = std::move(sent.text);
    asked.prepare_payload();
  }
  std::chrono::seconds waited{0};
  TRY(Answer answer, ask(endpoint_, asked));
  while (is_busy(answer) && patience == Patience::five_minutes) {
    const auto wait = std::max(wait_asked_for(answer), std::chrono::seconds(1));
    waited += wait;
    if (waited > longest_wait) break;
    std::this_thread::sleep_for(wait);
    TRY(answer, ask(endpoint_, asked));
  }
  if (answer.result_int() >= 400) return fail(error_in(answer));
  return std::move(answer.body());
}

}  // namespace jidoka::app
