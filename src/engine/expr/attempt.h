// Attempt: an expression with what it is to work on, as the command line and the API take it, and its Outcome: a value
// with its type, or a problem. Errors of the expression are outcomes; only what is no attempt at all is an Error.
//
//   TRY(const Attempt attempt, attempt_of(json));
//   TRY(const Outcome outcome, evaluate(attempt));
// Variables without a declared type are dyn: checked when the expression is evaluated. Functions over time windows look
// back from `at`, or from the last reading of all series.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/instant.h"
#include "core/result.h"
#include "expr/environment.h"
#include "expr/fault.h"
#include "json/decode.h"
#include "json/describe.h"
#include "json/schema.h"

namespace jidoka::expr {

// JSON as it came: 2.0 stays a double, which json::Raw would write as 2.
struct Binding {
  json::Value value;
};
inline void decode_to(Binding& out, const json::Value& value, const std::string&, json::Faults&) { out.value = value; }

struct Attempt {
  std::string expr;
  std::map<std::string, Binding> bindings;
  std::map<std::string, std::string> types;
  std::string container;
  bool check = true;
  std::optional<Instant> at;
};
constexpr auto describe(const Attempt*) {
  using json::defaulted, json::field;
  return json::type<Attempt>(
      "ExpressionAttempt", "An expression and the values of its variables",
      field("expr", &Attempt::expr, "x > 3 && name.startsWith(\"IM\")"),
      defaulted("bindings", &Attempt::bindings,
                "Plain JSON, or typed as {\"t\":\"uint\",\"v\":\"5\"}, for each variable"),
      defaulted("types", &Attempt::types, "int, list(string) … for each variable; otherwise it is dyn"),
      defaulted("container", &Attempt::container, "Names are looked for in it first"),
      defaulted("check", &Attempt::check, "Refuse unknown names and wrong types before the evaluation"),
      field("at", &Attempt::at, "From when time windows look back; by default from the last reading"));
}

struct Outcome {
  std::optional<json::Raw> value;
  std::optional<std::string> type;
  std::optional<json::Raw> typed;
  std::optional<Problem> error;
};
constexpr auto describe(const Outcome*) {
  using json::field;
  return json::type<Outcome>(
      "ExpressionOutcome", "What an expression gives: a value, or an error",
      field("value", &Outcome::value, "As plain JSON"), field("type", &Outcome::type, "int, list …"),
      field("typed", &Outcome::typed, "The value without loss, when asked for"), field("error", &Outcome::error));
}

enum class Form : std::uint8_t { plain, typed };
// Refused where a binding or a type cannot be read.
Result<Outcome> evaluate(const Attempt& attempt, Form form = Form::plain);

// A line of a batch: {"expr": …, "bindings": {…}, "type_env": […], "container": …, "disable_check": …}; what else
// stands in it is passed over, so that files of conformance tests are taken as they are.
Result<Attempt> attempt_of(const json::Value& line);

}  // namespace jidoka::expr

template <>
struct jidoka::json::SchemaOf<jidoka::expr::Binding> {
  static std::string text(Schemas&) { return "{}"; }
};
