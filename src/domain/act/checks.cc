#include "act/checks.h"

#include <cstddef>
#include <optional>
#include <string>

namespace jidoka::act {
namespace {

struct Shape {
  std::size_t characters = 0;
  bool has_control = false;
};

// Counts UTF-8 characters; nothing when the bytes are not UTF-8. Bytes are checked for structure only: texts that come
// over JSON are valid already, and this keeps those from elsewhere from breaking a label.
std::optional<Shape> shape_of(std::string_view text) {
  Shape shape;
  for (std::size_t i = 0; i < text.size(); ++shape.characters) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                               : lead >= 0xE0                ? 3
                               : lead >= 0xC2                ? 2
                                                             : 0;
    if (length == 0 || lead >= 0xF5 || i + length > text.size()) return std::nullopt;
    for (std::size_t k = 1; k < length; ++k)
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return std::nullopt;
    const bool c1_control = lead == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    shape.has_control = shape.has_control || lead < 0x20 || lead == 0x7F || c1_control;
    i += length;
  }
  return shape;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

}  // namespace

Result<void> check_id(std::string_view id, std::string_view field) {
  const auto shape = shape_of(id);
  if (shape && shape->characters >= 1 && shape->characters <= 64 && !shape->has_control &&
      trimmed(id).size() == id.size())
    return {};
  return fail(Code::invalid, "invalid-id",
              {"An identifier has 1 to 64 visible characters and no space at either end.",
               "编号须为 1 到 64 个可见字符，首尾不能有空格。"},
              std::string(field));
}

Result<void> check_reason(std::string_view reason) {
  const auto shape = shape_of(trimmed(reason));
  if (shape && shape->characters >= 3 && shape->characters <= 1000) return {};
  return fail(Code::invalid, "reason-required", {"Say why, in 3 to 1000 characters.", "请写明原因，3 到 1000 个字。"},
              "reason");
}

}  // namespace jidoka::act
