#include "expr/operator_types.h"

#include <array>

#include "core/assert.h"

namespace jidoka::expr {
namespace {

struct Row {
  Operator op;
  std::string_view takes;  // operands, then the result
};
constexpr std::array<Row, 29> rows = {{
    {Operator::add, "int, int, int"},
    {Operator::add, "uint, uint, uint"},
    {Operator::add, "double, double, double"},
    {Operator::add, "string, string, string"},
    {Operator::add, "bytes, bytes, bytes"},
    {Operator::add, "list(A), list(B), list(dyn)"},
    {Operator::add, "timestamp, duration, timestamp"},
    {Operator::add, "duration, timestamp, timestamp"},
    {Operator::add, "duration, duration, duration"},
    {Operator::subtract, "int, int, int"},
    {Operator::subtract, "uint, uint, uint"},
    {Operator::subtract, "double, double, double"},
    {Operator::subtract, "timestamp, timestamp, duration"},
    {Operator::subtract, "timestamp, duration, timestamp"},
    {Operator::subtract, "duration, duration, duration"},
    {Operator::multiply, "int, int, int"},
    {Operator::multiply, "uint, uint, uint"},
    {Operator::multiply, "double, double, double"},
    {Operator::divide, "int, int, int"},
    {Operator::divide, "uint, uint, uint"},
    {Operator::divide, "double, double, double"},
    {Operator::modulus, "int, int, int"},
    {Operator::modulus, "uint, uint, uint"},
    {Operator::negate, "int, int"},
    {Operator::negate, "double, double"},
    {Operator::in, "A, list(B), bool"},
    {Operator::in, "A, map(B, C), bool"},
    {Operator::index, "list(A), int, A"},
    {Operator::index, "map(A, B), C, B"},
}};

struct Read {
  Operator op;
  std::vector<Type> operands;
  Type result;
};

const std::vector<Read>& table() {
  static const std::vector<Read> read = [] {
    std::vector<Read> out;
    for (const Row& row : rows) {
      std::string_view text = row.takes;
      Read one{row.op, {}, {}};
      while (true) {
        auto type = take_type(text);
        ASSERT(type.has_value());
        if (text.empty()) {
          one.result = std::move(*type);
          break;
        }
        one.operands.push_back(std::move(*type));
        text.remove_prefix(2);
      }
      out.push_back(std::move(one));
    }
    return out;
  }();
  return read;
}

bool is_numeric(const Type& type) { return type.form == Type::Form::kind && is_number(type.kind); }
bool is_equality(Operator op) { return op == Operator::equal || op == Operator::not_equal; }
bool is_order(Operator op) {
  return op == Operator::less || op == Operator::less_equal || op == Operator::greater || op == Operator::greater_equal;
}

// Whether two values may ever be equal: numbers of any kind, anything with null, and what has the same type.
bool comparable(const Type& a, const Type& b) {
  if (a.is_dyn() || b.is_dyn() || a.is(Kind::null) || b.is(Kind::null) || (is_numeric(a) && is_numeric(b))) return true;
  if (a.kind != b.kind || a.of.size() != b.of.size()) return false;
  for (std::size_t i = 0; i < a.of.size(); ++i)
    if (!comparable(a.of[i], b.of[i])) return false;
  return true;
}

bool has_order(const Type& type) {
  return type.is_dyn() || is_numeric(type) || type.is(Kind::boolean) || type.is(Kind::string) || type.is(Kind::bytes) ||
         type.is(Kind::timestamp) || type.is(Kind::duration);
}

// A needle must be able to equal an item or a key.
bool may_be_found(const Type& needle, const Type& place) { return place.of.empty() || comparable(needle, place.of[0]); }

}  // namespace

std::optional<Type> operator_result(Operator op, const std::vector<Type>& operands) {
  if (is_equality(op) || is_order(op)) {
    const bool fine =
        comparable(operands[0], operands[1]) && (is_equality(op) || (has_order(operands[0]) && has_order(operands[1])));
    return fine ? std::optional(kind_type(Kind::boolean)) : std::nullopt;
  }
  if (op == Operator::in && !may_be_found(operands[0], operands[1])) return {};
  if (op == Operator::index && operands[0].is(Kind::map) && !may_be_found(operands[1], operands[0])) return {};
  std::optional<Type> out;
  for (const Read& row : table()) {
    if (row.op != op) continue;
    Letters letters;
    bool is_fitting = true;
    for (std::size_t i = 0; i < operands.size() && is_fitting; ++i)
      is_fitting = fits(row.operands[i], operands[i], letters);
    if (!is_fitting) continue;
    const bool joins_lists = op == Operator::add && operands[0].is(Kind::list) && operands[1].is(Kind::list);
    const Type result = joins_lists ? joined(operands[0], operands[1]) : filled_in(row.result, letters);
    out = out ? joined(*out, result) : result;
  }
  return out;
}

Text operator_wants(Operator op) {
  if (is_equality(op)) return {"two values of the same type, or numbers", "两个同类型的值或数字"};
  if (is_order(op))
    return {"numbers, or two of bool, string, bytes, timestamp or duration",
            "数字，或两个同类型的 bool、string、bytes、timestamp 或 duration"};
  std::string out;
  for (const Read& row : table()) {
    if (row.op != op) continue;
    out += out.empty() ? "(" : ", (";
    for (std::size_t i = 0; i < row.operands.size(); ++i) out += (i > 0 ? ", " : "") + to_string(row.operands[i]);
    out += ')';
  }
  return same_text(out);
}

}  // namespace jidoka::expr
