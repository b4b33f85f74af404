// What looks like a call and is more: has(), the loops over lists and maps, and cel.bind().
#include <algorithm>
#include <array>

#include "expr/parser.h"
#include "expr/pass.h"

namespace jidoka::expr {
namespace {

struct LoopShape {
  std::string_view name;
  std::size_t arguments;  // without the range
  Loop loop;
};
constexpr std::array<LoopShape, 15> shapes = {{{"all", 2, Loop::all},
                                               {"all", 3, Loop::all},
                                               {"exists", 2, Loop::exists},
                                               {"exists", 3, Loop::exists},
                                               {"exists_one", 2, Loop::exists_one},
                                               {"exists_one", 3, Loop::exists_one},
                                               {"existsOne", 2, Loop::exists_one},
                                               {"existsOne", 3, Loop::exists_one},
                                               {"map", 2, Loop::map},
                                               {"map", 3, Loop::map},
                                               {"filter", 2, Loop::filter},
                                               {"transformList", 3, Loop::transform_list},
                                               {"transformList", 4, Loop::transform_list},
                                               {"transformMap", 3, Loop::transform_map},
                                               {"transformMap", 4, Loop::transform_map}}};

const LoopShape* shape_of(std::string_view name, std::size_t arguments) {
  const auto* const found = std::ranges::find_if(
      shapes, [&](const LoopShape& shape) { return shape.name == name && shape.arguments == arguments; });
  return found == shapes.end() ? nullptr : found;
}

}  // namespace

std::string_view loop_name(Loop loop) { return std::ranges::find(shapes, loop, &LoopShape::loop)->name; }

Parsed Parser::call(std::string name, std::vector<NodeId> children, bool is_receiver, std::size_t at) {
  if (is_receiver) {
    const bool is_cel = out_[children[0]].kind == NodeKind::identifier && out_[children[0]].name == "cel";
    if (is_cel && name == "bind" && children.size() == 4) return binding(children, at);
    if (const LoopShape* shape = shape_of(name, children.size() - 1)) return loop(shape->loop, std::move(children), at);
  } else if (name == "has" && children.size() == 1) {
    return presence(children, at);
  }
  Node node;
  node.kind = NodeKind::call;
  node.name = std::move(name);
  node.is_receiver = is_receiver;
  node.children = std::move(children);
  return add(std::move(node), at);
}

Parsed Parser::presence(const std::vector<NodeId>& children, std::size_t at) {
  const Node& field = out_[children[0]];
  if (field.kind != NodeKind::select)
    return refuse(at, "has", {"has() asks for a field: write has(x.name).", "has() 用于判断字段：请写 has(x.name)。"});
  Node node;
  node.kind = NodeKind::has;
  node.name = field.name;
  node.children = field.children;
  return add(std::move(node), at);
}

std::expected<std::string, Problem> Parser::loop_variable(NodeId id) const {
  const Node& node = out_[id];
  if (node.kind == NodeKind::identifier && !node.is_rooted) return node.name;
  return refuse(node.at, "loop-variable",
                {"Here a plain name is needed for the item, as in list.all(item, item > 0).",
                 "此处应为代表元素的名称，例如 list.all(item, item > 0)。"});
}

Parsed Parser::binding(const std::vector<NodeId>& children, std::size_t at) {
  Node node;
  node.kind = NodeKind::bind;
  PASS(node.name, loop_variable(children[1]));
  node.children = {children[2], children[3]};
  return add(std::move(node), at);
}

Parsed Parser::loop(Loop kind, std::vector<NodeId> children, std::size_t at) {
  const bool has_two =
      kind == Loop::transform_list || kind == Loop::transform_map || (children.size() == 4 && kind != Loop::map);
  Node node;
  node.kind = NodeKind::loop;
  node.loop = kind;
  PASS(node.name, loop_variable(children[1]));
  if (has_two) {
    PASS(node.second_name, loop_variable(children[2]));
    if (node.name == node.second_name)
      return refuse(out_[children[2]].at, "loop-variable", {"The two names must differ.", "两个名称不能相同。"});
  }
  children.erase(children.begin() + 1, children.begin() + (has_two ? 3 : 2));
  node.children = std::move(children);
  return add(std::move(node), at);
}

}  // namespace jidoka::expr
