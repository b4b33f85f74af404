#include "core/error.h"

#include <array>
#include <utility>

namespace jidoka {

std::string_view code_name(Code code) {
  constexpr std::array<std::string_view, 13> names = {
      "invalid", "unauthenticated", "forbidden", "not_found", "conflict", "stale", "too_large", "unsupported",
      "busy",    "unavailable",     "corrupt",   "timed_out", "internal",
  };
  return names[static_cast<std::size_t>(code)];
}

Error make_error(Code code, std::string slug, Text text, std::string field) {
  return Error{code, std::move(slug), std::move(text), std::move(field)};
}

}  // namespace jidoka
