#include "twin/parameters.h"

#include <fmt/format.h>

#include "json/schema.h"
#include "json/yaml.h"

namespace jidoka::twin {

Result<Parameters> parse_parameters(std::string_view yaml, const std::string& file) {
  TRY(const auto documents, json::parse_yaml(yaml, file));
  if (documents.size() != 1)
    return fail(
        Code::invalid, "twin-parameters",
        {file + " must hold one document with the parameters of the twin.", file + " 须恰好包含一个孪生参数文档。"});
  json::Faults faults;
  auto parameters = json::decode_into<Parameters>(documents.front().value, "", faults);
  if (faults.empty()) return parameters;
  Error all = faults.front();
  all.text = {};
  for (const Error& fault : faults) {
    const json::Position at = documents.front().position_of(fault.field);
    all.text.en +=
        fmt::format("{}{}:{}:{}  {}", all.text.en.empty() ? "" : "\n", file, at.line, at.column, fault.text.en);
    all.text.zh +=
        fmt::format("{}{}:{}:{}  {}", all.text.zh.empty() ? "" : "\n", file, at.line, at.column, fault.text.zh);
  }
  return fail(std::move(all));
}

std::string parameters_schema() {
  json::Schemas schemas;
  schemas.root = "#/$defs/";
  const std::string root = json::schema_of<Parameters>(schemas);
  std::string out = R"({"$schema":"https://json-schema.org/draft/2020-12/schema",)" + root.substr(1, root.size() - 2) +
                    R"(,"$defs":{)";
  for (bool first = true; const auto& [name, text] : schemas.named) {
    if (!first) out += ',';
    first = false;
    json::append_string(out, name);
    out += ':' + text;
  }
  return out + "}}";
}

}  // namespace jidoka::twin
