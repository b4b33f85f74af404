#include <re2/re2.h>

#include <array>

#include "core/assert.h"
#include "expr/machine.h"

namespace jidoka::expr {
namespace {

const Instruction* constant(Machine& m, const Instruction* i) {
  m.stack[i->at] = placed(m.program.constants[i->a], i);
  return i + 1;
}

// The host gives an error for a variable that has no value.
const Value& input(Machine& m, std::uint32_t number, const Instruction* i, Value& unknown) {
  const Value& given = m.inputs[number];
  if (!given.is_error()) [[likely]]
    return given;
  unknown = placed(make_fault(m.call.arena, FaultKind::unknown_name, m.program.inputs[number]), i);
  return unknown;
}

const Instruction* variable(Machine& m, const Instruction* i) {
  Value unknown;
  m.stack[i->at] = input(m, i->a, i, unknown);
  return i + 1;
}

const Instruction* local(Machine& m, const Instruction* i) {
  m.stack[i->at] = m.stack[i->a];
  return i + 1;
}

const Instruction* select(Machine& m, const Instruction* i) {
  m.stack[i->at] = placed(field(m.call, m.stack[i->at], m.program.constants[i->b]), i);
  return i + 1;
}

const Instruction* has(Machine& m, const Instruction* i) {
  m.stack[i->at] = placed(has_field(m.call, m.stack[i->at], m.program.constants[i->b]), i);
  return i + 1;
}

template <auto Unary, Operator Named>
const Instruction* unary(Machine& m, const Instruction* i) {
  m.call.name = operator_text(Named);
  Value& top = m.stack[i->at];
  top = placed(Unary(m.call, top), i);
  return i + 1;
}

template <auto Binary, Operator Named>
const Instruction* binary(Machine& m, const Instruction* i) {
  m.call.name = operator_text(Named);
  Value* const top = m.stack + i->at;
  Value unknown;
  const Value& a = (i->x & left_is_input) != 0 ? input(m, i->b, i, unknown) : top[0];
  const Value& b = (i->x & right_is_constant) != 0 ? m.program.constants[i->a] : top[1];
  *top = placed(Binary(m.call, a, b), i);
  return i + 1;
}

template <Operator Op>
Value ordering(Call& call, const Value& a, const Value& b) {
  if (a.is(Kind::real) && b.is(Kind::real)) {  // by far the most frequent, and worth a short way
    if constexpr (Op == Operator::less) return of_bool(a.real < b.real);
    if constexpr (Op == Operator::less_equal) return of_bool(a.real <= b.real);
    if constexpr (Op == Operator::greater) return of_bool(a.real > b.real);
    if constexpr (Op == Operator::greater_equal) return of_bool(a.real >= b.real);
  }
  return ordered(call, Op, a, b);
}

template <Operator Op>
const Instruction* comparison(Machine& m, const Instruction* i) {
  return binary<ordering<Op>, Op>(m, i);
}

Value equals(Call& call, const Value& a, const Value& b) { return is_equal(call, a, b, true); }
Value differs(Call& call, const Value& a, const Value& b) { return is_equal(call, a, b, false); }

template <bool Deciding>
const Instruction* decide_early(Machine& m, const Instruction* i) {
  const Value& left = m.stack[i->at];
  return left.is(Kind::boolean) && left.boolean == Deciding ? m.program.code.data() + i->a : i + 1;
}

template <Operator Op>
Value join(Call& call, const Value& a, const Value& b) {
  return logical_join(call, Op, a, b);
}

const Instruction* branch(Machine& m, const Instruction* i) {
  Value& condition = m.stack[i->at];
  if (condition.is(Kind::boolean)) return condition.boolean ? i + 1 : m.program.code.data() + i->a;
  m.call.name = operator_text(Operator::conditional);
  condition = placed(refused(m.call, {&condition, 1}), i);
  return m.program.code.data() + i->b;
}

const Instruction* jump(Machine& m, const Instruction* i) { return m.program.code.data() + i->a; }

const Instruction* call_function(Machine& m, const Instruction* i) {
  const Function& function = *m.program.functions[i->a];
  Value* const first = m.stack + i->at;
  m.call.name = function.name;
  m.call.budget -= 4;
  *first = placed(run_function(function, m.call, {first, i->b}), i);
  return i + 1;
}

const Instruction* matches(Machine& m, const Instruction* i) {
  Value& text = m.stack[i->at];
  m.call.name = "matches";
  if (!text.is(Kind::string))
    text = placed(refused(m.call, {&text, 1}), i);
  else if (!m.call.spend(1 + text.extra / 4))
    text = placed(m.call.cost_fault(), i);
  else
    text = of_bool(re2::RE2::PartialMatch({text.text, text.extra}, *m.program.patterns[i->a]));
  return i + 1;
}

const Value* first_error(std::span<const Value> items) {
  for (const Value& item : items)
    if (item.is_error()) return &item;
  return nullptr;
}

const Instruction* list_of(Machine& m, const Instruction* i) {
  const std::span<const Value> items(m.stack + i->at, i->b);
  if (const Value* error = first_error(items))
    m.stack[i->at] = *error;
  else
    m.stack[i->at] = m.call.spend(items.size()) ? make_list(m.call.arena, items) : placed(m.call.cost_fault(), i);
  return i + 1;
}

const Instruction* map_of(Machine& m, const Instruction* i) {
  Value* const first = m.stack + i->at;
  if (const Value* error = first_error({first, 2 * std::size_t{i->b}})) {
    *first = *error;
    return i + 1;
  }
  if (!m.call.spend(8 * std::size_t{i->b})) {
    *first = placed(m.call.cost_fault(), i);
    return i + 1;
  }
  const std::span entries(m.call.arena.make<MapEntry>(i->b), i->b);
  for (std::size_t n = 0; n < entries.size(); ++n) entries[n] = {first[2 * n], first[2 * n + 1]};
  *first = placed(make_map(m.call.arena, entries), i);
  return i + 1;
}

const Instruction* bind_end(Machine& m, const Instruction* i) {
  m.stack[i->at] = m.stack[i->at + 1];
  return i + 1;
}

const Instruction* done(Machine&, const Instruction*) { return nullptr; }

// In the order of Op.
constexpr std::array<Step, 37> steps = {constant,
                                        variable,
                                        local,
                                        select,
                                        has,
                                        unary<logical_not, Operator::logical_not>,
                                        unary<negate, Operator::negate>,
                                        binary<equals, Operator::equal>,
                                        binary<differs, Operator::not_equal>,
                                        comparison<Operator::less>,
                                        comparison<Operator::less_equal>,
                                        comparison<Operator::greater>,
                                        comparison<Operator::greater_equal>,
                                        binary<is_in, Operator::in>,
                                        binary<add, Operator::add>,
                                        binary<subtract, Operator::subtract>,
                                        binary<multiply, Operator::multiply>,
                                        binary<divide, Operator::divide>,
                                        binary<modulus, Operator::modulus>,
                                        binary<element, Operator::index>,
                                        decide_early<false>,
                                        binary<join<Operator::logical_and>, Operator::logical_and>,
                                        decide_early<true>,
                                        binary<join<Operator::logical_or>, Operator::logical_or>,
                                        branch,
                                        jump,
                                        call_function,
                                        matches,
                                        list_of,
                                        map_of,
                                        loop_begin,
                                        loop_next,
                                        loop_keep,
                                        loop_step,
                                        loop_end,
                                        bind_end,
                                        done};
static_assert(steps.size() == static_cast<std::size_t>(Op::done) + 1);

}  // namespace

Value Evaluation::run(const Program& program, std::span<const Value> inputs, const Windows* windows,
                      std::int64_t budget) {
  ASSERT(inputs.size() >= program.inputs.size());
  arena_.clear();
  building_.clear();
  if (stack_.size() < program.stack) stack_.resize(program.stack);
  Call call{arena_, budget, windows, {}};
  Machine machine{program, inputs, stack_.data(), call, building_};
  const Instruction* next = program.code.data();
  while (next != nullptr) next = steps[static_cast<std::size_t>(next->op)](machine, next);
  // What was too costly is not saved by an || that stands beside it.
  if (budget < 0 && !stack_[0].is_error()) return call.cost_fault();
  return stack_[0];
}

}  // namespace jidoka::expr
