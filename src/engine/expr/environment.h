// What an expression may use besides the functions: variables with their types, in the order in which the host hands in
// their values. With a container "line.press", the name `temp` is looked for as line.press.temp, line.temp and temp.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "expr/syntax.h"
#include "expr/type.h"

namespace jidoka::expr {

struct Variable {
  std::string name;  // may have dots
  Type type;
};

struct Environment {
  std::vector<Variable> variables;
  std::string container;
  bool is_checked = true;  // unknown names and wrong types are refused before anything is evaluated
};

// Identifiers, and selections that are qualified names, become variables, locals of loops or types; calls of
// namespaced functions become plain calls. What stays an identifier is unknown.
void bind_names(Syntax& syntax, const Environment& environment);

// The type of the whole, or the first problem: an unknown name or function, a wrong type. After bind_names.
std::expected<Type, Problem> check(const Syntax& syntax, const Environment& environment);

}  // namespace jidoka::expr
