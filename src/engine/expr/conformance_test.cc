// Lines of the conformance tests of the Common Expression Language (github.com/google/cel-spec, tests/simple/testdata,
// Apache-2.0), some of every section that is about what we have; conformance_files_test.cc runs whole files.
#include <gtest/gtest.h>

#include "expr/attempt.h"

namespace jidoka::expr {
namespace {

struct Case {
  std::string_view expression;
  std::string_view typed;  // empty: an error
  bool is_checked = true;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.expression; }

std::string typed_answer(std::string_view expression, bool is_checked) {
  Attempt attempt;
  attempt.expr = expression;
  attempt.check = is_checked;
  const auto outcome = evaluate(attempt, Form::typed);
  if (!outcome) return outcome.error().text.en;
  return outcome->error ? "" : outcome->typed->text;
}

class SpecificationLine : public testing::TestWithParam<Case> {};

TEST_P(SpecificationLine, gives_the_value_or_error_of_the_specification) {
  EXPECT_EQ(typed_answer(GetParam().expression, GetParam().is_checked), GetParam().typed);
}

#define INT(n) R"({"t":"int","v":")" #n R"("})"
#define UINT(n) R"({"t":"uint","v":")" #n R"("})"
#define DOUBLE(n) R"({"t":"double","v":")" #n R"("})"
#define STRING(s) R"({"t":"string","v":")" s R"("})"
#define BYTES(h) R"({"t":"bytes","hex":")" h R"("})"
#define TYPE(s) R"({"t":"type","v":")" s R"("})"
constexpr std::string_view yes = R"({"t":"bool","v":true})";
constexpr std::string_view no = R"({"t":"bool","v":false})";
constexpr bool unchecked = false;

INSTANTIATE_TEST_SUITE_P(
    Basic, SpecificationLine,
    testing::Values(Case{"0", INT(0)}, Case{"0U", UINT(0)}, Case{"0e+0", DOUBLE(0)}, Case{"r\"\"\"\"\"\"", STRING("")},
                    Case{"-9223372036854775808", INT(-9223372036854775808)}, Case{"-0x55555555", INT(-1431655765)},
                    Case{"0x55555555u", UINT(1431655765)}, Case{"b'\\000\\xff'", BYTES("00ff")},
                    Case{"b'ÿ'", BYTES("c3bf")}, Case{"\"\\u270c\"", STRING("✌")},
                    Case{"{\"k\":\"v\"}", R"({"t":"map","v":[[{"t":"string","v":"k"},{"t":"string","v":"v"}]]})"},
                    Case{"[-1]", R"({"t":"list","v":[{"t":"int","v":"-1"}]})"}, Case{"x", "", unchecked},
                    Case{"x || true", yes, unchecked}, Case{"f_unknown(17)", "", unchecked},
                    Case{"f_unknown(17) || true", yes, unchecked}));

INSTANTIATE_TEST_SUITE_P(
    Comparisons, SpecificationLine,
    testing::Values(Case{"dyn(1) == 1u", yes}, Case{"dyn(1) == 1.0", yes}, Case{"0.0/0.0 == 0.0/0.0", no},
                    Case{"0.0/0.0 != 0.0/0.0", yes}, Case{"'Am\\u00E9lie' == 'Ame\\u0301lie'", no},
                    Case{"[1.0, 2.0, 3] == [1u, 2, 3u]", yes}, Case{"{1: 1.0, 2u: 3u} == {1u: 1, 2: 3.0}", yes},
                    Case{"{'k1':'v1','k2':'v2'} == {'k2':'v2','k1':'v1'}", yes}, Case{"dyn(timestamp(0)) == null", no},
                    Case{"['one'] == [2, 3]", no, unchecked}, Case{"-0.0 < 0.0", no},
                    Case{"dyn(1) < 9223372036854775808u", yes}, Case{"dyn(-1) < 0u", yes},
                    Case{"dyn(9223372036854775807) < 9223372036854775808.0", no},
                    Case{"dyn(9223372036854775807) < 9223372036854777857.0", yes},
                    Case{"dyn(18446744073709551615u) < 18446744073709590000.0", yes},
                    Case{"dyn(9223372036854775808.0) > 9223372036854775807", no}, Case{"[0] < [1]", "", unchecked},
                    Case{"null < null", "", unchecked}, Case{"'foo' < 1024", "", unchecked}, Case{"'α' > 'omega'", yes},
                    Case{"'elem' in [1u, 'str', 2, b'bytes']", no}, Case{"'key' in {3:3.0, 'key':2u}", yes}));

INSTANTIATE_TEST_SUITE_P(Integers, SpecificationLine,
                         testing::Values(Case{"-42 % (-5)", INT(-2)}, Case{"43 % (-5)", INT(3)},
                                         Case{"9223372036854775807 + 1", ""}, Case{"-9223372036854775808 - 1", ""},
                                         Case{"-(-9223372036854775808)", ""}, Case{"5000000000 * 5000000000", ""},
                                         Case{"-9223372036854775808 / -1", ""}, Case{"-9223372036854775808 % -1", ""},
                                         Case{"42u % 5u", UINT(2)}, Case{"0u - 1u", ""},
                                         Case{"18446744073709551615u + 1u", ""}, Case{"1 / 0", ""}, Case{"1 % 0", ""},
                                         Case{"5u / 0u", ""}));

INSTANTIATE_TEST_SUITE_P(FloatingPoint, SpecificationLine,
                         testing::Values(Case{"4.25 + 15.25", DOUBLE(19.5)}, Case{"0.0625 / 0.002", DOUBLE(31.25)},
                                         Case{"47.5 % 5.5", "", unchecked}, Case{"-(-1.25)", DOUBLE(1.25)},
                                         Case{"15.75 / 0.0", DOUBLE(Infinity)},
                                         Case{"2.0 * 8.988466e+307 ", DOUBLE(Infinity)},
                                         Case{"1e-324  / 2.0", DOUBLE(0)}));

INSTANTIATE_TEST_SUITE_P(
    ListsAndMaps, SpecificationLine,
    testing::Values(Case{"[0, 1, 2] + [3, 4, 5] == [0, 1, 2, 3, 4, 5]", yes}, Case{"[7, 8, 9][dyn(0.0)]", INT(7)},
                    Case{"[7, 8, 9][dyn(0.1)]", ""}, Case{"[1, 2, 3][3]", ""}, Case{"dyn([1, 2, 3][3]) || true", yes},
                    Case{"dyn([1, 2, 3][dyn('')]) && false", no}, Case{"dyn(3.0) in [5, 4, 3, 2, 1]", yes},
                    Case{"dyn(3u) in [5.0, 4.0, 3.0, 2.0, 1.0]", yes}, Case{"size({1: 'one', 2: 'two'})", INT(2)},
                    Case{"{0u:1u,2u:'happy',5u:3u}[2u]", STRING("happy")}, Case{"{0:1,2:2,5:3}[1]", ""},
                    Case{"{'a':1}.b", ""}, Case{"{'a':1, 'a':2}", ""}, Case{"has({'a':1}.a)", yes},
                    Case{"has({'a':1}.b)", no}, Case{"{ 'if': 1 }.if", INT(1)},
                    Case{"[[[[[[[[[[[['foo']]]]]]]]]]]][0][0][0][0][0][0][0][0][0][0][0][0]", STRING("foo")}));

INSTANTIATE_TEST_SUITE_P(Logic, SpecificationLine,
                         testing::Values(Case{"2 / 0 > 4 ? 'baz' : 'quux'", ""},
                                         Case{"true ? 'cows' : 17", STRING("cows"), unchecked},
                                         Case{"'cows' ? false : 17", "", unchecked}, Case{"false && 32", no, unchecked},
                                         Case{"'horses' && false", no, unchecked},
                                         Case{"(2 / 0 > 3 ? false : true) && false", no}, Case{"1/0 != 0 && true", ""},
                                         Case{"true && 1/0 != 0", ""}, Case{"1/0 != 0 || true", yes},
                                         Case{"'less filling' || 'tastes great'", "", unchecked},
                                         Case{"!0", "", unchecked}, Case{"!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!true", yes},
                                         Case{"--------------------------------19", INT(19)}));

INSTANTIATE_TEST_SUITE_P(
    Macros, SpecificationLine,
    testing::Values(Case{"[1, 'foo', 3].exists(e, e != '1')", yes}, Case{"[1, 2, 3].exists(e, e / 0 == 17)", ""},
                    Case{"[1, 2, 3].all(e, 6 / (2 - e) == 6)", no}, Case{"[1, 'foo', 3].all(e, e % 2 == 1)", ""},
                    Case{"[3, 2, 1, 0].exists_one(n, 12 / n > 1)", ""},
                    Case{"{6: 'six', 7: 'seven', 8: 'eight'}.exists_one(foo, foo % 5 == 2)", yes},
                    Case{"[2, 1, 0].map(n, 4 / n)", ""}, Case{"{'John': 'smart'}.map(key, key) == ['John']", yes},
                    Case{"[0, 1, 2, 3, 4].filter(x, x % 2 == 1) == [1, 3]", yes},
                    Case{"[3, 2, 1, 0].filter(n, 12 / n > 4)", ""},
                    Case{"['signer'].filter(signer, ['artifact'].all(artifact, true)) == ['signer']", yes},
                    Case{"[1, 2, 3].exists(i, v, i == 1 && v == 2)", yes},
                    Case{"[2, 4, 6].transformList(i, v, i != 1 && v != 4, v / 2 + i) == [1, 5]", yes},
                    Case{"{'foo': 'bar'}.transformMap(k, v, k + v) == {'foo': 'foobar'}", yes},
                    Case{"cel.bind(t, 3, t * t)", INT(9)}));

INSTANTIATE_TEST_SUITE_P(
    Strings, SpecificationLine,
    testing::Values(Case{"size('πέντε')", INT(5)}, Case{"'🐱😀😛'.endsWith('😛')", yes},
                    Case{"'🐱😀😀'.matches('(a|😀){2}')", yes}, Case{"'mañana'.matches('a+ñ+a+')", yes},
                    Case{"b'' + b'\\xffoo'", BYTES("ff6f6f")}, Case{"'tacocat'.charAt(7)", STRING("")},
                    Case{"'ta©o©αT'.indexOf('©αT', 3)", INT(4)}, Case{"'bananananana'.lastIndexOf('nana', 7)", INT(6)},
                    Case{"'TacoCÆt Xii'.lowerAscii()", STRING("tacocÆt xii")},
                    Case{"'{0} days {0} hours'.replace('{0}', '2', 1).replace('{0}', '23')", STRING("2 days 23 hours")},
                    Case{"'o©o©o©o'.split('©', -1) == ['o', 'o', 'o', 'o']", yes},
                    Case{"'ta©o©αT'.substring(2, 6)", STRING("©o©α")}, Case{"'tacocat'.substring(4, 3)", ""},
                    Case{"'\\u200atext\\u2028\\u3000'.trim()", STRING("text")},
                    Case{"['x', 'y'].join('-')", STRING("x-y")}, Case{"'tacocat'.lastIndexOf('a', -1)", ""},
                    Case{"'%s and %d, %.3f %X'.format(['a', 5, 1.2345, 30])", STRING("a and 5, 1.234 1E")},
                    Case{"'%s'.format([{'strKey':'x', 6:duration('422s'), true:42}])",
                         STRING("{6: 422s, strKey: x, true: 42}")},
                    Case{"'%d %d %d'.format([0, 1])", ""}, Case{"'%E'.format([0.5])", "", unchecked},
                    Case{"base64.decode('aGVsbG8') == b'hello'", yes}));

INSTANTIATE_TEST_SUITE_P(
    Times, SpecificationLine,
    testing::Values(Case{"int(timestamp('2009-02-13T23:31:30Z'))", INT(1234567890)},
                    Case{"string(timestamp('9999-12-31T23:59:59.999999999Z'))",
                         STRING("9999-12-31T23:59:59.999999999Z")},
                    Case{"string(duration('1000000s'))", STRING("1000000s")},
                    Case{"timestamp('2009-02-13T23:31:30Z').getDate('Australia/Sydney')", INT(14)},
                    Case{"timestamp('2009-02-13T02:00:00Z').getDayOfMonth('America/St_Johns')", INT(11)},
                    Case{"timestamp('2009-02-13T23:31:30Z').getMinutes('Asia/Kathmandu')", INT(16)},
                    Case{"timestamp('2009-02-13T23:31:30Z').getHours('02:00')", INT(1)},
                    Case{"timestamp('2009-02-13T23:31:30Z').getDayOfYear()", INT(43)},
                    Case{"timestamp('2009-02-13T23:31:30Z').getDayOfWeek('UTC')", INT(5)},
                    Case{"timestamp('2009-02-13T23:31:30Z').getHours('Mars/Olympus')", ""},
                    Case{"duration('10000s').getHours()", INT(2)},
                    Case{"timestamp('0001-01-01T00:00:01.000000001Z') + duration('-999999999ns') == "
                         "timestamp('0001-01-01T00:00:00.000000002Z')",
                         yes},
                    Case{"timestamp('0000-01-01T00:00:00Z')", ""}, Case{"timestamp('10000-01-01T00:00:00Z')", ""},
                    Case{"timestamp('9999-12-31T23:59:59Z') + duration('1s')", ""},
                    Case{"timestamp('9999-12-31T23:59:59Z') - timestamp('0001-01-01T00:00:00Z')", ""},
                    Case{"duration('320000000000s')", ""},
                    Case{"duration('-200000000000s') + duration('-200000000000s')", ""}));

INSTANTIATE_TEST_SUITE_P(Conversions, SpecificationLine,
                         testing::Values(Case{"bytes('\\377') == b'\\377'", no},
                                         Case{"double(9223372036854775807)", DOUBLE(9223372036854775808)},
                                         Case{"double('1.38e-23')", DOUBLE(1.38e-23)}, Case{"int(-7.9)", INT(-7)},
                                         Case{"int(1e99)", ""}, Case{"int(18446744073709551615u)", ""},
                                         Case{"uint(-1)", ""}, Case{"uint(1e19)", UINT(10000000000000000000)},
                                         Case{"uint(6.022e23)", ""}, Case{"string(-4.5e-3)", STRING("-0.0045")},
                                         Case{"string(b'\\000\\xff')", ""}, Case{"type(type)", TYPE("type")},
                                         Case{"null_type", TYPE("null_type")}, Case{"type([1]) == type(['a'])", yes},
                                         Case{"type(timestamp(0))", TYPE("google.protobuf.Timestamp")},
                                         Case{"dyn", "", unchecked}, Case{"type(7) == type(7u)", no}));

INSTANTIATE_TEST_SUITE_P(
    Mathematics, SpecificationLine,
    testing::Values(Case{"math.greatest(5.4, 10, 3u, -5.0, 9223372036854775807)", INT(9223372036854775807)},
                    Case{"math.least([5.4, 10, 3u, -5.0, 3.5])", DOUBLE(-5)}, Case{"math.round(-1.5)", DOUBLE(-2)},
                    Case{"math.ceil(dyn(1))", ""}, Case{"math.isNaN(math.trunc(0.0/0.0))", yes},
                    Case{"math.abs(-9223372036854775808)", ""}, Case{"math.sign(-32.0)", DOUBLE(-1)},
                    Case{"math.bitOr(4, -2)", INT(-2)}, Case{"math.bitShiftLeft(1, 200)", INT(0)},
                    Case{"math.bitShiftRight(1u, -1)", ""}));

}  // namespace
}  // namespace jidoka::expr
