#include <algorithm>
#include <utility>

#include "mapping/compiled.h"

namespace jidoka::mapping {

namespace {

Failure wrong(std::string field, const Text& text) {
  return fail(Code::invalid, "source-mapping", text, std::move(field));
}

class Compiler {
 public:
  explicit Compiler(Compiled& out) : out_(out) {}

  Result<plant::MessageTemplate> parse(const std::string& text, const std::string& field) {
    auto parsed = plant::parse_template(text);
    if (!parsed) return wrong("reading." + field, parsed.error());
    for (const plant::TemplatePart& part : *parsed) {
      const bool is_key = part.text == "key" || part.text.ends_with(".key");
      if (part.kind != plant::TemplatePart::Kind::name || !is_key || is_bound(part.text)) continue;
      out_.has_range = true;
      range_ = part.text.substr(0, part.text.size() - 3);  // "" or "data."
    }
    return std::move(*parsed);
  }

  // Once all are parsed, so that it is known whether {value} is a member or the value of each.
  Filling resolve(const plant::MessageTemplate& parts) {
    Filling out;
    for (const plant::TemplatePart& part : parts) {
      Piece piece{part.text, part.kind == plant::TemplatePart::Kind::name, part.is_optional, {}};
      if (piece.is_name) piece.origin = origin_of(part.text);
      out.push_back(std::move(piece));
    }
    return out;
  }

  void mark_range() {
    if (!out_.has_range) return;
    Node* at = &out_.root;
    std::string_view rest = range_;
    while (!rest.empty()) {
      const std::size_t dot = rest.find('.');
      at = &child_of(*at, rest.substr(0, dot));
      rest.remove_prefix(dot + 1);
    }
    at->is_range = true;
  }
  std::string value_by_default() const { return out_.has_range ? "{" + range_ + "value}" : "{value}"; }

 private:
  bool is_bound(std::string_view name) const { return std::ranges::find(out_.bound, name) != out_.bound.end(); }

  Origin origin_of(const std::string& name) {
    using Kind = Origin::Kind;
    if (const auto found = std::ranges::find(out_.bound, name); found != out_.bound.end())
      return {Kind::bound, static_cast<std::size_t>(found - out_.bound.begin())};
    if (name == "topic") return {Kind::topic};
    if (name == "payload") return {Kind::payload};
    if (out_.has_range && name == range_ + "key") return {Kind::key};
    if (out_.has_range && name == range_ + "value") return {Kind::value};
    if (const auto found = std::ranges::find(out_.members, name); found != out_.members.end())
      return {Kind::member, static_cast<std::size_t>(found - out_.members.begin())};
    Node* at = &out_.root;
    std::string_view rest = name;
    for (bool is_last = false; !is_last;) {
      const std::size_t dot = rest.find('.');
      is_last = dot == std::string_view::npos;
      at = &child_of(*at, rest.substr(0, dot));
      if (!is_last) rest.remove_prefix(dot + 1);
    }
    at->member = static_cast<int>(out_.members.size());
    out_.members.push_back(name);
    return {Kind::member, out_.members.size() - 1};
  }

  static Node& child_of(Node& parent, std::string_view name) {
    for (Node& child : parent.children)
      if (child.name == name) return child;
    parent.children.push_back({std::string(name), -1, false, {}});
    return parent.children.back();
  }

  Compiled& out_;
  std::string range_;
};

}  // namespace

Result<Compiled> compile(const plant::Source& source) {
  Compiled out;
  if (!source.match || !source.reading)
    return wrong(source.match ? "reading" : "match",
                 {"The source says neither which messages nor how they become readings. Write `match` and `reading`.",
                  "数据源未说明接收哪些消息以及如何成为读数。请填写 match 和 reading。"});
  auto topic = plant::parse_topic(source.match->topic);
  if (!topic) return wrong("match.topic", topic.error());
  out.topic = std::move(*topic);
  for (const std::string_view name : out.topic.names()) out.bound.emplace_back(name);
  Compiler compiler(out);
  const plant::ReadingMap& map = *source.reading;
  TRY(const plant::MessageTemplate equipment, compiler.parse(map.equipment, "equipment"));
  TRY(const plant::MessageTemplate tag, compiler.parse(map.tag, "tag"));
  TRY(const plant::MessageTemplate time, compiler.parse(map.time.value_or(""), "time"));
  TRY(const plant::MessageTemplate uom, compiler.parse(map.uom.value_or(""), "uom"));
  TRY(const plant::MessageTemplate unit, compiler.parse(map.unit.value_or(""), "unit"));
  TRY(const plant::MessageTemplate lot, compiler.parse(map.lot.value_or(""), "lot"));
  TRY(const plant::MessageTemplate value, compiler.parse(map.value.value_or(compiler.value_by_default()), "value"));
  out.equipment = compiler.resolve(equipment);
  out.tag = compiler.resolve(tag);
  out.value = compiler.resolve(value);
  out.time = compiler.resolve(time);
  out.uom = compiler.resolve(uom);
  out.unit = compiler.resolve(unit);
  out.lot = compiler.resolve(lot);
  compiler.mark_range();
  return out;
}

}  // namespace jidoka::mapping
