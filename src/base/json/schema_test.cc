#include "json/schema.h"

#include <gtest/gtest.h>

#include "json/decode.h"
#include "json/plant_example_test.h"

namespace example {

struct Node {
  std::string name;
  std::vector<Node> children;
};
constexpr auto describe(const Node*) {
  return jidoka::json::type<Node>("Node", "A tree", jidoka::json::field("name", &Node::name),
                                  jidoka::json::field("children", &Node::children));
}

}  // namespace example

namespace jidoka::json {
namespace {

TEST(Schema, DescribesAStructOnceUnderItsName) {
  Schemas schemas;
  EXPECT_EQ(schema_of<example::Limits>(schemas), R"({"$ref":"#/components/schemas/Limits"})");
  EXPECT_EQ(
      schemas.named.at("Limits"),
      R"({"type":"object","description":"Between what a value may lie","properties":{)"
      R"("lower":{"type":"number","description":"the least"},"upper":{"type":"number"},)"
      R"("uom":{"type":"string","description":"UCUM code"}},"required":["lower","upper"],"additionalProperties":false})");
}

TEST(Schema, IsJsonForEveryKindOfField) {
  Schemas schemas;
  schema_of<example::Hold>(schemas);
  ASSERT_EQ(schemas.named.size(), 3u);
  for (const auto& [name, text] : schemas.named) EXPECT_TRUE(parse(text)) << name << ": " << text;
  const Result<Value> hold = parse(schemas.named.at("Hold"));
  ASSERT_TRUE(hold);
  const auto& properties = hold->at("properties").as_object();
  EXPECT_EQ(to_text(properties.at("state")), R"({"enum":["active","released"],"type":"string"})");
  EXPECT_EQ(to_text(properties.at("released_at")), R"({"format":"date-time","type":"string"})");
  EXPECT_EQ(to_text(properties.at("extra")), "{}");
  EXPECT_EQ(to_text(properties.at("count")), R"({"type":"integer"})");
  EXPECT_EQ(to_text(properties.at("limits")), R"({"items":{"$ref":"#/components/schemas/Limits"},"type":"array"})");
  EXPECT_EQ(to_text(properties.at("values")), R"({"additionalProperties":{"type":"number"},"type":"object"})");
  EXPECT_EQ(to_text(hold->at("required")), R"(["id","state"])");
}

TEST(Schema, EndsForATypeThatContainsItself) {
  Schemas schemas{.root = "#/$defs/", .named = {}};
  EXPECT_EQ(schema_of<example::Node>(schemas), R"({"$ref":"#/$defs/Node"})");
  EXPECT_TRUE(parse(schemas.named.at("Node")));
}

TEST(Schema, NamesEveryFieldThatEncodeWritesAndDecodeTakes) {
  Schemas schemas;
  schema_of<example::Hold>(schemas);
  const auto properties = parse(schemas.named.at("Hold"))->at("properties").as_object();
  example::Hold hold;
  hold.released_at = Instant{0};
  const auto written = parse(encode(hold))->as_object();
  EXPECT_EQ(written.size(), properties.size());
  for (const auto& row : written) EXPECT_TRUE(properties.contains(row.key())) << row.key();
}

}  // namespace
}  // namespace jidoka::json
