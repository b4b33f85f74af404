// What changes between two JSON texts, one line a place, readable by whoever approves it:
//   lines[0].specification.upper: 233 → 234
//   lines[2]: — → {"id":"30.2",…}
// Elements of a list that carry an `id` are matched by it, so that an inserted line does not make all later ones
// differ; they are shown at their new place, removed ones at their old. "—" is nothing. Equal texts have no
// differences.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "json/decode.h"

namespace jidoka::plant {

std::vector<std::string> differences(const json::Value& before, const json::Value& after);
Result<std::vector<std::string>> text_differences(std::string_view before, std::string_view after);

}  // namespace jidoka::plant
