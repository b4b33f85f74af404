// What goes wrong in an expression: a value of the language (Fault) while it is evaluated, and a Problem for people,
// with the line and column in the text and what would be right in both languages. A Problem is no Error of ours: it is
// the answer to what a person wrote.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/text.h"
#include "expr/value.h"
#include "json/describe.h"

namespace jidoka::expr {

enum class FaultKind : std::uint8_t {
  no_overload,       // the operator or function does not take these kinds
  unknown_name,      // no variable of this name has a value
  unknown_function,  // no such function
  no_such_key,       // in a map
  no_such_field,     // selection from what is no map
  index_range,       // of a list or a string
  bad_index,         // no whole number
  divide_by_zero,
  modulus_by_zero,
  overflow,         // beyond 64 bits
  range,            // a conversion, time or duration out of its range
  not_convertible,  // text that is no number, time, …
  duplicate_key,
  bad_key,  // of a kind that cannot be a key
  bad_pattern,
  bad_zone,
  bad_format,
  invalid_utf8,
  bad_argument,
  empty_window,  // no reading in a time window
  no_windows,    // the host gives no time
  too_costly,
};

struct Fault {
  FaultKind kind = FaultKind::no_overload;
  std::string_view name;         // operator, function, variable or field
  std::array<Value, 3> about{};  // the operands
  std::uint8_t count = 0;
};

struct Problem {
  std::string code;  // kebab-case, stable
  std::uint32_t line = 1;
  std::uint32_t column = 1;  // counted in characters
  Text text;
};
constexpr auto describe(const Problem*) {
  using json::field;
  return json::type<Problem>(
      "ExpressionProblem", "What is wrong with an expression, or what went wrong in it",
      field("code", &Problem::code, "Stable, for programs"), field("line", &Problem::line, "From 1"),
      field("column", &Problem::column, "From 1, in characters"), field("text", &Problem::text, "What would be right"));
}

std::string_view fault_code(FaultKind kind);  // "no-such-overload"
Text fault_text(const Fault& fault);

// The problem at a byte of the expression's text.
Problem problem_at(std::string_view expression, std::size_t byte, std::string code, Text text);
// An error value as a problem; `error.extra` is one more than the byte, or 0 where it is not known.
Problem problem_of(std::string_view expression, const Value& error);

// A value as a person would write it, cut to a length that fits in a sentence.
std::string shown(const Value& value);

}  // namespace jidoka::expr
