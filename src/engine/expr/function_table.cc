#include "expr/function_table.h"

#include <array>

#include "core/assert.h"

namespace jidoka::expr {
namespace {

constexpr std::uint32_t bit(Kind kind) { return 1u << static_cast<unsigned>(kind); }
constexpr std::uint32_t every_kind = ~bit(Kind::error);

std::uint32_t kinds_of(const Type& type) { return type.form == Type::Form::kind ? bit(type.kind) : every_kind; }

// Signatures are our own text: what does not read is a fault of ours.
Type must_take(std::string_view& text) {
  auto type = take_type(text);
  ASSERT(type.has_value());
  return std::move(*type);
}

struct Signature {
  std::string name;
  bool is_receiver = false;
  Overload overload;
};

Signature read_signature(const FunctionRow& row) {
  Signature out;
  out.overload.row = &row;
  out.overload.run = row.run;
  std::string_view text = row.signature;
  const std::size_t open = text.find('(', text.starts_with("list(") || text.starts_with("map(") ? text.find(").") : 0);
  ASSERT(open != std::string_view::npos);
  std::string_view front = text.substr(0, open);
  if (const std::size_t dot = front.rfind('.'); dot != std::string_view::npos) {
    std::string_view receiver = front.substr(0, dot);
    if (auto type = parse_type(receiver)) {
      out.is_receiver = true;
      out.overload.parameters.push_back(std::move(*type));
      front.remove_prefix(dot + 1);
    }
  }
  out.name = front;
  text.remove_prefix(open + 1);
  while (!text.starts_with(')')) {
    out.overload.parameters.push_back(must_take(text));
    if (text.starts_with("...")) {
      out.overload.takes_more = true;
      text.remove_prefix(3);
    }
    while (text.starts_with(',') || text.starts_with(' ')) text.remove_prefix(1);
  }
  ASSERT(text.starts_with(") -> "));
  text.remove_prefix(5);
  out.overload.result = must_take(text);
  ASSERT(text.empty());
  for (const Type& parameter : out.overload.parameters) out.overload.kinds.push_back(kinds_of(parameter));
  return out;
}

bool takes(const Overload& overload, std::span<const Value> arguments) {
  const std::size_t count = overload.kinds.size();
  if (arguments.size() != count && (!overload.takes_more || arguments.size() < count)) return false;
  for (std::size_t i = 0; i < arguments.size(); ++i)
    if ((overload.kinds[i < count ? i : count - 1] & bit(arguments[i].kind)) == 0) return false;
  return true;
}

}  // namespace

FunctionTable::FunctionTable(std::span<const std::span<const FunctionRow>> tables) {
  for (const auto& table : tables)
    for (const FunctionRow& row : table) {
      Signature read = read_signature(row);
      const auto [found, is_new] = by_name_.try_emplace({read.name, read.is_receiver}, functions_.size());
      if (is_new) functions_.push_back({read.name, read.is_receiver, {}});
      functions_[found->second].overloads.push_back(std::move(read.overload));
    }
}

const Function* FunctionTable::find(std::string_view name, bool is_receiver) const {
  const auto found = by_name_.find(std::pair(std::string(name), is_receiver));
  return found == by_name_.end() ? nullptr : &functions_[found->second];
}

std::vector<std::string_view> FunctionTable::names() const {
  std::vector<std::string_view> out;
  out.reserve(functions_.size());
  for (const Function& function : functions_) out.emplace_back(function.name);
  return out;
}

const FunctionTable& functions() {
  static const FunctionTable table(std::array{conversion_functions(), string_functions(), string_place_functions(),
                                              format_functions(), time_functions(), math_functions(), bit_functions(),
                                              list_functions(), window_functions()});
  return table;
}

Value run_function(const Function& function, Call& call, std::span<const Value> arguments) {
  for (const Overload& overload : function.overloads)
    if (takes(overload, arguments)) return overload.run(call, arguments);
  for (const Value& argument : arguments)
    if (argument.is_error()) return argument;
  return call.fault(FaultKind::no_overload, arguments);
}

}  // namespace jidoka::expr
