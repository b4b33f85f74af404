#include <algorithm>
#include <random>
#include <tuple>

#include "conformance/store_suite.h"

namespace jidoka::conformance {
namespace {

class SampleBlocks : public StoreSuite {
 protected:
  SampleBlocks() { commit({port::StreamOpened{1, "IM-01", "melt_temp", "Cel"}}); }

  using Samples = std::vector<std::tuple<std::int64_t, double, std::string>>;

  Samples in_blocks(Instant from = distant_past, Instant to = distant_future) {
    Samples out;
    std::int64_t before = distant_past.ns;
    const auto count =
        reads().each_block("IM-01", "melt_temp", from, to, [&](const sense::SampleBlock& block) -> Result<void> {
          EXPECT_GT(block.size(), 0u);
          for (std::size_t i = 0; i < block.size(); ++i) {
            EXPECT_LE(before, block.times[i]);
            before = block.times[i];
            const std::uint32_t context = block.contexts.empty() ? 0 : block.contexts[i];
            out.emplace_back(block.times[i], block.values[i], context == 0 ? "" : block.dictionary[context].unit);
          }
          ++blocks_;
          return {};
        });
    EXPECT_TRUE(count) << (count ? "" : count.error().text.en);
    EXPECT_EQ(count.value_or(0), out.size());
    return out;
  }
  Samples at_once(Instant from = distant_past, Instant to = distant_future) {
    Samples out;
    const auto found = store().load_samples(1, from, to);
    EXPECT_TRUE(found) << (found ? "" : found.error().text.en);
    for (const auto& sample : found.value_or(std::vector<port::StoredSample>()))
      out.emplace_back(sample.time.ns, sample.value, sample.context.unit);
    return out;
  }

  std::size_t blocks_ = 0;
};
ON_EVERY_DATABASE(SampleBlocks);

TEST_P(SampleBlocks, are_pages_when_everything_came_in_order) {
  std::uint64_t batch = 0;
  for (int page = 0; page < 70; ++page) {
    std::vector<Reading> some;
    for (int i = 0; i < 3; ++i) some.push_back({1, at(page * 3 + i), page * 3.0 + i, i == 1 ? "SN-1" : ""});
    commit_readings(some, {{1, ++batch, "s"}});
  }
  EXPECT_EQ(in_blocks(), at_once());
  EXPECT_EQ(blocks_, 70u);
  EXPECT_EQ(in_blocks(at(100), at(101)).size(), 2u);
  EXPECT_TRUE(in_blocks(at(5000)).empty());
  EXPECT_EQ(reads().each_block("IM-01", "nothing", at(0), at(1), {}).error().code, Code::not_found);
}

TEST_P(SampleBlocks, give_late_readings_their_place_however_they_are_stored) {
  std::mt19937_64 random(5);
  std::uint64_t batch = 0;
  for (int round = 0; round < 40; ++round) {
    std::vector<Reading> some;
    for (int i = 0; i < 50; ++i) {
      const bool is_late = random() % 20 == 0;
      const auto second =
          static_cast<std::int64_t>(is_late ? random() % 2000 : static_cast<std::uint64_t>(round * 50 + i));
      some.push_back({1, at(second) + Duration{static_cast<std::int64_t>(random() % 1000)},
                      static_cast<double>(random() % 1000), random() % 3 == 0 ? "SN-" + std::to_string(i) : ""});
    }
    commit_readings(
        some, round % 3 == 0 ? std::vector<port::StreamState>{} : std::vector<port::StreamState>{{1, ++batch, "s"}});
    if (round % 3 == 0) ++batch;
  }
  EXPECT_EQ(in_blocks(), at_once());
  EXPECT_EQ(in_blocks(at(300), at(1500)), at_once(at(300), at(1500)));
  EXPECT_EQ(in_blocks().size(), 2000u);
}

TEST_P(SampleBlocks, at_one_instant_come_in_the_order_of_their_arrival) {
  commit_readings({{1, at(1), 1}, {1, at(2), 2, "A"}}, {{1, 1, "s"}});
  commit_readings({{1, at(2), 3, "B"}, {1, at(3), 4}}, {{1, 2, "s"}});
  commit_readings({{1, at(2), 5, "C"}, {1, at(1), 6, "D"}});
  EXPECT_EQ(in_blocks(), at_once());
  std::vector<double> values;
  for (const auto& sample : in_blocks()) values.push_back(std::get<1>(sample));
  EXPECT_EQ(values, (std::vector<double>{1, 6, 2, 3, 5, 4}));
}

TEST_P(SampleBlocks, end_when_the_taker_has_enough) {
  commit_readings({{1, at(1), 1}}, {{1, 1, "s"}});
  commit_readings({{1, at(2), 2}}, {{1, 2, "s"}});
  int taken = 0;
  const auto count = reads().each_block("IM-01", "melt_temp", distant_past, distant_future,
                                        [&](const sense::SampleBlock&) -> Result<void> {
                                          ++taken;
                                          return fail(Code::conflict, "enough", {"enough", "够了"});
                                        });
  EXPECT_EQ(count.error().slug, "enough");
  EXPECT_EQ(taken, 1);
}

}  // namespace
}  // namespace jidoka::conformance
