// Types from the leaves up. Numbers of different kinds may be compared with each other, as at evaluation; they may not
// be added, because the language says so. What is dyn fits everywhere, and is looked at again when it is evaluated.
#include <algorithm>

#include "expr/environment.h"
#include "expr/function_table.h"
#include "expr/operator_types.h"
#include "expr/pass.h"
#include "json/nearest_name.h"

namespace jidoka::expr {
namespace {

using Checked = std::expected<Type, Problem>;

std::string listed(const std::vector<Type>& types) {
  std::string out = "(";
  for (std::size_t i = 0; i < types.size(); ++i) out += (i > 0 ? ", " : "") + to_string(types[i]);
  return out + ")";
}

class Checker {
 public:
  Checker(const Syntax& syntax, const Environment& environment) : syntax_(syntax), environment_(environment) {}
  Checked type_of(NodeId id);

 private:
  Checked selection(const Node& node);
  Checked operation(const Node& node);
  Checked conditional(const Node& node, const std::vector<Type>& types);
  Checked call(const Node& node);
  Checked list(const Node& node);
  Checked map(const Node& node);
  Checked loop(const Node& node);
  Checked binding(const Node& node);
  std::expected<std::vector<Type>, Problem> types_of(const Node& node);
  std::expected<void, Problem> must_be_bool(NodeId id, const Type& type, const Text& who);
  std::unexpected<Problem> unknown(const Node& node) const;
  std::unexpected<Problem> unknown_function(const Node& node) const;
  std::unexpected<Problem> no_overload(const Node& node, const std::string& name, const std::vector<Type>& found,
                                       const Text& wanted) const;
  std::unexpected<Problem> refuse(const Node& node, std::string code, Text text) const {
    return std::unexpected(problem_at(syntax_.text, node.at, std::move(code), std::move(text)));
  }

  const Syntax& syntax_;
  const Environment& environment_;
  std::vector<Type> locals_;
};

std::unexpected<Problem> Checker::unknown(const Node& node) const {
  std::vector<std::string_view> known;
  known.reserve(environment_.variables.size());
  for (const Variable& variable : environment_.variables) known.emplace_back(variable.name);
  Text text{"undeclared reference to " + node.name + ": there is no variable of this name.",
            "未声明的名称 " + node.name + "：没有这个变量。"};
  if (const std::string_view near = json::nearest_name(node.name, known); !near.empty()) {
    text.en += " Did you mean " + std::string(near) + "?";
    text.zh += "是否应为 " + std::string(near) + "？";
  } else if (!known.empty()) {
    std::string names;
    for (std::size_t i = 0; i < std::min<std::size_t>(known.size(), 8); ++i)
      names += (i > 0 ? ", " : "") + std::string(known[i]);
    text.en += " There are: " + names + (known.size() > 8 ? " …" : ".");
    text.zh += "现有：" + names + (known.size() > 8 ? " …" : "。");
  }
  return refuse(node, std::string(fault_code(FaultKind::unknown_name)), std::move(text));
}

std::unexpected<Problem> Checker::unknown_function(const Node& node) const {
  Text text{"unbound function " + node.name + ": there is no function of this name.",
            "未知函数 " + node.name + "：没有这个函数。"};
  if (functions().find(node.name, !node.is_receiver) != nullptr) {
    text.en += node.is_receiver ? " Write it as " + node.name + "(x)." : " Write it as x." + node.name + "().";
    text.zh += node.is_receiver ? "请写成 " + node.name + "(x)。" : "请写成 x." + node.name + "()。";
  } else if (const std::string_view near = json::nearest_name(node.name, functions().names()); !near.empty()) {
    text.en += " Did you mean " + std::string(near) + "()?";
    text.zh += "是否应为 " + std::string(near) + "()？";
  }
  return refuse(node, std::string(fault_code(FaultKind::unknown_function)), std::move(text));
}

std::unexpected<Problem> Checker::no_overload(const Node& node, const std::string& name, const std::vector<Type>& found,
                                              const Text& wanted) const {
  return refuse(node, std::string(fault_code(FaultKind::no_overload)),
                {"no such overload: " + name + " does not take " + listed(found) + ". It takes " + wanted.en + ".",
                 "没有匹配的重载：" + name + " 不能用于 " + listed(found) + "。可用于 " + wanted.zh + "。"});
}

std::expected<std::vector<Type>, Problem> Checker::types_of(const Node& node) {
  std::vector<Type> out;
  for (const NodeId child : node.children) {
    PASS(out.emplace_back(), type_of(child));
  }
  return out;
}

std::expected<void, Problem> Checker::must_be_bool(NodeId id, const Type& type, const Text& who) {
  if (type.is_dyn() || type.is(Kind::boolean)) return {};
  return refuse(
      syntax_[id], std::string(fault_code(FaultKind::no_overload)),
      {"no such overload: " + who.en + " is " + to_string(type) + " and must be bool. Compare it with something.",
       "没有匹配的重载：" + who.zh + "是 " + to_string(type) + "，应为 bool。请加上比较。"});
}

Checked Checker::selection(const Node& node) {
  PASS(const Type operand, type_of(node.children[0]));
  if (operand.is(Kind::map)) return node.kind == NodeKind::has ? kind_type(Kind::boolean) : operand.of[1];
  if (operand.is_dyn()) return node.kind == NodeKind::has ? kind_type(Kind::boolean) : dyn_type();
  return refuse(
      node, std::string(fault_code(FaultKind::no_such_field)),
      {"no such field: " + node.name + " cannot be selected from " + to_string(operand) + "; only maps have fields.",
       "没有字段：不能从 " + to_string(operand) + " 中取 " + node.name + "；只有 map 有字段。"});
}

Checked Checker::conditional(const Node& node, const std::vector<Type>& types) {
  PASS_VOID(must_be_bool(node.children[0], types[0], {"the condition before ?", "? 前的条件"}));
  if (compatible(types[1], types[2])) return joined(types[1], types[2]);
  return refuse(node, std::string(fault_code(FaultKind::no_overload)),
                {"no such overload: the two results of ? : are " + to_string(types[1]) + " and " + to_string(types[2]) +
                     ". Convert one, or write dyn(…) around them.",
                 "没有匹配的重载：? : 的两个结果分别是 " + to_string(types[1]) + " 和 " + to_string(types[2]) +
                     "。请转换其中一个，或用 dyn(…) 包住。"});
}

Checked Checker::operation(const Node& node) {
  PASS(const std::vector<Type> types, types_of(node));
  switch (node.op) {
    case Operator::conditional:
      return conditional(node, types);
    case Operator::logical_and:
    case Operator::logical_or:
    case Operator::logical_not:
      for (std::size_t i = 0; i < types.size(); ++i) {
        const std::string op(operator_text(node.op));
        PASS_VOID(must_be_bool(node.children[i], types[i], {"what " + op + " works on", op + " 的操作数"}));
      }
      return kind_type(Kind::boolean);
    default:
      break;
  }
  if (auto result = operator_result(node.op, types)) return std::move(*result);
  return no_overload(node, std::string(operator_text(node.op)), types, operator_wants(node.op));
}

Checked Checker::call(const Node& node) {
  const Function* const function = functions().find(node.name, node.is_receiver);
  PASS(const std::vector<Type> types, types_of(node));
  if (function == nullptr) return unknown_function(node);
  std::optional<Type> result;
  for (const Overload& overload : function->overloads) {
    const std::size_t count = overload.parameters.size();
    if (types.size() != count && (!overload.takes_more || types.size() < count)) continue;
    Letters letters;
    bool is_fitting = true;
    for (std::size_t i = 0; i < types.size() && is_fitting; ++i)
      is_fitting = fits(overload.parameters[std::min(i, count - 1)], types[i], letters);
    if (!is_fitting) continue;
    const Type own = filled_in(overload.result, letters);
    result = result ? joined(*result, own) : own;
  }
  if (result) return std::move(*result);
  std::string wanted;
  for (const Overload& overload : function->overloads)
    wanted += (wanted.empty() ? "" : "; ") + std::string(overload.row->signature);
  return no_overload(node, node.name, types, same_text(wanted));
}

Checked Checker::list(const Node& node) {
  PASS(const std::vector<Type> types, types_of(node));
  if (types.empty()) return list_type(dyn_type());
  Type items = types[0];
  for (const Type& type : types) items = joined(items, type);
  return list_type(std::move(items));
}

Checked Checker::map(const Node& node) {
  PASS(const std::vector<Type> types, types_of(node));
  if (types.empty()) return map_type(dyn_type(), dyn_type());
  Type keys = types[0];
  Type values = types[1];
  for (std::size_t i = 0; i < types.size(); i += 2) {
    const bool can_be = types[i].is_dyn() || types[i].is(Kind::integer) || types[i].is(Kind::natural) ||
                        types[i].is(Kind::boolean) || types[i].is(Kind::string);
    if (!can_be)
      return refuse(syntax_[node.children[i]], std::string(fault_code(FaultKind::bad_key)),
                    {"A key is int, uint, bool or string, not " + to_string(types[i]) + ".",
                     "键应为 int、uint、bool 或 string，而不是 " + to_string(types[i]) + "。"});
    keys = joined(keys, types[i]);
    values = joined(values, types[i + 1]);
  }
  return map_type(std::move(keys), std::move(values));
}

Checked Checker::loop(const Node& node) {
  PASS(const Type range, type_of(node.children[0]));
  if (!range.is_dyn() && !range.is(Kind::list) && !range.is(Kind::map))
    return no_overload(node, std::string(loop_name(node.loop)), {range}, same_text("list, map"));
  Type first = range.is_dyn() ? dyn_type() : range.of[0];
  Type second = dyn_type();
  if (!node.second_name.empty()) {
    if (range.is(Kind::list)) second = std::exchange(first, kind_type(Kind::integer));
    if (range.is(Kind::map)) second = range.of[1];
  }
  const std::size_t before = locals_.size();
  locals_.push_back(first);
  if (!node.second_name.empty()) locals_.push_back(second);
  std::vector<Type> types;
  for (std::size_t i = 1; i < node.children.size(); ++i) {
    PASS(types.emplace_back(), type_of(node.children[i]));
  }
  locals_.resize(before);
  const bool transforms =
      node.loop == Loop::map || node.loop == Loop::transform_list || node.loop == Loop::transform_map;
  if (!transforms || types.size() == 2) {
    const std::string name(loop_name(node.loop));
    PASS_VOID(must_be_bool(node.children[1], types[0], {"the condition of " + name + "()", name + "() 的条件"}));
  }
  if (node.loop == Loop::filter) return list_type(first);
  if (node.loop == Loop::transform_map) return map_type(first, types.back());
  if (transforms) return list_type(types.back());
  return kind_type(Kind::boolean);
}

Checked Checker::binding(const Node& node) {
  PASS(Type value, type_of(node.children[0]));
  locals_.push_back(std::move(value));
  auto out = type_of(node.children[1]);
  locals_.pop_back();
  return out;
}

Checked Checker::type_of(NodeId id) {
  const Node& node = syntax_[id];
  switch (node.kind) {
    case NodeKind::literal:
      return kind_type(node.literal.kind);
    case NodeKind::identifier:
      return unknown(node);
    case NodeKind::variable:
      return environment_.variables[node.slot].type;
    case NodeKind::local:
      return locals_[node.slot];
    case NodeKind::select:
    case NodeKind::has:
      return selection(node);
    case NodeKind::operation:
      return operation(node);
    case NodeKind::call:
      return call(node);
    case NodeKind::list:
      return list(node);
    case NodeKind::map:
      return map(node);
    case NodeKind::loop:
      return loop(node);
    case NodeKind::bind:
      return binding(node);
  }
  return dyn_type();
}

}  // namespace

std::expected<Type, Problem> check(const Syntax& syntax, const Environment& environment) {
  return Checker(syntax, environment).type_of(syntax.root);
}

}  // namespace jidoka::expr
