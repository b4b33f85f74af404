// Text from outside before anybody shows or stores it: is it UTF-8, and an excerpt that always is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace jidoka::wire {

bool is_utf8(std::string_view bytes);

// At most `limit` bytes of it as valid UTF-8: what is not becomes U+FFFD, control characters become spaces, and a cut
// ends with "…".
std::string excerpt(std::string_view bytes, std::size_t limit = 300);

}  // namespace jidoka::wire
