#include "json/yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "json/encode.h"
#include "json/plant_example_test.h"

namespace jidoka::json {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string as_json(std::string_view yaml) {
  const Result<std::vector<Document>> documents = parse_yaml(yaml, "plan.yaml");
  EXPECT_TRUE(documents) << (documents ? "" : documents.error().text.en);
  if (!documents || documents->empty()) return "";
  EXPECT_EQ(documents->size(), 1u);
  return to_text(documents->front().value);
}

Error mistake_in(std::string_view yaml) {
  const Result<std::vector<Document>> documents = parse_yaml(yaml, "plan.yaml");
  EXPECT_FALSE(documents) << yaml;
  if (documents) return {};
  EXPECT_FALSE(documents.error().text.zh.empty());
  return documents.error();
}

constexpr std::string_view control_plan = R"(kind: control_plan
id: CP-HOUSING-A
revision: 3
mode: enforce                   # observe | advise | enforce
lines:
  - id: "10.1"
    characteristic: {id: melt_temperature, class: CC, name: {en: Melt temperature, zh: 熔体温度}}
    specification: {target: 230, lower: 227.5, uom: Cel}
    reactions:
      - when: cpk < 1.33
        do: [{open: capa}, {require_check: "10.2"}]
  - id: "10.2"
    sample: {every: 30min, also: [changeover, restart]}
)";

TEST(Yaml, ReadsAControlPlan) {
  EXPECT_EQ(
      as_json(control_plan),
      R"({"id":"CP-HOUSING-A","kind":"control_plan","lines":[{"characteristic":{"class":"CC","id":"melt_temperature",)"
      R"("name":{"en":"Melt temperature","zh":"熔体温度"}},"id":"10.1","reactions":[{"do":[{"open":"capa"},)"
      R"({"require_check":"10.2"}],"when":"cpk < 1.33"}],"specification":{"lower":227.5,"target":230,"uom":"Cel"}},)"
      R"({"id":"10.2","sample":{"also":["changeover","restart"],"every":"30min"}}],"mode":"enforce","revision":3})");
}

TEST(Yaml, KeepsThePlaceOfEveryNode) {
  const Result<std::vector<Document>> documents = parse_yaml(control_plan, "plan.yaml");
  ASSERT_TRUE(documents);
  const Document& plan = documents->front();
  const auto at = [&](std::string_view path) {
    const Position position = plan.position_of(path);
    return std::to_string(position.line) + ":" + std::to_string(position.column);
  };
  EXPECT_EQ(at(""), "1:1");
  EXPECT_EQ(at("id"), "2:5");
  EXPECT_EQ(at("lines"), "5:1") << "a block below its key is found at the key";
  EXPECT_EQ(at("lines[0]"), "6:5");
  EXPECT_EQ(at("lines[0].id"), "6:9");
  EXPECT_EQ(at("lines[0].specification"), "8:20");
  EXPECT_EQ(at("lines[0].specification.lower"), "8:41");
  EXPECT_EQ(at("lines[0].characteristic.name.zh"), "7:88");
  EXPECT_EQ(at("lines[0].reactions[0].do[1].require_check"), "11:44");
  EXPECT_EQ(at("lines[1].sample.also[1]"), "13:47");
  EXPECT_EQ(at("lines[0].specification.upper"), "8:20") << "a missing field is found at what should hold it";
  EXPECT_EQ(at("lines[9].x"), "5:1");
  EXPECT_EQ(at("nothing"), "1:1");
}

TEST(Yaml, CountsColumnsInCharacters) {
  const auto documents = parse_yaml("{名称: 熔体, 值: 1}", "plan.yaml");
  ASSERT_TRUE(documents);
  EXPECT_EQ(documents->front().position_of("值").column, 13);
}

TEST(Yaml, TypesPlainScalarsByTheCoreSchema) {
  // YAML 1.2.2, section 10.3.2.
  EXPECT_EQ(as_json("[null, Null, NULL, ~, ]"), "[null,null,null,null]");
  EXPECT_EQ(as_json("[true, True, TRUE, false, False, FALSE]"), "[true,true,true,false,false,false]");
  EXPECT_EQ(as_json("[0, 0o7, 0x3A, -19, +12, 007]"), "[0,7,58,-19,12,7]");
  EXPECT_EQ(as_json("[0., -0.0, .5, +12e03, -2E+05, 24.000]"), "[0,0,0.5,12000,-2e+05,24]");
  EXPECT_EQ(as_json("[18446744073709551615, 9223372036854775808]"), "[18446744073709551615,9223372036854775808]");
  EXPECT_EQ(as_json("a:\nb:"), R"({"a":null,"b":null})");
}

TEST(Yaml, LeavesEverythingElseAsText) {
  EXPECT_EQ(as_json("[yes, no, on, off, y, nULL, tRUE]"), R"(["yes","no","on","off","y","nULL","tRUE"])");
  EXPECT_EQ(as_json("[10.1.2, 12:30, 2026-01-01T00:00:00Z, 1_000, 0b1, -0x1, +-1, 1e, e1, ., -, 5min]"),
            R"(["10.1.2","12:30","2026-01-01T00:00:00Z","1_000","0b1","-0x1","+-1","1e","e1",".","-","5min"])");
  EXPECT_EQ(as_json(R"(["10.1", '3', "true", "", 'null'])"), R"(["10.1","3","true","","null"])");
  EXPECT_EQ(as_json("a: |\n  12\n"), R"({"a":"12\n"})");
  EXPECT_EQ(as_json("1: a\ntrue: b\n"), R"({"1":"a","true":"b"})");
}

TEST(Yaml, ReadsJsonAsItIs) {
  EXPECT_EQ(as_json(R"({"a": [1, 2.5, "x", null, true], "b": {"c": "熔\u4f53"}})"),
            R"({"a":[1,2.5,"x",null,true],"b":{"c":"熔体"}})");
}

TEST(Yaml, SplitsDocuments) {
  const auto documents = parse_yaml("# plant\n---\nid: A\n---\nid: B\nx: 1\n---\n# nothing more\n", "plan.yaml");
  ASSERT_TRUE(documents);
  ASSERT_EQ(documents->size(), 2u);
  EXPECT_EQ(to_text((*documents)[1].value), R"({"id":"B","x":1})");
  EXPECT_EQ((*documents)[1].position_of("x").line, 6);
  EXPECT_EQ((*documents)[1].file, "plan.yaml");
  EXPECT_TRUE(parse_yaml("", "plan.yaml")->empty());
  EXPECT_TRUE(parse_yaml("# only words\n", "plan.yaml")->empty());
}

TEST(Yaml, TakesAByteOrderMarkAndWindowsLineEnds) {
  EXPECT_EQ(as_json("\xEF\xBB\xBFid: A\r\nlist:\r\n  - 1\r\n  - x\r\n"), R"({"id":"A","list":[1,"x"]})");
  EXPECT_EQ(mistake_in("id: A\r\nid: B\r\n").text.en, "plan.yaml:2:1  \"id\" is given twice.");
}

TEST(Yaml, SaysWhereAMistakeIs) {
  EXPECT_EQ(mistake_in("a: 1\nb:\n  c: 2\n  c: 3\n").text.en, "plan.yaml:4:3  \"c\" is given twice.");
  EXPECT_EQ(mistake_in("a: 1\nb:\n  c: 2\n  c: 3\n").text.zh, "plan.yaml:4:3  “c”重复。");
  EXPECT_THAT(mistake_in("a: &x 1\nb: *x\n").text.en, StartsWith("plan.yaml:1:4  anchors"));
  EXPECT_THAT(mistake_in("a: !!str 1\n").text.en, StartsWith("plan.yaml:1:4  tags"));
  EXPECT_THAT(mistake_in("a: !own {b: 1}\n").text.en, StartsWith("plan.yaml:1:4  tags"));
  EXPECT_THAT(mistake_in("a: .inf\n").text.en, StartsWith("plan.yaml:1:4  \".inf\" is not a finite number"));
  EXPECT_THAT(mistake_in("a: 1e999\n").slug, "not-a-number");
  EXPECT_THAT(mistake_in("a: [1, 2\n").text.en, HasSubstr("\"[\" is not closed"));
  EXPECT_THAT(mistake_in("a: {b: 1\n").text.en, HasSubstr("\"{\" is not closed"));
  EXPECT_THAT(mistake_in("a: b: c\n").text.en, HasSubstr("a second \": \" on one line"));
  EXPECT_THAT(mistake_in("a: @b\n").text.en, HasSubstr("put the text in quotes"));
  EXPECT_THAT(mistake_in("a: \"b\n").text.en, HasSubstr("not closed"));
  EXPECT_THAT(mistake_in("a:\n  - b\n c: d\n").text.en, StartsWith("plan.yaml:3:"));
  EXPECT_THAT(mistake_in("[a, b]: c\n").text.en, HasSubstr("a name must be plain text"));
  EXPECT_THAT(mistake_in("{\"\": c}\n").text.en, HasSubstr("the name before the colon is missing"));
  EXPECT_THAT(mistake_in("a: *x\n").text.en, HasSubstr("aliases (*) are not taken"));
  EXPECT_THAT(mistake_in("a: 'it''s\nb: 1\n").text.en, StartsWith("plan.yaml:1:4  a quoted text is not closed"));
  EXPECT_THAT(mistake_in("a:\n\tb: 1\n").text.en, StartsWith("plan.yaml:2:"));
}

TEST(Yaml, RefusesWhatIsLeftOverAfterADocument) {
  for (const std::string_view text :
       {", m o:", ",", "]", "}", "a: 1\n] b", "[1] [2]", "{a: 1} x", "a: 1\n}", "\"a\" b"}) {
    const Error mistake = mistake_in(text);
    EXPECT_EQ(mistake.slug, "not-yaml") << text;
    EXPECT_THAT(mistake.text.en, StartsWith("plan.yaml:")) << text;
  }
}

TEST(Yaml, RefusesBytesThatAreNotText) {
  EXPECT_THAT(mistake_in("a: 1\nb: \xFF\n").text.en, StartsWith("plan.yaml:2:4  the file is not UTF-8"));
  EXPECT_THAT(mistake_in(std::string_view("a: 1\nb: \x04\nc: 1\n")).text.en, StartsWith("plan.yaml:2:4  a control"));
  EXPECT_EQ(mistake_in(std::string_view("a\0b", 3)).slug, "control-character");
  EXPECT_EQ(mistake_in("\xFF\xFE"
                       "a")
                .slug,
            "not-utf-8");
}

TEST(Yaml, HoldsItsLimits) {
  std::string flow = std::string(32, '[') + std::string(32, ']');
  EXPECT_TRUE(parse_yaml(flow, "plan.yaml"));
  EXPECT_EQ(mistake_in("[" + flow + "]").slug, "yaml-too-deep");
  EXPECT_EQ(mistake_in("[" + flow + "]").code, Code::too_large);
  EXPECT_EQ(mistake_in("a: " + std::string(1u << 20, 'x')).code, Code::too_large);
  EXPECT_EQ(mistake_in(std::string(5'000, '[')).slug, "yaml-too-deep");
  std::string block;
  for (int i = 0; i < 40; ++i) block += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  EXPECT_EQ(mistake_in(block + std::string(40, ' ') + "b: 1\n").slug, "yaml-too-deep");
}

TEST(Yaml, DecodesWithFaultsThatHaveAPlace) {
  const auto documents = parse_yaml("id: H-17\nstate: actve\nlimits:\n  - {lower: 1, uper: 2}\n", "hold.yaml");
  ASSERT_TRUE(documents);
  Faults faults;
  decode_into<example::Hold>(documents->front().value, "", faults);
  std::vector<std::string> lines;
  for (const Error& fault : faults) {
    const Position at = documents->front().position_of(fault.field);
    lines.push_back(std::to_string(at.line) + ":" + std::to_string(at.column) + " " + fault.slug);
  }
  EXPECT_THAT(lines, testing::ElementsAre("2:8 unknown-name", "4:5 missing-field", "4:22 unknown-field"));
}

TEST(Yaml, ReadsBackAnyJsonThatEncodeWrites) {
  std::mt19937_64 random(5);
  for (int i = 0; i < 500; ++i) {
    example::Hold hold;
    hold.id = "H-" + std::to_string(random());
    hold.serial = random();
    hold.name = {"a: b # c", "“熔体”"};
    for (std::size_t k = random() % 4; k > 0; --k)
      hold.limits.push_back({static_cast<double>(random()) / 7, -static_cast<double>(random()) / 1e25, std::nullopt});
    const std::string text = encode(hold);
    const auto documents = parse_yaml(text, "hold.yaml");
    ASSERT_TRUE(documents) << text;
    const Result<example::Hold> back = decode<example::Hold>(documents->front().value);
    ASSERT_TRUE(back) << text;
    ASSERT_EQ(*back, hold);
  }
}

}  // namespace
}  // namespace jidoka::json
