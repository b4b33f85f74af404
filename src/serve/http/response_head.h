// The bytes of a response's head and of chunks, and which response a parser's refusal becomes.
#pragma once

#include <boost/system/error_code.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"
#include "http/server.h"

namespace jidoka::http {

enum class Framing : std::uint8_t { length, chunked, until_close };  // how the other side knows where the body ends
std::string response_head(const Response& response, std::string_view date, bool keep_alive, Framing framing);
std::string chunk(std::string_view bytes);
Response body_too_large(std::uint64_t limit, const Request& request);
// Nothing: the other side went away, there is nobody to answer.
std::optional<Response> refusal(const boost::system::error_code& error, const ServerOptions& options,
                                const Request& request);

}  // namespace jidoka::http
