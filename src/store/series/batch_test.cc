#include "series/batch.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "series/columns_for_test.h"

namespace jidoka::series {
namespace {

// Lines of ten fields: the temperatures, pressures and counters of many machines, each line with one time.
BatchColumns line_protocol(std::size_t lines, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  BatchColumns out;
  std::int64_t time = start_of_2026;
  for (std::size_t line = 0; line < lines; ++line) {
    const auto machine = static_cast<std::uint32_t>(random() % 1'000);
    time += static_cast<std::int64_t>(random() % 20) * 1'000'000;
    for (std::uint32_t field = 0; field < 10; ++field) {
      out.streams.push_back(machine * 10 + field);
      out.times.push_back(time);
      const auto digits = static_cast<double>(2000 + random() % 600);
      out.values.push_back(field < 6 ? digits / 10 : field < 9 ? digits / 100 : digits);
    }
  }
  return out;
}

bool same(const BatchColumns& a, const BatchColumns& b) {
  return a.streams == b.streams && a.times == b.times && same_bits(a.values, b.values) && a.contexts == b.contexts &&
         a.dictionary == b.dictionary;
}

void expect_round_trip(const BatchColumns& columns) {
  const auto back = decode_batch(encode_batch(columns));
  ASSERT_TRUE(back.has_value());
  EXPECT_TRUE(same(columns, *back));
}

BatchColumns any_batch(std::mt19937_64& random) {
  BatchColumns out;
  const std::uint64_t count = random() % 700;
  const std::uint64_t kind = random() % 4;
  const std::int64_t units[] = {1, 1'000, 1'000'000, 1'000'000'000};
  const std::int64_t unit = units[random() % 4];
  for (std::uint64_t i = 0; i < count; ++i) {
    out.streams.push_back(static_cast<std::uint32_t>(kind == 0 ? random() : i % 13));
    out.times.push_back(kind == 1 ? static_cast<std::int64_t>(random())
                                  : static_cast<std::int64_t>(random() % 1'000) * unit);
    switch (random() % 5) {
      case 0:
        out.values.push_back(std::bit_cast<double>(random()));
        break;
      case 1:
        out.values.push_back(static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(random()))));
        break;
      case 2:
        out.values.push_back(static_cast<double>(random() % 100'000) / 1e3);
        break;
      case 3:
        out.values.push_back(static_cast<double>(random() % 1'000'000'000'000'000) / 1e13);
        break;
      default:
        out.values.push_back(static_cast<double>(random() % 100));
        break;
    }
  }
  if (kind >= 2) {
    for (std::uint64_t i = 0; i < 1 + count / 20; ++i)
      out.dictionary.push_back({"SN-" + std::to_string(1000 + i), "L7"});
    for (std::uint64_t i = 0; i < count; ++i)
      out.contexts.push_back(static_cast<std::uint32_t>(random() % (out.dictionary.size() + 1)));
    if (count == 0) out.dictionary.clear();
  }
  return out;
}

TEST(Batch, gives_back_every_bit_in_order_of_arrival) {
  std::mt19937_64 random(20);
  for (int round = 0; round < 2'000; ++round) {
    expect_round_trip(any_batch(random));
    if (testing::Test::HasFailure()) FAIL() << "round " << round;
  }
  expect_round_trip({});
  expect_round_trip(line_protocol(1, 1));
  expect_round_trip(line_protocol(3'000, 2));
}

TEST(Batch, gives_back_what_no_decimal_can_say) {
  using Limits = std::numeric_limits<double>;
  BatchColumns columns;
  for (const double value :
       {-0.0, 0.0, Limits::quiet_NaN(), -Limits::quiet_NaN(), Limits::infinity(), -Limits::infinity(), Limits::max(),
        Limits::denorm_min(), 1.0 / 3, 0x1p51, -0x1p51, 0x1p53 + 2, 3.4028234663852886e38,
        std::bit_cast<double>(std::uint64_t{0x7ff0000000000001})}) {
    for (int i = 0; i < 3; ++i) {
      columns.streams.push_back(7);
      columns.times.push_back(i % 2 == 0 ? INT64_MIN : INT64_MAX);
      columns.values.push_back(value);
    }
  }
  expect_round_trip(columns);
}

TEST(Batch, of_line_protocol_takes_less_than_five_bytes_a_reading) {
  const BatchColumns columns = line_protocol(1'000, 3);
  EXPECT_LE(encode_batch(columns).size(), 4 * columns.values.size());
  EXPECT_LE(encode_batch(line_protocol(1, 4)).size(), 60U) << "one line";
}

TEST(Batch, of_single_readings_of_many_streams_takes_less_than_eight_bytes_each) {
  std::mt19937_64 random(5);
  BatchColumns columns;
  for (int i = 0; i < 10'000; ++i) {
    columns.streams.push_back(static_cast<std::uint32_t>(random() % 100'000));
    columns.times.push_back(start_of_2026 + std::int64_t{i} * 100'000'000 +
                            static_cast<std::int64_t>(random() % 50) * 1'000'000);
    columns.values.push_back(static_cast<double>(2000 + random() % 600) / 10);
  }
  EXPECT_LE(encode_batch(columns).size(), 8 * columns.values.size());
}

TEST(Batch, of_real_doubles_takes_nine_bytes_and_of_floats_five) {
  std::mt19937_64 random(6);
  std::normal_distribution<double> normal(231, 4);
  BatchColumns columns = line_protocol(100, 7);
  for (double& value : columns.values) value = normal(random);
  EXPECT_LE(encode_batch(columns).size(), 98 * columns.values.size() / 10);
  for (double& value : columns.values) value = static_cast<double>(static_cast<float>(value));
  EXPECT_LE(encode_batch(columns).size(), 58 * columns.values.size() / 10);
}

TEST(Batch, written_years_ago_still_reads) {
  BatchColumns columns;
  columns.streams = {17, 18, 19, 5, 5};
  columns.times = {start_of_2026, start_of_2026, start_of_2026, start_of_2026 + 250'000'000, start_of_2026 - 1'000'000};
  columns.values = {231.2, 80.15, 4711, 0.5F, 1.0 / 3};
  columns.contexts = {1, 1, 0, 2, 2};
  columns.dictionary = {{"SN-0042", "L7"}, {"SN-0043", "L7"}};
  const std::string hex =
      "4231020b05000f534e2d3030343200054c3706033302010170fbffff3f2000546dbbcd034248727afa30013a930137d20705"
      "154f01d607555555555555d53f";
  std::string written;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    written += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  const auto back = decode_batch(written);
  ASSERT_TRUE(back.has_value());
  EXPECT_TRUE(same(*back, columns));
}

TEST(Batch, that_is_cut_off_or_longer_is_refused) {
  BatchColumns columns = line_protocol(20, 8);
  columns.dictionary = {{"SN-1", "L7"}};
  columns.contexts.assign(columns.values.size(), 1);
  const std::string bytes = encode_batch(columns);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const auto back = decode_batch(std::string_view(bytes).substr(0, length));
    ASSERT_FALSE(back.has_value()) << length;
    EXPECT_EQ(back.error().code, Code::corrupt);
  }
  EXPECT_FALSE(decode_batch(bytes + '\0').has_value());
}

TEST(Batch, that_promises_more_than_it_holds_is_refused_before_memory_is_taken) {
  std::string bytes("B1\0", 3);
  append_varint(bytes, std::uint64_t{1} << 60);
  append_varint(bytes, 0);
  EXPECT_FALSE(decode_batch(bytes).has_value());
  bytes.assign("B1\0", 3);
  append_varint(bytes, 1);
  append_varint(bytes, std::uint64_t{1} << 60);
  EXPECT_FALSE(decode_batch(bytes).has_value());
}

TEST(Batch, with_a_context_outside_its_dictionary_or_an_unknown_tag_is_refused) {
  BatchColumns columns = line_protocol(1, 9);
  columns.dictionary = {{"SN-1", "L7"}};
  columns.contexts.assign(columns.values.size(), 1);
  const std::string bytes = encode_batch(columns);
  ASSERT_TRUE(decode_batch(bytes).has_value());
  std::size_t refused = 0;
  for (std::size_t i = 3; i < bytes.size(); ++i) {
    std::string changed = bytes;
    changed[i] = static_cast<char>(changed[i] | 0x80);
    const auto back = decode_batch(changed);
    if (!back) ++refused;
    EXPECT_EQ(back && same(*back, columns), changed == bytes) << "byte " << i;
  }
  EXPECT_GE(refused, 10U) << "each of the ten tags";
}

}  // namespace
}  // namespace jidoka::series
