#include "http/openapi.h"

#include <map>
#include <set>

#include "http/problem.h"
#include "json/encode.h"
#include "json/schema.h"

namespace jidoka::http {

namespace {

std::string quoted(std::string_view text) { return json::encode(text); }

// "/api/v1/holds/{id}/release" → the names between braces
std::vector<std::string> names_in(std::string_view pattern) {
  std::vector<std::string> names;
  for (std::size_t open = pattern.find('{'); open != std::string_view::npos; open = pattern.find('{', open + 1)) {
    std::string name(pattern.substr(open + 1, pattern.find('}', open) - open - 1));
    if (name.ends_with("...")) name.resize(name.size() - 3);
    names.push_back(std::move(name));
  }
  return names;
}

std::string path_of(std::string_view pattern) {
  std::string path(pattern);
  if (const std::size_t dots = path.find("...}"); dots != std::string::npos) path.erase(dots, 3);
  return path;
}

// The noun of the path groups operations: "/api/v1/holds/{id}" → "holds".
std::string tag_of(std::string_view pattern) {
  for (std::string_view prefix : {"/api/v1/", "/api/v2/", "/"})
    if (pattern.starts_with(prefix))
      return std::string(pattern.substr(prefix.size(), pattern.find('/', prefix.size()) - prefix.size()));
  return "";
}

std::string operation_id(const Route& route) {
  std::string id(route.method);
  for (char& c : id) c = static_cast<char>(c | 0x20);
  bool gap = true;
  for (char c : route.pattern) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter && gap) id += '_';
    if (letter) id += c;
    gap = !letter;
  }
  return id;
}

std::string parameters_of(const Route& route) {
  std::string out;
  const auto add = [&](std::string_view name, std::string_view in, bool required, std::string_view doc,
                       std::string_view schema) {
    out += (out.empty() ? "" : ",") + ("{\"name\":" + quoted(name)) + ",\"in\":" + quoted(in) +
           ",\"required\":" + (required ? "true" : "false");
    if (!doc.empty()) out += ",\"description\":" + quoted(doc);
    out += ",\"schema\":" + std::string(schema) + "}";
  };
  for (const std::string& name : names_in(route.pattern)) add(name, "path", true, "", R"({"type":"string"})");
  for (const Parameter& p : route.query) add(p.name, "query", p.required, p.doc, p.schema);
  if (route.method != "GET" && route.permission != for_everybody && route.takes_key)
    add("Idempotency-Key", "header", false, "The same request with the same key gets the same answer for 24 hours",
        R"({"type":"string","maxLength":200})");
  return "[" + out + "]";
}

std::string content_of(const std::vector<Payload>& payloads, json::Schemas& schemas) {
  std::string out;
  for (const Payload& payload : payloads)
    out += (out.empty() ? "" : ",") + quoted(payload.media_type) +
           ":{\"schema\":" + (payload.schema != nullptr ? payload.schema(schemas) : R"({"type":"string"})") + "}";
  return "{" + out + "}";
}

std::string operation(const Route& route, json::Schemas& schemas) {
  std::string out = "{\"operationId\":" + quoted(operation_id(route)) + ",\"summary\":" + quoted(route.summary) +
                    ",\"tags\":[" + quoted(tag_of(route.pattern)) + "]";
  if (!route.permission.empty()) {
    out += ",\"security\":[{\"bearer\":[]},{\"cookie\":[]}]";
    if (route.permission != for_the_signed_in) out += ",\"x-permission\":" + quoted(route.permission);
  } else {
    out += ",\"security\":[]";
  }
  out += ",\"parameters\":" + parameters_of(route);
  if (!route.takes.empty())
    out += ",\"requestBody\":{\"required\":true,\"content\":" + content_of(route.takes, schemas) + "}";
  out += ",\"responses\":{\"" + std::to_string(route.status) + "\":{\"description\":" + quoted(route.summary);
  if (!route.gives.empty()) out += ",\"content\":" + content_of(route.gives, schemas);
  out += "}";
  for (const auto& [status, payload] : route.otherwise)
    out += ",\"" + std::to_string(status) +
           "\":{\"description\":\"Otherwise\",\"content\":" + content_of({payload}, schemas) + "}";
  return out + ",\"default\":{\"$ref\":\"#/components/responses/Problem\"}}}";
}

}  // namespace

std::string openapi(const Router& router, std::string_view version) {
  json::Schemas schemas;
  const std::string problem_schema = json::schema_of<Problem>(schemas);
  std::map<std::string, std::string> paths;
  for (const Route& route : router.routes()) {
    std::string method(route.method);
    for (char& c : method) c = static_cast<char>(c | 0x20);
    std::string& operations = paths[path_of(route.pattern)];
    operations += (operations.empty() ? "" : ",") + quoted(method) + ":" + operation(route, schemas);
  }
  std::string out =
      "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"Jidoka\",\"version\":" + quoted(version) +
      ",\"description\":\"Readings in, answers out. Every write is on disk when it is answered.\"},\"paths\":{";
  bool first = true;
  for (const auto& [path, operations] : paths) {
    out += (first ? "" : ",") + quoted(path) + ":{" + operations + "}";
    first = false;
  }
  out +=
      "},\"components\":{\"securitySchemes\":{\"bearer\":{\"type\":\"http\",\"scheme\":\"bearer\"},"
      "\"cookie\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"jidoka_session\",\"description\":\"Unsafe methods "
      "also need the header X-Jidoka-Request: 1\"}},"
      "\"responses\":{\"Problem\":{\"description\":\"What went wrong, and what would be "
      "right\",\"content\":{\"application/problem+json\":{\"schema\":" +
      problem_schema + "}}}},\"schemas\":{";
  first = true;
  for (const auto& [name, schema] : schemas.named) {
    out += (first ? "" : ",") + quoted(name) + ":" + schema;
    first = false;
  }
  return out + "}}}";
}

}  // namespace jidoka::http
