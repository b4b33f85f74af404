#include "plot/text.h"

#include "json/utf8.h"

namespace jidoka::plot {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool is_allowed(std::string_view character) {
  if (character.size() == 1) return static_cast<unsigned char>(character[0]) >= 0x20 && character[0] != 0x7F;
  return character != "\xEF\xBF\xBE" && character != "\xEF\xBF\xBF";  // U+FFFE, U+FFFF
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 8);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = json::utf8_length(text, at);
    const std::string_view character = text.substr(at, length == 0 ? 1 : length);
    at += character.size();
    if (length == 0 || !is_allowed(character))
      out += replacement;
    else if (character == "&")
      out += "&amp;";
    else if (character == "<")
      out += "&lt;";
    else if (character == ">")
      out += "&gt;";
    else if (character == "\"")
      out += "&quot;";
    else if (character == "'")
      out += "&#39;";
    else
      out += character;
  }
  return out;
}

}  // namespace jidoka::plot
