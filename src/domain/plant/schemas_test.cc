// The published schemas accept what the decoder accepts and refuse what it refuses. The checker below knows the part of
// JSON Schema 2020-12 that the schemas use.
#include "plant/schemas.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "json/decode.h"
#include "plant/sample_plant_test.h"

namespace jidoka::plant {
namespace {

using boost::json::object;
using json::Value;

class Checker {
 public:
  explicit Checker(const Value& root) : root_(root) {}
  bool accepts(const Value& value) const { return accepts(root_, value); }

 private:
  const Value& root_;

  bool accepts(const Value& schema, const Value& value) const {
    const object& rules = schema.as_object();
    for (const auto& rule : rules)
      if (!keeps(rules, rule.key(), rule.value(), value)) return false;
    return true;
  }
  bool keeps(const object& rules, std::string_view keyword, const Value& rule, const Value& value) const {
    if (keyword == "$ref") return accepts(root_.at("$defs").at(std::string(rule.as_string()).substr(8)), value);
    if (keyword == "type") return has_one_type(value, rule);
    if (keyword == "const") return value == rule;
    if (keyword == "enum") return std::ranges::find(rule.as_array(), value) != rule.as_array().end();
    if (keyword == "oneOf")
      return std::ranges::count_if(rule.as_array(), [&](const Value& one) { return accepts(one, value); }) == 1;
    if (keyword == "items") return !value.is_array() || all_of_items(rule, value);
    if (keyword == "properties") return !value.is_object() || all_of_properties(rule.as_object(), value.as_object());
    if (keyword == "required") return !value.is_object() || has_all(rule.as_array(), value.as_object());
    if (keyword == "additionalProperties") return !value.is_object() || others_fit(rules, rule, value.as_object());
    if (keyword == "pattern")
      return !value.is_string() ||
             std::regex_search(std::string(value.as_string()), std::regex(std::string(rule.as_string())));
    if (keyword == "minimum") return !value.is_number() || value.to_number<double>() >= rule.to_number<double>();
    if (keyword == "maximum") return !value.is_number() || value.to_number<double>() <= rule.to_number<double>();
    if (keyword == "exclusiveMinimum")
      return !value.is_number() || value.to_number<double>() > rule.to_number<double>();
    if (keyword == "minLength") return !value.is_string() || value.as_string().size() >= rule.to_number<std::size_t>();
    if (keyword == "minItems") return !value.is_array() || value.as_array().size() >= rule.to_number<std::size_t>();
    if (keyword == "maxItems") return !value.is_array() || value.as_array().size() <= rule.to_number<std::size_t>();
    if (keyword == "uniqueItems") return !value.is_array() || all_differ(value.as_array());
    if (keyword == "minProperties")
      return !value.is_object() || value.as_object().size() >= rule.to_number<std::size_t>();
    if (keyword == "maxProperties")
      return !value.is_object() || value.as_object().size() <= rule.to_number<std::size_t>();
    const bool is_note = keyword == "description" || keyword == "title" || keyword == "$schema" || keyword == "$id" ||
                         keyword == "$defs" || keyword == "format" || keyword == "examples" || keyword == "default";
    EXPECT_TRUE(is_note) << "the checker does not know " << keyword;
    return true;
  }
  static bool all_differ(const boost::json::array& list) {
    for (std::size_t i = 0; i < list.size(); ++i)
      if (std::ranges::count(list, list[i]) > 1) return false;
    return true;
  }
  static bool has_one_type(const Value& value, const Value& rule) {
    if (rule.is_string()) return has_type(value, std::string_view(rule.as_string()));
    return std::ranges::any_of(rule.as_array(),
                               [&](const Value& one) { return has_type(value, std::string_view(one.as_string())); });
  }
  static bool has_type(const Value& value, std::string_view type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_bool();
    if (type == "integer") return value.is_int64() || value.is_uint64();
    return type == "number" && value.is_number();
  }
  bool all_of_items(const Value& rule, const Value& value) const {
    return std::ranges::all_of(value.as_array(), [&](const Value& item) { return accepts(rule, item); });
  }
  bool all_of_properties(const object& properties, const object& value) const {
    return std::ranges::all_of(value, [&](const auto& row) {
      const Value* property = properties.if_contains(row.key());
      return property == nullptr || accepts(*property, row.value());
    });
  }
  static bool has_all(const boost::json::array& names, const object& value) {
    return std::ranges::all_of(names, [&](const Value& name) { return value.contains(name.as_string()); });
  }
  bool others_fit(const object& rules, const Value& rule, const object& value) const {
    const Value* properties = rules.if_contains("properties");
    return std::ranges::all_of(value, [&](const auto& row) {
      if (properties != nullptr && properties->as_object().contains(row.key())) return true;
      return rule.is_bool() ? rule.as_bool() : accepts(rule, row.value());
    });
  }
};

Value schema_of(std::string_view kind) {
  const auto text = schema_text(kind);
  EXPECT_TRUE(text) << kind;
  auto value = text ? json::parse(*text) : Result<Value>(Value());
  EXPECT_TRUE(value) << kind;
  return value ? *value : Value();
}

bool schema_accepts(const json::Document& document) {
  const Value schema = schema_of(std::string_view(document.value.at("kind").as_string()));
  return Checker(schema).accepts(document.value);
}

TEST(Schemas, AreDraft202012WithTheKindAsAConstant) {
  for (const std::string_view kind : kind_names()) {
    const Value schema = schema_of(kind);
    EXPECT_EQ(schema.at("$schema").as_string(), "https://json-schema.org/draft/2020-12/schema");
    EXPECT_EQ(std::string(schema.at("$id").as_string()), "https://jidoka.dev/schemas/" + std::string(kind) + ".json");
    EXPECT_EQ(std::string_view(schema.at("properties").at("kind").at("const").as_string()), kind);
    EXPECT_EQ(schema.at("required").as_array().at(0).as_string(), "kind");
    EXPECT_FALSE(schema.at("additionalProperties").as_bool());
  }
}

TEST(Schemas, UseTheNamesOfTheFiles) {
  const Value equipment = schema_of("equipment");
  EXPECT_TRUE(equipment.at("properties").as_object().contains("class"));
  const Value plan = schema_of("control_plan");
  EXPECT_TRUE(plan.at("$defs").at("Reaction").at("properties").as_object().contains("do"));
  EXPECT_TRUE(plan.at("$defs").at("Characteristic").at("properties").as_object().contains("class"));
}

TEST(Schemas, AcceptTheSamplePlantAndItsCanonicalBodies) {
  const auto checked = sample::check(sample::text());
  ASSERT_TRUE(checked);
  for (const PlantDocument& document : checked->documents) {
    EXPECT_TRUE(schema_accepts(document.origin)) << document.body();
    const auto body = json::parse(document.body());
    ASSERT_TRUE(body);
    EXPECT_TRUE(schema_accepts({"", *body, {}})) << document.body();
  }
}

TEST(Schemas, RefuseMistakesOfForm) {
  const std::vector<std::pair<std::string, std::string>> mistakes = {
      {"level: line", "level: lin"},          {"commands: [stop, set_point]", "commands: stop"},
      {"part: HOUSING-A", "prat: HOUSING-A"}, {"id: chen.jing\n", ""},
      {"learn: 100", "learn: many"},          {"after: 5min", "after: soon"},
      {"tracked_by: lot", "tracked: x"},      {"name: {en: Line 1, zh: 1号线}", "name: {en: Line 1}"},
      {"scope: lot", "scope: lots"},          {"type: xbar-r", "type: x-s"},
  };
  for (const auto& [place, rewritten] : mistakes) {
    bool all_accepted = true;
    for (const json::Document& document : sample::documents(sample::with(place, rewritten)))
      all_accepted = all_accepted && schema_accepts(document);
    EXPECT_FALSE(all_accepted) << rewritten;
  }
}

TEST(Schemas, RefuseWhatTheChecksOfOneDocumentRefuse) {
  const std::string lines = sample::text().substr(sample::text().find("lines:"));
  const std::vector<std::pair<std::string, std::string>> mistakes = {
      {"rules: [we1]", "rules: [we5]"},
      {"rules: [we1]", "rules: []"},
      {"rules: [we1]", "rules: [we1, we1]"},
      {"learn: 100", "learn: 19"},
      {"learn: 100", "learn: 1000001"},
      {"{learn: 100}", "{mean: 1e305, sigma: 1}"},
      {"{learn: 100}", "{mean: 230, sigma: 0}"},
      {"{learn: 100}", "{mean: 230, sigma: 1, left_out: [{time: 2026-03-02T08:00:00Z, reason: ''}]}"},
      {"size: 5", "size: 0"},
      {"size: 5", "size: 26"},
      {"{alarm: {priority: medium}}", "{alarm: {priority: medium}, stop: equipment}"},
      {"{alarm: {priority: medium}}", "{}"},
      {"[{alarm: {priority: medium}}]", "[]"},
      {"stop: equipment", "stop: line"},
      {"revision: 3", "revision: 0"},
      {lines, "lines: []"},
      {"range: [0, 250]", "range: [0]"},
      {"precision: 0.1", "precision: 0"},
      {"at: [IM-01, LINE-1]", "at: []"},
  };
  for (const auto& [place, rewritten] : mistakes) {
    bool all_accepted = true;
    for (const json::Document& document : sample::documents(sample::with(place, rewritten)))
      all_accepted = all_accepted && schema_accepts(document);
    EXPECT_FALSE(all_accepted) << rewritten;
    EXPECT_NE(sample::mistake_with(place, rewritten), "") << rewritten;
  }
}

TEST(Schemas, AcceptTheLastOfWhatTheChecksAccept) {
  for (const auto& [place, rewritten] : std::vector<std::pair<std::string, std::string>>{
           {"learn: 100", "learn: 20"}, {"learn: 100", "learn: 1000000"}, {"size: 5", "size: 25"}}) {
    for (const json::Document& document : sample::documents(sample::with(place, rewritten)))
      EXPECT_TRUE(schema_accepts(document)) << rewritten;
    EXPECT_EQ(sample::mistake_with(place, rewritten), "");
  }
}

TEST(Schemas, UnknownKindIsNotFound) {
  const auto text = schema_text("kangaroo");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, Code::not_found);
  EXPECT_EQ(text.error().text.en,
            "There is no kind of document \"kangaroo\". Known are: equipment, material, operation, role, "
            "person, source, target, control_plan.");
  EXPECT_FALSE(text.error().text.zh.empty());
}

}  // namespace
}  // namespace jidoka::plant
