// All functions of the language, by name, with the kinds that each takes: what the checker, the compiler, the evaluator
// and the documentation read.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "expr/function.h"
#include "expr/type.h"

namespace jidoka::expr {

struct Overload {
  std::vector<Type> parameters;
  std::vector<std::uint32_t> kinds;  // of each parameter: bit n for Kind n
  Type result;
  bool takes_more = false;  // the last parameter again and again
  Run run = nullptr;
  const FunctionRow* row = nullptr;
};

struct Function {
  std::string name;
  bool is_receiver = false;  // x.name(…)
  std::vector<Overload> overloads;
};

class FunctionTable {
 public:
  explicit FunctionTable(std::span<const std::span<const FunctionRow>> rows);

  const Function* find(std::string_view name, bool is_receiver) const;
  std::span<const Function> all() const { return functions_; }
  std::vector<std::string_view> names() const;

 private:
  std::vector<Function> functions_;  // in the order of the tables
  std::map<std::pair<std::string, bool>, std::size_t, std::less<>> by_name_;
};

const FunctionTable& functions();

// Chooses the overload by the kinds at hand and runs it. An argument that is an error is the answer.
Value run_function(const Function& function, Call& call, std::span<const Value> arguments);

}  // namespace jidoka::expr
