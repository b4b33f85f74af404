#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "table/cells.h"
#include "table/map.h"
#include "table/readings.h"
#include "table/rows.h"

namespace jidoka::table {
namespace {

constexpr Instant now{1'767'225'600'000'000'000};  // 2026-01-01T00:00:00Z
using Lines = std::vector<std::vector<std::string>>;

Result<Lines> rows_of(std::string_view text, char separator = ',', std::size_t piece = 1'000) {
  Lines lines;
  Rows rows(separator, [&](const Row& row) -> Result<void> {
    return lines.emplace_back(row.fields.begin(), row.fields.end()), Result<void>();
  });
  for (std::size_t at = 0; at < text.size(); at += piece) TRY_VOID(rows.feed(text.substr(at, piece)));
  TRY_VOID(rows.finish());
  return lines;
}

TEST(Rows, read_the_examples_of_rfc_4180_in_pieces_of_any_size) {
  const std::string text = "\xEF\xBB\xBFname,note\r\n\"b \"\"quoted\"\"\",\"x,\r\ny\"\r\nc,\r\n,\"\"\nlast,\"e\"";
  const Lines expected = {{"name", "note"}, {"b \"quoted\"", "x,\r\ny"}, {"c", ""}, {"", ""}, {"last", "e"}};
  for (std::size_t piece = 1; piece < 30; ++piece) EXPECT_EQ(*rows_of(text, ',', piece), expected) << piece;
}

TEST(Rows, refuse_broken_quotes_and_wrong_encoding) {
  EXPECT_FALSE(rows_of("a,\"b\n"));
  EXPECT_FALSE(rows_of("a,\"b\"c\n"));
  EXPECT_FALSE(rows_of("a,b\"c\"\n"));
  EXPECT_FALSE(rows_of("a,\xff\n"));
  EXPECT_FALSE(rows_of("\"" + std::string(2'000'000, 'x') + "\"\n"));
  EXPECT_FALSE(rows_of(std::string(5'000, ',')));
}

TEST(Cells, read_numbers_with_point_or_comma) {
  EXPECT_EQ(number_in(" 231,25 ", Decimal::either), 231.25);
  EXPECT_EQ(number_in("231.25", Decimal::either), 231.25);
  EXPECT_EQ(number_in("231,25", Decimal::comma), 231.25);
  EXPECT_EQ(number_in("+231.25", Decimal::point), 231.25);
  EXPECT_EQ(number_in("1.5e3", Decimal::point), 1500);
  for (const char* text : {"", "nan", "1,2,3", "1.234,5", "1,234.5", "12 kg", "+-1"})
    for (const Decimal decimal : {Decimal::point, Decimal::comma, Decimal::either})
      EXPECT_FALSE(number_in(text, decimal)) << text;
}

TEST(Cells, do_not_take_thousands_for_decimals) {
  EXPECT_FALSE(number_in("1,234", Decimal::point));
  EXPECT_FALSE(number_in("1.234", Decimal::comma));
  EXPECT_EQ(decimal_of(','), Decimal::point);
  EXPECT_EQ(decimal_of(';'), Decimal::either);
  EXPECT_FALSE(time_in("46,023", "excel"));
  EXPECT_EQ(time_in("1767225600,5", "unix_s", 0, Decimal::comma), now + milliseconds(500));
}

TEST(Cells, read_the_times_that_loggers_write) {
  EXPECT_EQ(time_in("2026-01-01T00:00:00Z", "rfc3339"), now);
  EXPECT_EQ(time_in("1767225600", "unix_s"), now);
  EXPECT_EQ(time_in("1767225600.5", "unix_s"), now + milliseconds(500));
  EXPECT_EQ(time_in("1767225600000", "unix_ms"), now);
  EXPECT_EQ(time_in("46023", "excel"), now);  // DATEVALUE("2026-01-01") in a spreadsheet
  EXPECT_EQ(time_in("01.01.2026 01:00:00,250", "%d.%m.%Y %H:%M:%S", 60), now + milliseconds(250));
  EXPECT_EQ(time_in("20260101000000", "%Y%m%d%H%M%S"), now);
  for (const char* text : {"31.02.2026 00:00:00", "1.1.26", "01.01.2026 24:00:00", "01.01.2026 00:00:00x", ""})
    EXPECT_FALSE(time_in(text, "%d.%m.%Y %H:%M:%S")) << text;
  EXPECT_FALSE(is_time_format("%Y-%q"));
  EXPECT_FALSE(is_time_format("yesterday"));
}

std::shared_ptr<const sense::Catalogue> catalogue() {
  return std::make_shared<sense::Catalogue>(plant::Model{},
                                            std::vector<sense::Catalogue::Opened>{{1, "IM-01", "melt_temp", "Cel"}});
}
Result<sense::Batch> decoded(std::string_view text) {
  return decode_readings(text, sense::Intake(catalogue(), "gateway", now), now);
}

TEST(CsvReadings, take_columns_in_any_order_with_any_separator) {
  const auto batch = decoded(
      "tag;value;equipment;time;unit\nmelt_temp;231,5;IM-01;2026-01-01T00:00:00Z;SN-1\nmelt_temp;232;IM-01;"
      "1767225600000000001;\n");
  ASSERT_TRUE(batch) << batch.error().text.en;
  EXPECT_EQ(batch->columns.values, (std::vector<double>{231.5, 232}));
  EXPECT_EQ(batch->columns.times, (std::vector<std::int64_t>{now.ns, now.ns + 1}));
  EXPECT_EQ(batch->columns.dictionary.at(1).unit, "SN-1");
}

TEST(CsvReadings, quarantine_a_wrong_row_and_take_the_rest) {
  const auto batch = decoded(
      "equipment,tag,value,time\nIM-01,melt_temp,hot,\nIM-01,melt_temp\nIM-01,melt_temp,1,noon\nIM-01,melt_temp,2,\n");
  ASSERT_TRUE(batch);
  EXPECT_EQ(batch->columns.values, (std::vector<double>{2}));
  ASSERT_EQ(batch->refusals.size(), 3u);
  EXPECT_EQ(batch->refusals[0].code, "not_a_number");
  EXPECT_EQ(batch->refusals[2].field, "time");
}

TEST(CsvReadings, do_not_take_thousands_for_decimals_where_commas_separate) {
  const auto batch = decoded("equipment,tag,value\nIM-01,melt_temp,\"1,234\"\nIM-01,melt_temp,231.2\n");
  ASSERT_TRUE(batch);
  EXPECT_EQ(batch->columns.values, (std::vector<double>{231.2}));
  ASSERT_EQ(batch->refusals.size(), 1u);
  EXPECT_EQ(batch->refusals[0].reading.value, "1,234");
}

TEST(CsvReadings, refuse_an_unknown_or_missing_column) {
  EXPECT_EQ(decoded("equipment,tag,wert\n").error().field, "wert");
  EXPECT_EQ(decoded("equipment,tag\n").error().field, "value");
  EXPECT_FALSE(decoded(""));
}

constexpr std::string_view example = R"(separator: ";"
time: {column: Zeit, format: "%d.%m.%Y %H:%M", utc_offset: "+01:00"}
equipment: {constant: IM-01}
unit: {template: "SN-{Nr}"}
readings:
  - {column: Masse, tag: melt_temp, uom: Cel}
  - {column: Druck, tag: pressure, uom: bar}
)";

struct Imported {
  std::vector<std::string> readings;
  std::vector<std::string> wrong;  // row, field, and the reading as it is set aside
};
Imported imported(std::string_view map_text, const std::string& file) {
  auto map = parse_map(map_text, "map.yaml");
  EXPECT_TRUE(map) << map.error().text.en;
  Imported out;
  Import import(*map, {[&](const TableReading& r) -> Result<void> {
                         out.readings.push_back(fmt::format("{} {}/{} {} {} {} {}", r.row, r.equipment, r.tag,
                                                            to_string(r.time), r.value, r.uom, r.unit));
                         return {};
                       },
                       [&](std::uint64_t row, const Error& error, const sense::RawReading& r) -> Result<void> {
                         EXPECT_FALSE(error.text.en.empty() || error.text.zh.empty());
                         out.wrong.push_back(fmt::format("{} {}: {}/{} {} {} {} {}", row, error.field, r.equipment,
                                                         r.tag, r.time, r.value, r.uom, r.unit));
                         return {};
                       }});
  for (char c : file) EXPECT_TRUE(import.feed(std::string_view(&c, 1)));
  EXPECT_TRUE(import.finish());
  EXPECT_EQ(import.bytes(), file.size());
  return out;
}

TEST(TableMap, makes_readings_of_a_file_from_elsewhere) {
  const auto [readings, wrong] = imported(example, "Zeit;Nr;Masse;Druck\r\n01.01.2026 01:00;7;231,5;\r\n");
  EXPECT_EQ(readings, (std::vector<std::string>{"2 IM-01/melt_temp 2026-01-01T00:00:00Z 231.5 Cel SN-7"}));
  EXPECT_TRUE(wrong.empty());
}

TEST(TableMap, sets_aside_what_it_cannot_read_with_all_that_the_row_says_of_it) {
  const auto [readings, wrong] = imported(example,
                                          "Zeit;Nr;Masse;Druck\n01.01.2026 01:01;8;x;95\nspaet;9;231,5;heiss\n"
                                          "spaet;9;;\n01.01.2026 01:02;10;230\n");
  EXPECT_EQ(readings, (std::vector<std::string>{"2 IM-01/pressure 2026-01-01T00:01:00Z 95 bar SN-8"}));
  EXPECT_EQ(wrong, (std::vector<std::string>{"2 Masse: IM-01/melt_temp 2026-01-01T00:01:00Z x Cel SN-8",
                                             "3 Zeit: IM-01/melt_temp spaet 231.5 Cel SN-9",
                                             "3 Zeit: IM-01/pressure spaet heiss bar SN-9",
                                             "5 : /  01.01.2026 01:02,10,230  "}));
}

TEST(TableMap, takes_the_decimal_sign_that_it_names) {
  const std::string map =
      "time: {constant: 2026-01-01T00:00:00Z}\nequipment: {constant: m}\nreadings: [{column: v, tag: t}]\n";
  const std::string commas = "v,w\n\"1,234\",\n1.5,\n";
  EXPECT_EQ(imported(map, commas).readings, (std::vector<std::string>{"3 m/t 2026-01-01T00:00:00Z 1.5  "}));
  EXPECT_EQ(imported(map + "decimal: \",\"\n", commas).readings,
            (std::vector<std::string>{"2 m/t 2026-01-01T00:00:00Z 1.234  "}));
  EXPECT_EQ(imported(map + "decimal: \".\"\n", "v;w\n1,5;\n1.25;\n").readings,
            (std::vector<std::string>{"3 m/t 2026-01-01T00:00:00Z 1.25  "}));
}

TEST(TableMap, counts_time_in_steps) {
  auto map = parse_map(
      "time: {start: 2026-01-01T00:00:00Z, step: 30s}\nequipment: {column: m}\nreadings: [{column: v, tag: t}]\n",
      "m.yaml");
  ASSERT_TRUE(map) << map.error().text.en;
  std::vector<Instant> times;
  Import import(*map,
                {[&](const TableReading& r) -> Result<void> { return times.push_back(r.time), Result<void>(); }, {}});
  ASSERT_TRUE(import.feed("m,v\na,1\na,2\n"));
  ASSERT_TRUE(import.finish());
  EXPECT_EQ(times, (std::vector<Instant>{now, now + seconds(30)}));
}

TEST(TableMap, refuses_a_map_that_contradicts_itself_or_its_file) {
  for (const char* yaml :
       {"decimal: x\ntime: {column: a}\nequipment: {constant: x}\nreadings: [{column: v, tag: t}]\n",
        "time: {column: a, constant: 2026-01-01T00:00:00Z}\nequipment: {constant: x}\nreadings: [{column: v, tag: "
        "t}]\n",
        "time: {start: 2026-01-01T00:00:00Z}\nequipment: {constant: x}\nreadings: [{column: v, tag: t}]\n",
        "time: {column: a, format: sometime}\nequipment: {constant: x}\nreadings: [{column: v, tag: t}]\n",
        "time: {column: a}\nequipment: {constant: x, column: y}\nreadings: [{column: v, tag: t}]\n",
        "time: {column: a}\nequipment: {constant: x}\nreadings: []\n",
        "time: {column: a, utc_offset: Berlin}\nequipment: {constant: x}\nreadings: [{column: v, tag: t}]\n"})
    EXPECT_FALSE(parse_map(yaml, "m.yaml")) << yaml;
  auto map = parse_map(example, "map.yaml");
  Import import(*map, {});
  EXPECT_FALSE(import.feed("Zeit;Nr;Masse\n"));
}

}  // namespace
}  // namespace jidoka::table
