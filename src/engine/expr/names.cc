#include <algorithm>
#include <array>
#include <optional>

#include "expr/environment.h"
#include "expr/function_table.h"

namespace jidoka::expr {
namespace {

constexpr std::array<std::string_view, 12> type_names = {"bool",
                                                         "int",
                                                         "uint",
                                                         "double",
                                                         "string",
                                                         "bytes",
                                                         "list",
                                                         "map",
                                                         "null_type",
                                                         "type",
                                                         "google.protobuf.Timestamp",
                                                         "google.protobuf.Duration"};

class Binder {
 public:
  Binder(Syntax& syntax, const Environment& environment) : syntax_(syntax), environment_(environment) {}
  void visit(NodeId id);

 private:
  void children_of(NodeId id) {
    for (std::size_t i = 0; i < syntax_[id].children.size(); ++i) visit(syntax_[id].children[i]);
  }
  bool is_local(const std::string& name) const { return std::ranges::find(locals_, name) != locals_.end(); }
  // "a.b.c" of a chain of selections from a name; none when it starts from something else or from a local.
  std::optional<std::string> qualified(NodeId id, bool& is_rooted) const;
  bool becomes_variable(Node& node, const std::string& name, bool is_rooted);
  void becomes_namespaced(Node& node);
  void identifier(Node& node);
  void loop(NodeId id);
  // Calls try with name behind each part of the container, the longest first, until it says yes.
  template <class Try>
  bool in_container(const std::string& name, bool is_rooted, Try&& attempt) const;

  Syntax& syntax_;
  const Environment& environment_;
  std::vector<std::string> locals_;
};

template <class Try>
bool Binder::in_container(const std::string& name, bool is_rooted, Try&& attempt) const {
  std::string_view container = is_rooted ? std::string_view() : std::string_view(environment_.container);
  while (!container.empty()) {
    if (attempt(std::string(container) + "." + name)) return true;
    const std::size_t dot = container.rfind('.');
    container = dot == std::string_view::npos ? std::string_view() : container.substr(0, dot);
  }
  return attempt(name);
}

std::optional<std::string> Binder::qualified(NodeId id, bool& is_rooted) const {
  std::vector<const std::string*> parts;
  const Node* node = &syntax_[id];
  for (; node->kind == NodeKind::select; node = &syntax_[node->children[0]]) parts.push_back(&node->name);
  if (node->kind != NodeKind::identifier || (!node->is_rooted && is_local(node->name))) return {};
  is_rooted = node->is_rooted;
  std::string out = node->name;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) out += "." + **part;
  return out;
}

bool Binder::becomes_variable(Node& node, const std::string& name, bool is_rooted) {
  return in_container(name, is_rooted, [&](const std::string& full) {
    const auto& known = environment_.variables;
    if (const auto found = std::ranges::find(known, full, &Variable::name); found != known.end()) {
      node.kind = NodeKind::variable;
      node.slot = static_cast<std::uint32_t>(found - known.begin());
    } else if (std::ranges::find(type_names, full) != type_names.end()) {
      node.kind = NodeKind::literal;
      node.literal.kind = Kind::type;
      node.literal.text = full;
    } else {
      return false;
    }
    node.name = full;
    node.is_rooted = false;
    node.children.clear();
    return true;
  });
}

void Binder::becomes_namespaced(Node& node) {
  bool is_rooted = false;
  const auto space = qualified(node.children[0], is_rooted);
  if (!space) return;
  in_container(*space + "." + node.name, is_rooted, [&](const std::string& full) {
    if (functions().find(full, false) == nullptr) return false;
    node.name = full;
    node.is_receiver = false;
    node.children.erase(node.children.begin());
    return true;
  });
}

void Binder::identifier(Node& node) {
  if (!node.is_rooted) {
    const auto found = std::ranges::find(locals_.rbegin(), locals_.rend(), node.name);
    if (found != locals_.rend()) {
      node.kind = NodeKind::local;
      node.slot = static_cast<std::uint32_t>(locals_.rend() - found - 1);
      return;
    }
  }
  becomes_variable(node, node.name, node.is_rooted);
}

void Binder::loop(NodeId id) {
  visit(syntax_[id].children[0]);
  const std::size_t before = locals_.size();
  locals_.push_back(syntax_[id].name);
  if (!syntax_[id].second_name.empty()) locals_.push_back(syntax_[id].second_name);
  for (std::size_t i = 1; i < syntax_[id].children.size(); ++i) visit(syntax_[id].children[i]);
  locals_.resize(before);
}

void Binder::visit(NodeId id) {
  Node& node = syntax_[id];
  switch (node.kind) {
    case NodeKind::identifier:
      return identifier(node);
    case NodeKind::select: {
      bool is_rooted = false;
      const auto name = qualified(id, is_rooted);
      if (name && becomes_variable(node, *name, is_rooted)) return;
      return children_of(id);
    }
    case NodeKind::call:
      if (node.is_receiver) becomes_namespaced(node);
      return children_of(id);
    case NodeKind::loop:
    case NodeKind::bind:
      return loop(id);
    default:
      return children_of(id);
  }
}

}  // namespace

void bind_names(Syntax& syntax, const Environment& environment) { Binder(syntax, environment).visit(syntax.root); }

}  // namespace jidoka::expr
