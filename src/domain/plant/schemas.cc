#include "plant/schemas.h"

#include <fmt/format.h>

#include "json/decode.h"
#include "json/schema.h"
#include "plant/kinds.h"

namespace jidoka::plant {
namespace {

template <class T>
Result<std::string> schema_of_kind(const KindRow<T>& row) {
  json::Schemas schemas;
  schemas.root = "#/$defs/";
  json::schema_of<T>(schemas);
  const std::string name(json::description<T>().name);
  TRY(json::Value root, json::parse(schemas.named.at(name)));
  schemas.named.erase(name);
  boost::json::object& object = root.as_object();
  object["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  object["$id"] = fmt::format("https://jidoka.dev/schemas/{}.json", row.kind);
  object["title"] = name;
  object["properties"].as_object()["kind"] = boost::json::object{{"const", boost::json::string(row.kind)}};
  object["required"].as_array().insert(object["required"].as_array().begin(), "kind");
  boost::json::object definitions;
  for (const auto& [part, text] : schemas.named) {
    TRY(definitions[part], json::parse(text));
  }
  if (!definitions.empty()) object["$defs"] = std::move(definitions);
  return json::to_text(root);
}

}  // namespace

Result<std::string> schema_text(std::string_view kind) {
  Result<std::string> out =
      fail(Code::not_found, "unknown-kind",
           {fmt::format("There is no kind of document \"{}\". Known are: {}.", kind, fmt::join(kind_names(), ", ")),
            fmt::format("没有名为“{}”的文件类型。可用的有：{}。", kind, fmt::join(kind_names(), "、"))});
  for_each_kind([&](const auto& row) {
    if (row.kind == kind) out = schema_of_kind(row);
  });
  return out;
}

}  // namespace jidoka::plant
