// Which of the known names a person may have meant by a misspelt one.
#pragma once

#include <string_view>
#include <vector>

namespace jidoka::json {

// The name at the smallest edit distance (Levenshtein 1966, with neighbours swapped counted once), if it is small
// against the length of the word; else empty. Case, '-' and '_' count for nothing.
std::string_view nearest_name(std::string_view written, const std::vector<std::string_view>& known);

}  // namespace jidoka::json
