#include "plant/diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace jidoka::plant {
namespace {

using testing::ElementsAre;
using Lines = std::vector<std::string>;

Lines diff(std::string_view before, std::string_view after) {
  const auto out = text_differences(before, after);
  EXPECT_TRUE(out);
  return out ? *out : Lines{};
}

TEST(Differences, ChangedNumberReadsAsAPathWithOldAndNew) {
  EXPECT_THAT(diff(R"({"lines":[{"id":"10.1","specification":{"lower":227,"upper":233}}]})",
                   R"({"lines":[{"id":"10.1","specification":{"lower":227,"upper":234}}]})"),
              ElementsAre("lines[0].specification.upper: 233 → 234"));
}

TEST(Differences, FieldsComeAndGo) {
  EXPECT_THAT(diff(R"({"a":1,"b":"x"})", R"({"b":"y","c":[1]})"),
              ElementsAre("a: 1 → —", "b: \"x\" → \"y\"", "c: — → [1]"));
}

TEST(Differences, ElementsWithAnIdAreMatchedByIt) {
  EXPECT_THAT(diff(R"([{"id":"10.1","n":1},{"id":"10.2","n":2}])",
                   R"([{"id":"10.0","n":0},{"id":"10.1","n":1},{"id":"10.2","n":3}])"),
              ElementsAre(R"([0]: — → {"id":"10.0","n":0})", "[2].n: 2 → 3"));
  EXPECT_THAT(diff(R"({"lines":[{"id":"a"},{"id":"b"}]})", R"({"lines":[{"id":"b"}]})"),
              ElementsAre(R"(lines[0]: {"id":"a"} → —)"));
}

TEST(Differences, ChangedOrderIsADifference) {
  EXPECT_THAT(diff(R"({"lines":[{"id":"a"},{"id":"b"}]})", R"({"lines":[{"id":"b"},{"id":"a"}]})"),
              ElementsAre("lines: a, b → b, a"));
}

TEST(Differences, OtherListsAreComparedByPlace) {
  EXPECT_THAT(diff(R"({"rules":["we1","we2"]})", R"({"rules":["we1","we4","we3"]})"),
              ElementsAre("rules[1]: \"we2\" → \"we4\"", "rules[2]: — → \"we3\""));
  EXPECT_THAT(diff(R"([{"id":"a"},{"id":"a"}])", R"([{"id":"a"},{"id":"b"}])"), ElementsAre("[1].id: \"a\" → \"b\""));
}

TEST(Differences, KindsOfValuesDiffer) {
  EXPECT_THAT(diff("1", R"({"a":1})"), ElementsAre(R"(1 → {"a":1})"));
  EXPECT_THAT(diff("[]", "{}"), ElementsAre("[] → {}"));
  EXPECT_THAT(diff(R"({"a":null})", "{}"), ElementsAre("a: null → —"));
  EXPECT_THAT(diff("1", "1.0"), ElementsAre()) << "the same number";
}

TEST(Differences, LongValuesAreCutBetweenCharacters) {
  std::string name;
  for (int i = 0; i < 100; ++i) name += "熔";
  const Lines lines = diff("{}", R"({"name":")" + name + R"("})");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_LT(lines[0].size(), 230u);
  EXPECT_TRUE(lines[0].ends_with("熔…"));
}

TEST(Differences, TextThatIsNoJsonIsRefused) {
  EXPECT_FALSE(text_differences("{", "{}"));
  EXPECT_FALSE(text_differences("{}", "nonsense"));
}

json::Value random_value(std::mt19937_64& random, int depth) {
  switch (random() % (depth > 0 ? 6 : 4)) {
    case 0:
      return nullptr;
    case 1:
      return random() % 2 == 0;
    case 2:
      return static_cast<std::int64_t>(random() % 3);
    case 3:
      return std::string(1, static_cast<char>('a' + random() % 3)).c_str();
    case 4: {
      boost::json::array list;
      for (auto n = random() % 4; n > 0; --n) list.push_back(random_value(random, depth - 1));
      return list;
    }
    default:
      break;
  }
  boost::json::object object;
  for (auto n = random() % 4; n > 0; --n)
    object[random() % 3 == 0 ? "id" : std::string(1, static_cast<char>('a' + random() % 3))] =
        random_value(random, depth - 1);
  return object;
}

TEST(Differences, AreEmptyExactlyWhenTheTextsAreEqual) {
  std::mt19937_64 random(20260101);
  for (int i = 0; i < 3000; ++i) {
    const json::Value a = random_value(random, 3);
    const json::Value b = random_value(random, 3);
    EXPECT_TRUE(differences(a, a).empty()) << json::to_text(a);
    EXPECT_EQ(differences(a, b).empty(), json::to_text(a) == json::to_text(b)) << json::to_text(a) << "\n"
                                                                               << json::to_text(b);
  }
}

}  // namespace
}  // namespace jidoka::plant
