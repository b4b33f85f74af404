// The machine that runs a Program: one small function for each instruction, chosen from a table. Each gives the
// instruction that comes next, or null at the end. Evaluation in program.h is its door.
#pragma once

#include "expr/operators.h"
#include "expr/program.h"

namespace jidoka::expr {

struct Machine {
  const Program& program;
  std::span<const Value> inputs;
  Value* stack;
  Call& call;
  std::vector<Value>& building;
};

using Step = const Instruction* (*)(Machine& m, const Instruction* i);

// Where an error happened, unless it is known already.
inline Value placed(Value value, const Instruction* i) {
  if (value.is_error() && value.extra == 0) [[unlikely]]
    value.extra = i->source + 1;
  return value;
}

// loops.cc
const Instruction* loop_begin(Machine& m, const Instruction* i);
const Instruction* loop_next(Machine& m, const Instruction* i);
const Instruction* loop_keep(Machine& m, const Instruction* i);
const Instruction* loop_step(Machine& m, const Instruction* i);
const Instruction* loop_end(Machine& m, const Instruction* i);

}  // namespace jidoka::expr
