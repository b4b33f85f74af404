#include "core/uom.h"

#include <gtest/gtest.h>

#include <array>
#include <numbers>

namespace jidoka {
namespace {

Uom uom(std::string_view code) {
  const Result<Uom> parsed = parse_uom(code);
  EXPECT_TRUE(parsed) << code << ": " << (parsed ? "" : parsed.error().text.en);
  return parsed.value_or(Uom{});
}

double convert(double value, std::string_view from, std::string_view to) {
  const Result<UomConversion> made = conversion(uom(from), uom(to));
  EXPECT_TRUE(made) << from << " to " << to;
  return made ? (*made)(value) : 0;
}

struct Row {
  double value;
  std::string_view from;
  double expected;
  std::string_view to;
};

TEST(Uom, ConvertsAsNistPublishes) {
  // NIST Special Publication 811 (2008), appendix B.8; exact factors are printed there in bold.
  const Row rows[] = {
      {1, "[in_i]", 25.4, "mm"},
      {1, "[ft_i]", 0.3048, "m"},
      {1, "[mi_i]", 1.609344, "km"},
      {1, "[mil_i]", 25.4, "um"},
      {1, "[lb_av]", 0.45359237, "kg"},
      {1, "[oz_av]", 28.349523125, "g"},
      {1, "[gal_us]", 3.785411784, "L"},
      {1, "[foz_us]", 29.5735295625, "mL"},
      {1, "[lbf_av]", 4.4482216152605, "N"},
      {1, "[lbf_av].[ft_i]", 1.3558179483314004, "N.m"},
      {1, "[HP]", 745.69987158227022, "W"},
      {1, "[Btu_IT]", 1055.05585262, "J"},
      {1, "kW.h", 3.6e6, "J"},
      {1, "atm", 101325, "Pa"},
      {1, "kgf/cm2", 98066.5, "Pa"},
      {1, "mm[Hg]", 133.322, "Pa"},
      {1, "dyn", 1e-5, "N"},
      {1, "cP", 1, "mPa.s"},
      {1, "cSt", 1, "mm2/s"},
      {1, "[kn_i]", 0.51444444444444444, "m/s"},
      {1, "deg", std::numbers::pi / 180, "rad"},
      {1, "eV", 1.602176634e-19, "J"},
  };
  for (const Row& row : rows)
    EXPECT_NEAR(convert(row.value, row.from, row.to), row.expected, row.expected * 1e-14) << row.from;
  EXPECT_NEAR(convert(1, "[psi]", "Pa"), 6894.757, 0.0005);
}

TEST(Uom, ConvertsTemperaturesWithTheirOffset) {
  EXPECT_EQ(convert(100, "Cel", "[degF]"), 212);
  EXPECT_EQ(convert(-40, "Cel", "[degF]"), -40);
  EXPECT_EQ(convert(0, "Cel", "K"), 273.15);
  EXPECT_NEAR(convert(32, "[degF]", "Cel"), 0, 1e-13);
  EXPECT_NEAR(convert(451, "[degF]", "K"), 505.927777777777, 1e-9);
  EXPECT_EQ(convert(230, "Cel", "Cel"), 230);
}

TEST(Uom, LeavesTheOffsetOutWhenATemperatureIsPartOfAnother) {
  EXPECT_NEAR(convert(9, "[degF]/min", "Cel/min"), 5, 1e-14);
  EXPECT_EQ(convert(3, "K/s", "Cel/s"), 3);
  EXPECT_EQ(uom("W/(m2.Cel)").offset, 0);
  EXPECT_EQ(uom("Cel2").offset, 0);
  EXPECT_EQ(uom("/Cel").offset, 0);
  EXPECT_EQ(uom("2.Cel").offset, 0);
}

TEST(Uom, GivesRoundFactorsForPowersOfTen) {
  const Row rows[] = {
      {1, "m", 1e3, "mm"},        {1, "mm", 1e3, "um"},       {1, "um", 1e-3, "mm"},   {1, "bar", 1e5, "Pa"},
      {1, "MPa", 10, "bar"},      {1, "kPa", 0.01, "bar"},    {1, "L", 1e3, "mL"},     {1, "l", 1, "L"},
      {1, "m3", 1e3, "L"},        {1, "kN", 1e3, "N"},        {1, "t", 1e3, "kg"},     {1, "%", 1e4, "[ppm]"},
      {1, "%", 0.01, "1"},        {1, "mV", 1e-3, "V"},       {1, "kHz", 1e3, "Hz"},   {1, "mg/L", 1e-3, "g/L"},
      {1, "g/cm3", 1e3, "kg/m3"}, {1, "mmol/L", 1, "mol/m3"}, {1, "kOhm", 1e3, "Ohm"}, {1, "nm", 1e-3, "um"},
  };
  for (const Row& row : rows) EXPECT_EQ(convert(row.value, row.from, row.to), row.expected) << row.from;
}

TEST(Uom, ConvertsTimesAndRates) {
  EXPECT_EQ(convert(1, "h", "min"), 60);
  EXPECT_EQ(convert(1, "d", "h"), 24);
  EXPECT_EQ(convert(1, "wk", "d"), 7);
  EXPECT_NEAR(convert(36, "km/h", "m/s"), 10, 1e-14);
  EXPECT_NEAR(convert(6, "mL/min", "mL/s"), 0.1, 1e-16);
  EXPECT_NEAR(convert(3000, "{rev}/min", "Hz"), 50, 1e-12);
}

TEST(Uom, ReadsOneExpressionInSeveralWays) {
  EXPECT_EQ(uom("N.m"), uom("m.N"));
  EXPECT_EQ(uom("kg.m/s2").dimension, uom("N").dimension);
  EXPECT_EQ(uom("m.s-2").dimension, uom("m/s2").dimension);
  EXPECT_EQ(uom("m+2").dimension, uom("m2").dimension);
  EXPECT_EQ(uom("J/(kg.K)").dimension, uom("J/kg/K").dimension);
  EXPECT_EQ(uom("/s").dimension, uom("Hz").dimension);
  EXPECT_EQ(uom("/min"), uom("1/min"));
  EXPECT_EQ(convert(1, "10*3/uL", "10*9/L"), 1);
  EXPECT_EQ(convert(1, "10^6", "1"), 1e6);
  EXPECT_EQ(convert(1, "dam", "m"), 10);
  EXPECT_EQ(convert(1, "KiBy", "bit"), 8192);
}

TEST(Uom, SeesAnnotationsAsNothing) {
  EXPECT_EQ(uom("{pcs}"), Uom{});
  EXPECT_EQ(uom(""), Uom{});
  EXPECT_EQ(uom("1"), Uom{});
  EXPECT_EQ(uom("{件}"), Uom{});
  EXPECT_EQ(uom("mg{wet}/L"), uom("mg/L"));
  EXPECT_EQ(uom("10{cells}"), uom("10"));
}

TEST(Uom, TellsAtomsFromPrefixes) {
  EXPECT_EQ(uom("min").dimension, uom("s").dimension);
  EXPECT_EQ(uom("cd").dimension[6], 1);
  EXPECT_EQ(uom("Pa").dimension, uom("bar").dimension);
  EXPECT_EQ(convert(1, "mm[H2O]", "Pa"), 9.80665);
  EXPECT_FALSE(parse_uom("k[in_i]"));
  EXPECT_FALSE(parse_uom("kmin"));
  EXPECT_FALSE(parse_uom("kkg"));
  EXPECT_FALSE(parse_uom("cel"));
}

TEST(Uom, RefusesToConvertBetweenKinds) {
  const std::array<std::pair<std::string_view, std::string_view>, 6> pairs = {
      {{"mm", "bar"}, {"Cel", "J"}, {"mol", "1"}, {"rad", "1"}, {"m", "m2"}, {"Hz", "s"}}};
  for (const auto& [from, to] : pairs) {
    const Result<UomConversion> made = conversion(uom(from), uom(to));
    ASSERT_FALSE(made) << from;
    EXPECT_EQ(made.error().slug, "uom-mismatch");
  }
}

TEST(Uom, SaysWhatWasMeant) {
  const std::array<std::pair<std::string_view, std::string_view>, 10> rows = {{{"°C", "Cel"},
                                                                               {"psi", "[psi]"},
                                                                               {"mmHg", "mm[Hg]"},
                                                                               {"rpm", "{rev}/min"},
                                                                               {"kWh", "kW.h"},
                                                                               {"Nm", "N.m"},
                                                                               {"µm", "um"},
                                                                               {"m²", "m2"},
                                                                               {"L/hr", "\"h\""},
                                                                               {"毫米", "mm"}}};
  for (const auto& [written, right] : rows) {
    const Result<Uom> parsed = parse_uom(written);
    ASSERT_FALSE(parsed) << written;
    EXPECT_EQ(parsed.error().slug, "uom-unknown");
    EXPECT_NE(parsed.error().text.en.find(right), std::string::npos) << parsed.error().text.en;
    EXPECT_FALSE(parsed.error().text.zh.empty());
  }
}

TEST(Uom, RefusesMalformedCodes) {
  for (const std::string_view code :
       {"m/",      "m..s",
        ".m",      "//m",
        "(m",      "m)",
        "()",      "{",
        "m{",      "{a{b}",
        "}",       "m0",
        "m100",    "m-",
        "0",       "m^2",
        "[in_i",   "bananas",
        "m s",     "99999999999999999999",
        "m99.m99", "((((((((((m))))))))))",
        "Ym9.Ym9", "ym18",
        "1.5mm",   "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm"})
    EXPECT_FALSE(parse_uom(code)) << code;
}

TEST(Uom, GoesThereAndBackForEveryPairOfOneKind) {
  const std::array<std::string_view, 18> codes = {"m",        "mm",     "[in_i]", "[mil_i]", "bar",   "[psi]",
                                                  "kPa",      "mm[Hg]", "Cel",    "[degF]",  "K",     "L",
                                                  "[gal_us]", "cm3",    "kW.h",   "J",       "[Btu]", "kcal"};
  int pairs = 0;
  for (const std::string_view from : codes)
    for (const std::string_view to : codes) {
      if (uom(from).dimension != uom(to).dimension) continue;
      ++pairs;
      for (const double value : {-17.5, 1.0, 231.2, 98765.4321})
        EXPECT_NEAR(convert(convert(value, from, to), to, from), value, std::abs(value) * 1e-13 + 1e-11)
            << from << " " << to;
    }
  EXPECT_EQ(pairs, 16 + 16 + 9 + 9 + 16);
}

}  // namespace
}  // namespace jidoka
