#include "expr/function_list.h"

#include "expr/function_table.h"

namespace jidoka::expr {

std::vector<ListedFunction> listed_functions() {
  std::vector<ListedFunction> out;
  for (const Function& function : functions().all())
    for (const Overload& overload : function.overloads)
      out.push_back({std::string(overload.row->signature), overload.row->about});
  return out;
}

}  // namespace jidoka::expr
