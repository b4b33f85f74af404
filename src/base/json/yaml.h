// YAML 1.2 text to the same Value that JSON gives, with the line and column of every node kept, so that a mistake in a
// plain file is reported where it stands. Several documents in one file ("---") are several Documents.
// A mistake in the form is an Error whose text begins with its place ("plans/housing.yaml:14:22  …"); mistakes in the
// content come from decode.h, and position_of() finds their place. Plain scalars are typed by the core schema: 10.1 is
// a number, "10.1" and yes are text. Documents that hold nothing are left out. Limits: 1 MiB, depth 32, no anchors or
// aliases (they can grow without bound), no tags, no duplicate keys.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "json/decode.h"

namespace jidoka::json {

struct Position {
  int line = 1;    // from 1
  int column = 1;  // from 1
};

struct Document {
  std::string file;
  Value value;
  std::map<std::string, Position>
      positions;  // by JSON path, as decode.h writes it ("lines[0].specification.lower"); "" is the root

  // The nearest position known: of the path itself, or of its closest ancestor.
  Position position_of(std::string_view path) const;
};

Result<std::vector<Document>> parse_yaml(std::string_view text, const std::string& file);

}  // namespace jidoka::json
