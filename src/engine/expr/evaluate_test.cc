#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "expr/attempt.h"
#include "expr/print_value.h"
#include "expr/program.h"
#include "expr/random_tree_test.h"
#include "expr/tree_walk_test.h"

namespace jidoka::expr {
namespace {

using testing::HasSubstr;

// The outcome of a batch line.
Outcome outcome(std::string_view line) {
  const auto read = json::parse(line);
  EXPECT_TRUE(read) << line;
  const auto attempt = attempt_of(*read);
  EXPECT_TRUE(attempt) << line;
  auto out = evaluate(*attempt);
  EXPECT_TRUE(out) << line;
  return *out;
}
std::string value(std::string_view line) {
  const Outcome out = outcome(line);
  return out.error ? "error: " + out.error->text.en : out.value->text;
}
Problem problem(std::string_view line) { return outcome(line).error.value_or(Problem{}); }

TEST(Evaluate, values_print_as_json_that_keeps_their_kind_where_it_can) {
  EXPECT_EQ(value(R"j({"expr":"x","bindings":{"x":2.0}})j"), "2.0");
  EXPECT_EQ(value(R"j({"expr":"x","bindings":{"x":2}})j"), "2");
  EXPECT_EQ(value(R"j({"expr":"9007199254740993"})j"), R"j("9007199254740993")j");
  EXPECT_EQ(value(R"j({"expr":"1e300 * 1e300"})j"), R"j("Infinity")j");
  EXPECT_EQ(value(R"j({"expr":"1e100"})j"), "1e+100");
  EXPECT_EQ(value(R"j({"expr":"b'\\xff\\x00'"})j"), R"j("ff00")j");
  EXPECT_EQ(value(R"j({"expr":"{1: [true, null], 'a': duration('90s')}"})j"), R"j({"1":[true,null],"a":"90s"})j");
  EXPECT_EQ(outcome(R"j({"expr":"timestamp(0)"})j").type, "timestamp");
}

TEST(Evaluate, bindings_are_plain_or_typed) {
  EXPECT_EQ(value(R"j({"expr":"x + 1u","bindings":{"x":{"t":"uint","v":"5"}}})j"), "6");
  EXPECT_EQ(value(R"j({"expr":"x.t","bindings":{"x":{"t":"anything","v":"5"}}})j"), R"j("anything")j");
  EXPECT_EQ(
      value(
          R"j({"expr":"x[b'a'.size()]","bindings":{"x":{"t":"map","v":[[{"t":"int","v":"1"},{"t":"bool","v":true}]]}}})j"),
      "true");
  EXPECT_EQ(value(R"j({"expr":"a.b + a.c","bindings":{"a":{"b":1,"c":2}}})j"), "3");
  EXPECT_EQ(value(R"j({"expr":"y","container":"x","bindings":{"x.y":true,"y":false}})j"), "true");
  EXPECT_EQ(value(R"j({"expr":".y","container":"x","bindings":{"x.y":true,"y":false}})j"), "false");
  EXPECT_EQ(value(R"j({"expr":"[{'z': 0}].exists(y, y.z == 0)","bindings":{"y.z":42}})j"), "true");
  EXPECT_EQ(value(R"j({"expr":"[{'z': 0}].exists(y, .y.z == 42)","bindings":{"y.z":42}})j"), "true");
  EXPECT_EQ(value(R"j({"expr":"a.b.c","bindings":{"a.b":{"c":"oops"},"a.b.c":"yeah"}})j"), R"j("yeah")j");
  const auto bad = json::parse(R"j({"expr":"x","bindings":{"x":{"t":"int","v":"five"}}})j");
  const auto refused = evaluate(*attempt_of(*bad));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field, "bindings.x");
}

TEST(Evaluate, an_unknown_name_is_named_with_its_place_and_the_nearest) {
  const Problem unknown = problem(R"j({"expr":"1 < 2 &&\n temprature > 3","bindings":{"temperature":1}})j");
  EXPECT_EQ(unknown.code, "unknown-name");
  EXPECT_EQ(unknown.line, 2u);
  EXPECT_EQ(unknown.column, 2u);
  EXPECT_THAT(unknown.text.en, HasSubstr("Did you mean temperature?"));
  EXPECT_THAT(unknown.text.zh, HasSubstr("是否应为 temperature"));
  EXPECT_THAT(problem(R"j({"expr":"'a'.startWith('a')"})j").text.en, HasSubstr("startsWith()"));
  EXPECT_THAT(problem(R"j({"expr":"'a'.int()"})j").text.en, HasSubstr("int(x)"));
  EXPECT_EQ(problem(R"j({"expr":"'a'.matches('(')"})j").code, "bad-pattern");
}

TEST(Evaluate, wrong_types_are_refused_before_the_evaluation) {
  const Problem wrong = problem(R"j({"expr":"x > 3 && name + 1 > 2","types":{"x":"int","name":"string"}})j");
  EXPECT_EQ(wrong.code, "no-such-overload");
  EXPECT_EQ(wrong.column, 15u);
  EXPECT_THAT(wrong.text.en, HasSubstr("(string, int)"));
  EXPECT_EQ(problem(R"j({"expr":"1 == 'a'"})j").code, "no-such-overload");
  EXPECT_EQ(problem(R"j({"expr":"1 + 1.0"})j").code, "no-such-overload");
  EXPECT_EQ(problem(R"j({"expr":"3 in 4"})j").code, "no-such-overload");
  EXPECT_EQ(problem(R"j({"expr":"1 && true"})j").code, "no-such-overload");
  EXPECT_EQ(problem(R"j({"expr":"true ? 1 : 'a'"})j").code, "no-such-overload");
  EXPECT_EQ(problem(R"j({"expr":"[1].map(x, x + 'a')"})j").code, "no-such-overload");
  EXPECT_EQ(problem(R"j({"expr":"x.a","types":{"x":"list(int)"}})j").code, "no-such-field");
  EXPECT_EQ(value(R"j({"expr":"3.5 > 3 && 1 == 1.0"})j"), "true");
}

TEST(Evaluate, an_error_at_evaluation_has_its_place_too) {
  const Problem zero = problem(R"j({"expr":"10 + 5 / n","bindings":{"n":0}})j");
  EXPECT_EQ(zero.code, "division-by-zero");
  EXPECT_EQ(zero.column, 8u);
  const Problem key = problem(R"j({"expr":"m.b","bindings":{"m":{"a":1}}})j");
  EXPECT_EQ(key.code, "no-such-key");
  EXPECT_EQ(problem(R"j({"expr":"x","types":{"x":"int"}})j").code, "unknown-name");
}

TEST(Evaluate, time_windows_look_back_from_the_last_reading_or_from_a_given_time) {
  const std::string series =
      R"j("bindings":{"s":{"t":"series","v":[["2026-01-01T00:00:00Z",1],["2026-01-01T00:01:00Z",3]]}}})j";
  const auto with = [&series](const std::string& expression) { return R"j({"expr":")j" + expression + "\"," + series; };
  EXPECT_EQ(value(with("mean(s, duration('5min'))")), "2.0");
  EXPECT_EQ(value(with("rate(s, duration('5m')) * 60.0")), "2.0");
  EXPECT_EQ(value(with("count(s, duration('30s'))")), "1");
  EXPECT_EQ(value(with("changed(s, duration('30s'))")), "true");
  EXPECT_EQ(
      value(R"j({"at":"2026-01-01T00:03:00Z","expr":"duration_true(s, duration('1h')) > duration('2m')",)j" + series),
      "true");
  EXPECT_EQ(problem(with("stddev(s, duration('30s'))")).code, "no-readings");
  EXPECT_EQ(problem(with("mean(s, duration('-1s'))")).code, "bad-argument");
  EXPECT_EQ(problem(R"j({"expr":"mean(s, duration('1s'))","types":{"s":"series"}})j").code, "unknown-name");
}

TEST(Evaluate, what_costs_too_much_ends_and_no_or_saves_it) {
  const std::string squares = "lists.range(1000).map(a, lists.range(1000).map(b, lists.range(1000).map(c, a * b * c)))";
  EXPECT_EQ(problem(R"j({"expr":")j" + squares + R"j(.size()"})j").code, "too-costly");
  EXPECT_EQ(problem(R"j({"expr":")j" + squares + R"j(.size() > 0 || true"})j").code, "too-costly");
  EXPECT_EQ(problem(R"j({"expr":"lists.range(100000000).size()"})j").code, "too-costly");
  std::string doubled = "s";
  for (int i = 0; i < 40; ++i) doubled = "cel.bind(s, s + s, " + doubled + ")";
  EXPECT_EQ(problem(R"j({"expr":")j" + doubled + R"j(.size()","bindings":{"s":"0123456789"}})j").code, "too-costly");
}

// 100 lists, each of which holds the one before twice: 2^100 items, in a few hundred values.
TEST(Evaluate, lists_that_hold_a_list_again_and_again_end_too) {
  const auto grown = [](const std::string& inside) {
    std::string out = inside;
    for (int i = 0; i < 100; ++i) out = "cel.bind(a, [a, a], " + out + ")";
    return R"j({"expr":"cel.bind(a, [0, 0], )j" + out + R"j()"})j";
  };
  EXPECT_EQ(problem(grown("a")).code, "too-large");
  EXPECT_EQ(problem(grown("cel.bind(b, a, a == b)")).code, "too-costly");
  EXPECT_EQ(problem(grown("'%s'.format([a])")).code, "too-costly");
  EXPECT_EQ(problem(grown("a in [a]")).code, "too-costly");
  EXPECT_EQ(problem(grown("a / 1")).code, "no-such-overload");
}

TEST(Evaluate, long_maps_find_their_keys) {
  std::string map = "{";
  for (int i = 0; i < 200; ++i) map += std::to_string(i * 7919 % 1009) + ":" + std::to_string(i) + ",";
  map += "true:-1,'a':-2}";
  EXPECT_EQ(value(R"j({"expr":")j" + map + "[" + std::to_string(150 * 7919 % 1009) + R"j(]"})j"), "150");
  EXPECT_EQ(value(R"j({"expr":")j" + map + R"j([true]"})j"), "-1");
  EXPECT_EQ(value(R"j({"expr":")j" + map + R"j(['a']"})j"), "-2");
  EXPECT_EQ(value(R"j({"expr":"1010u in )j" + map + R"j("})j"), "false");
}

TEST(Evaluate, the_same_program_gives_the_same_again) {
  const Environment environment{{{"x", dyn_type()}}, "", true};
  const auto program = compile("[x, x + 1].map(a, a * 2).filter(a, a > 2)", environment);
  ASSERT_TRUE(program);
  Evaluation evaluation;
  for (std::int64_t x = 0; x < 100; ++x) {
    const std::array inputs{of_int(x)};
    std::string text;
    print(text, evaluation.run(*program, inputs));
    const std::string second = std::to_string(2 * x + 2);
    const std::string wanted = x > 1 ? "[" + std::to_string(2 * x) + ", " + second + "]" : x == 1 ? "[4]" : "[]";
    EXPECT_EQ(text, wanted) << x;
  }
}

// The compiled form against a walk over the tree: the same value, or an error in both.
TEST(Evaluate, the_machine_gives_what_a_walk_over_the_tree_gives) {
  const Environment environment{{{"w", dyn_type()}, {"x", dyn_type()}, {"y", dyn_type()}}, "", false};
  std::size_t values = 0;
  for (unsigned seed = 0; seed < 6'000; ++seed) {
    const std::array inputs{of_string("w"), of_int(seed % 4), of_bool(seed % 3 == 0)};
    Syntax tree = RandomTree(seed).tree(1 + static_cast<int>(seed % 6));
    const std::string text = print(tree);
    const auto program = compile(text, environment);
    ASSERT_TRUE(program) << text;
    Evaluation evaluation;
    const Value ours = evaluation.run(*program, inputs);
    bind_names(tree, environment);
    Arena arena;
    std::int64_t budget = default_budget;
    Call call{arena, budget, nullptr, {}};
    const Value walked = TreeWalk(tree, inputs, call).value(tree.root);
    ASSERT_EQ(ours.is_error(), walked.is_error()) << text;
    if (ours.is_error()) continue;
    ++values;
    std::string a, b;
    print(a, ours);
    print(b, walked);
    ASSERT_EQ(a, b) << text;
  }
  EXPECT_GT(values, 500u);
}

TEST(Evaluate, a_damaged_text_is_refused_or_gives_an_answer) {
  const Environment environment{{{"w", dyn_type()}, {"x", dyn_type()}, {"y", dyn_type()}}, "", false};
  const std::array inputs{of_string("w"), of_int(3), of_double(0.5)};
  constexpr std::string_view bytes = "()[]{}.,:?!-+*/%<>=&|'\"\\`wxy019eu \n\xff";
  std::mt19937 random(1);
  std::size_t refused = 0;
  for (unsigned seed = 0; seed < 6'000; ++seed) {
    std::string text = print(RandomTree(seed).tree(1 + static_cast<int>(seed % 4)));
    for (unsigned n = 0; n <= seed % 3; ++n) {
      const std::size_t at = random() % text.size();
      const char byte = bytes[random() % bytes.size()];
      if (random() % 3 == 0)
        text.erase(at, 1 + random() % 3);
      else if (random() % 2 == 0)
        text.insert(at, 1, byte);
      else
        text[at] = byte;
      if (text.empty()) text = "x";
    }
    const auto program = compile(text, environment);
    if (!program) {
      ++refused;
      EXPECT_FALSE(program.error().text.en.empty() || program.error().text.zh.empty()) << text;
      continue;
    }
    Evaluation evaluation;
    const Value value = evaluation.run(*program, inputs);
    if (value.is_error()) {
      EXPECT_FALSE(problem_of(text, value).text.zh.empty()) << text;
    }
  }
  EXPECT_GT(refused, 1'000u);
}

// Whatever the tree, checked or not: an answer or an error, never anything else; and what the checker lets through
// unchecked gives the same.
TEST(Evaluate, any_tree_gives_an_answer) {
  const Environment checked{
      {{"w", dyn_type()}, {"x", kind_type(Kind::integer)}, {"y", kind_type(Kind::real)}}, "", true};
  Environment unchecked = checked;
  unchecked.is_checked = false;
  const std::array inputs{of_string("w"), of_int(3), of_double(0.5)};
  std::size_t answered = 0;
  for (unsigned seed = 0; seed < 3'000; ++seed) {
    const std::string text = print(RandomTree(seed).tree(1 + static_cast<int>(seed % 5)));
    const auto loose = compile(text, unchecked);
    ASSERT_TRUE(loose) << text;
    Evaluation first, second;
    const Value answer = first.run(*loose, inputs);
    const auto strict = compile(text, checked);
    if (!strict) continue;
    ++answered;
    std::string a, b;
    print(a, answer);
    print(b, second.run(*strict, inputs));
    EXPECT_EQ(a, b) << text;
  }
  EXPECT_GT(answered, 200u);
}

}  // namespace
}  // namespace jidoka::expr
