#include "resource/plant_faults.h"

#include <string>
#include <vector>

#include "http/problem.h"

namespace jidoka::resource {

http::Response plant_faults(const plant::Faults& faults, const http::Request& request) {
  std::vector<http::ProblemFault> list;
  for (const plant::Fault& fault : faults) {
    http::ProblemFault row{fault.path, fault.text, std::nullopt, std::nullopt, std::nullopt};
    if (!fault.file.empty()) row.file = fault.file;
    if (fault.line > 0) row.line = fault.line, row.column = fault.column;
    if (!fault.id.empty()) row.field = fault.kind + " " + fault.id + (fault.path.empty() ? "" : ": " + fault.path);
    list.push_back(std::move(row));
  }
  const std::string n = std::to_string(faults.size());
  const Text text = faults.size() == 1
                        ? plant::shown(faults[0])
                        : Text{n + " mistakes; nothing was changed.", "共 " + n + " 处错误，未作任何更改。"};
  return http::problem(make_error(Code::invalid, "plant-faults", text), std::move(list), request);
}

}  // namespace jidoka::resource
