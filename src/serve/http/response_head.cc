#include "http/response_head.h"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/beast/http/error.hpp>
#include <charconv>

#include "http/problem.h"

namespace jidoka::http {

std::string response_head(const Response& response, std::string_view date, bool keep_alive, Framing framing) {
  std::string head;
  head.reserve(512);
  head += "HTTP/1.1 ";
  head += std::to_string(response.status);
  head += ' ';
  head += reason_phrase(response.status);
  head += "\r\ndate: ";
  head += date;
  if (!response.content_type.empty()) {
    head += "\r\ncontent-type: ";
    head += response.content_type;
  }
  for (const auto& [name, value] : response.headers) {
    if (name.find_first_of("\r\n") != std::string::npos || value.find_first_of("\r\n") != std::string::npos) continue;
    head += "\r\n";
    head += name;
    head += ": ";
    head += value;
  }
  if (framing == Framing::chunked) {
    head += "\r\ntransfer-encoding: chunked";
  } else if (framing == Framing::length && response.status != 204 && response.status != 304) {
    head += "\r\ncontent-length: ";
    head += std::to_string(response.content().size());
  }
  if (!keep_alive) head += "\r\nconnection: close";
  head += "\r\n\r\n";
  return head;
}

std::string chunk(std::string_view bytes) {
  char size[16];
  const auto end = std::to_chars(size, size + sizeof size, bytes.size(), 16).ptr;
  std::string framed(size, end);
  framed.reserve(framed.size() + bytes.size() + 4);
  framed += "\r\n";
  framed += bytes;
  framed += "\r\n";
  return framed;
}

Response body_too_large(std::uint64_t limit, const Request& request) {
  const std::string most = std::to_string(limit);
  return problem(make_error(Code::too_large, "body-too-large",
                            {"The body is larger than " + most + " bytes; send it in parts.",
                             "请求体超过 " + most + " 字节；请分批发送。"}),
                 request);
}

std::optional<Response> refusal(const boost::system::error_code& error, const ServerOptions& options,
                                const Request& request) {
  namespace http = boost::beast::http;
  if (error == http::error::header_limit)
    return problem(431, "header-too-large",
                   {"The header is larger than " + std::to_string(options.header_bytes) + " bytes.",
                    "请求首部超过 " + std::to_string(options.header_bytes) + " 字节。"},
                   request);
  if (error == http::error::body_limit || error == http::error::buffer_overflow)
    return body_too_large(std::min(options.body_bytes, request.most_body), request);
  if (error == http::error::end_of_stream) return std::nullopt;
  if (error.category() == http::make_error_code(http::error::bad_method).category())
    return problem(make_error(Code::invalid, "malformed-request",
                              {"This is not a valid HTTP request: " + error.message() + ".",
                               "不是有效的 HTTP 请求：" + error.message() + "。"}),
                   request);
  return std::nullopt;
}

}  // namespace jidoka::http
