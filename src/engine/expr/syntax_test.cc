#include "expr/syntax.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "expr/random_tree_test.h"

namespace jidoka::expr {
namespace {

using testing::HasSubstr;

std::string printed(std::string_view text) {
  const auto tree = parse(text);
  return tree ? print(*tree) : "error: " + tree.error().text.en;
}

Problem problem(std::string_view text) {
  const auto tree = parse(text);
  return tree ? Problem{} : tree.error();
}

TEST(Syntax, operators_bind_as_the_grammar_has_them) {
  EXPECT_EQ(printed("a+b*c"), "a + b * c");
  EXPECT_EQ(printed("(a+b)*c"), "(a + b) * c");
  EXPECT_EQ(printed("a-(b-c)"), "a - (b - c)");
  EXPECT_EQ(printed("(a-b)-c"), "a - b - c");
  EXPECT_EQ(printed("a||b&&c==d"), "a || b && c == d");
  EXPECT_EQ(printed("a?b:c?d:e"), "a ? b : c ? d : e");
  EXPECT_EQ(printed("(a?b:c)?d:e"), "(a ? b : c) ? d : e");
  EXPECT_EQ(printed("!a.b[0].c(d)"), "!a.b[0].c(d)");
  EXPECT_EQ(printed("-(5)"), "-(5)");
  EXPECT_EQ(printed("- 5"), "-5");
  EXPECT_EQ(printed("a in[1,]"), "a in [1]");
}

TEST(Syntax, what_is_printed_is_the_same_tree) {
  for (unsigned seed = 0; seed < 2'000; ++seed) {
    const Syntax tree = RandomTree(seed).tree(1 + static_cast<int>(seed % 5));
    const std::string text = print(tree);
    const auto again = parse(text);
    ASSERT_TRUE(again) << text << "\n" << again.error().text.en;
    ASSERT_TRUE(same_tree(tree, *again)) << text << "\n" << print(*again);
  }
}

TEST(Syntax, a_mistake_is_named_with_its_place_and_what_would_be_right) {
  const Problem missing = problem("x >\n  ");
  EXPECT_EQ(missing.line, 2u);
  EXPECT_EQ(missing.column, 3u);
  EXPECT_THAT(missing.text.en, HasSubstr("ends too early"));
  const Problem single = problem("温度 > 3");
  EXPECT_EQ(single.column, 1u);
  EXPECT_THAT(single.text.zh, HasSubstr("温"));
  EXPECT_THAT(problem("x = 3").text.en, HasSubstr("=="));
  EXPECT_THAT(problem("x & y").text.en, HasSubstr("&&"));
  EXPECT_THAT(problem("f(1 2)").text.en, HasSubstr("a comma or )"));
  EXPECT_EQ(problem("f(1 2)").column, 5u);
  EXPECT_THAT(problem("'open").text.en, HasSubstr("no end"));
  EXPECT_THAT(problem("'\\q'").text.en, HasSubstr("escape"));
  EXPECT_EQ(problem("'ab\\q'").column, 4u);
  EXPECT_THAT(problem("3x").text.en, HasSubstr("3 * x"));
  EXPECT_THAT(problem("has(x)").text.en, HasSubstr("has(x.name)"));
  EXPECT_THAT(problem("[1].all(1, true)").text.en, HasSubstr("plain name"));
  EXPECT_THAT(problem("while").text.en, HasSubstr("cannot be a name"));
  EXPECT_THAT(problem("9223372036854775808").text.en, HasSubstr("64 bits"));
  EXPECT_THAT(problem("1e999").text.en, HasSubstr("64 bits"));
  EXPECT_THAT(problem("T{a: 1}").text.en, HasSubstr("Use a map"));
  EXPECT_THAT(problem("").text.zh, HasSubstr("为空"));
  EXPECT_EQ(problem("\xff").code, "not-utf-8");
}

TEST(Syntax, what_is_too_large_or_too_deep_is_refused) {
  EXPECT_EQ(problem(std::string(1u << 20, '(')).code, "too-long");
  EXPECT_EQ(problem(std::string(60'000, '(')).code, "too-deep");
  EXPECT_EQ(problem(std::string(60'000, '-') + "x").code, "too-deep");
  EXPECT_EQ(problem(std::string(60'000, '[')).code, "too-deep");
  EXPECT_EQ(problem(std::string(60'000, '!')).code, "too-deep");
  std::string chain = "1";
  for (int i = 0; i < 20'000; ++i) chain += "+1";
  EXPECT_EQ(problem(chain).code, "too-deep");
  std::string choice = "1";
  for (int i = 0; i < 10'000; ++i) choice = "a?b:" + choice;
  EXPECT_EQ(problem(choice).code, "too-deep");
  std::string members = "a";
  for (int i = 0; i < 20'000; ++i) members += ".b";
  EXPECT_EQ(problem(members).code, "too-deep");
  const std::string fine = std::string(240, '(') + "1" + std::string(240, ')');
  EXPECT_TRUE(parse(fine));
}

}  // namespace
}  // namespace jidoka::expr
