#include <re2/re2.h>

#include <algorithm>
#include <optional>

#include "expr/build.h"
#include "expr/pass.h"
#include "expr/program.h"

namespace jidoka::expr {
namespace {

constexpr std::size_t most_stack = 60'000;

using Emitted = std::expected<void, Problem>;

class Compiler {
 public:
  Compiler(const Syntax& syntax, const Environment& environment, Program& out)
      : syntax_(syntax), environment_(environment), out_(out) {}
  Emitted run();

 private:
  // Leaves the value of a node at place `at`.
  Emitted node(NodeId id, std::uint32_t at);
  Emitted operation(const Node& node, std::uint32_t at);
  Emitted binary(Op op, const Node& node, std::uint32_t at);
  Emitted logical(const Node& node, std::uint32_t at);
  Emitted conditional(const Node& node, std::uint32_t at);
  Emitted call(const Node& node, std::uint32_t at);
  Emitted collection(const Node& node, std::uint32_t at);
  Emitted loop(const Node& node, std::uint32_t at);
  Emitted binding(const Node& node, std::uint32_t at);
  std::expected<bool, Problem> constant_pattern(const Node& node, std::uint32_t at);

  std::uint32_t emit(Op op, const Node& node, std::uint32_t at, std::uint32_t a = 0, std::uint32_t b = 0,
                     std::uint8_t x = 0);
  std::uint32_t here() const { return static_cast<std::uint32_t>(out_.code.size()); }
  std::uint32_t constant(const Value& value);
  std::uint32_t text_constant(std::string_view text) { return constant(of_string(out_.memory->copy(text))); }
  Value literal_value(const Literal& literal);
  std::optional<Value> constant_value(const Node& node);
  void emit_fault(const Node& node, std::uint32_t at, FaultKind kind);

  const Syntax& syntax_;
  const Environment& environment_;
  Program& out_;
  std::vector<std::uint32_t> local_places_;
};

std::uint32_t Compiler::emit(Op op, const Node& node, std::uint32_t at, std::uint32_t a, std::uint32_t b,
                             std::uint8_t x) {
  out_.stack = std::max<std::size_t>(out_.stack, at + 1);
  out_.code.push_back({op, x, static_cast<std::uint16_t>(at), a, b, node.at});
  return here() - 1;
}

std::uint32_t Compiler::constant(const Value& value) {
  out_.constants.push_back(value);
  return static_cast<std::uint32_t>(out_.constants.size() - 1);
}

Value Compiler::literal_value(const Literal& literal) {
  switch (literal.kind) {
    case Kind::boolean:
      return of_bool(literal.integer != 0);
    case Kind::integer:
      return of_int(literal.integer);
    case Kind::natural:
      return of_uint(literal.natural);
    case Kind::real:
      return of_double(literal.real);
    case Kind::string:
    case Kind::bytes:
    case Kind::type:
      return of_text(literal.kind, out_.memory->copy(literal.text));
    default:
      return {};
  }
}

// What is not known becomes an error value when it is reached, so that `unknown || true` is true.
void Compiler::emit_fault(const Node& node, std::uint32_t at, FaultKind kind) {
  emit(Op::constant, node, at, constant(make_fault(*out_.memory, kind, out_.memory->copy(node.name))));
}

Emitted Compiler::node(NodeId id, std::uint32_t at) {
  const Node& node = syntax_[id];
  if (at > most_stack)
    return std::unexpected(problem_at(syntax_.text, node.at, "too-deep",
                                      {"This list or nesting is too large. Split it.", "列表或嵌套过大。请拆分。"}));
  switch (node.kind) {
    case NodeKind::literal:
      emit(Op::constant, node, at, constant(literal_value(node.literal)));
      return {};
    case NodeKind::identifier:
      emit_fault(node, at, FaultKind::unknown_name);
      return {};
    case NodeKind::variable:
      emit(Op::variable, node, at, node.slot);
      return {};
    case NodeKind::local:
      emit(Op::local, node, at, local_places_[node.slot]);
      return {};
    case NodeKind::select:
    case NodeKind::has:
      PASS_VOID(this->node(node.children[0], at));
      emit(node.kind == NodeKind::has ? Op::has : Op::select, node, at, 0, text_constant(node.name));
      return {};
    case NodeKind::operation:
      return operation(node, at);
    case NodeKind::call:
      return call(node, at);
    case NodeKind::list:
    case NodeKind::map:
      return collection(node, at);
    case NodeKind::loop:
      return loop(node, at);
    case NodeKind::bind:
      return binding(node, at);
  }
  return {};
}

Emitted Compiler::operation(const Node& node, std::uint32_t at) {
  constexpr std::pair<Operator, Op> plain[] = {{Operator::less, Op::less},
                                               {Operator::less_equal, Op::less_equal},
                                               {Operator::greater, Op::greater},
                                               {Operator::greater_equal, Op::greater_equal},
                                               {Operator::equal, Op::equal},
                                               {Operator::not_equal, Op::not_equal},
                                               {Operator::in, Op::in},
                                               {Operator::add, Op::add},
                                               {Operator::subtract, Op::subtract},
                                               {Operator::multiply, Op::multiply},
                                               {Operator::divide, Op::divide},
                                               {Operator::modulus, Op::modulus},
                                               {Operator::negate, Op::negate},
                                               {Operator::logical_not, Op::logical_not},
                                               {Operator::index, Op::index}};
  if (node.op == Operator::conditional) return conditional(node, at);
  if (node.op == Operator::logical_and || node.op == Operator::logical_or) return logical(node, at);
  const Op op = std::ranges::find(plain, node.op, &std::pair<Operator, Op>::first)->second;
  if (node.children.size() == 2) return binary(op, node, at);
  PASS_VOID(this->node(node.children[0], at));
  emit(op, node, at);
  return {};
}

Emitted Compiler::binary(Op op, const Node& node, std::uint32_t at) {
  const Node& left = syntax_[node.children[0]];
  std::uint8_t x = 0;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  if (left.kind == NodeKind::variable) {
    x |= left_is_input;
    b = left.slot;
  } else {
    PASS_VOID(this->node(node.children[0], at));
  }
  if (const auto value = constant_value(syntax_[node.children[1]])) {
    x |= right_is_constant;
    a = constant(*value);
  } else {
    PASS_VOID(this->node(node.children[1], at + 1));
  }
  emit(op, node, at, a, b, x);
  return {};
}

// Literals, and lists of them.
std::optional<Value> Compiler::constant_value(const Node& node) {
  if (node.kind == NodeKind::literal) return literal_value(node.literal);
  const auto is_literal = [this](NodeId child) { return syntax_[child].kind == NodeKind::literal; };
  if (node.kind != NodeKind::list || !std::ranges::all_of(node.children, is_literal)) return {};
  const std::span<Value> items = out_.memory->values(node.children.size());
  for (std::size_t i = 0; i < items.size(); ++i) items[i] = literal_value(syntax_[node.children[i]].literal);
  return of_list(items);
}

Emitted Compiler::logical(const Node& node, std::uint32_t at) {
  const bool is_and = node.op == Operator::logical_and;
  PASS_VOID(this->node(node.children[0], at));
  const std::uint32_t jump = emit(is_and ? Op::and_then : Op::or_else, node, at);
  PASS_VOID(this->node(node.children[1], at + 1));
  emit(is_and ? Op::and_join : Op::or_join, node, at);
  out_.code[jump].a = here();
  return {};
}

Emitted Compiler::conditional(const Node& node, std::uint32_t at) {
  PASS_VOID(this->node(node.children[0], at));
  const std::uint32_t branch = emit(Op::branch, node, at);
  PASS_VOID(this->node(node.children[1], at));
  const std::uint32_t jump = emit(Op::jump, node, at);
  out_.code[branch].a = here();
  PASS_VOID(this->node(node.children[2], at));
  out_.code[branch].b = here();
  out_.code[jump].a = here();
  return {};
}

// A pattern that is written out is compiled once, here.
std::expected<bool, Problem> Compiler::constant_pattern(const Node& node, std::uint32_t at) {
  if (node.name != "matches" || node.children.size() != 2) return false;
  const Node& pattern = syntax_[node.children[1]];
  if (pattern.kind != NodeKind::literal || pattern.literal.kind != Kind::string) return false;
  auto compiled = std::make_shared<re2::RE2>(pattern.literal.text, re2::RE2::Quiet);
  if (!compiled->ok()) {
    if (!environment_.is_checked) return false;
    return std::unexpected(problem_at(syntax_.text, pattern.at, std::string(fault_code(FaultKind::bad_pattern)),
                                      {"The pattern is no regular expression of RE2: " + compiled->error() + ".",
                                       "模式不是有效的 RE2 正则表达式：" + compiled->error() + "。"}));
  }
  PASS_VOID(this->node(node.children[0], at));
  out_.patterns.push_back(std::move(compiled));
  emit(Op::matches, node, at, static_cast<std::uint32_t>(out_.patterns.size() - 1));
  return true;
}

Emitted Compiler::call(const Node& node, std::uint32_t at) {
  PASS(const bool is_done, constant_pattern(node, at));
  if (is_done) return {};
  const Function* const function = functions().find(node.name, node.is_receiver);
  if (function == nullptr) {
    emit_fault(node, at, FaultKind::unknown_function);
    return {};
  }
  std::uint32_t place = at;
  for (const NodeId child : node.children) PASS_VOID(this->node(child, place++));
  const auto known = std::ranges::find(out_.functions, function);
  const auto number = static_cast<std::uint32_t>(known - out_.functions.begin());
  if (known == out_.functions.end()) out_.functions.push_back(function);
  emit(Op::call, node, at, number, static_cast<std::uint32_t>(node.children.size()));
  return {};
}

Emitted Compiler::collection(const Node& node, std::uint32_t at) {
  const bool is_list = node.kind == NodeKind::list;
  if (const auto value = constant_value(node)) {
    emit(Op::constant, node, at, constant(*value));
    return {};
  }
  std::uint32_t place = at;
  for (const NodeId child : node.children) PASS_VOID(this->node(child, place++));
  const auto count = static_cast<std::uint32_t>(node.children.size());
  emit(is_list ? Op::make_list : Op::make_map, node, at, 0, is_list ? count : count / 2);
  return {};
}

// Places: at the range, at + 1 how far it is, at + 2 the answer so far, at + 3 the item, at + 4 perhaps a second name,
// and above it the body.
Emitted Compiler::loop(const Node& node, std::uint32_t at) {
  const bool has_two = !node.second_name.empty();
  const auto x = static_cast<std::uint8_t>(node.loop);
  const std::uint32_t body = at + (has_two ? 5 : 4);
  PASS_VOID(this->node(node.children[0], at));
  const std::uint32_t begin = emit(Op::loop_begin, node, at, 0, 0, x);
  const std::uint32_t next = emit(Op::loop_next, node, at, 0, 0, has_two ? 1 : 0);
  const std::size_t locals = local_places_.size();
  local_places_.push_back(at + 3);
  if (has_two) local_places_.push_back(at + 4);
  out_.stack = std::max<std::size_t>(out_.stack, body + 1);
  std::uint32_t keep = 0;
  const bool is_filtered = node.children.size() == 3;
  if (is_filtered) {
    PASS_VOID(this->node(node.children[1], body));
    keep = emit(Op::loop_keep, node, at, next, 0, has_two ? 1 : 0);
  }
  PASS_VOID(this->node(node.children.back(), body));
  local_places_.resize(locals);
  const std::uint32_t step =
      emit(Op::loop_step, node, at, next, 0, static_cast<std::uint8_t>(x | (has_two ? 0x80 : 0)));
  const std::uint32_t end = emit(Op::loop_end, node, at, 0, 0, x);
  out_.code[begin].b = end + 1;
  out_.code[next].a = end;
  out_.code[next].b = end - next;
  out_.code[step].b = end;
  if (is_filtered) out_.code[keep].b = end;
  return {};
}

Emitted Compiler::binding(const Node& node, std::uint32_t at) {
  PASS_VOID(this->node(node.children[0], at));
  local_places_.push_back(at);
  auto emitted = this->node(node.children[1], at + 1);
  local_places_.pop_back();
  if (emitted) emit(Op::bind_end, node, at);
  return emitted;
}

Emitted Compiler::run() {
  PASS_VOID(node(syntax_.root, 0));
  emit(Op::done, syntax_[syntax_.root], 0);
  out_.stack += 2;  // a second operand above the last place
  return {};
}

}  // namespace

std::expected<Program, Problem> compile(std::string_view text, const Environment& environment, SyntaxLimits limits) {
  PASS(Syntax syntax, parse(text, limits));
  bind_names(syntax, environment);
  Program out;
  if (environment.is_checked) {
    PASS(out.type, check(syntax, environment));
  }
  out.text = text;
  out.inputs.reserve(environment.variables.size());
  for (const Variable& variable : environment.variables) out.inputs.push_back(variable.name);
  out.memory = std::make_unique<Arena>();
  PASS_VOID(Compiler(syntax, environment, out).run());
  return out;
}

}  // namespace jidoka::expr
