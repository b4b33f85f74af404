#include "expr/print_value.h"
#include "expr/syntax.h"

namespace jidoka::expr {
namespace {

constexpr std::string_view symbols[] = {
    "?", "||", "&&", "<", "<=", ">", ">=", "==", "!=", "in", "+", "-", "*", "/", "%", "!", "-", "[]"};

// How tightly an expression holds together; what stands inside one that holds tighter needs parentheses.
enum Strength { any = 0, either = 1, both = 2, relation = 3, sum = 4, product = 5, prefix = 6, whole = 7 };

Strength strength(const Node& node) {
  if (node.kind != NodeKind::operation) return whole;
  switch (node.op) {
    case Operator::conditional:
      return any;
    case Operator::logical_or:
      return either;
    case Operator::logical_and:
      return both;
    case Operator::add:
    case Operator::subtract:
      return sum;
    case Operator::multiply:
    case Operator::divide:
    case Operator::modulus:
      return product;
    case Operator::logical_not:
    case Operator::negate:
      return prefix;
    case Operator::index:
      return whole;
    default:
      return relation;
  }
}

class Printer {
 public:
  explicit Printer(const Syntax& syntax) : syntax_(syntax) {}
  std::string take() { return std::move(out_); }

  void node(NodeId id, Strength least) {
    const Node& node = syntax_[id];
    const bool needs_brackets = strength(node) < least;
    if (needs_brackets) out_ += '(';
    plain(node);
    if (needs_brackets) out_ += ')';
  }

 private:
  void plain(const Node& node);
  void operation(const Node& node);
  void literal(const Literal& literal);
  void list(const Node& node, std::size_t from);
  void field(const Node& node);
  void loop(const Node& node);
  void call(const Node& node);
  void map(const Node& node);

  const Syntax& syntax_;
  std::string out_;
};

void Printer::literal(const Literal& literal) {
  switch (literal.kind) {
    case Kind::boolean:
      out_ += literal.integer != 0 ? "true" : "false";
      return;
    case Kind::integer:
      return print(out_, of_int(literal.integer));
    case Kind::natural:
      return print(out_, of_uint(literal.natural));
    case Kind::real:
      return print(out_, of_double(literal.real));
    case Kind::string:
      return print_quoted(out_, literal.text);
    case Kind::bytes:
      return print_quoted_bytes(out_, literal.text);
    case Kind::type:
      out_ += literal.text;
      return;
    default:
      out_ += "null";
  }
}

void Printer::operation(const Node& node) {
  const Strength own = strength(node);
  if (node.op == Operator::conditional) {
    this->node(node.children[0], either);
    out_ += " ? ";
    this->node(node.children[1], either);
    out_ += " : ";
    return this->node(node.children[2], any);
  }
  if (node.op == Operator::index) {
    this->node(node.children[0], whole);
    out_ += '[';
    this->node(node.children[1], any);
    out_ += ']';
    return;
  }
  if (own == prefix) {
    out_ += operator_text(node.op);
    const std::size_t from = out_.size();
    this->node(node.children[0], prefix);
    if (node.op == Operator::negate && out_[from] >= '0' && out_[from] <= '9') {
      out_.insert(from, 1, '(');  // -(5) is an operation, -5 a literal
      out_ += ')';
    }
    return;
  }
  this->node(node.children[0], own);
  out_ += ' ';
  out_ += operator_text(node.op);
  out_ += ' ';
  this->node(node.children[1], static_cast<Strength>(own + 1));
}

void Printer::list(const Node& node, std::size_t from) {
  for (std::size_t i = from; i < node.children.size(); ++i) {
    if (i > from) out_ += ", ";
    this->node(node.children[i], any);
  }
}

// A name that is not plain stands in backquotes.
void Printer::field(const Node& node) {
  this->node(node.children[0], whole);
  const bool is_plain = node.name.find_first_of(".-/ ") == std::string::npos &&
                        (node.name[0] < '0' || node.name[0] > '9') && node.name != "in" && node.name != "true" &&
                        node.name != "false" && node.name != "null";
  out_ += is_plain ? "." + node.name : ".`" + node.name + "`";
}

void Printer::loop(const Node& node) {
  this->node(node.children[0], whole);
  out_ += '.';
  out_ += loop_name(node.loop);
  out_ += '(' + node.name;
  if (!node.second_name.empty()) out_ += ", " + node.second_name;
  out_ += ", ";
  list(node, 1);
  out_ += ')';
}

void Printer::call(const Node& node) {
  if (node.is_receiver) {
    this->node(node.children[0], whole);
    out_ += '.';
  }
  out_ += node.name + '(';
  list(node, node.is_receiver ? 1 : 0);
  out_ += ')';
}

void Printer::map(const Node& node) {
  out_ += '{';
  for (std::size_t i = 0; i < node.children.size(); i += 2) {
    if (i > 0) out_ += ", ";
    this->node(node.children[i], any);
    out_ += ": ";
    this->node(node.children[i + 1], any);
  }
  out_ += '}';
}

void Printer::plain(const Node& node) {
  switch (node.kind) {
    case NodeKind::literal:
      return literal(node.literal);
    case NodeKind::identifier:
    case NodeKind::variable:
    case NodeKind::local:
      out_ += (node.is_rooted ? "." : "") + node.name;
      return;
    case NodeKind::select:
      return field(node);
    case NodeKind::has:
      out_ += "has(";
      field(node);
      out_ += ')';
      return;
    case NodeKind::operation:
      return operation(node);
    case NodeKind::call:
      return call(node);
    case NodeKind::list:
      out_ += '[';
      list(node, 0);
      out_ += ']';
      return;
    case NodeKind::map:
      return map(node);
    case NodeKind::loop:
      return loop(node);
    case NodeKind::bind:
      out_ += "cel.bind(" + node.name + ", ";
      list(node, 0);
      out_ += ')';
      return;
  }
}

bool same_literal(const Literal& a, const Literal& b) {
  return a.kind == b.kind && a.integer == b.integer && a.natural == b.natural && a.real == b.real && a.text == b.text;
}

bool same_node(const Syntax& a, NodeId x, const Syntax& b, NodeId y) {
  const Node& m = a[x];
  const Node& n = b[y];
  if (m.kind != n.kind || m.op != n.op || m.loop != n.loop || m.is_receiver != n.is_receiver ||
      m.is_rooted != n.is_rooted || m.name != n.name || m.second_name != n.second_name ||
      m.children.size() != n.children.size() || !same_literal(m.literal, n.literal))
    return false;
  for (std::size_t i = 0; i < m.children.size(); ++i)
    if (!same_node(a, m.children[i], b, n.children[i])) return false;
  return true;
}

}  // namespace

std::string_view operator_text(Operator op) { return symbols[static_cast<std::size_t>(op)]; }

std::string print(const Syntax& syntax) {
  Printer printer(syntax);
  printer.node(syntax.root, any);
  return printer.take();
}

bool same_tree(const Syntax& a, const Syntax& b) { return same_node(a, a.root, b, b.root); }

}  // namespace jidoka::expr
