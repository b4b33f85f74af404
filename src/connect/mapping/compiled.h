// A source's templates with their names resolved, for this module alone: where each placeholder comes from, and which
// members of a message are wanted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "plant/message_template.h"
#include "plant/model.h"

namespace jidoka::mapping {

struct Origin {
  enum class Kind : std::uint8_t { bound, topic, payload, key, value, member };
  Kind kind = Kind::member;
  std::size_t index = 0;  // of the topic's names, or of the members
};
struct Piece {
  std::string text;  // as it stands, or the name
  bool is_name = false;
  bool is_optional = false;
  Origin origin;
};
using Filling = std::vector<Piece>;

// A member of a message, or an object on the way to one.
struct Node {
  std::string name;
  int member = -1;        // index of what is wanted here
  bool is_range = false;  // {key} goes over its members
  std::vector<Node> children;
  const Node* find(std::string_view wanted) const {
    for (const Node& child : children)  // a handful
      if (child.name == wanted) return &child;
    return nullptr;
  }
};

struct Compiled {
  plant::TopicPattern topic;
  Filling equipment, tag, value, time, uom, unit, lot;  // empty: not mapped
  std::vector<std::string> bound;                       // names of the topic
  std::vector<std::string> members;                     // paths
  Node root;
  bool has_range = false;
  bool needs_json() const { return has_range || !members.empty(); }
};

Result<Compiled> compile(const plant::Source& source);

}  // namespace jidoka::mapping
