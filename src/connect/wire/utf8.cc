#include "wire/utf8.h"

#include <simdjson.h>

namespace jidoka::wire {

bool is_utf8(std::string_view bytes) { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

namespace {

// Bytes of the valid UTF-8 character at the front; 0 when there is none.
std::size_t character_size(std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes[0]);
  const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return bytes.size() >= size && is_utf8(bytes.substr(0, size)) ? size : 0;
}

}  // namespace

std::string excerpt(std::string_view bytes, std::size_t limit) {
  std::string out;
  while (!bytes.empty()) {
    const std::size_t size = character_size(bytes);
    if (out.size() + (size == 0 ? 3 : size) > limit) return out + "…";
    if (size == 0)
      out += "\xEF\xBF\xBD";
    else if (static_cast<unsigned char>(bytes[0]) < 0x20)
      out += ' ';
    else
      out.append(bytes.substr(0, size));
    bytes.remove_prefix(size == 0 ? 1 : size);
  }
  return out;
}

}  // namespace jidoka::wire
