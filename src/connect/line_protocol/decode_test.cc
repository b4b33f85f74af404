#include "line_protocol/decode.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace jidoka::line_protocol {
namespace {

constexpr Instant now{1'767'225'600'000'000'000};  // 2026-01-01T00:00:00Z

std::shared_ptr<const sense::Catalogue> catalogue() {
  plant::Model model;
  for (const char* id : {"IM-01", "IM-02", "press 3"}) model.equipment[id].id = id;
  return std::make_shared<sense::Catalogue>(model,
                                            std::vector<sense::Catalogue::Opened>{{1, "IM-01", "melt_temp", "Cel"},
                                                                                  {2, "IM-01", "cycle_time", "s"},
                                                                                  {3, "IM-02", "melt_temp", "Cel"},
                                                                                  {4, "press 3", "a=b,c", "1"}});
}

sense::Batch decoded(std::string_view body, Options options = {}) {
  options.received_at = now;
  sense::Intake intake(catalogue(), "gateway", now);
  decode(body, options, intake);
  return std::move(intake).take();
}

TEST(LineProtocol, takes_fields_as_readings_of_the_measurements_equipment) {
  const auto batch =
      decoded("IM-01 melt_temp=231.2,cycle_time=31.75 1767225600000000000\nIM-02 melt_temp=-4e1 1767225600000000001\n");
  EXPECT_EQ(batch.columns.streams, (std::vector<std::uint32_t>{1, 2, 3}));
  EXPECT_EQ(batch.columns.values, (std::vector<double>{231.2, 31.75, -40}));
  EXPECT_EQ(batch.columns.times, (std::vector<std::int64_t>{now.ns, now.ns, now.ns + 1}));
  EXPECT_TRUE(batch.refusals.empty());
}

TEST(LineProtocol, gives_a_line_without_time_the_time_it_was_received) {
  EXPECT_EQ(decoded("IM-01 melt_temp=1").columns.times.at(0), now.ns);
}

TEST(LineProtocol, knows_four_precisions) {
  for (auto [text, stamp] : {std::pair{"ns", "1767225600000000000"},
                             {"us", "1767225600000000"},
                             {"ms", "1767225600000"},
                             {"s", "1767225600"}}) {
    Options options;
    options.precision = *parse_precision(text);
    EXPECT_EQ(decoded(std::string("IM-01 melt_temp=1 ") + stamp, options).columns.times.at(0), now.ns) << text;
  }
  EXPECT_FALSE(parse_precision("h"));
}

TEST(LineProtocol, takes_unit_and_lot_from_tags_and_ignores_others) {
  const auto batch = decoded("IM-01,host=a,lot=L\\ 7,unit=SN-1 melt_temp=1\nIM-01 melt_temp=2");
  ASSERT_EQ(batch.columns.contexts, (std::vector<std::uint32_t>{1, 0}));
  EXPECT_EQ(batch.columns.dictionary.at(1), (sense::Context{"SN-1", "L 7"}));
}

TEST(LineProtocol, reads_integers_booleans_and_their_suffixes) {
  EXPECT_EQ(
      decoded("IM-01 melt_temp=5i\nIM-01 melt_temp=7u\nIM-01 melt_temp=-3i\nIM-01 melt_temp=t\nIM-01 melt_temp=FALSE")
          .columns.values,
      (std::vector<double>{5, 7, -3, 1, 0}));
}

TEST(LineProtocol, undoes_escapes_in_names) {
  const auto batch = decoded("press\\ 3 a\\=b\\,c=9 1767225600000000000");
  ASSERT_EQ(batch.columns.streams, (std::vector<std::uint32_t>{4}));
}

TEST(LineProtocol, skips_blank_lines_comments_and_carriage_returns) {
  EXPECT_EQ(decoded("\n# a comment\r\n\r\nIM-01 melt_temp=1\r\n  IM-01 melt_temp=2 \n").columns.values,
            (std::vector<double>{1, 2}));
}

TEST(LineProtocol, finds_fields_wherever_they_stand) {
  EXPECT_EQ(
      decoded("IM-01 melt_temp=1,cycle_time=2\nIM-01 cycle_time=3\nIM-01 cycle_time=4,melt_temp=5\n").columns.streams,
      (std::vector<std::uint32_t>{1, 2, 2, 2, 1}));
}

TEST(LineProtocol, is_not_fooled_by_a_name_that_begins_like_the_last) {
  const auto batch = decoded("IM-01 melt_temp=1\nIM-011 melt_temp=2\nIM-01 melt_tempo=3\nIM-01 melt_temp=4\n");
  EXPECT_EQ(batch.columns.values, (std::vector<double>{1, 4}));
  ASSERT_EQ(batch.refusals.size(), 2u);
  EXPECT_EQ(batch.refusals[0].code, "unknown_stream");
  EXPECT_EQ(batch.refusals[1].reading.tag, "melt_tempo");
}

TEST(LineProtocol, quarantines_text_and_takes_the_rest_of_the_line) {
  const auto batch = decoded("IM-01 melt_temp=\"off, \\\" 7\",cycle_time=2 1767225600000000000");
  EXPECT_EQ(batch.columns.streams, (std::vector<std::uint32_t>{2}));
  ASSERT_EQ(batch.refusals.size(), 1u);
  EXPECT_EQ(batch.refusals[0].code, "not_a_number");
  EXPECT_EQ(batch.refusals[0].reading.tag, "melt_temp");
}

TEST(LineProtocol, quarantines_a_malformed_line_whole_and_takes_the_others) {
  for (const char* bad : {"IM-01",
                          "IM-01 ",
                          "IM-01 melt_temp",
                          "IM-01 melt_temp=",
                          "IM-01 melt_temp=1 later",
                          "IM-01 melt_temp=1 12 13",
                          "IM-01 =1",
                          ",unit=a melt_temp=1",
                          "IM-01,unit melt_temp=1",
                          "IM-01,unit= melt_temp=1",
                          "IM-01,unit=a=b melt_temp=1",
                          "IM-01 melt_temp=1,",
                          "IM-01 melt_temp=\"open",
                          "IM-01 melt_temp=1.5i",
                          "IM-01 melt_temp=-1u",
                          "IM-01 melt_temp=nan",
                          "IM-01 melt_temp=1e999",
                          "IM-01 cycle_time=1,melt_temp=x",
                          "IM-01 melt_temp=1 99999999999999999999",
                          "IM-01 melt_temp=1 -",
                          "IM-01 melt_temp=\xff\xfe"}) {
    const auto batch = decoded(std::string("IM-01 melt_temp=1\n") + bad + "\nIM-01 melt_temp=2\n");
    EXPECT_EQ(batch.columns.values, (std::vector<double>{1, 2})) << bad;
    ASSERT_EQ(batch.refusals.size(), 1u) << bad;
    EXPECT_EQ(batch.refusals[0].code, "malformed") << bad;
    EXPECT_EQ(batch.refusals[0].index, 1u) << bad;
    EXPECT_FALSE(batch.refusals[0].text.zh.empty());
  }
}

TEST(LineProtocol, refuses_a_time_that_overflows_at_its_precision) {
  Options options;
  options.precision = Precision::s;
  EXPECT_EQ(decoded("IM-01 melt_temp=1 1767225600000000000", options).refusals.at(0).field, "time");
}

TEST(LineProtocol, takes_line_ends_inside_quotes_as_part_of_the_text) {
  const auto batch = decoded(
      "IM-01 melt_temp=231.7,msg=\"a\nb \\\"c\\\"\r\n, d=1 2\",cycle_time=31 1767225600000000000\r\n"
      "IM-02 melt_temp=7 1767225600000000000\n");
  EXPECT_EQ(batch.columns.streams, (std::vector<std::uint32_t>{1, 2, 3}));
  EXPECT_EQ(batch.columns.values, (std::vector<double>{231.7, 31, 7}));
  ASSERT_EQ(batch.refusals.size(), 1u);
  EXPECT_EQ(batch.refusals[0].code, "not_a_number");
  EXPECT_EQ(batch.refusals[0].reading.tag, "msg");
}

TEST(LineProtocol, lets_a_forgotten_quote_cost_its_own_line_only) {
  for (const char* bad : {"IM-01 msg=\"open", "IM-01 msg=\"open,cycle_time=3", "IM-01 msg=\"a\"b"}) {
    const auto batch = decoded("IM-01 melt_temp=1\n" + std::string(bad) +
                               "\nIM-01 melt_temp=2\nIM-02 msg=\"x\ny\",melt_temp=3\nIM-01 melt_temp=4\n");
    EXPECT_EQ(batch.columns.values, (std::vector<double>{1, 2, 3, 4})) << bad;
    ASSERT_EQ(batch.refusals.size(), 2u) << bad;
    EXPECT_EQ(batch.refusals[0].code, "malformed") << bad;
    EXPECT_EQ(batch.refusals[0].reading.value, bad);
  }
}

TEST(LineProtocol, refuses_a_text_over_lines_that_is_not_utf8_without_losing_what_follows) {
  const auto batch = decoded("IM-01 melt_temp=1,msg=\"a\n\xff\"\nIM-01 melt_temp=2\n");
  EXPECT_EQ(batch.columns.values, (std::vector<double>{2}));
  EXPECT_EQ(batch.refusals.size(), 2u);
}

// What was made to be slow: every one of these bodies took time with the square of its size.
TEST(LineProtocol, takes_time_with_the_size_of_the_body_whatever_stands_in_it) {
  std::string fields = "IM-01 f=1", lines, chain;
  for (int i = 0; i < 160'000; ++i) fields += ",f" + std::to_string(i) + "=1";
  for (int line = 0; line < 50; ++line) {
    lines += "IM-01 ";
    for (int i = 0; i < 1'000; ++i) lines += "f" + std::to_string(line * 1'000 + i) + (i == 999 ? "=1\n" : "=1,");
  }
  for (int i = 0; i < 100'000; ++i) chain += "m f\",c=\"\n";
  EXPECT_EQ(decoded(fields).refusals.at(0).text.en, "A line has at most 4096 fields.");
  EXPECT_EQ(decoded(fields).refusals.size(), 1u);
  EXPECT_EQ(decoded(lines).refusals.size(), 50'000u);
  EXPECT_EQ(decoded(chain).columns.size(), 0u);
  EXPECT_EQ(decoded("IM-01,unit=" + std::string(5'000, 'x') + " melt_temp=1").refusals.at(0).field, "measurement");
  std::string tags = "IM-01";
  for (int i = 0; i < 65; ++i) tags += ",t" + std::to_string(i) + "=1";
  EXPECT_EQ(decoded(tags + " melt_temp=1").refusals.at(0).field, "tag");
}

TEST(LineProtocol, fills_the_sources_templates) {
  plant::ReadingMap map{.equipment = "{host}",
                        .tag = "{measurement}_{field}",
                        .value = {},
                        .time = {},
                        .uom = "{u}",
                        .unit = {},
                        .lot = {}};
  Options options;
  options.map = &map;
  const auto batch = decoded("melt,host=IM-01,u=Cel temp=231\nmelt,u=Cel temp=1", options);
  EXPECT_EQ(batch.columns.streams, (std::vector<std::uint32_t>{1}));
  ASSERT_EQ(batch.refusals.size(), 1u);
  EXPECT_NE(batch.refusals[0].text.en.find("host"), std::string::npos);
}

TEST(LineProtocol, accounts_for_every_field_of_random_damage) {
  std::mt19937_64 random(11);
  const std::string good = "IM-01,unit=SN-1 melt_temp=231.2,cycle_time=31.75 1767225600000000000\n";
  for (int round = 0; round < 3'000; ++round) {
    std::string body = good + good + good;
    for (std::uint64_t hits = 1 + random() % 3; hits > 0; --hits)
      body[random() % body.size()] = ",= \\\"\nx\xff"[random() % 8];
    const auto batch = decoded(body);
    for (const auto& refusal : batch.refusals) EXPECT_FALSE(refusal.text.en.empty());
    EXPECT_LE(batch.columns.size() + batch.refusals.size(), 12u);
    EXPECT_GE(batch.columns.size() + batch.refusals.size(), 1u);
  }
}

}  // namespace
}  // namespace jidoka::line_protocol
