#include "reading_json/decode.h"

#include <gtest/gtest.h>

#include <random>

namespace jidoka::reading_json {
namespace {

constexpr Instant now{1'767'225'600'000'000'000};  // 2026-01-01T00:00:00Z

std::shared_ptr<const sense::Catalogue> catalogue() {
  return std::make_shared<sense::Catalogue>(
      plant::Model{},
      std::vector<sense::Catalogue::Opened>{{1, "IM-01", "melt_temp", "Cel"}, {2, "IM-01", "cycle_time", "s"}});
}

Result<sense::Batch> decoded(std::string body, Form form = Form::document) {
  return decode(body, form, sense::Intake(catalogue(), "gateway", now), now);
}

TEST(ReadingJson, takes_a_list_of_readings) {
  const auto batch =
      decoded(R"( [ {"equipment":"IM-01","tag":"melt_temp","time":"2026-01-01T00:00:00.5Z","value":231.2},
    {"value":-4e1,"tag":"cycle_time","equipment":"IM-01","time":1767225600000000001,"unit":"SN-1","lot":null,"uom":"s"} ] )");
  ASSERT_TRUE(batch) << batch.error().text.en;
  EXPECT_EQ(batch->columns.streams, (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(batch->columns.values, (std::vector<double>{231.2, -40}));
  EXPECT_EQ(batch->columns.times, (std::vector<std::int64_t>{now.ns + 500'000'000, now.ns + 1}));
  EXPECT_EQ(batch->columns.dictionary.at(1).unit, "SN-1");
}

TEST(ReadingJson, takes_one_object_an_empty_list_and_lines) {
  EXPECT_EQ(decoded(R"({"equipment":"IM-01","tag":"melt_temp","value":1})")->columns.times.at(0), now.ns);
  EXPECT_EQ(decoded("[]")->columns.size(), 0u);
  const auto lines = decoded(
      "{\"equipment\":\"IM-01\",\"tag\":\"melt_temp\",\"value\":1}\r\n\n  "
      "\n{\"equipment\":\"IM-01\",\"tag\":\"melt_temp\",\"value\":2}",
      Form::lines);
  ASSERT_TRUE(lines);
  EXPECT_EQ(lines->columns.values, (std::vector<double>{1, 2}));
}

TEST(ReadingJson, reads_escapes_in_names) {
  EXPECT_EQ(decoded(R"([{"equ\u0069pment":"IM\u002d01","tag":"melt\u005ftemp","value":1}])")->columns.streams.at(0),
            1u);
}

TEST(ReadingJson, sets_aside_what_the_sender_sets_aside_with_its_reason) {
  const auto batch = decoded(
      R"([{"equipment":"IM-01","tag":"melt_temp","time":"01.02. \"x","value":"231.5","uom":"Cel","unit":"SN-1",)"
      R"("set_aside":{"field":"Zeit","en":"This is no time.","zh":"不是时间。"}},)"
      R"({"equipment":"IM-01","tag":"melt_temp","value":1}])");
  ASSERT_TRUE(batch);
  EXPECT_EQ(batch->columns.values, (std::vector<double>{1}));
  ASSERT_EQ(batch->refusals.size(), 1u);
  const sense::Refusal& refusal = batch->refusals[0];
  EXPECT_EQ(refusal.code, "malformed");
  EXPECT_EQ(refusal.field, "Zeit");
  EXPECT_EQ(refusal.text.en, "This is no time.");
  EXPECT_EQ(refusal.text.zh, "不是时间。");
  EXPECT_EQ(refusal.reading.time, "01.02. \"x");
  EXPECT_EQ(refusal.reading.value, "231.5");
  EXPECT_EQ(refusal.reading.uom, "Cel");
  EXPECT_EQ(refusal.reading.unit, "SN-1");
}

TEST(ReadingJson, quarantines_a_wrong_reading_and_takes_the_rest) {
  const std::pair<const char*, const char*> wrong[] = {
      {R"({"equipment":"IM-01","tag":"melt_temp","value":"hot"})", "value"},
      {R"({"equipment":"IM-01","tag":"melt_temp","value":null})", "value"},
      {R"({"equipment":"IM-01","tag":"melt_temp","value":[1,{"a":2}]})", "value"},
      {R"({"equipment":"IM-01","tag":"melt_temp","value":true})", "value"},
      {R"({"equipment":"IM-01","tag":"melt_temp"})", "value"},
      {R"({"equipment":"IM-01","tag":"melt_temp","value":1,"set_aside":"why"})", "set_aside"},
      {R"({"equipment":"IM-01","tag":"melt_temp","value":1,"set_aside":{"field":"a","en":"b"}})", "set_aside"},
      {R"({"equipment":"IM-01","tag":"melt_temp","value":1,"set_aside":{"en":"b","zh":[{"a":1}]}})", "set_aside"},
      {R"({"equipment":"IM-01","tag":"melt_temp","value":1,"set_aside":{"en":"b","zh":"c","why":1}})", "set_aside"},
      {R"({"equipment":7,"tag":"melt_temp","value":1})", "equipment"},
      {R"({"tag":"melt_temp","value":1})", "equipment"},
      {R"({"equipment":"IM-01","tag":{"a":[]},"value":1})", "tag"},
      {R"({"equipment":"IM-01","tag":"melt_temp","value":1,"time":"yesterday"})", "time"},
      {R"({"equipment":"IM-01","tag":"melt_temp","value":1,"time":1.5})", "time"},
      {R"({"equipment":"IM-01","tag":"melt_temp","value":1,"time":{}})", "time"},
      {R"({"equipment":"IM-01","tag":"melt_temp","value":1,"valeu":[{"x":"]"}]})", "valeu"},
      {R"({"equipment":"IM-01","tag":"melt_temp","value":1,"value":2})", "value"},
      {R"({})", "equipment"},
      {R"(17)", ""},
      {R"(["equipment"])", ""},
      {R"(null)", ""},
  };
  for (const auto& [text, field] : wrong) {
    const std::string good = R"({"equipment":"IM-01","tag":"melt_temp","value":1})";
    const auto batch = decoded("[" + good + "," + text + "," + good + "]");
    ASSERT_TRUE(batch) << text << ": " << batch.error().text.en;
    EXPECT_EQ(batch->columns.size(), 2u) << text;
    ASSERT_EQ(batch->refusals.size(), 1u) << text;
    EXPECT_EQ(batch->refusals[0].field, field) << text;
    EXPECT_EQ(batch->refusals[0].index, 1u) << text;
    EXPECT_FALSE(batch->refusals[0].text.zh.empty());
  }
}

TEST(ReadingJson, keeps_what_was_written_for_the_person_who_corrects_it) {
  const auto batch = decoded(R"([{"equipment":"IM-01","tag":"melt_temp","value":"231,2" ,"time":"2026-01-01 noon"}])");
  EXPECT_EQ(batch->refusals.at(0).reading.value, "231,2");
  EXPECT_EQ(batch->refusals.at(0).reading.time, "2026-01-01 noon");
}

TEST(ReadingJson, refuses_a_number_beyond_a_double) {
  const auto batch = decoded(R"([{"equipment":"IM-01","tag":"melt_temp","value":1e999}])");
  EXPECT_TRUE(!batch || batch->columns.size() == 0);
}

TEST(ReadingJson, refuses_what_is_not_json_and_takes_nothing) {
  const std::string good = R"({"equipment":"IM-01","tag":"melt_temp","value":1})";
  for (const std::string& bad :
       {std::string(""), std::string("["), "[" + good, "[" + good + ",", "[" + good + "," + good.substr(0, 30),
        good + good, "[" + good + "] x", "[" + good + "][" + good + "]",
        std::string("{\"equipment\":\"IM-01\" \"tag\":1}"), std::string("[nan]x"), std::string("[nul]"),
        "[" + good.substr(0, good.size() - 1) + R"(,"lot":nul}])", std::string("\xff\xfe"),
        std::string("[{\"equipment\":\"\xff\"}]"), std::string("7"), std::string("\"text\""),
        std::string(R"([{"equipment":"IM-01","tag":"melt_temp","value":NaN}])"),
        std::string(R"([{"equipment":"IM-01","tag":"melt_temp","value":-Infinity}])"),
        std::string(R"([{"equipment":"IM-01","tag":"melt_temp","value":1.}])")}) {
    const auto batch = decoded(bad);
    if (batch)
      EXPECT_EQ(batch->columns.size(), 0u) << bad;  // a wrong number is one wrong reading
    else
      EXPECT_EQ(batch.error().code, Code::invalid) << bad;
  }
}

TEST(ReadingJson, names_the_reading_where_a_document_breaks) {
  const std::string good = R"({"equipment":"IM-01","tag":"melt_temp","value":1})";
  const auto batch = decoded("[" + good + "," + good + "," + R"({"equipment" "IM-01"}])");
  ASSERT_FALSE(batch);
  EXPECT_EQ(batch.error().field, "[2]");
  const auto lines = decoded(good + "\n" + good.substr(0, 20), Form::lines);
  ASSERT_FALSE(lines);
  EXPECT_EQ(lines.error().field, "[1]");
}

TEST(ReadingJson, survives_depth) {
  EXPECT_FALSE(decoded(std::string(200'000, '[')));
  const std::string deep =
      "[{\"equipment\":\"IM-01\",\"tag\":" + std::string(5'000, '[') + std::string(5'000, ']') + ",\"value\":1}]";
  const auto batch = decoded(deep);
  EXPECT_TRUE(!batch || batch->columns.size() == 0);
}

TEST(ReadingJson, never_takes_more_than_was_sent_whatever_is_damaged) {
  std::mt19937_64 random(5);
  const std::string good =
      R"([{"equipment":"IM-01","tag":"melt_temp","time":"2026-01-01T00:00:00Z","value":231.2,"unit":"SN-1"},{"equipment":"IM-01","tag":"cycle_time","value":31}])";
  for (int round = 0; round < 5'000; ++round) {
    std::string body = good;
    for (std::uint64_t hits = 1 + random() % 3; hits > 0; --hits)
      body[random() % body.size()] = "[]{},:\"\\1e-x \xff"[random() % 14];
    for (Form form : {Form::document, Form::lines}) {
      const auto batch = decoded(body, form);
      if (batch)
        EXPECT_LE(batch->columns.size() + batch->refusals.size(), 4u) << body;
      else
        EXPECT_FALSE(batch.error().text.zh.empty());
    }
  }
}

}  // namespace
}  // namespace jidoka::reading_json
