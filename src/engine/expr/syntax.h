// Syntax: an expression as a tree. Nodes lie in one list and name each other by number, children before parents, so
// that a deep tree costs no recursion to copy or destroy. Macros (all, exists, map, filter …) are nodes of their own,
// not rewritten, so that print() gives back what was written.
//
//   std::expected<Syntax, Problem> tree = parse("x > 3 && name.startsWith('IM')");
//   parse(print(*tree)) is the same tree.
// Refused, quickly and before anything is built on it: more than 64 KiB, brackets nested deeper than 250, a chain of
// operators longer than 1000.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "expr/fault.h"

namespace jidoka::expr {

using NodeId = std::uint32_t;

enum class NodeKind : std::uint8_t {
  literal,
  identifier,
  select,     // child.name
  has,        // has(child.name)
  operation,  // op over children
  call,       // name(children); with is_receiver the first child stands before the dot
  list,
  map,   // key, value, key, value …
  loop,  // children: range, condition and transform as the loop needs
  bind,  // cel.bind(name, children[0], children[1])
  // What identifiers become when names are bound to an environment (names.h):
  variable,
  local,
};

enum class Operator : std::uint8_t {
  conditional,
  logical_or,
  logical_and,
  less,
  less_equal,
  greater,
  greater_equal,
  equal,
  not_equal,
  in,
  add,
  subtract,
  multiply,
  divide,
  modulus,
  logical_not,
  negate,
  index,
};
std::string_view operator_text(Operator op);

enum class Loop : std::uint8_t { all, exists, exists_one, map, filter, transform_list, transform_map };
std::string_view loop_name(Loop loop);

struct Literal {
  Kind kind = Kind::null;
  std::int64_t integer = 0;  // also of a bool
  std::uint64_t natural = 0;
  double real = 0;
  std::string text;  // string, bytes or the name of a type
};

struct Node {
  NodeKind kind = NodeKind::literal;
  Operator op = Operator::conditional;
  Loop loop = Loop::all;
  bool is_receiver = false;
  bool is_rooted = false;  // .name: not in the container
  std::uint32_t at = 0;    // byte in the text
  std::uint32_t depth = 1;
  std::uint32_t slot = 0;  // of a variable or local
  Literal literal;
  std::string name;
  std::string second_name;  // of a loop with two variables
  std::vector<NodeId> children;
};

struct Syntax {
  std::string text;
  std::vector<Node> nodes;
  NodeId root = 0;

  const Node& operator[](NodeId id) const { return nodes[id]; }
  Node& operator[](NodeId id) { return nodes[id]; }
};

struct SyntaxLimits {
  std::size_t bytes = 64u << 10;
  std::uint32_t nesting = 250;
  std::uint32_t depth = 1000;
};

std::expected<Syntax, Problem> parse(std::string_view text, SyntaxLimits limits = {});

// With the fewest parentheses that keep the meaning.
std::string print(const Syntax& syntax);
// The same tree, wherever it stands in its text.
bool same_tree(const Syntax& a, const Syntax& b);

}  // namespace jidoka::expr
