// The bytes of a response's head and of chunks, and which response a parser's refusal becomes.
#pragma once

#include <boost/system/error_code.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"
#include "http/server.h"

namespace jidoka::http {

std::string response_head(const Response& response, std::string_view date, bool keep_alive, bool chunked);
std::string chunk(std::string_view bytes);
// Nothing: the other side went away, there is nobody to answer.
std::optional<Response> refusal(const boost::system::error_code& error, const ServerOptions& options,
                                const Request& request);

}  // namespace jidoka::http
