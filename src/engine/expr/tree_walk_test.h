// An evaluator that walks the tree, with the same operators but control flow of its own: what the compiled form is
// compared with. After bind_names.
#pragma once

#include <vector>

#include "expr/function_table.h"
#include "expr/operators.h"
#include "expr/syntax.h"

namespace jidoka::expr {

class TreeWalk {
 public:
  TreeWalk(const Syntax& syntax, std::span<const Value> inputs, Call& call)
      : syntax_(syntax), inputs_(inputs), call_(call) {}

  Value value(NodeId id) {
    const Node& node = syntax_[id];
    switch (node.kind) {
      case NodeKind::literal:
        return literal(node.literal);
      case NodeKind::identifier:
        return call_.fault(FaultKind::unknown_name);
      case NodeKind::variable:
        return inputs_[node.slot];
      case NodeKind::local:
        return locals_[node.slot];
      case NodeKind::select:
        return field(call_, value(node.children[0]), of_string(node.name));
      case NodeKind::has:
        return has_field(call_, value(node.children[0]), of_string(node.name));
      case NodeKind::operation:
        return operation(node);
      case NodeKind::call:
        return function(node);
      case NodeKind::list:
      case NodeKind::map:
        return collection(node);
      case NodeKind::loop:
        return loop(node);
      case NodeKind::bind: {
        locals_.push_back(value(node.children[0]));
        const Value out = value(node.children[1]);
        locals_.pop_back();
        return out;
      }
    }
    return {};
  }

 private:
  Value literal(const Literal& literal) const {
    if (literal.kind == Kind::boolean) return of_bool(literal.integer != 0);
    if (literal.kind == Kind::integer) return of_int(literal.integer);
    if (literal.kind == Kind::natural) return of_uint(literal.natural);
    if (literal.kind == Kind::real) return of_double(literal.real);
    return literal.kind == Kind::null ? Value{} : of_text(literal.kind, literal.text);
  }

  Value operation(const Node& node) {
    const Value a = value(node.children[0]);
    if (node.op == Operator::conditional) {
      if (!a.is(Kind::boolean)) return refused(call_, {&a, 1});
      return value(node.children[a.boolean ? 1 : 2]);
    }
    if (node.op == Operator::logical_not) return logical_not(call_, a);
    if (node.op == Operator::negate) return negate(call_, a);
    const Value b = value(node.children[1]);
    switch (node.op) {
      case Operator::logical_and:
        return a.is_false() || b.is_false() ? of_bool(false) : both(a, b);
      case Operator::logical_or:
        return a.is_true() || b.is_true() ? of_bool(true) : both(a, b);
      case Operator::add:
        return add(call_, a, b);
      case Operator::subtract:
        return subtract(call_, a, b);
      case Operator::multiply:
        return multiply(call_, a, b);
      case Operator::divide:
        return divide(call_, a, b);
      case Operator::modulus:
        return modulus(call_, a, b);
      case Operator::equal:
      case Operator::not_equal:
        return is_equal(call_, a, b, node.op == Operator::equal);
      case Operator::in:
        return is_in(call_, a, b);
      case Operator::index:
        return element(call_, a, b);
      default:
        return ordered(call_, node.op, a, b);
    }
  }
  // Neither side decides: the first that is no bool is the answer, or the second.
  Value both(const Value& a, const Value& b) {
    if (!a.is(Kind::boolean)) return refused(call_, {&a, 1});
    return b.is(Kind::boolean) ? b : refused(call_, {&b, 1});
  }

  std::vector<Value> values(const Node& node) {
    std::vector<Value> out;
    for (const NodeId child : node.children) out.push_back(value(child));
    return out;
  }
  Value function(const Node& node) {
    const Function* const found = functions().find(node.name, node.is_receiver);
    const std::vector<Value> arguments = values(node);
    return found != nullptr ? run_function(*found, call_, arguments) : call_.fault(FaultKind::unknown_function);
  }
  Value collection(const Node& node) {
    const std::vector<Value> items = values(node);
    for (const Value& item : items)
      if (item.is_error()) return item;
    if (node.kind == NodeKind::list) return make_list(call_.arena, items);
    const std::span entries(call_.arena.make<MapEntry>(items.size() / 2), items.size() / 2);
    for (std::size_t i = 0; i < entries.size(); ++i) entries[i] = {items[2 * i], items[2 * i + 1]};
    return make_map(call_.arena, entries);
  }

  Value loop(const Node& node) {
    const Value range = value(node.children[0]);
    if (!range.is(Kind::list) && !range.is(Kind::map)) return refused(call_, {&range, 1});
    const std::size_t size = range.is(Kind::map) ? range.map->size : range.extra;
    std::vector<Value> bodies, firsts;
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t before = locals_.size();
      const Value item = range.is(Kind::map) ? range.map->entries[i].key : range.items[i];
      const Value at = of_int(static_cast<std::int64_t>(i));
      locals_.push_back(node.second_name.empty() || range.is(Kind::map) ? item : at);
      if (!node.second_name.empty()) locals_.push_back(range.is(Kind::map) ? range.map->entries[i].value : item);
      Value kept = of_bool(true);
      if (node.children.size() == 3) kept = value(node.children[1]);
      const Value body = kept.is_true() ? value(node.children.back()) : kept;
      if (kept.is_true() || !kept.is(Kind::boolean)) {
        bodies.push_back(kept.is_true() ? body : refused(call_, {&kept, 1}));
        firsts.push_back(locals_[before]);
      }
      locals_.resize(before);
    }
    return answer(node.loop, bodies, firsts);
  }

  Value answer(Loop loop, const std::vector<Value>& bodies, const std::vector<Value>& firsts) {
    if (loop == Loop::all || loop == Loop::exists) {
      const bool deciding = loop == Loop::exists;
      for (const Value& body : bodies)
        if (body.is(Kind::boolean) && body.boolean == deciding) return body;
    }
    const bool wants_bool =
        loop == Loop::all || loop == Loop::exists || loop == Loop::exists_one || loop == Loop::filter;
    std::vector<Value> made;
    for (std::size_t i = 0; i < bodies.size(); ++i) {
      if (bodies[i].is_error() || (wants_bool && !bodies[i].is(Kind::boolean))) return refused(call_, {&bodies[i], 1});
      if (wants_bool && !bodies[i].boolean) continue;
      if (loop == Loop::transform_map) made.push_back(firsts[i]);
      made.push_back(wants_bool ? firsts[i] : bodies[i]);
    }
    if (loop == Loop::all) return of_bool(true);
    if (loop == Loop::exists) return of_bool(false);
    if (loop == Loop::exists_one) return of_bool(made.size() == 1);
    if (loop != Loop::transform_map) return make_list(call_.arena, made);
    const std::span entries(call_.arena.make<MapEntry>(made.size() / 2), made.size() / 2);
    for (std::size_t i = 0; i < entries.size(); ++i) entries[i] = {made[2 * i], made[2 * i + 1]};
    return make_map(call_.arena, entries);
  }

  const Syntax& syntax_;
  std::span<const Value> inputs_;
  Call& call_;
  std::vector<Value> locals_;
};

}  // namespace jidoka::expr
