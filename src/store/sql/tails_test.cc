#include "sql/tails.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace jidoka::sql {
namespace {

SharedColumns readings(const std::vector<sense::StreamNumber>& streams) {
  sense::Columns columns;
  for (const sense::StreamNumber stream : streams) {
    columns.streams.push_back(stream);
    columns.times.push_back(static_cast<std::int64_t>(columns.times.size()));
    columns.values.push_back(stream);
  }
  return std::make_shared<const sense::Columns>(std::move(columns));
}

using Streams = std::vector<sense::StreamNumber>;

TEST(Tails, a_stream_is_wanted_when_it_has_filled_a_page_and_no_longer_when_it_is_packed) {
  Tails tails({.page_samples = 3, .retained_readings = 100, .retained_batches = 100, .streams_a_commit = 64});
  tails.add(1, readings({7, 7, 8}));
  EXPECT_EQ(tails.wanted(), Streams{});
  tails.add(2, readings({7}));
  EXPECT_EQ(tails.wanted(), Streams{7});
  EXPECT_EQ(tails.samples(7, 2).size(), 3u);
  EXPECT_EQ(tails.samples(7, 1).size(), 2u);
  tails.drop(7, 2);
  EXPECT_EQ(tails.wanted(), Streams{});
  EXPECT_TRUE(tails.samples(7, 2).empty());
}

TEST(Tails, the_streams_that_keep_the_oldest_batches_are_wanted_when_too_much_is_retained) {
  Tails tails({.page_samples = 100, .retained_readings = 4, .retained_batches = 100, .streams_a_commit = 2});
  tails.add(1, readings({1, 2, 3}));
  tails.add(2, readings({4}));
  EXPECT_EQ(tails.wanted(), Streams{});
  tails.add(3, readings({1}));
  EXPECT_EQ(tails.wanted(), (Streams{1, 2})) << "no more than a commit may pack";
  tails.drop(1, 3);
  EXPECT_EQ(tails.wanted(), Streams{}) << "three readings are left";
  Tails many({.page_samples = 100, .retained_readings = 100, .retained_batches = 2, .streams_a_commit = 64});
  for (std::uint64_t batch = 1; batch <= 3; ++batch)
    many.add(batch, readings({static_cast<sense::StreamNumber>(batch)}));
  EXPECT_EQ(many.wanted(), (Streams{1, 2, 3}));
}

// Every stream once a batch, and what is wanted is packed by the next commit.
std::map<std::size_t, std::size_t> pages_by_length(std::size_t streams, TailLimits limits) {
  std::vector<sense::StreamNumber> all(streams);
  for (std::size_t i = 0; i < streams; ++i) all[i] = static_cast<sense::StreamNumber>(i + 1);
  Tails tails(limits);
  std::map<std::size_t, std::size_t> pages;
  for (std::uint64_t batch = 1; batch <= 4 * limits.page_samples; ++batch) {
    tails.add(batch, readings(all));
    for (const sense::StreamNumber stream : tails.wanted()) {
      ++pages[tails.samples(stream, batch).size()];
      tails.drop(stream, batch);
    }
    tails.forget_unneeded();
  }
  return pages;
}

TEST(Tails, pages_are_full_however_many_streams_there_are_until_memory_ends_it) {
  TailLimits limits{.page_samples = 64, .retained_readings = 20'000, .retained_of_few = 1'000};
  limits.streams_a_commit = 1'000;
  const auto of_many = pages_by_length(200, limits);  // 200 streams have 12 800 readings before the first page is full
  ASSERT_FALSE(of_many.empty());
  EXPECT_GE(of_many.begin()->first, 64u);
  const auto of_too_many = pages_by_length(1'000, limits);  // 64 000
  ASSERT_FALSE(of_too_many.empty());
  EXPECT_GE(of_too_many.begin()->first, 10u) << "shorter, but no shorter than memory asks for";
}

TEST(Tails, a_batch_goes_only_with_all_before_it) {
  Tails tails;
  tails.add(1, readings({1, 2}));
  tails.add(2, readings({2}));
  tails.drop(2, 2);
  EXPECT_EQ(tails.forget_unneeded(), 1u);
  EXPECT_EQ(tails.floor_after({{1, 1}}), 3u);
  tails.drop(1, 1);
  EXPECT_EQ(tails.forget_unneeded(), 3u);
  EXPECT_TRUE(tails.batches().empty());
}

// Against a plain model: the samples of each stream after whatever was added, taken back and dropped.
TEST(Tails, agree_with_a_model_after_any_sequence) {
  std::mt19937_64 random(5);
  for (int run = 0; run < 50; ++run) {
    Tails tails({.page_samples = 8, .retained_readings = 50, .retained_batches = 10, .streams_a_commit = 3});
    std::map<sense::StreamNumber, std::vector<std::uint64_t>> model;  // stream → batch of each sample
    std::uint64_t batch = 0;
    std::size_t count = 0;
    for (int step = 0; step < 200; ++step) {
      Streams some;
      for (std::uint64_t i = 0; i < random() % 6; ++i) some.push_back(static_cast<sense::StreamNumber>(random() % 5));
      tails.add(++batch, readings(some));
      if (random() % 4 == 0) {
        tails.take_back();
        --batch;
      } else {
        for (const auto stream : some) model[stream].push_back(batch), ++count;
      }
      if (batch == 0) continue;
      const auto stream = static_cast<sense::StreamNumber>(random() % 5);
      const std::uint64_t through = batch - random() % std::min<std::uint64_t>(batch, 3);
      const std::uint64_t floor = tails.floor_after({{stream, through}});
      tails.drop(stream, through);
      count -= std::erase_if(model[stream], [&](std::uint64_t b) { return b <= through; });
      EXPECT_EQ(tails.forget_unneeded(), floor);
      for (const auto& [s, batches] : model) ASSERT_EQ(tails.samples(s, batch).size(), batches.size());
      EXPECT_EQ(tails.readings(), count);
      std::uint64_t oldest = batch + 1;
      for (const auto& [s, batches] : model)
        if (!batches.empty()) oldest = std::min(oldest, batches.front());
      EXPECT_EQ(floor, oldest);
    }
  }
}

}  // namespace
}  // namespace jidoka::sql
