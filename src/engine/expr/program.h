// Program: an expression compiled for a small machine. Every instruction has a place on a stack that is known before it
// runs (its `at`): its operands lie there and above, its result is left there, so nothing is pushed or popped.
//
//   std::expected<Program, Problem> program = compile("x > 3.0 && y in [1, 2, 3]", environment);
//   Evaluation evaluation;                                  // reusable, one thread at a time
//   Value answer = evaluation.run(*program, inputs);        // one input for each variable of the environment
// A Program is immutable and may be run by many threads, each with its own Evaluation.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "expr/arena.h"
#include "expr/environment.h"
#include "expr/fault.h"
#include "expr/function_table.h"
#include "expr/window.h"

namespace re2 {
class RE2;
}

namespace jidoka::expr {

enum class Op : std::uint8_t {
  constant,  // a: constant
  variable,  // a: input
  local,     // a: place on the stack
  select,    // b: constant with the field's name
  has,       // b: the same
  logical_not,
  negate,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in,
  add,
  subtract,
  multiply,
  divide,
  modulus,
  index,
  and_then,  // false: jump to a
  and_join,
  or_else,  // true: jump to a
  or_join,
  branch,      // false: jump to a; neither: jump to b
  jump,        // to a
  call,        // a: function; b: number of arguments
  matches,     // a: pattern
  make_list,   // b: number of items
  make_map,    // b: number of entries
  loop_begin,  // x: Loop; no list and no map: jump to b
  loop_next,   // at its end: jump to a; x: 1 with two variables; b: cost of a round
  loop_keep,   // not true: jump to a; no bool: jump to b
  loop_step,   // x: Loop; jump to a, or to b when it is decided
  loop_end,    // x: Loop
  bind_end,
  done,
};

// Of the operators with two operands, in x: what lies elsewhere is used where it lies.
constexpr std::uint8_t left_is_input = 1;      // number b
constexpr std::uint8_t right_is_constant = 2;  // number a

struct Instruction {
  Op op = Op::done;
  std::uint8_t x = 0;
  std::uint16_t at = 0;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t source = 0;  // byte in the text
};

struct Program {
  std::string text;
  Type type;  // of the result
  std::vector<Instruction> code;
  std::vector<Value> constants;
  std::vector<const Function*> functions;
  std::vector<std::shared_ptr<const re2::RE2>> patterns;
  std::vector<std::string> inputs;  // their names
  std::size_t stack = 0;
  std::unique_ptr<Arena> memory;  // of the constants
};

std::expected<Program, Problem> compile(std::string_view text, const Environment& environment,
                                        SyntaxLimits limits = {});

constexpr std::int64_t default_budget = 1'000'000;

class Evaluation {
 public:
  // The answer, also when it is an error, lives until the next run. Allocates nothing where inputs and results are
  // scalars and strings of the inputs.
  Value run(const Program& program, std::span<const Value> inputs, const Windows* windows = nullptr,
            std::int64_t budget = default_budget);

 private:
  Arena arena_;
  std::vector<Value> stack_;
  std::vector<Value> building_;  // the lists and maps that loops are making, innermost last
};

}  // namespace jidoka::expr
