// gzip (RFC 1952) and zlib bodies, inflated up to a limit: a small request must not become a large memory.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace jidoka::http {

// Refused: broken or cut off data, anything after the last member, more than `limit` bytes.
Result<std::string> inflate(std::string_view compressed, std::size_t limit);

}  // namespace jidoka::http
