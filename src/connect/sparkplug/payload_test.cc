#include "sparkplug/payload.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace jidoka::sparkplug {
namespace {

using Field = Value::Field;

Meaning of(DataType type, Field field, std::uint64_t bits, double real = 0) {
  return meaning_of({field, bits, real, {}}, type);
}

TEST(Payload, comes_back_as_it_was_written) {
  const std::vector<Metric> metrics = {
      {.name = "Melt temp",
       .alias = 7,
       .time_ms = 1'767'225'600'000,
       .type = DataType::float64,
       .is_historical = true,
       .engineering_unit = "Cel",
       .quality = 192,
       .value = {Field::real64, 0, 231.25, {}}},
      {.alias = 8, .is_transient = true, .value = {Field::integer, 5, 0, {}}},
      {.name = "Serial", .type = DataType::string, .value = {Field::text, 0, 0, "SN-7"}},
      {.name = "Pressure", .type = DataType::float32, .is_null = true}};
  PayloadReader reader;
  const auto read = reader.read(write({1'767'225'600'001, 255, metrics}));
  ASSERT_TRUE(read) << read.error().text.en;
  const Payload& payload = **read;
  EXPECT_EQ(payload.time_ms, 1'767'225'600'001u);
  EXPECT_EQ(payload.seq, 255u);
  ASSERT_EQ(payload.metrics.size(), 4u);
  EXPECT_EQ(payload.metrics[0].name, "Melt temp");
  EXPECT_EQ(payload.metrics[0].alias, 7u);
  EXPECT_TRUE(payload.metrics[0].is_historical);
  EXPECT_EQ(payload.metrics[0].engineering_unit, "Cel");
  EXPECT_EQ(payload.metrics[0].quality, 192);
  EXPECT_EQ(payload.metrics[0].value.real, 231.25);
  EXPECT_FALSE(payload.metrics[1].name);
  EXPECT_TRUE(payload.metrics[1].is_transient);
  EXPECT_EQ(payload.metrics[2].value.text, "SN-7");
  EXPECT_TRUE(payload.metrics[3].is_null);
}

TEST(Payload, takes_what_another_encoder_wrote) {
  // timestamp 1, one metric {name "a", datatype Int32, int_value 4294967295}, seq 3; by the specification's field
  // numbers
  constexpr std::string_view bytes("\x08\x01\x12\x0b\x0a\x01\x61\x20\x03\x50\xff\xff\xff\xff\x0f\x18\x03", 17);
  PayloadReader reader;
  const auto read = reader.read(bytes);
  ASSERT_TRUE(read);
  EXPECT_EQ((*read)->seq, 3u);
  EXPECT_EQ(meaning_of((*read)->metrics[0].value, (*read)->metrics[0].type).number, -1);
}

// Written by the encoder of Eclipse Tahu for JavaScript (sparkplug-payload 1.0.3).
TEST(Payload, of_eclipse_tahu_is_understood_in_every_type) {
  const std::string hex =
      "0880d0eab6b73312150a02693810011880d0eab6b733200150ffffffff0f120d0a03693136200250d4fdffff0f120d0a0369333220035090"
      "ddfbff0f12120a03693634200458809ce8afedffffffff0112090a027538200550c801120d0a03753332200758ffffffff0f120d0a037536"
      "34200858"
      "80e497d012120a0a0166200965f628c041120e0a0164200a696666666666e66c4012070a0162200b7001121f0a0173200c4a120a07656e67"
      "556e69741207080c420343656c7a04534e2d37120c0a0174200d5880d0eab6b73312100a0168200a280169000000000000f83f12070a016e"
      "200a380112160a02647320108a010d0801120161180722040a0210011803";
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  PayloadReader reader;
  const auto read = reader.read(bytes);
  ASSERT_TRUE(read);
  EXPECT_EQ((*read)->seq, 3u);
  std::string words;
  for (const Metric& metric : (*read)->metrics)
    words += std::string(metric.name.value_or("")) + "=" + in_words(metric, metric.type) + " ";
  EXPECT_EQ(words,
            "i8=-1 i16=-300 i32=-70000 i64=-5000000000 u8=200 u32=4294967295 u64=5000000000 f=24.02 d=231.2 b=true "
            "s=\"SN-7\" t=2026-01-01T00:00:00Z h=1.5 n=null ds=? ");
  EXPECT_EQ((*read)->metrics[0].alias, 1u);
  EXPECT_EQ((*read)->metrics[10].engineering_unit, "Cel");
  EXPECT_TRUE((*read)->metrics[12].is_historical);
}

TEST(Payload, refuses_what_is_cut_off_at_any_byte_or_is_only_shorter) {
  const Metric metric{.name = "a", .type = DataType::float64, .value = {Field::real64, 0, 1, {}}};
  const std::string whole = write({1, 2, {&metric, 1}});
  PayloadReader reader;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto read = reader.read(std::string_view(whole).substr(0, size));
    if (read)
      EXPECT_TRUE((*read)->metrics.empty() || (*read)->metrics[0].value.real == 1);
    else
      EXPECT_EQ(read.error().slug, "not-sparkplug");
  }
  EXPECT_FALSE(reader.read("{\"value\": 231.2}"));
}

TEST(Payload, has_limits) {
  PayloadReader reader;
  EXPECT_EQ(reader.read(std::string(most_payload_bytes + 1, ' ')).error().slug, "payload-too-large");
  std::string many;
  for (std::size_t i = 0; i <= most_metrics; ++i) many += std::string("\x12\x00", 2);
  EXPECT_EQ(reader.read(many).error().slug, "too-many-metrics");
  const std::string compressed = "\x22\x12SPBV1.0_COMPRESSED";
  EXPECT_EQ(reader.read(compressed).error().slug, "payload-compressed");
}

TEST(Meaning, of_signed_integers_is_twos_complement) {
  EXPECT_EQ(of(DataType::int8, Field::integer, 0xFFFFFFFF).number, -1);
  EXPECT_EQ(of(DataType::int8, Field::integer, 0xFF).number, -1) << "cut to its own width";
  EXPECT_EQ(of(DataType::int8, Field::integer, 0x80).number, -128);
  EXPECT_EQ(of(DataType::int16, Field::integer, 0xFFFF8000).number, -32'768);
  EXPECT_EQ(of(DataType::int16, Field::integer, 0x8000).number, -32'768);
  EXPECT_EQ(of(DataType::int32, Field::integer, 0x80000000).number, -2'147'483'648.0);
  EXPECT_EQ(of(DataType::int32, Field::long_integer, 0xFFFFFFFF).number, -1);
  EXPECT_EQ(of(DataType::int64, Field::long_integer, ~std::uint64_t{0}).number, -1);
  EXPECT_EQ(of(DataType::int8, Field::integer, 300).kind, Meaning::Kind::fault);
  EXPECT_EQ(of(DataType::int64, Field::long_integer, std::uint64_t{1} << 60u).kind, Meaning::Kind::fault)
      << "not exact";
}

TEST(Meaning, of_unsigned_integers_comes_in_either_field) {
  EXPECT_EQ(of(DataType::uint32, Field::integer, 0xFFFFFFFF).number, 4'294'967'295.0);
  EXPECT_EQ(of(DataType::uint32, Field::long_integer, 0xFFFFFFFF).number, 4'294'967'295.0);
  EXPECT_EQ(of(DataType::uint8, Field::integer, 255).number, 255);
  EXPECT_EQ(of(DataType::uint8, Field::integer, 256).kind, Meaning::Kind::fault);
  EXPECT_EQ(of(DataType::uint64, Field::long_integer, std::uint64_t{1} << 53u).number, 9'007'199'254'740'992.0);
  EXPECT_EQ(of(DataType::uint64, Field::long_integer, (std::uint64_t{1} << 53u) + 1).kind, Meaning::Kind::fault);
  EXPECT_EQ(of(DataType::date_time, Field::long_integer, 1'767'225'600'000).number, 1'767'225'600'000.0);
}

TEST(Meaning, of_a_float_is_the_decimal_that_was_meant) {
  EXPECT_EQ(of(DataType::float32, Field::real32, 0, static_cast<double>(24.02F)).number, 24.02);
  EXPECT_EQ(of(DataType::float32, Field::real32, 0, static_cast<double>(-1e-7F)).number, -1e-7);
  EXPECT_EQ(of(DataType::float64, Field::real64, 0, 0.1).number, 0.1);
  EXPECT_TRUE(std::isnan(of(DataType::float32, Field::real32, 0, std::nan("")).number));
}

TEST(Meaning, of_other_types) {
  EXPECT_EQ(of(DataType::boolean, Field::boolean, 1).number, 1);
  EXPECT_EQ(of(DataType::boolean, Field::integer, 1).kind, Meaning::Kind::fault);
  EXPECT_EQ(meaning_of({Field::text, 0, 0, "x"}, DataType::uuid).kind, Meaning::Kind::text);
  EXPECT_EQ(meaning_of({Field::text, 0, 0, "\xff"}, DataType::string).kind, Meaning::Kind::fault);
  for (const DataType type : {DataType::data_set, DataType::model, DataType::bytes, DataType::file, DataType::other}) {
    const Meaning meaning = of(type, Field::other, 0);
    ASSERT_EQ(meaning.kind, Meaning::Kind::fault);
    EXPECT_FALSE(meaning.fault->zh.empty());
  }
  EXPECT_EQ(of(DataType::unknown, Field::integer, 1).kind, Meaning::Kind::fault) << "signed or not?";
  EXPECT_EQ(of(DataType::unknown, Field::real64, 0, 2).number, 2);
  EXPECT_EQ(of(DataType::float64, Field::none, 0).kind, Meaning::Kind::fault);
}

TEST(Payload, survives_random_damage) {
  std::mt19937_64 random(7);
  const std::vector<Metric> metrics(5, {.name = "Melt temp",
                                        .alias = 3,
                                        .type = DataType::int32,
                                        .engineering_unit = "Cel",
                                        .value = {Field::integer, 77, 0, {}}});
  const std::string good = write({1, 2, metrics});
  PayloadReader reader;
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = good;
    for (std::uint64_t hits = 1 + random() % 4; hits > 0; --hits)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    const auto read = reader.read(bytes);
    if (!read) continue;
    for (const Metric& metric : (*read)->metrics) EXPECT_LT(in_words(metric, metric.type).size(), 200u);
  }
}

}  // namespace
}  // namespace jidoka::sparkplug
