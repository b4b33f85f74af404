// Arithmetic and comparison of two values as the language has them: overflow, division by zero and kinds that do not go
// together are error values. An operand that is an error is the answer.
#pragma once

#include "expr/function.h"
#include "expr/syntax.h"

namespace jidoka::expr {

Value add(Call& call, const Value& a, const Value& b);
Value subtract(Call& call, const Value& a, const Value& b);
Value multiply(Call& call, const Value& a, const Value& b);
Value divide(Call& call, const Value& a, const Value& b);
Value modulus(Call& call, const Value& a, const Value& b);
Value negate(Call& call, const Value& a);
Value logical_not(Call& call, const Value& a);
// less, less_equal, greater, greater_equal
Value ordered(Call& call, Operator op, const Value& a, const Value& b);
Value is_equal(Call& call, const Value& a, const Value& b, bool wanted);
Value is_in(Call& call, const Value& needle, const Value& place);
Value element(Call& call, const Value& place, const Value& index);
Value field(Call& call, const Value& map, const Value& name);
Value has_field(Call& call, const Value& map, const Value& name);
// The joins of && and ||: false (or true) on either side wins over an error on the other.
Value logical_join(Call& call, Operator op, const Value& a, const Value& b);

// The first of them that is an error; else that the operator does not take these kinds.
Value refused(Call& call, std::span<const Value> operands);

}  // namespace jidoka::expr
