#include "sense/intake.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "sense/declared.h"

namespace jidoka::sense {
namespace {

constexpr Instant now{1'767'225'600'000'000'000};  // 2026-01-01T00:00:00Z

plant::Model press() {
  plant::Model model;
  plant::Equipment equipment;
  equipment.id = "IM-01";
  plant::Tag melt;
  melt.uom = "Cel";
  melt.range = {{0, 400}};
  melt.precision = 0.1;
  equipment.tags["melt_temp"] = melt;
  model.equipment["IM-01"] = equipment;
  plant::Source lab;
  lab.id = "lab";
  lab.unknown = plant::UnknownStream::catalogue;
  model.sources["lab"] = lab;
  return model;
}

std::shared_ptr<const Catalogue> catalogue() {
  return std::make_shared<Catalogue>(press(), std::vector<Catalogue::Opened>{{7, "IM-01", "melt_temp", "Cel"}});
}

Batch offer(const Intake::Reading& reading, const std::string& source = "gateway") {
  Intake intake(catalogue(), source, now);
  intake.add(reading);
  return std::move(intake).take();
}

TEST(Intake, TakesAReadingInTheStreamsUnitAndPrecision) {
  const Batch batch = offer({"IM-01", "melt_temp", now, 448.162, "[degF]", "", ""});
  ASSERT_EQ(batch.columns.size(), 1U);
  EXPECT_EQ(batch.columns.streams[0], 7U);
  EXPECT_EQ(batch.columns.values[0], 231.2);
  EXPECT_TRUE(batch.columns.contexts.empty());
}

TEST(Intake, TakesRangeAndPrecisionOfATagFromItsUnitToTheStreams) {
  plant::Model model = press();
  plant::Tag& melt = model.equipment["IM-01"].tags["melt_temp"];
  melt.uom = "[degF]";
  melt.range = {{32, 752}};
  melt.precision = 1.8;
  const Catalogue laid(model, {{7, "IM-01", "melt_temp", "Cel"}});
  const StreamEntry& stream = *laid.find("IM-01")->find("melt_temp");
  EXPECT_NEAR(stream.lowest, 0, 1e-9);
  EXPECT_NEAR(stream.highest, 400, 1e-9);
  EXPECT_NEAR(stream.precision, 1, 1e-12);
  melt.uom = "bar";
  const Catalogue other(model, {{7, "IM-01", "melt_temp", "Cel"}});
  EXPECT_TRUE(std::isinf(other.find("IM-01")->find("melt_temp")->highest)) << "32 bar says nothing of a temperature";
}

TEST(Intake, KeepsWhichUnitAndLotAReadingNames) {
  Intake intake(catalogue(), "gateway", now);
  intake.add({"IM-01", "melt_temp", now, 230, "", "", ""});
  intake.add({"IM-01", "melt_temp", now, 231, "", "SN-1", "L7"});
  intake.add({"IM-01", "melt_temp", now, 232, "", "SN-1", "L7"});
  const Columns columns = std::move(intake).take().columns;
  EXPECT_EQ(columns.contexts, (std::vector<std::uint32_t>{0, 1, 1}));
  EXPECT_EQ(columns.dictionary.at(1), (Context{"SN-1", "L7"}));
}

struct Refused {
  const char* code;
  Intake::Reading reading;
};
class WhatIntakeRefuses : public testing::TestWithParam<Refused> {};

TEST_P(WhatIntakeRefuses, IsKeptWithTheReason) {
  const Batch batch = offer(GetParam().reading);
  EXPECT_EQ(batch.columns.size(), 0U);
  ASSERT_EQ(batch.refusals.size(), 1U);
  EXPECT_EQ(batch.refusals[0].code, GetParam().code);
  EXPECT_FALSE(batch.refusals[0].text.en.empty());
  EXPECT_FALSE(batch.refusals[0].text.zh.empty());
  EXPECT_EQ(batch.refusals[0].reading.equipment, GetParam().reading.equipment);
}

constexpr double infinity = std::numeric_limits<double>::infinity();
INSTANTIATE_TEST_SUITE_P(
    Each, WhatIntakeRefuses,
    testing::Values(Refused{"unknown_stream", {"IM-99", "melt_temp", now, 230, "", "", ""}},
                    Refused{"unknown_stream", {"IM-01", "melt_tmp", now, 230, "", "", ""}},
                    Refused{"uom_mismatch", {"IM-01", "melt_temp", now, 230, "bar", "", ""}},
                    Refused{"uom_mismatch", {"IM-01", "melt_temp", now, 230, "wibble", "", ""}},
                    Refused{"out_of_range", {"IM-01", "melt_temp", now, 400.5, "", "", ""}},
                    Refused{"not_a_number", {"IM-01", "melt_temp", now, infinity, "", "", ""}},
                    Refused{"not_a_number", {"IM-01", "melt_temp", now, std::nan(""), "", "", ""}},
                    Refused{"in_the_future", {"IM-01", "melt_temp", now + hours(1), 230, "", "", ""}},
                    Refused{"too_old", {"IM-01", "melt_temp", Instant{1'767'225'600'000}, 230, "", "", ""}},
                    Refused{"malformed", {"", "melt_temp", now, 230, "", "", ""}}));

TEST(Intake, ASourceThatMayCatalogueAddsUnknownStreams) {
  const Batch batch = offer({"CMM-2", "bore", now, 24.001, "mm", "", ""}, "lab");
  ASSERT_EQ(batch.unknown.size(), 1U);
  EXPECT_EQ(batch.unknown[0].tag, "bore");
  EXPECT_TRUE(batch.refusals.empty());
}

TEST(Intake, AnUnknownStreamIsNotOpenedInAUnitThatIsNone) {
  const Batch batch = offer({"IM-01", "coolant", now, 40, "furlongs", "", ""}, "lab");
  EXPECT_TRUE(batch.unknown.empty());
  ASSERT_EQ(batch.refusals.size(), 1U);
  EXPECT_EQ(batch.refusals[0].code, "uom_mismatch");
}

TEST(Intake, AnUnknownStreamDoesNotExcuseANumberThatIsNone) {
  const Batch batch = offer({"CMM-2", "bore", now, std::nan(""), "mm", "", ""}, "lab");
  EXPECT_TRUE(batch.unknown.empty());
  ASSERT_EQ(batch.refusals.size(), 1U);
  EXPECT_EQ(batch.refusals[0].code, "not_a_number");
}

TEST(Intake, QuarantinesAUnitOrLotThatIsNoIdentifier) {
  const std::string spoiled[] = {
      std::string(10'240, 'x'), std::string(65, 'x'), " SN-1", "SN-1 ", "SN\n1", "SN\x80", "SN\xC2\x85"};
  for (const std::string source : {"gateway", "lab"})  // a known stream, and one that is opened by the reading
    for (const std::string& name : spoiled) {
      const std::string tag = source == "lab" ? "humidity" : "melt_temp";
      for (const bool is_unit : {true, false}) {
        const Batch batch = offer({"IM-01", tag, now, 230, "", is_unit ? name : "", is_unit ? "L-1" : name}, source);
        ASSERT_EQ(batch.refusals.size(), 1U) << name;
        EXPECT_EQ(batch.refusals[0].code, "malformed");
        EXPECT_EQ(batch.refusals[0].field, is_unit ? "unit" : "lot");
        EXPECT_EQ(batch.columns.size() + batch.unknown.size(), 0U);
      }
    }
  std::string long_name;
  for (int i = 0; i < 64; ++i) long_name += "壳";
  EXPECT_EQ(offer({"IM-01", "melt_temp", now, 230, "", long_name, "SN 1"}).columns.size(), 1U);
}

}  // namespace
}  // namespace jidoka::sense
