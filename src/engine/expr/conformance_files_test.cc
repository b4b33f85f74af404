// The conformance lines of cel-spec, when their folder is there: JIDOKA_CEL names it, else ../shared/data/cel beside
// the project. Every line that needs no protobuf message must give the value or error that it names.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "expr/attempt.h"
#include "expr/compare.h"
#include "expr/json_value.h"
#include "expr/program.h"
#include "json/encode.h"

namespace jidoka::expr {
namespace {

std::filesystem::path folder() {
  if (const char* named = std::getenv("JIDOKA_CEL")) return named;
  return std::filesystem::path(JIDOKA_SOURCE) / "../shared/data/cel";
}

// Equal, and of the same kinds: 1 is not 1.0 here; NaN is NaN.
bool same(const Value& a, const Value& b) {
  if (a.kind != b.kind) return false;
  if (a.is(Kind::real)) return a.real == b.real || (a.real != a.real && b.real != b.real);
  if (a.is(Kind::list)) return a.extra == b.extra && std::equal(a.items, a.items + a.extra, b.items, same);
  std::int64_t budget = 1'000'000;
  return equal(a, b, budget);
}

// What is wrong with the answer to a line, or nothing.
std::string fault_of(const json::Value& line) {
  const auto& object = line.get_object();
  const auto attempt = attempt_of(line);
  if (!attempt) return attempt.error().text.en;
  const auto outcome = evaluate(*attempt, Form::typed);
  if (!outcome) return outcome.error().text.en;
  if (object.contains("expected_error"))
    return outcome->error ? "" : "an error was expected, not " + outcome->value->text;
  if (outcome->error) return outcome->error->text.en;
  Arena arena;
  const auto got = json::parse(outcome->typed->text);
  const auto ours = value_of_json(*got, arena, "");
  const json::Value* expected = object.if_contains("expected");
  const auto wanted = expected != nullptr ? value_of_json(*expected, arena, "") : Result<Value>(of_bool(true));
  if (!wanted) return wanted.error().text.en;
  return same(*ours, *wanted) ? "" : "gave " + outcome->typed->text;
}

TEST(Conformance, every_line_of_the_files_gives_its_value_or_error) {
  const auto place = folder();
  if (!std::filesystem::exists(place)) return;  // the representative lines stand in conformance_test.cc
  std::size_t passed = 0;
  for (const auto& file : std::filesystem::directory_iterator(place)) {
    if (file.path().extension() != ".jsonl") continue;
    std::ifstream lines(file.path());
    for (std::string text; std::getline(lines, text);) {
      const auto line = json::parse(text);
      ASSERT_TRUE(line) << text;
      const auto& object = line->get_object();
      if (object.at("needs_proto").get_bool()) continue;
      const std::string fault = fault_of(*line);
      EXPECT_EQ(fault, "") << text;
      if (fault.empty()) ++passed;
    }
  }
  std::cout << passed << " conformance lines passed\n";
}

}  // namespace
}  // namespace jidoka::expr
