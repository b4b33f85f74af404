#include "expr/type.h"

#include <algorithm>
#include <array>

namespace jidoka::expr {
namespace {

struct Named {
  std::string_view name;
  Kind kind;
};
// The first name of a kind is the one that is written.
constexpr std::array<Named, 16> names = {{{"null", Kind::null},
                                          {"bool", Kind::boolean},
                                          {"int", Kind::integer},
                                          {"uint", Kind::natural},
                                          {"double", Kind::real},
                                          {"string", Kind::string},
                                          {"bytes", Kind::bytes},
                                          {"list", Kind::list},
                                          {"map", Kind::map},
                                          {"timestamp", Kind::timestamp},
                                          {"duration", Kind::duration},
                                          {"type", Kind::type},
                                          {"series", Kind::series},
                                          {"null_type", Kind::null},
                                          {"google.protobuf.Timestamp", Kind::timestamp},
                                          {"google.protobuf.Duration", Kind::duration}}};

bool is_letter(char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

void skip_spaces(std::string_view& text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
}

bool take(std::string_view& text, char c) {
  skip_spaces(text);
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Type> take_named(std::string_view name) {
  if (name == "dyn") return dyn_type();
  if (name.size() == 1 && name[0] >= 'A' && name[0] <= 'Z') return Type{Type::Form::parameter, Kind::null, name[0], {}};
  for (const Named& row : names)
    if (row.name == name) return kind_type(row.kind);
  return {};
}

std::optional<Type> take_nested(std::string_view& text, int depth) {
  if (depth > 32) return {};
  skip_spaces(text);
  std::size_t end = 0;
  while (end < text.size() &&
         (is_letter(text[end]) || (text[end] == '.' && end + 1 < text.size() && is_letter(text[end + 1]))))
    ++end;
  auto out = take_named(text.substr(0, end));
  if (!out) return {};
  text.remove_prefix(end);
  const std::size_t count = out->is(Kind::list) ? 1 : out->is(Kind::map) ? 2 : 0;
  if (count == 0) return out;
  if (!text.starts_with('(')) {
    out->of.assign(count, dyn_type());
    return out;
  }
  text.remove_prefix(1);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0 && !take(text, ',')) return {};
    auto inner = take_nested(text, depth + 1);
    if (!inner) return {};
    out->of.push_back(std::move(*inner));
  }
  if (!take(text, ')')) return {};
  return out;
}

}  // namespace

Type list_type(Type items) {
  Type out = kind_type(Kind::list);
  out.of.push_back(std::move(items));
  return out;
}

Type map_type(Type keys, Type values) {
  Type out = kind_type(Kind::map);
  out.of.push_back(std::move(keys));
  out.of.push_back(std::move(values));
  return out;
}

std::string to_string(const Type& type) {
  if (type.is_dyn()) return "dyn";
  if (type.form == Type::Form::parameter) return {type.letter};
  std::string out(std::ranges::find(names, type.kind, &Named::kind)->name);
  if (type.of.empty()) return out;
  out += '(';
  for (std::size_t i = 0; i < type.of.size(); ++i) out += (i > 0 ? ", " : "") + to_string(type.of[i]);
  return out + ')';
}

std::optional<Type> take_type(std::string_view& text) { return take_nested(text, 0); }

std::optional<Type> parse_type(std::string_view text) {
  auto out = take_type(text);
  skip_spaces(text);
  if (!text.empty()) return {};
  return out;
}

bool compatible(const Type& a, const Type& b) {
  if (a.is_dyn() || b.is_dyn()) return true;
  if (a.kind != b.kind || a.of.size() != b.of.size()) return false;
  for (std::size_t i = 0; i < a.of.size(); ++i)
    if (!compatible(a.of[i], b.of[i])) return false;
  return true;
}

Type joined(const Type& a, const Type& b) {
  if (a == b) return a;
  if (a.is_dyn() || b.is_dyn() || a.kind != b.kind || a.of.size() != b.of.size()) return dyn_type();
  Type out = kind_type(a.kind);
  for (std::size_t i = 0; i < a.of.size(); ++i) out.of.push_back(joined(a.of[i], b.of[i]));
  return out;
}

bool fits(const Type& parameter, const Type& argument, Letters& letters) {
  if (parameter.is_dyn() || argument.is_dyn()) return true;
  if (parameter.form == Type::Form::parameter) {
    const auto [bound, is_new] = letters.try_emplace(parameter.letter, argument);
    if (is_new) return true;
    if (!compatible(bound->second, argument)) return false;
    bound->second = joined(bound->second, argument);
    return true;
  }
  if (parameter.kind != argument.kind) return false;
  for (std::size_t i = 0; i < parameter.of.size() && i < argument.of.size(); ++i)
    if (!fits(parameter.of[i], argument.of[i], letters)) return false;
  return true;
}

Type filled_in(const Type& type, const Letters& letters) {
  if (type.form == Type::Form::parameter) {
    const auto bound = letters.find(type.letter);
    return bound == letters.end() ? dyn_type() : bound->second;
  }
  Type out = type;
  for (Type& inner : out.of) inner = filled_in(inner, letters);
  return out;
}

}  // namespace jidoka::expr
