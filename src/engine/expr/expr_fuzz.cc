// Any text is refused with a problem or becomes a tree that prints as itself, and a program that ends with a value or
// an error within its budget.
#include <cstdint>
#include <string_view>

#include "core/assert.h"
#include "expr/json_value.h"
#include "expr/program.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jidoka::expr;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto tree = parse(text);
  if (tree) {
    const auto again = parse(print(*tree));
    ASSERT(!again || same_tree(*tree, *again));
  }
  Environment environment{
      {{"x", kind_type(Kind::integer)}, {"y", dyn_type()}, {"s", kind_type(Kind::string)}}, "", true};
  const Value inputs[] = {of_int(3), of_double(0.5), of_string("IM-03")};
  for (const bool is_checked : {true, false}) {
    environment.is_checked = is_checked;
    const auto program = compile(text, environment);
    if (!program) continue;
    Evaluation evaluation;
    const Value value = evaluation.run(*program, inputs, nullptr, 20'000);
    std::string out;
    if (value.is_error())
      ASSERT(!problem_of(text, value).text.en.empty());
    else
      append_typed_json(out, value);
  }
  return 0;
}
