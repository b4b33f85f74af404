// Expressions from a seed, for property tests: every node kind that can be written, names that mostly exist.
#pragma once

#include <random>
#include <string>

#include "expr/syntax.h"

namespace jidoka::expr {

class RandomTree {
 public:
  explicit RandomTree(unsigned seed) : random_(seed) {}

  Syntax tree(int depth) {
    out_ = {};
    out_.root = node(depth);
    return std::move(out_);
  }

 private:
  unsigned pick(unsigned count) { return std::uniform_int_distribution<unsigned>(0, count - 1)(random_); }

  NodeId add(Node node) {
    out_.nodes.push_back(std::move(node));
    return static_cast<NodeId>(out_.nodes.size() - 1);
  }

  NodeId leaf() {
    Node node;
    static const std::string texts[] = {"", "a", "tab\tquote\"back\\", "中文", std::string("\x01", 1), "🐱"};
    switch (pick(8)) {
      case 0:
        node.literal.kind = Kind::boolean;
        node.literal.integer = pick(2);
        break;
      case 1:
        node.literal.kind = Kind::integer;
        node.literal.integer = static_cast<std::int64_t>(pick(7)) - 3;
        break;
      case 2:
        node.literal.kind = Kind::natural;
        node.literal.natural = pick(5);
        break;
      case 3:
        node.literal.kind = Kind::real;
        node.literal.real = (static_cast<double>(pick(2'000'000)) - 1e6) * (pick(2) == 0 ? 1e-9 : 0.5);
        break;
      case 4:
        node.literal.kind = pick(2) == 0 ? Kind::string : Kind::bytes;
        node.literal.text = texts[pick(6)];
        break;
      case 5:
        break;
      default:
        node.kind = NodeKind::identifier;
        node.name = std::string(1, static_cast<char>('w' + pick(4)));
        node.is_rooted = pick(8) == 0;
    }
    return add(std::move(node));
  }

  void children(Node& node, unsigned count, int depth) {
    for (unsigned i = 0; i < count; ++i) node.children.push_back(this->node(depth - 1));
  }

  NodeId node(int depth) {
    if (depth <= 0) return leaf();
    Node node;
    switch (pick(9)) {
      case 0:
      case 1:
      case 2:
      case 3:
        node.kind = NodeKind::operation;
        node.op = static_cast<Operator>(pick(18));
        children(node,
                 node.op == Operator::conditional                                  ? 3
                 : node.op == Operator::logical_not || node.op == Operator::negate ? 1
                                                                                   : 2,
                 depth);
        break;
      case 4:
        node.kind = pick(2) == 0 ? NodeKind::select : NodeKind::has;
        node.name = pick(3) == 0 ? "b-c" : "field";
        children(node, 1, depth);
        break;
      case 5:
        node.kind = NodeKind::call;
        node.is_receiver = pick(2) == 0;
        node.name = node.is_receiver ? "size" : "dyn";
        children(node, 1, depth);
        break;
      case 6:
        node.kind = NodeKind::list;
        children(node, pick(4), depth);
        break;
      case 7:
        node.kind = NodeKind::map;
        children(node, 2 * pick(3), depth);
        break;
      default:
        node.kind = pick(4) == 0 ? NodeKind::bind : NodeKind::loop;
        node.name = "w";
        node.loop = static_cast<Loop>(pick(7));
        if (node.kind == NodeKind::bind) node.loop = Loop::all;
        if (node.kind == NodeKind::loop && node.loop >= Loop::transform_list) node.second_name = "x";
        children(node, node.kind == NodeKind::loop && node.loop == Loop::map ? 2 + pick(2) : 2, depth);
    }
    return add(std::move(node));
  }

  std::mt19937 random_;
  Syntax out_;
};

}  // namespace jidoka::expr
