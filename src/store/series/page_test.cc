#include "series/page.h"

#include <gtest/gtest.h>

#include <limits>

#include "series/columns_for_test.h"

namespace jidoka::series {
namespace {

void expect_round_trip(const Columns& columns) {
  const std::string page = encode_page(columns);
  const auto back = decode_page(page);
  ASSERT_TRUE(back.has_value()) << columns.values.size() << " samples: " << back.error().text.en;
  EXPECT_TRUE(same(columns, *back));
  EXPECT_EQ(encode_page(*back), page) << "one page has one encoding";
}

Columns with_values(std::vector<double> values) {
  Columns out;
  for (std::size_t i = 0; i < values.size(); ++i) out.times.push_back(start_of_2026 + static_cast<std::int64_t>(i));
  out.values = std::move(values);
  return out;
}

double bytes_a_sample(const Columns& columns) {
  return static_cast<double>(encode_page(columns).size()) / static_cast<double>(columns.values.size());
}

// Values of many kinds, by a seed: what machines send, and what breaks codecs.
std::vector<double> any_values(std::mt19937_64& random, std::size_t count) {
  const std::uint64_t kind = random() % 9;
  const int decimals = static_cast<int>(random() % 8);
  std::normal_distribution<double> normal(231.0, 4.0);
  std::vector<double> out(count);
  double level = static_cast<double>(random() % 1000);
  for (double& value : out) {
    switch (kind) {
      case 0:
        value = level;
        break;
      case 1:
        level += static_cast<double>(random() % 5) - 2;
        value = level / 10;
        break;
      case 2:
        value = std::bit_cast<double>(random());
        break;
      case 3:
        value = normal(random);
        break;
      case 4:
        value = static_cast<double>(static_cast<float>(normal(random)));
        break;
      case 5:
        value = std::round(normal(random) * std::pow(10, decimals)) / std::pow(10, decimals);
        break;
      case 6:
        value = random() % 50 == 0 ? level += 1e6 : level;
        break;
      case 7:
        value = random() % 3 == 0 ? -0.0 : random() % 2 == 0 ? 0.0 : level;
        break;
      default:
        value = random() % 20 == 0 ? normal(random) : std::round(normal(random)) / 4;
        break;
    }
  }
  return out;
}

std::vector<std::int64_t> any_times(std::mt19937_64& random, std::size_t count) {
  const std::uint64_t kind = random() % 5;
  std::vector<std::int64_t> out(count);
  std::int64_t time = start_of_2026;
  for (std::int64_t& t : out) {
    switch (kind) {
      case 0:
        time += 1'000'000'000;
        break;
      case 1:
        time += 990'000'000 + static_cast<std::int64_t>(random() % 20) * 1'000'000;
        break;
      case 2:
        time += static_cast<std::int64_t>(random() % 1'000'000'007);
        break;
      case 3:
        time += random() % 3 == 0 ? 1'000 : 0;
        break;
      default:
        time += random() % 40 == 0 ? 86'400'000'000'000 : 100'000'000;
        break;
    }
    t = time;
  }
  return out;
}

void add_contexts(std::mt19937_64& random, Columns& columns) {
  const std::uint64_t kind = random() % 4;
  if (kind == 0) return;
  std::uint32_t serial = static_cast<std::uint32_t>(random() % 90'000);
  for (std::size_t i = 0; i < columns.values.size(); ++i) {
    if (columns.dictionary.empty() || kind == 1 || random() % 10 == 0)
      columns.dictionary.push_back(
          {"SN-" + std::to_string(serial++), kind == 3 ? "L" + std::to_string(serial / 50) : ""});
    columns.contexts.push_back(kind == 3 && random() % 4 == 0 ? 0
                                                              : static_cast<std::uint32_t>(columns.dictionary.size()));
  }
}

TEST(Page, gives_back_every_bit_of_any_samples) {
  std::mt19937_64 random(6);
  for (int round = 0; round < 3'000; ++round) {
    Columns columns;
    const std::size_t count = round % 3 == 0 ? 1 + random() % 8 : 1 + random() % 400;
    columns.values = any_values(random, count);
    columns.times = any_times(random, count);
    add_contexts(random, columns);
    expect_round_trip(columns);
    if (testing::Test::HasFailure()) FAIL() << "round " << round;
  }
}

TEST(Page, gives_back_full_pages) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 40; ++round) {
    Columns columns;
    columns.values = any_values(random, largest_page);
    columns.times = any_times(random, largest_page);
    add_contexts(random, columns);
    expect_round_trip(columns);
  }
}

TEST(Page, gives_back_what_no_decimal_can_say) {
  using Limits = std::numeric_limits<double>;
  const std::vector<double> odd = {-0.0,
                                   0.0,
                                   Limits::quiet_NaN(),
                                   Limits::infinity(),
                                   -Limits::infinity(),
                                   Limits::max(),
                                   Limits::lowest(),
                                   Limits::min(),
                                   Limits::denorm_min(),
                                   1.0 / 3,
                                   0x1p51,
                                   0x1p53 + 2,
                                   std::bit_cast<double>(std::uint64_t{0x7ff0000000000001}),
                                   std::bit_cast<double>(std::uint64_t{0xfff8000000001234})};
  expect_round_trip(with_values(odd));
  for (const double value : odd) {
    expect_round_trip(with_values({value}));
    expect_round_trip(with_values({value, value}));
    std::vector<double> among(300, 231.2);
    for (const std::size_t at : {0, 1, 2, 150, 299}) among[at] = value;
    expect_round_trip(with_values(among));
  }
}

TEST(Page, gives_back_extreme_times_and_many_at_once) {
  Columns columns = with_values({1, 2, 3, 4});
  columns.times = {INT64_MIN, -1, 0, INT64_MAX};
  expect_round_trip(columns);
  columns.times = {INT64_MIN, INT64_MIN, INT64_MAX, INT64_MAX};
  expect_round_trip(columns);
  columns.times = {5, 5, 5, 5};
  expect_round_trip(columns);
}

TEST(Page, of_a_temperature_takes_less_than_two_bytes_a_reading) {
  EXPECT_LE(bytes_a_sample(temperatures(1024, 1, 0)), 0.5) << "an exact clock";
  EXPECT_LE(bytes_a_sample(temperatures(1024, 2, 5)), 1.15) << "a clock that jitters by 5 ms";
  EXPECT_LE(bytes_a_sample(temperatures(1024, 3, 100)), 1.6) << "a clock that jitters by 100 ms";
  Columns noisy = temperatures(1024, 4, 0);
  std::mt19937_64 random(8);
  std::normal_distribution<double> normal(230, 1);
  for (double& value : noisy.values) value = std::round(normal(random) * 10) / 10;
  EXPECT_LE(bytes_a_sample(noisy), 1.0) << "noise of 1 degree, sigma, in tenths";
}

TEST(Page, of_floats_kept_as_doubles_takes_no_more_than_the_floats) {
  Columns columns = temperatures(1024, 5, 0);
  for (double& value : columns.values) value = static_cast<double>(static_cast<float>(value));
  EXPECT_LE(bytes_a_sample(columns), 3.2);
}

TEST(Page, of_nothing_that_repeats_is_hardly_larger_than_the_samples) {
  std::mt19937_64 random(9);
  Columns columns = temperatures(1024, 6, 0);
  for (double& value : columns.values) value = std::bit_cast<double>(random());
  EXPECT_LE(bytes_a_sample(columns), 8.2);
}

TEST(Page, tells_its_summary_without_being_decoded) {
  const Columns columns = temperatures(1024, 7, 5);
  const std::string page = encode_page(columns);
  const auto summary = read_summary(std::string_view(page).substr(0, 54));
  ASSERT_TRUE(summary.has_value());
  EXPECT_EQ(*summary, summarize(columns.times, columns.values));
  EXPECT_FALSE(read_summary(std::string_view(page).substr(0, 53)).has_value());
}

TEST(Page, keeps_units_and_lots_in_order_of_first_use) {
  Columns columns = with_values({1, 2, 3, 4, 5});
  columns.dictionary = {{"never", ""}, {"SN-2", "L7"}, {"SN-1", "L7"}};
  columns.contexts = {3, 3, 0, 2, 3};
  const auto back = decode_page(encode_page(columns)).value();
  EXPECT_EQ(back.contexts, (std::vector<std::uint32_t>{1, 1, 0, 2, 1}));
  EXPECT_EQ(back.dictionary, (std::vector<Context>{{"SN-1", "L7"}, {"SN-2", "L7"}}));
  columns.contexts = {0, 0, 0, 0, 0};
  EXPECT_TRUE(decode_page(encode_page(columns)).value().contexts.empty());
}

TEST(Page, keeps_long_and_odd_names) {
  Columns columns = with_values({1, 2, 3, 4});
  columns.dictionary = {{std::string(100'000, 'x'), "批次一"},
                        {std::string(100'000, 'x') + "y", "批次二"},
                        {std::string("\0\xff", 2), ""},
                        {std::string(255, 'x'), std::string(70'000, 'z')}};
  columns.contexts = {1, 2, 3, 4};
  expect_round_trip(columns);
}

TEST(Page, written_years_ago_still_reads) {
  Columns columns;
  for (int i = 0; i < 20; ++i) {
    columns.times.push_back(start_of_2026 + i * std::int64_t{1'000'000'000} + i * 7 % 5 * 1'000'000);
    columns.values.push_back((2300 + i * i % 13) / 10.0);
  }
  columns.values[7] = 1.0 / 3;
  columns.dictionary = {{"SN-0041", "L7"}, {"SN-0042", "L7"}};
  columns.contexts = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2};
  const std::string written =
      "5331140000000e74da40a7616b403fa26b9bdf96e840555555555555d53f6666666666e66c400000faed51728618c0c4a45a"
      "567286180110d040db0ef8b3c404016bad050104e24701011094c3aa3c49014139ac030f555555555555d53f0705000f534e"
      "2d3030343100054c3706033202010203010132040501010908";
  std::string hex;
  for (const char byte : encode_page(columns)) {
    hex += "0123456789abcdef"[static_cast<unsigned char>(byte) >> 4];
    hex += "0123456789abcdef"[static_cast<unsigned char>(byte) & 15];
  }
  EXPECT_EQ(hex, written) << "pages are never rewritten: a new form needs a new mark, and the old one stays readable";
}

TEST(Page, with_any_flipped_bit_is_refused_or_another_page) {
  std::mt19937_64 random(10);
  for (int round = 0; round < 250; ++round) {
    Columns columns;
    const std::size_t count = 1 + random() % (round % 4 == 0 ? 200 : 12);
    columns.values = any_values(random, count);
    columns.times = any_times(random, count);
    add_contexts(random, columns);
    const std::string page = encode_page(columns);
    for (std::size_t bit = 0; bit < 8 * page.size(); ++bit) {
      std::string flipped = page;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
      const auto back = decode_page(flipped);
      ASSERT_FALSE(back && same(columns, *back)) << "round " << round << ", bit " << bit << " of " << 8 * page.size();
      ASSERT_TRUE(back || back.error().code == Code::corrupt);
    }
  }
}

TEST(Page, that_is_cut_off_or_longer_is_refused) {
  Columns columns = temperatures(300, 11, 5);
  columns.dictionary = {{"SN-1", "L7"}, {"SN-2", "L7"}};
  columns.contexts.assign(300, 1);
  columns.contexts[200] = 2;
  const std::string page = encode_page(columns);
  for (std::size_t length = 0; length < page.size(); ++length)
    EXPECT_FALSE(decode_page(std::string_view(page).substr(0, length)).has_value()) << length;
  EXPECT_FALSE(decode_page(page + '\0').has_value());
}

TEST(Page, of_random_bytes_is_refused) {
  std::mt19937_64 random(12);
  const std::string head = encode_page(temperatures(100, 13, 0)).substr(0, 54);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = round % 2 == 0 ? head : "";
    for (std::uint64_t i = 0, n = random() % 100; i < n; ++i) bytes += static_cast<char>(random() >> random() % 64);
    EXPECT_FALSE(decode_page(bytes).has_value());
  }
}

}  // namespace
}  // namespace jidoka::series
