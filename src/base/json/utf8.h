// Well-formed UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <string_view>

namespace jidoka::json {

// The number of bytes of the character at `at`, or 0 when what stands there is not UTF-8.
std::size_t utf8_length(std::string_view text, std::size_t at);
// The place of the first byte that is not UTF-8, or npos.
std::size_t find_invalid_utf8(std::string_view text);

}  // namespace jidoka::json
