#include "plant/message_template.h"

#include <gtest/gtest.h>

namespace jidoka::plant {
namespace {

std::vector<std::string> bound_by(std::string_view pattern, std::string_view topic) {
  std::vector<std::string_view> bound;
  const auto parsed = parse_topic(pattern);
  EXPECT_TRUE(parsed) << pattern;
  if (!parsed || !parsed->matches(topic, bound)) return {"no"};
  return {bound.begin(), bound.end()};
}

TEST(TopicPattern, BindsLevelsByName) {
  using List = std::vector<std::string>;
  EXPECT_EQ(bound_by("plant/+machine/data", "plant/IM-01/data"), (List{"IM-01"}));
  EXPECT_EQ(bound_by("plant/+line/+machine/#what", "plant/L1/IM-01/zone/3/temp"), (List{"L1", "IM-01", "zone/3/temp"}));
  EXPECT_EQ(bound_by("plant/+/data", "plant/IM-01/data"), List{});
  EXPECT_EQ(bound_by("plant/#", "plant"), List{}) << "# stands for the level above it too";
  EXPECT_EQ(bound_by("#", "a/b"), List{});
  EXPECT_EQ(bound_by("+a/b", "/b"), (List{""})) << "a level may be empty";
  for (const std::string_view topic : {"plant/IM-01", "plant/IM-01/data/x", "other/IM-01/data", ""})
    EXPECT_EQ(bound_by("plant/+machine/data", topic), (List{"no"})) << topic;
  EXPECT_EQ(bound_by("#", "$SYS/uptime"), (List{"no"}));
}

TEST(TopicPattern, IsAFilterForTheBroker) {
  EXPECT_EQ(parse_topic("plant/+line/+/#rest")->filter(), "plant/+/+/#");
  const auto shared = parse_topic("$share/jidoka/plant/+machine/data");
  ASSERT_TRUE(shared);
  EXPECT_EQ(shared->filter(), "$share/jidoka/plant/+/data");
  std::vector<std::string_view> bound;
  EXPECT_TRUE(shared->matches("plant/IM-01/data", bound));
}

TEST(TopicPattern, SaysWhatIsWrongWithIt) {
  EXPECT_EQ(parse_topic("").error().en, "a topic has 1 to 65535 bytes. Write it like plant/+machine/data.");
  EXPECT_EQ(parse_topic("plant/IM+/data").error().en,
            "\"plant/IM+/data\" has + or # within a level. They stand at its beginning: plant/+machine/data.");
  EXPECT_EQ(parse_topic("plant/#rest/data").error().en,
            "in \"plant/#rest/data\" levels follow after #, which stands for all the rest. Put it last.");
  EXPECT_EQ(parse_topic("+a/+a").error().en, "the topic binds \"a\" twice. Give one of them another name.");
  EXPECT_FALSE(parse_topic("$share/jidoka"));
}

TEST(MessageTemplate, IsTextWithNames) {
  const auto parts = parse_template("L-{data.lot?}/{machine}");
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 4u);
  EXPECT_EQ((*parts)[0].text, "L-");
  EXPECT_EQ((*parts)[1].text, "data.lot");
  EXPECT_TRUE((*parts)[1].is_optional);
  EXPECT_EQ((*parts)[2].text, "/");
  EXPECT_EQ((*parts)[3].text, "machine");
  for (const std::string_view broken : {"{a", "a}", "{}", "{?}", "{{a}}", "{a{b}}", "{.a}", "{a..b}"})
    EXPECT_FALSE(parse_template(broken)) << broken;
}

}  // namespace
}  // namespace jidoka::plant
