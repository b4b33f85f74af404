#include "plant/schemas.h"

#include <fmt/format.h>

#include "json/decode.h"
#include "json/schema.h"
#include "plant/kinds.h"
#include "spc/chart_spec.h"

namespace jidoka::plant {
namespace {

// What the checks of plant/checks.h demand of a form beyond its type: the schema of a named part, the property in it
// (none: the part itself), and the words of JSON Schema that say so.
struct Demand {
  std::string_view part;
  std::string_view property;
  std::string_view keyword;
  json::Value value;
};

std::vector<Demand> demands() {
  return {{"SampleSize", "size", "minimum", 1},
          {"SampleSize", "size", "maximum", spc::largest_subgroup},
          {"Chart", "rules", "minItems", 1},
          {"Chart", "rules", "uniqueItems", true},
          {"Chart", "lambda", "minimum", 0.01},
          {"Chart", "lambda", "maximum", 1},
          {"Chart", "l", "exclusiveMinimum", 0},
          {"Chart", "l", "maximum", 100},
          {"Chart", "k", "minimum", 0},
          {"Chart", "k", "maximum", 100},
          {"Chart", "h", "exclusiveMinimum", 0},
          {"Chart", "h", "maximum", 1000},
          {"Chart", "span", "minimum", 2},
          {"Chart", "span", "maximum", spc::longest_span},
          {"Chart", "items", "minimum", 1},
          {"Chart", "items", "maximum", spc::most_items},
          {"ChartLimits", "learn", "minimum", spc::shortest_trusted_learning},
          {"ChartLimits", "learn", "maximum", spc::longest_learning},
          {"ChartLimits", "mean", "minimum", -spc::largest_value},
          {"ChartLimits", "mean", "maximum", spc::largest_value},
          {"ChartLimits", "sigma", "exclusiveMinimum", 0},
          {"ChartLimits", "sigma", "maximum", spc::largest_value},
          {"LeftOut", "reason", "minLength", 1},
          {"Action", "", "minProperties", 1},
          {"Action", "", "maxProperties", 1},
          {"Action", "stop", "enum", boost::json::array{"equipment"}},
          {"Reaction", "do", "minItems", 1},
          {"ControlPlan", "revision", "minimum", 1},
          {"ControlPlan", "lines", "minItems", 1},
          {"Tag", "range", "minItems", 2},
          {"Tag", "range", "maxItems", 2},
          {"Tag", "precision", "exclusiveMinimum", 0},
          {"Operation", "at", "minItems", 1}};
}

void demand(std::string_view part, boost::json::object& schema) {
  for (const Demand& row : demands()) {
    if (row.part != part) continue;
    boost::json::object& place =
        row.property.empty() ? schema : schema.at("properties").as_object().at(row.property).as_object();
    place[row.keyword] = row.value;
  }
}

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
  demand(name, object);
  object["properties"].as_object()["kind"] = boost::json::object{{"const", boost::json::string(row.kind)}};
  object["required"].as_array().insert(object["required"].as_array().begin(), "kind");
  boost::json::object definitions;
  for (const auto& [part, text] : schemas.named) {
    TRY(json::Value definition, json::parse(text));
    demand(part, definition.as_object());
    definitions[part] = std::move(definition);
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
