// Types of the checker: int, list(string), map(string, dyn), timestamp … and dyn, of which nothing is known before the
// evaluation. Read from and written as text; in signatures single capital letters stand for any type, the same letter
// for the same.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expr/value.h"

namespace jidoka::expr {

struct Type {
  enum class Form : std::uint8_t { dyn, kind, parameter };
  Form form = Form::dyn;
  Kind kind = Kind::null;
  char letter = 0;
  std::vector<Type> of;  // items of a list; keys and values of a map

  bool is_dyn() const { return form == Form::dyn; }
  bool is(Kind k) const { return form == Form::kind && kind == k; }
  friend bool operator==(const Type&, const Type&) = default;
};

inline Type dyn_type() { return {}; }
inline Type kind_type(Kind kind) { return {Type::Form::kind, kind, 0, {}}; }
Type list_type(Type items);
Type map_type(Type keys, Type values);

std::string to_string(const Type& type);
std::optional<Type> parse_type(std::string_view text);
// One type from the front of a text, which moves behind it.
std::optional<Type> take_type(std::string_view& text);

// The type that holds both: the same, or dyn where they differ.
Type joined(const Type& a, const Type& b);
// Whether a value of one may turn out to be a value of the other.
bool compatible(const Type& a, const Type& b);

using Letters = std::map<char, Type>;
// Whether an argument fits a parameter; letters are bound on the way.
bool fits(const Type& parameter, const Type& argument, Letters& letters);
Type filled_in(const Type& type, const Letters& letters);

}  // namespace jidoka::expr
