// What a plain (unquoted) YAML scalar is: the core schema of YAML 1.2.2, section 10.3.2. So "yes", "on", "12:30" and
// "10.1.2" are text, and 010 is ten. Internal to the module.
#pragma once

#include <optional>
#include <string_view>

#include "json/decode.h"

namespace jidoka::json {

// Nothing for .inf and .nan and for numbers beyond a double, which JSON cannot say.
std::optional<Value> plain_scalar(std::string_view text);

}  // namespace jidoka::json
