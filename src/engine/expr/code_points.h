// Strings by their characters (code points), as the language counts them. The text must be UTF-8.
#pragma once

#include <cstdint>
#include <string_view>

namespace jidoka::expr {

constexpr std::size_t no_byte = static_cast<std::size_t>(-1);

std::size_t count_characters(std::string_view text);
// The byte where the character of this number begins; the end for the one after the last; else no_byte.
std::size_t byte_of_character(std::string_view text, std::int64_t number);
// The bytes of the character that begins here.
std::size_t character_length(std::string_view text, std::size_t at);
// The code point of the character that begins here.
std::uint32_t code_point(std::string_view text, std::size_t at);
// White space as Unicode's White_Space property has it.
bool is_blank(std::uint32_t code_point);

}  // namespace jidoka::expr
