// From a described type to JSON Schema (draft 2020-12, as OpenAPI 3.1 uses it).
//
//   Schemas schemas;                    // collects every named struct under components/schemas
//   std::string ref = schema_of<Hold>(schemas);   // {"$ref":"#/components/schemas/Hold"}
// The same walk gives the published schemas of the plant documents with their own root ("#/$defs/").
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/decimal.h"
#include "core/instant.h"
#include "core/text.h"
#include "json/describe.h"
#include "json/encode.h"

namespace jidoka::json {

struct Schemas {
  std::string root = "#/components/schemas/";
  std::map<std::string, std::string> named;  // type name → schema text
};

template <class T>
struct SchemaOf;

template <class T>
std::string schema_of(Schemas& schemas) {
  return SchemaOf<T>::text(schemas);
}

template <>
struct SchemaOf<bool> {
  static std::string text(Schemas&) { return R"({"type":"boolean"})"; }
};
template <>
struct SchemaOf<double> {
  static std::string text(Schemas&) { return R"({"type":"number"})"; }
};
template <>
struct SchemaOf<std::string> {
  static std::string text(Schemas&) { return R"({"type":"string"})"; }
};
template <>
struct SchemaOf<Instant> {
  static std::string text(Schemas&) { return R"({"type":"string","format":"date-time"})"; }
};
template <>
struct SchemaOf<Duration> {
  static std::string text(Schemas&) {
    return R"({"type":"string","pattern":"^-?[0-9]+(\\.[0-9]+)?(ns|us|ms|s|min|h|d|w)$"})";
  }
};
template <>
struct SchemaOf<Decimal> {
  static std::string text(Schemas&) { return R"({"type":["number","string"],"pattern":"^-?[0-9]+(\\.[0-9]+)?$"})"; }
};
template <>
struct SchemaOf<Raw> {
  static std::string text(Schemas&) { return "{}"; }
};
template <>
struct SchemaOf<Text> {
  static std::string text(Schemas& schemas) {
    schemas.named["Text"] =
        R"({"oneOf":[{"type":"object","properties":{"en":{"type":"string"},"zh":{"type":"string"}},"required":["en","zh"]},{"type":"string"}]})";
    return "{\"$ref\":\"" + schemas.root + "Text\"}";
  }
};
template <std::integral T>
  requires(!std::same_as<T, bool>)
struct SchemaOf<T> {
  static std::string text(Schemas&) { return R"({"type":"integer"})"; }
};
template <class T>
struct SchemaOf<std::optional<T>> {
  static std::string text(Schemas& s) { return schema_of<T>(s); }
};
template <class T>
struct SchemaOf<std::vector<T>> {
  static std::string text(Schemas& s) { return "{\"type\":\"array\",\"items\":" + schema_of<T>(s) + "}"; }
};
template <class T>
struct SchemaOf<std::map<std::string, T>> {
  static std::string text(Schemas& s) {
    return "{\"type\":\"object\",\"additionalProperties\":" + schema_of<T>(s) + "}";
  }
};
template <NamedEnum E>
struct SchemaOf<E> {
  static std::string text(Schemas&) {
    std::string out = R"({"type":"string","enum":[)";
    bool first = true;
    for (const auto& row : describe_enum(static_cast<const E*>(nullptr)).rows) {
      if (!first) out += ',';
      first = false;
      append_string(out, row.second);
    }
    return out + "]}";
  }
};

template <class T>
constexpr bool is_optional_field = false;
template <class T>
constexpr bool is_optional_field<std::optional<T>> = true;

template <Described T>
struct SchemaOf<T> {
  static std::string text(Schemas& schemas) {
    constexpr auto described = description<T>();
    const std::string name(described.name);
    const std::string reference = "{\"$ref\":\"" + schemas.root + name + "\"}";
    if (schemas.named.contains(name)) return reference;
    schemas.named[name];  // reserved first: a type may contain itself
    std::string properties;
    std::string required;
    for_each_field<T>([&](const auto& f) {
      using Member = std::remove_cvref_t<decltype(std::declval<T>().*(f.member))>;
      if (!properties.empty()) properties += ',';
      append_string(properties, f.name);
      std::string schema = schema_of<Member>(schemas);
      if (!f.doc.empty()) {
        std::string doc =
            schema == "{}" ? "{\"description\":" : schema.substr(0, schema.size() - 1) + ",\"description\":";
        append_string(doc, f.doc);
        schema = doc + "}";
      }
      properties += ':' + schema;
      if (f.required && !is_optional_field<Member>) {
        if (!required.empty()) required += ',';
        append_string(required, f.name);
      }
    });
    std::string out = "{\"type\":\"object\",\"description\":";
    append_string(out, described.doc);
    out += ",\"properties\":{" + properties + "},\"required\":[" + required + "],\"additionalProperties\":false}";
    schemas.named[name] = out;
    return reference;
  }
};

}  // namespace jidoka::json
