#include "sparkplug/topic.h"

#include <gtest/gtest.h>

#include "sparkplug/mapping.h"
#include "sparkplug/sequence.h"
#include "sparkplug/state.h"

namespace jidoka::sparkplug {
namespace {

TEST(Topic, is_read_and_written) {
  for (const char* text : {"spBv1.0/Plant 1/NBIRTH/Line", "spBv1.0/G/DDATA/N/IM-01", "spBv1.0/组/DDEATH/节点/设备",
                           "spBv1.0/STATE/jidoka", "spBv1.0/G/NCMD/N"}) {
    const auto topic = parse_topic(text);
    ASSERT_TRUE(topic) << text;
    EXPECT_EQ(topic_text(*topic), text);
  }
  const auto topic = parse_topic("spBv1.0/G/DDATA/N/IM-01");
  EXPECT_EQ(topic->type, MessageType::device_data);
  EXPECT_EQ(topic->group, "G");
  EXPECT_EQ(topic->node, "N");
  EXPECT_EQ(topic->device, "IM-01");
}

TEST(Topic, is_refused_when_it_is_another) {
  for (const std::string& text :
       {std::string("spAv1.0/G/NDATA/N"), std::string("spBv1.0/G/NDATA"), std::string("spBv1.0/G/NDATA/N/D"),
        std::string("spBv1.0/G/DDATA/N"), std::string("spBv1.0//NDATA/N"), std::string("spBv1.0/G/NDATA/"),
        std::string("spBv1.0/G/XDATA/N"), std::string("spBv1.0/G/DDATA/N/D/E"), std::string("spBv1.0/G/NDATA/a+b"),
        std::string("spBv1.0/G/NDATA/\xff"), std::string("spBv1.0/STATE"), std::string("STATE/host"), std::string(),
        "spBv1.0/G/NDATA/" + std::string(129, 'x')}) {
    const auto topic = parse_topic(text);
    ASSERT_FALSE(topic) << text;
    EXPECT_FALSE(topic.error().text.zh.empty());
  }
}

TEST(Sequence, tells_gaps_latecomers_and_what_cannot_be) {
  using Order = Sequence::Order;
  Sequence sequence;
  const Instant now{0};
  EXPECT_EQ(sequence.take(5, now), Order::broken) << "no birth";
  sequence.restart(0);
  EXPECT_EQ(sequence.take(1, now), Order::next);
  EXPECT_EQ(sequence.take(4, now), Order::gap);
  EXPECT_EQ(sequence.missing(), 2u);
  EXPECT_FALSE(sequence.has_lost(now + seconds(1), seconds(2)));
  EXPECT_EQ(sequence.take(2, now + seconds(1)), Order::late);
  EXPECT_TRUE(sequence.has_lost(now + seconds(2), seconds(2)));
  EXPECT_EQ(sequence.take(3, now + seconds(2)), Order::late);
  EXPECT_FALSE(sequence.has_lost(now + seconds(9), seconds(2))) << "all came after all";
  EXPECT_EQ(sequence.take(3, now), Order::broken) << "twice";
}

TEST(Sequence, goes_round_for_ever_without_a_gap) {
  Sequence sequence;
  sequence.restart(0);
  for (int i = 1; i < 2'000; ++i)
    ASSERT_EQ(sequence.take(static_cast<std::uint8_t>(i), Instant{i}), Sequence::Order::next) << i;
  EXPECT_FALSE(sequence.has_lost(Instant{days(1).ns}, seconds(0)));
}

TEST(Template, fills_names_and_what_metrics_said) {
  const Place place{"Plant", "Line 1", "IM-01"};
  EXPECT_EQ(Template::create("{group}.{node}.{device}", false)->fill(place, "x"), "Plant.Line 1.IM-01");
  EXPECT_EQ(Template::create("{device}", false)->fill({"Plant", "Line 1", {}}, "x"), "Line 1");
  EXPECT_EQ(Template::create("{metric}|{metric_dotted}|{metric_last}", false)->fill(place, "Mould/Melt temp"),
            "Mould/Melt temp|Mould.Melt temp|Melt temp");
  const auto said = Template::create("SN-{Part/Serial}", true);
  ASSERT_EQ(said->metrics(), std::vector<std::string>{"Part/Serial"});
  EXPECT_EQ(said->fill(place, "x", {"7"}), "SN-7");
  EXPECT_EQ(said->fill(place, "x", {""}), std::nullopt) << "an empty machine makes no unit";
  EXPECT_FALSE(Template::create("{machine}", false));
  EXPECT_FALSE(Template::create("{device", false));
}

TEST(Mapping, refuses_what_sparkplug_says_itself) {
  plant::ReadingMap map;
  map.equipment = "{device}";
  map.tag = "{metric}";
  EXPECT_TRUE(Mapping::create(map));
  map.value = "{value}";
  EXPECT_FALSE(Mapping::create(map));
  EXPECT_TRUE(Mapping::create(std::nullopt));
}

TEST(State, is_json_of_version_three_and_nothing_older) {
  const Instant time{1'767'225'600'000'000'000};
  EXPECT_EQ(write_state({true, time}), R"({"online":true,"timestamp":1767225600000})");
  const auto back = read_state(write_state({false, time}));
  ASSERT_TRUE(back);
  EXPECT_FALSE(back->is_online);
  EXPECT_EQ(back->time, time);
  for (const char* text :
       {"ONLINE", "", "{}", "{\"online\":1,\"timestamp\":2}", "{\"online\":true,\"timestamp\":18446744073709551615}"})
    EXPECT_FALSE(read_state(text)) << text;
}

}  // namespace
}  // namespace jidoka::sparkplug
