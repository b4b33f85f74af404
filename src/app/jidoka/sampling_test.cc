// The commands of acceptance sampling as scripts call them: the JSON that docs/cli.md promises.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "jidoka/command.h"
#include "json/decode.h"

namespace jidoka::app {
namespace {

using testing::HasSubstr;

struct Outcome {
  int code = 0;
  std::string out;
  std::string err;
};

Outcome call(std::vector<std::string> words, const std::string& input = {}) {
  words.insert(words.begin(), {"jidoka", "sampling"});
  std::vector<const char*> arguments;
  for (const std::string& word : words) arguments.push_back(word.c_str());
  std::ostringstream out, err;
  std::istringstream in(input);
  const int code = run(static_cast<int>(arguments.size()), arguments.data(), {.out = out, .err = err, .in = in});
  return {code, out.str(), err.str()};
}

json::Value json_of(const std::string& text) { return *json::parse(text); }

TEST(SamplingCommand, prints_the_plan_as_json) {
  const json::Value plan = json_of(call({"--standard", "iso-2859-1", "--lot-size", "1200", "--level", "II", "--aql",
                                         "1.0", "--severity", "normal", "--type", "single", "--json"})
                                       .out);
  EXPECT_EQ(plan.at("code_letter").as_string(), "J");
  EXPECT_EQ(plan.at("stages").at(0).at("sample_size").as_int64(), 80);
  EXPECT_EQ(plan.at("stages").at(0).at("accept").as_int64(), 2);
  EXPECT_EQ(plan.at("stages").at(0).at("reject").as_int64(), 3);
  const json::Value measured =
      json_of(call({"--standard", "z1.9", "--lot-size", "3000", "--aql", "0.25", "--json"}).out);
  EXPECT_EQ(measured.at("sample_size").as_int64(), 50);
  EXPECT_NEAR(measured.at("k").as_double(), 2.359, 0.01);
  EXPECT_NEAR(measured.at("m").as_double(), 0.00778, 0.0001);
}

TEST(SamplingCommand, says_in_words_what_to_do) {
  EXPECT_THAT(call({"--lot-size", "1200", "--aql", "1"}).out, HasSubstr("Accept the lot with 2 or fewer"));
  EXPECT_THAT(call({"--lot-size", "1200", "--aql", "1", "--language", "zh"}).out, HasSubstr("随机抽取 80 件"));
}

TEST(SamplingCommand, refuses_with_the_names_that_are_allowed) {
  const Outcome aql = call({"--lot-size", "1200", "--aql", "1.1"});
  EXPECT_EQ(aql.code, refused);
  EXPECT_THAT(aql.err, HasSubstr("0.65, 1.0, 1.5"));
  EXPECT_THAT(call({"--lot-size", "1200", "--aql", "1", "--level", "IV"}).err, HasSubstr("S-1, S-2"));
  EXPECT_THAT(call({"--lot-size", "1", "--aql", "1"}).err, HasSubstr("from 2"));
  EXPECT_THAT(call({"--aql", "1"}).err, HasSubstr("--lot-size"));
  EXPECT_THAT(call({"--lot-size", "1200"}).err, HasSubstr("--aql"));
}

TEST(SamplingCommand, draws_the_curves) {
  const auto file = std::filesystem::temp_directory_path() / "jidoka-sampling-test.svg";
  EXPECT_EQ(call({"--lot-size", "1200", "--aql", "1", "--svg", file.string()}).code, done);
  EXPECT_GT(std::filesystem::file_size(file), 1000U);
  std::filesystem::remove(file);
  EXPECT_EQ(call({"--lot-size", "1200", "--aql", "1", "--svg", "/no/such/folder/x.svg"}).code, refused);
}

TEST(SamplingSwitchCommand, answers_each_line) {
  const Outcome ended = call({"switch", "--lot-size", "1200", "--level", "I", "--aql", "6.5", "--json"},
                             "6\n{\"nonconforming\":8}\r\n\n{\"d\":9,\"i\":3}\n");
  EXPECT_EQ(ended.code, done) << ended.err;
  std::istringstream lines(ended.out);
  std::vector<json::Value> steps;
  for (std::string line; std::getline(lines, line);) steps.push_back(json_of(line));
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_EQ(steps[1].at("decision").as_string(), "rejected");
  EXPECT_EQ(steps[1].at("state_after").as_string(), "tightened");
  EXPECT_EQ(steps[1].at("next_plan").at("accept").as_int64(), 3);
  EXPECT_EQ(steps[2].at("state_before").as_string(), "tightened");
  EXPECT_EQ(steps[2].at("score_after").as_int64(), 0);
}

TEST(SamplingSwitchCommand, takes_the_scheme_from_the_lines_too) {
  const Outcome ended = call({"switch", "--json"}, "{\"lot\":280,\"level\":\"II\",\"aql\":0.4}\n0\n");
  EXPECT_EQ(ended.code, done) << ended.err;
  EXPECT_EQ(json_of(ended.out).at("n").as_int64(), 32);
}

TEST(SamplingSwitchCommand, names_the_line_that_cannot_be) {
  const std::vector<std::string> words{"switch", "--lot-size", "1200", "--aql", "1.0"};
  EXPECT_THAT(call(words, "0\n81\n").err, HasSubstr("Line 2"));
  EXPECT_EQ(call(words, "{\"nonconforming\":\"many\"}\n").code, refused);
  EXPECT_EQ(call(words, "[1]\n").code, refused);
  EXPECT_EQ(call(words, "{\"event\":\"holiday\"}\n").code, refused);
  EXPECT_EQ(call({"switch"}, "0\n").code, refused);
  EXPECT_EQ(call(words, "").code, done);
}

TEST(SamplingDesignCommand, finds_plans_of_ones_own) {
  EXPECT_EQ(json_of(call({"design", "--p1", "0.01", "--p2", "0.06", "--json"}).out).at("sample_size").as_int64(), 110);
  EXPECT_EQ(json_of(call({"c0", "--p2", "0.05", "--beta", "0.05", "--json"}).out).at("sample_size").as_int64(), 59);
  EXPECT_EQ(call({"design", "--p1", "0.06", "--p2", "0.01"}).code, refused);
  EXPECT_EQ(call({"design", "--p1", "0.01", "--p2", "0.06", "--kind", "magic"}).code, refused);
  EXPECT_EQ(call({"c0"}).code, refused);
}

TEST(SamplingJudgeCommand, judges_a_lot_by_its_measurements) {
  const Outcome judged =
      call({"judge", "--lot-size", "40", "--aql", "1.0", "--mean", "195", "--sd", "8.81", "--upper", "209", "--json"});
  EXPECT_EQ(judged.code, done) << judged.err;
  EXPECT_EQ(json_of(judged.out).at("decision").as_string(), "accepted");
  EXPECT_EQ(call({"judge", "--lot-size", "40", "--aql", "1.0", "--mean", "195", "--sd", "0", "--upper", "209"}).code,
            refused);
}

TEST(SamplingCurveCommand, takes_any_stages) {
  const json::Value curve = json_of(call({"curve", "--stage", "50,2,7", "--stage", "100,6,7", "--json"}).out);
  EXPECT_EQ(curve.at("points").as_array().size(), 101U);
  EXPECT_EQ(call({"curve", "--stage", "50"}).code, refused);
  EXPECT_EQ(call({"curve", "--stage", "50,2,2"}).code, refused);
  EXPECT_EQ(call({"curve", "--stage", "50,2", "--lot-size", "40"}).code, refused);
  EXPECT_EQ(call({"curve", "--stage", "50,2", "--clearance", "8", "--one-in", "1"}).code, refused);
}

}  // namespace
}  // namespace jidoka::app
