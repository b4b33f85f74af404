// The functions as people read them: what the expression tester lists.
#pragma once

#include <string>
#include <vector>

#include "core/text.h"
#include "json/describe.h"

namespace jidoka::expr {

struct ListedFunction {
  std::string signature;
  Text about;
};
constexpr auto describe(const ListedFunction*) {
  using json::field;
  return json::type<ListedFunction>("ExpressionFunction", "A function that expressions may call",
                                    field("signature", &ListedFunction::signature, "string.startsWith(string) -> bool"),
                                    field("about", &ListedFunction::about));
}

std::vector<ListedFunction> listed_functions();

}  // namespace jidoka::expr
