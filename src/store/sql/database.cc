#include "sql/database.h"

#include <algorithm>

namespace jidoka::sql {
namespace {

// Length of the UTF-8 sequence at the front (RFC 3629, table 3-7 of the Unicode Standard); 0 when there is none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const auto continues = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
    return byte(i) >= low && byte(i) <= high;
  };
  const unsigned first = byte(0);
  if (first == 0) return 0;
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return continues(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = first == 0xED ? 0x9F : 0xBF;
    return continues(1, low, high) && continues(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned low = first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
    return continues(1, low, high) && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::string_view clean_text(std::string_view text, std::string& copy) {
  const bool plain = std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) > 0; });
  if (plain) return text;
  copy.clear();
  bool changed = false;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t length = sequence_length(rest);
    if (length == 0) {
      copy += "\xEF\xBF\xBD";
      changed = true;
    } else {
      copy += rest.substr(0, length);
    }
    rest.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return changed ? std::string_view(copy) : text;
}

Decimal decimal(const Row& row, int column) { return parse_decimal(row.text(column)).value_or(Decimal{}); }

std::optional<Decimal> decimal_or_none(const Row& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(decimal(row, column));
}

Error store_unavailable(std::string_view what, std::string_view detail) {
  return make_error(Code::unavailable, "store-unavailable",
                    {std::string(what) + ": " + std::string(detail) + ". Nothing was changed.",
                     "数据库不可用（" + std::string(detail) + "），没有任何更改。"});
}

}  // namespace jidoka::sql
