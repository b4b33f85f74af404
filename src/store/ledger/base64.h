// Base64 by RFC 4648 section 4 in its one spelling: whatever does not encode back to itself is refused, so that no
// byte of a note or of an export can change without notice.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "crypto/hash.h"

namespace jidoka::ledger {

inline std::optional<std::string> exact_base64(std::string_view text) {
  auto bytes = crypto::from_base64(text);
  if (!bytes || crypto::to_base64(*bytes) != text) return {};
  return std::move(*bytes);
}

}  // namespace jidoka::ledger
