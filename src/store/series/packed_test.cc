#include "series/packed.h"

#include <gtest/gtest.h>

#include <random>

namespace jidoka::series {
namespace {

std::string packed(const std::vector<std::int64_t>& values) {
  std::string out;
  pack(out, values, choose_packing(values));
  return out;
}

void expect_round_trip(const std::vector<std::int64_t>& values) {
  const std::string bytes = packed(values);
  std::vector<std::int64_t> back(values.size(), -1);
  Reader in(bytes);
  ASSERT_TRUE(unpack(in, back)) << values.size() << " values";
  EXPECT_TRUE(in.rest().empty());
  EXPECT_EQ(back, values);
}

TEST(Varint, has_the_shortest_length_and_reads_back) {
  std::mt19937_64 random(1);
  for (unsigned bits = 0; bits <= 64; ++bits) {
    for (int round = 0; round < 50; ++round) {
      const std::uint64_t value = bits == 0 ? 0 : (random() | std::uint64_t{1} << 63) >> (64 - bits);
      std::string bytes;
      append_varint(bytes, value);
      EXPECT_EQ(bytes.size(), bits > 56 ? 9 : std::max(1U, (bits + 6) / 7)) << bits;
      Reader in(bytes);
      std::uint64_t back = 0;
      ASSERT_TRUE(in.take_varint(back));
      EXPECT_EQ(back, value);
      EXPECT_TRUE(in.rest().empty());
      Reader cut(std::string_view(bytes).substr(0, bytes.size() - 1));
      EXPECT_FALSE(cut.take_varint(back));
    }
  }
}

TEST(Varint, that_could_be_shorter_is_refused) {
  std::uint64_t value = 0;
  Reader two(std::string_view("\x06\x00", 2));  // 1 in two bytes
  EXPECT_FALSE(two.take_varint(value));
  Reader nine(std::string_view("\0\1\0\0\0\0\0\0\0", 9));
  EXPECT_FALSE(nine.take_varint(value));
}

TEST(Zigzag, keeps_small_numbers_of_either_sign_small) {
  EXPECT_EQ(zigzag(0), 0U);
  EXPECT_EQ(zigzag(-1), 1U);
  EXPECT_EQ(zigzag(1), 2U);
  for (const std::int64_t value : {INT64_MIN, INT64_MAX, std::int64_t{-5}, std::int64_t{7}})
    EXPECT_EQ(unzigzag(zigzag(value)), value);
}

TEST(Packed, gives_back_every_width_and_length) {
  std::mt19937_64 random(2);
  for (unsigned bits = 0; bits <= 64; ++bits) {
    for (const std::size_t count : {1, 2, 3, 7, 8, 9, 63, 64, 65, 200}) {
      std::vector<std::int64_t> values(count);
      for (std::int64_t& value : values) value = bits == 0 ? 5 : static_cast<std::int64_t>(random() >> (64 - bits));
      expect_round_trip(values);
      for (std::int64_t& value : values) value = static_cast<std::int64_t>(0 - static_cast<std::uint64_t>(value));
      expect_round_trip(values);
    }
  }
  expect_round_trip({});
  expect_round_trip({INT64_MIN, INT64_MAX});
  expect_round_trip({INT64_MIN, 0, INT64_MAX, -1, 1});
}

TEST(Packed, gives_back_outliers_on_both_sides_of_a_usual_value) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 500; ++round) {
    std::vector<std::int64_t> values(1 + random() % 300, static_cast<std::int64_t>(random()));
    const std::uint64_t outliers = random() % 20;
    for (std::uint64_t i = 0; i < outliers; ++i)
      values[random() % values.size()] = static_cast<std::int64_t>(random() >> random() % 64);
    expect_round_trip(values);
    const auto unit = static_cast<std::int64_t>(1 + random() % 1'000'000);
    for (std::int64_t& value : values) value = value % 1'000 * unit;
    expect_round_trip(values);
  }
}

TEST(Packed, is_small_for_a_clock_in_milliseconds_with_pauses) {
  std::mt19937_64 random(4);
  std::vector<std::int64_t> steps(1000);
  for (std::int64_t& step : steps) step = 1'000'000'000 + static_cast<std::int64_t>(random() % 16) * 1'000'000;
  EXPECT_LE(packed(steps).size(), 500 + 16U) << "four bits each";
  for (std::size_t i = 0; i < 1000; i += 100) steps[i] = 3'600'000'000'000;
  EXPECT_LE(packed(steps).size(), 500 + 16 + 10 * 6U) << "a pause costs a few bytes, not a wider column";
}

TEST(Packed, takes_no_bits_for_what_never_changes_and_few_for_what_seldom_does) {
  std::vector<std::int64_t> values(4096, 1'000'000'000);
  EXPECT_LE(packed(values).size(), 9U);
  for (std::size_t i = 0; i < values.size(); i += 400) values[i] += i % 800 == 0 ? 5 : -5;
  EXPECT_LE(packed(values).size(), 9 + 11 * 3U);
}

TEST(Packed, refuses_what_pack_does_not_write) {
  const std::vector<std::int64_t> values = {10, 11, 12, 13, 10};
  const std::string bytes = packed(values);  // width 2, base 10, divisor 1, no exceptions, ten bits
  ASSERT_EQ(bytes.size(), 6U);
  const auto accepts = [&](std::string changed, std::size_t count = 5) {
    std::vector<std::int64_t> back(count);
    Reader in(changed);
    return unpack(in, back) && in.rest().empty();
  };
  EXPECT_TRUE(accepts(bytes));
  for (std::size_t length = 0; length < bytes.size(); ++length) EXPECT_FALSE(accepts(bytes.substr(0, length)));
  std::string padded = bytes;
  padded[5] = static_cast<char>(padded[5] | 0x80);
  EXPECT_FALSE(accepts(padded)) << "a bit behind the last value";
  std::string wide = bytes;
  wide[0] = 65;
  EXPECT_FALSE(accepts(wide));
  wide = packed({11, 10, 10, 10, 10});
  wide[0] = 2;
  EXPECT_FALSE(accepts(wide)) << "no value needs two bits";
  EXPECT_FALSE(accepts(bytes, 9)) << "more values than bits";
}

}  // namespace
}  // namespace jidoka::series
