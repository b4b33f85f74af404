// Which types the operators take and give: the table behind the checker's "It takes …".
#pragma once

#include <optional>
#include <vector>

#include "core/text.h"
#include "expr/syntax.h"
#include "expr/type.h"

namespace jidoka::expr {

// None where the operator does not take these. Not for ?:, &&, || and !, which take bool.
std::optional<Type> operator_result(Operator op, const std::vector<Type>& operands);
Text operator_wants(Operator op);

}  // namespace jidoka::expr
