// gzip (RFC 1952) and zlib bodies, inflated up to a limit: a small request must not become a large memory, nor many of
// them together; what is inflated counts for the share.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "http/byte_budget.h"

namespace jidoka::http {

// Refused: broken or cut off data, anything after the last member, more than `limit` bytes; busy when the share cannot
// grow so far.
Result<std::string> inflate(std::string_view compressed, std::size_t limit, ByteBudget::Share& share);

}  // namespace jidoka::http
