// What every text that a person or a machine hands in must keep to: identifiers that can be printed on a label, and
// reasons that say something.
#pragma once

#include <string_view>

#include "core/result.h"

namespace jidoka::act {

// 1 to 64 characters, UTF-8, no control characters, no space at either end.
Result<void> check_id(std::string_view id, std::string_view field);
// 3 to 1000 characters beside leading and trailing spaces.
Result<void> check_reason(std::string_view reason);

}  // namespace jidoka::act
