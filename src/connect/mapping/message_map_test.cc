#include "mapping/message_map.h"

#include <gtest/gtest.h>

namespace jidoka::mapping {
namespace {

constexpr Instant now{1'767'225'600'000'000'000};  // 2026-01-01T00:00:00Z

plant::Source source(plant::ReadingMap reading, std::string topic = "plant/+machine/data") {
  plant::Source out;
  out.id = "press";
  out.from = "mqtt";
  out.match = plant::Match{std::move(topic)};
  out.reading = std::move(reading);
  return out;
}
plant::ReadingMap usual() { return {"{machine}", "{key}", "{value}", "{ts}", std::nullopt, "{serial?}", std::nullopt}; }

std::shared_ptr<const sense::Catalogue> catalogue() {
  return std::make_shared<sense::Catalogue>(
      plant::Model{},
      std::vector<sense::Catalogue::Opened>{
          {1, "IM-01", "melt_temp", "Cel"}, {2, "IM-01", "pressure", "bar"}, {3, "IM-01", "temp", "Cel"}});
}

struct Done {
  Applied applied;
  sense::Batch batch;
};
Done done(const plant::Source& from, std::string_view payload, std::string_view topic = "plant/IM-01/data") {
  auto map = MessageMap::compile(from);
  EXPECT_TRUE(map);
  sense::Intake intake(catalogue(), "press", now);
  const Applied applied = map->apply(topic, payload, payload.size(), now, intake);
  return {applied, std::move(intake).take()};
}
std::string why(const Done& what) { return what.batch.refusals.size() == 1 ? what.batch.refusals[0].text.en : "?"; }

TEST(MessageMap, every_number_that_is_not_spoken_for_is_a_reading) {
  const Done what = done(
      source(usual()),
      R"({"ts":1767225600123,"serial":"SN-1","melt_temp":231.2,"note":"ok","ok":true,"zones":[1,2],"pressure":-4e1})");
  EXPECT_TRUE(what.applied.matched);
  EXPECT_TRUE(what.applied.says_time);
  EXPECT_EQ(what.applied.readings, 2u);
  EXPECT_EQ(what.batch.columns.streams, (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(what.batch.columns.values, (std::vector<double>{231.2, -40}));
  EXPECT_EQ(what.batch.columns.times, (std::vector<std::int64_t>(2, now.ns + 123'000'000)));
  EXPECT_EQ(what.batch.columns.dictionary.at(1).unit, "SN-1");
  EXPECT_TRUE(what.batch.refusals.empty());
}

TEST(MessageMap, members_may_stand_deeper_and_messages_in_lists) {
  const plant::ReadingMap nested{"{machine}",  "{data.key}", "{data.value}", "{meta.at}",
                                 std::nullopt, std::nullopt, "L-{meta.lot}"};
  const Done what =
      done(source(nested), R"([{"data":{"melt_temp":1,"pressure":2},"meta":{"at":"2026-01-01T00:00:00Z","lot":7}},
     {"meta":{"lot":8,"at":"2026-01-01T00:00:01Z"},"speed":9,"data":{"melt_temp":3}}])");
  EXPECT_EQ(what.batch.columns.values, (std::vector<double>{1, 2, 3}));
  EXPECT_EQ(what.batch.columns.dictionary.at(1).lot, "L-7");
  EXPECT_EQ(what.batch.columns.dictionary.at(2).lot, "L-8");
  EXPECT_EQ(what.batch.columns.times.at(2), now.ns + 1'000'000'000);
}

TEST(MessageMap, one_member_or_the_payload_itself_may_be_the_value) {
  const Done member = done(source({"{machine}", "temp", "{t.now}", {}, {}, {}, {}}), R"({"t":{"now":"21.5"},"x":1})");
  EXPECT_EQ(member.batch.columns.values, std::vector<double>{21.5})
      << "a number in quotes, when it is asked for by name";
  EXPECT_EQ(member.batch.columns.times, std::vector<std::int64_t>{now.ns}) << "when it was received";
  EXPECT_FALSE(member.applied.says_time);
  const Done bare = done(source({"{machine}", "{key}", "{payload}", {}, {}, {}, {}}, "plant/+machine/+key"), " 7.25\n",
                         "plant/IM-01/temp");
  EXPECT_EQ(bare.batch.columns.values, std::vector<double>{7.25});
}

TEST(MessageMap, times_of_every_precision_are_told_apart) {
  EXPECT_EQ(time_of("1767225600"), now);
  EXPECT_EQ(time_of("1767225600000"), now);
  EXPECT_EQ(time_of("1767225600000000"), now);
  EXPECT_EQ(time_of("1767225600000000001"), Instant{now.ns + 1});
  EXPECT_EQ(time_of("1767225600.25"), now + milliseconds(250));
  EXPECT_EQ(time_of("2026-01-01T08:00:00+08:00"), now);
  for (const std::string_view none : {"", "0", "-5", "12345", "yesterday", "1e400", "7258118400"})
    EXPECT_EQ(time_of(none), std::nullopt) << none;
}

TEST(MessageMap, what_cannot_be_read_is_refused_with_its_reason) {
  const plant::Source usually = source(usual());
  EXPECT_TRUE(why(done(usually, R"({"ts":)")).starts_with("This is not JSON: "));
  EXPECT_EQ(why(done(usually, R"({"melt_temp":1})")), "The message has no ts, which the mapping of time needs.");
  EXPECT_EQ(why(done(usually, R"({"ts":5,"melt_temp":1})")),
            "The time \"5\" is neither RFC 3339 nor a number since 1970 between 1990 and 2200.");
  EXPECT_EQ(why(done(usually, R"({"ts":1767225600,"a":"b"})")),
            "The message has no member that is a number, besides those that the mapping names itself.");
  EXPECT_EQ(why(done(usually, "12")),
            "The message is a bare value, but the mapping names members. Use {payload}, or send an object.");
  EXPECT_EQ(why(done(usually, "[1]")), "The list has an entry that is no object.");
  EXPECT_EQ(why(done(usually, R"({"ts":1767225600,"melt_temp":1})", "plant/IM-01")),
            "The topic plant/IM-01 is not the source's plant/+/data.");
  const Done words = done(source({"{machine}", "temp", "{t}", {}, {}, {}, {}}), R"({"t":"warm"})");
  EXPECT_EQ(words.batch.refusals.at(0).code, "not_a_number");
  EXPECT_EQ(words.batch.refusals.at(0).reading.value, "warm");
  EXPECT_EQ(words.batch.refusals.at(0).reading.equipment, "IM-01");
  EXPECT_EQ(done(usually, "\xFF\xFE{}").batch.refusals.size(), 1u);
  EXPECT_EQ(done(usually, R"({"ts":1767225600,"melt_temp":1} x)").batch.columns.size(), 0u) << "nothing of it";
}

TEST(MessageMap, what_is_refused_keeps_what_it_was) {
  const Done what = done(source(usual()), "no json at all");
  ASSERT_EQ(what.batch.refusals.size(), 1u);
  EXPECT_EQ(what.batch.refusals[0].code, "malformed");
  EXPECT_EQ(what.batch.refusals[0].reading.equipment, "IM-01");
  EXPECT_EQ(what.batch.refusals[0].reading.value, "no json at all");
}

TEST(MessageMap, deep_huge_and_empty_messages_do_no_harm) {
  const plant::Source usually = source(usual());
  const std::string deep(5000, '[');
  EXPECT_EQ(done(usually, deep).batch.refusals.size(), 1u);
  std::string wide = R"({"ts":1767225600)";
  for (int i = 0; i < 20'000; ++i) wide += ",\"k" + std::to_string(i) + "\":" + std::to_string(i);
  EXPECT_EQ(done(usually, wide + "}").applied.readings, 20'000u);
  auto map = MessageMap::compile(usually);
  sense::Intake intake(catalogue(), "press", now);
  EXPECT_EQ(map->apply("plant/IM-01/data", "{", 5'000'000, now, intake).refusals, 1u) << "only its beginning is there";
  EXPECT_EQ(map->apply("plant/IM-01/data", "", 0, now, intake).refusals, 0u) << "a retained message is taken back";
}

TEST(MessageMap, a_list_that_breaks_off_gives_what_came_before) {
  const Done what = done(source(usual()), R"([{"ts":1767225600,"melt_temp":1},{"ts":1767225601,"melt_temp":]])");
  EXPECT_EQ(what.batch.columns.values, std::vector<double>{1});
  EXPECT_EQ(what.batch.refusals.size(), 1u);
}

TEST(MessageMap, says_what_each_name_stood_for) {
  auto map = MessageMap::compile(source(usual()));
  sense::Intake intake(catalogue(), "press", now);
  constexpr std::string_view payload = R"({"ts":1767225600,"melt_temp":1.5})";
  map->apply("plant/IM-01/data", payload, payload.size(), now, intake);
  using Fields = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(map->last_fields(), (Fields{{"machine", "IM-01"}, {"ts", "1767225600"}, {"melt_temp", "1.5"}}));
}

}  // namespace
}  // namespace jidoka::mapping
