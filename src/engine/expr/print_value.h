// Values as text: as a person would write them in an expression (for messages), and as string() and format() have them.
// A double has the fewest digits that read back the same.
#pragma once

#include <cstddef>
#include <string>

#include "expr/value.h"

namespace jidoka::expr {

struct PrintLimit {
  std::size_t bytes = static_cast<std::size_t>(-1);  // nothing more is begun after so many
};

// In the language's own words: "a", 1u, [1, 2], {"k": true}, timestamp("…").
void print(std::string& out, const Value& value, PrintLimit limit = {});
// A string literal in double quotes that reads back as the same text.
void print_quoted(std::string& out, std::string_view text);
void print_quoted_bytes(std::string& out, std::string_view bytes);
// As string() has it: 0.5, 1e+100, NaN, Infinity, 12.
std::string double_text(double value);

}  // namespace jidoka::expr
