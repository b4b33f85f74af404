#include "expr/attempt.h"

#include <algorithm>

#include "expr/json_value.h"
#include "expr/program.h"
#include "json/encode.h"

namespace jidoka::expr {
namespace {

std::string text_of(const json::Value& value) {
  return std::string(value.get_string().data(), value.get_string().size());
}

struct Inputs {
  Environment environment;
  std::vector<Value> values;  // an error where a variable has a type and no value
};

Result<Inputs> inputs_of(const Attempt& attempt, Arena& arena) {
  Inputs out;
  out.environment.container = attempt.container;
  out.environment.is_checked = attempt.check;
  for (const auto& [name, type] : attempt.types) {
    const json::Value written(type);
    TRY(Type read, type_of_json(written, "types." + name));
    out.environment.variables.push_back({name, std::move(read)});
  }
  Value unbound;
  unbound.kind = Kind::error;
  out.values.assign(out.environment.variables.size(), unbound);
  for (const auto& [name, binding] : attempt.bindings) {
    TRY(const Value value, value_of_json(binding.value, arena, "bindings." + name));
    auto& known = out.environment.variables;
    const auto declared = std::ranges::find(known, name, &Variable::name);
    if (declared != known.end()) {
      out.values[static_cast<std::size_t>(declared - known.begin())] = value;
      continue;
    }
    known.push_back({name, value.is(Kind::series) ? kind_type(Kind::series) : dyn_type()});
    out.values.push_back(value);
  }
  return out;
}

// The end of time windows: when it is said, then, else the last reading of any series.
std::optional<Windows> windows_of(const Attempt& attempt, const std::vector<Value>& values) {
  if (attempt.at) return Windows{*attempt.at};
  std::optional<Windows> out;
  for (const Value& value : values)
    if (value.is(Kind::series) && !value.series->points.empty())
      out = Windows{std::max(out ? out->now : distant_past, value.series->points.back().time)};
  return out;
}

Outcome problem(Problem what) {
  Outcome out;
  out.error = std::move(what);
  return out;
}

}  // namespace

Result<Outcome> evaluate(const Attempt& attempt, Form form) {
  Arena arena;
  TRY(const Inputs inputs, inputs_of(attempt, arena));
  const auto program = compile(attempt.expr, inputs.environment);
  if (!program) return problem(program.error());
  const std::optional<Windows> windows = windows_of(attempt, inputs.values);
  Evaluation evaluation;
  const Value value = evaluation.run(*program, inputs.values, windows ? &*windows : nullptr);
  if (value.is_error()) return problem(problem_of(attempt.expr, value));
  Outcome out;
  append_json(out.value.emplace().text.erase(), value);
  if (out.value->text.size() > longest_json)
    return problem(problem_at(attempt.expr, 0, "too-large",
                              {"The result is larger than 16 MiB. Take a part of it, for example with slice().",
                               "结果超过 16 MiB。请只取一部分，例如用 slice()。"}));
  out.type = value.is(Kind::type) ? "type" : to_string(kind_type(value.kind));
  if (form == Form::typed) append_typed_json(out.typed.emplace().text.erase(), value);
  return out;
}

Result<Attempt> attempt_of(const json::Value& line) {
  const auto wrong = [](const std::string& field, const Text& what) {
    return fail(Code::invalid, "attempt", {what.en, what.zh}, field);
  };
  if (!line.is_object())
    return wrong("", {"A line is an object with expr and bindings.", "每行应为含 expr 和 bindings 的对象。"});
  const auto& object = line.get_object();
  Attempt out;
  const json::Value* const expression = object.if_contains("expr");
  if (expression == nullptr || !expression->is_string())
    return wrong("expr", {"expr is the expression, as text.", "expr 应为表达式文本。"});
  out.expr = text_of(*expression);
  if (const json::Value* bindings = object.if_contains("bindings")) {
    if (!bindings->is_object()) return wrong("bindings", {"bindings is an object.", "bindings 应为对象。"});
    for (const auto& row : bindings->get_object())
      out.bindings[std::string(row.key().data(), row.key().size())].value = row.value();
  }
  if (const json::Value* types = object.if_contains("type_env"); types != nullptr && types->is_array())
    for (const json::Value& row : types->get_array()) {
      const json::Value* const name = row.is_object() ? row.get_object().if_contains("name") : nullptr;
      const json::Value* const ident = row.is_object() ? row.get_object().if_contains("ident") : nullptr;
      if (name == nullptr || !name->is_string() || ident == nullptr || !ident->is_object()) continue;
      const json::Value* const type = ident->get_object().if_contains("type");
      if (type == nullptr) continue;
      TRY(const Type read, type_of_json(*type, "type_env"));
      out.types[text_of(*name)] = to_string(read);
    }
  if (const json::Value* types = object.if_contains("types"); types != nullptr && types->is_object())
    for (const auto& row : types->get_object())
      if (row.value().is_string()) out.types[std::string(row.key().data(), row.key().size())] = text_of(row.value());
  if (const json::Value* container = object.if_contains("container"); container != nullptr && container->is_string())
    out.container = text_of(*container);
  if (const json::Value* unchecked = object.if_contains("disable_check"); unchecked != nullptr && unchecked->is_bool())
    out.check = !unchecked->get_bool();
  if (const json::Value* at = object.if_contains("at"); at != nullptr && at->is_string()) {
    TRY(out.at, parse_instant(text_of(*at)));
  }
  return out;
}

}  // namespace jidoka::expr
