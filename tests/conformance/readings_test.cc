#include <algorithm>
#include <map>
#include <random>

#include "conformance/store_suite.h"

namespace jidoka::conformance {
namespace {

class Readings : public StoreSuite {
 protected:
  Readings() {
    commit({port::StreamOpened{1, "IM-01", "melt_temp", "Cel"}, port::StreamOpened{2, "IM-01", "pressure", "bar"}});
  }

  std::vector<double> values(Instant from = distant_past, Instant to = distant_future, sense::StreamNumber stream = 1) {
    const auto found = store().load_samples(stream, from, to);
    EXPECT_TRUE(found) << (found ? "" : found.error().text.en);
    std::vector<double> out;
    for (const auto& sample : found.value_or(std::vector<port::StoredSample>())) out.push_back(sample.value);
    return out;
  }
  std::vector<std::pair<std::uint64_t, std::size_t>> batches() {
    std::vector<std::pair<std::uint64_t, std::size_t>> out;
    EXPECT_TRUE(store().replay([&](std::uint64_t batch, const sense::Columns& columns) -> Result<void> {
      out.emplace_back(batch, columns.size());
      return {};
    }));
    return out;
  }
};
ON_EVERY_DATABASE(Readings);

using Values = std::vector<double>;

TEST_P(Readings, are_found_in_order_of_time_before_and_after_they_are_packed) {
  EXPECT_EQ(commit_readings({{1, at(3), 30.5}, {2, at(1), 80}, {1, at(1), 10.5}}).batch, 1u);
  EXPECT_EQ(commit_readings({{1, at(2), 20.5, "SN-1"}}).batch, 2u);
  EXPECT_EQ(values(), (Values{10.5, 20.5, 30.5}));
  EXPECT_EQ(values(at(2), at(3)), (Values{20.5, 30.5}));
  commit_readings({}, {{1, 2, "state of stream 1"}});
  EXPECT_EQ(values(), (Values{10.5, 20.5, 30.5}));
  commit_readings({{1, at(2) + milliseconds(500), 25.5}});
  EXPECT_EQ(values(), (Values{10.5, 20.5, 25.5, 30.5})) << "a late reading finds its place beside a page";
  const auto samples = store().load_samples(1, at(2), at(2));
  EXPECT_EQ(samples->front().context.unit, "SN-1");
  EXPECT_EQ(values(distant_past, distant_future, 2), (Values{80}));
  EXPECT_EQ(values(distant_past, distant_future, 9), Values{});
}

TEST_P(Readings, batches_are_replayed_until_every_stream_has_packed_them) {
  commit_readings({{1, at(1), 1}, {2, at(1), 1}});
  commit_readings({{1, at(2), 2}});
  EXPECT_EQ(batches(), (std::vector<std::pair<std::uint64_t, std::size_t>>{{1, 2}, {2, 1}}));
  commit_readings({}, {{1, 2, "s1"}});
  EXPECT_EQ(batches().size(), 2u) << "stream 2 still needs the first batch, and none after it may go before";
  reopen();
  EXPECT_EQ(batches().size(), 2u);
  ASSERT_EQ(recovered_.states.size(), 1u);
  EXPECT_EQ(recovered_.states[0].state, "s1");
  EXPECT_EQ(recovered_.states[0].batch, 2u);
  commit_readings({}, {{2, 1, "s2"}});
  EXPECT_TRUE(batches().empty());
  reopen();
  EXPECT_TRUE(batches().empty());
  EXPECT_EQ(recovered_.next_batch, 3u) << "numbers of batches are not given twice";
  EXPECT_EQ(values(), (Values{1, 2}));
}

TEST_P(Readings, a_state_that_includes_the_batch_of_its_own_commit_packs_it) {
  commit_readings({{1, at(1), 1}, {1, at(2), 2}}, {{1, 1, "s"}});
  EXPECT_TRUE(batches().empty());
  EXPECT_EQ(values(), (Values{1, 2}));
}

TEST_P(Readings, a_stream_that_has_filled_a_page_is_wanted) {
  std::vector<Reading> many;
  for (int i = 0; i < 1023; ++i) many.push_back({1, at(i), i * 0.5});
  EXPECT_TRUE(commit_readings(many).wanted_states.empty());
  EXPECT_EQ(commit_readings({{1, at(2000), 1}, {2, at(1), 1}}).wanted_states, (std::vector<sense::StreamNumber>{1}));
  EXPECT_TRUE(commit_readings({}, {{1, 2, "s"}}).wanted_states.empty());
  reopen();
  EXPECT_EQ(values().size(), 1024u);
  const auto stream = *reads().stream("IM-01", "melt_temp");
  EXPECT_EQ(stream->count, 1024u);
  EXPECT_EQ(stream->last_value, 1);
  EXPECT_EQ(stream->first_time, at(0));
  EXPECT_EQ(stream->last_time, at(2000));
}

TEST_P(Readings, streams_are_listed_with_what_is_packed_and_what_is_not) {
  commit_readings({{1, at(1), 1}, {1, at(5), 5}}, {{1, 1, "s"}});
  commit_readings({{1, at(3), 3}});
  const auto streams = reads().streams();
  ASSERT_TRUE(streams) << streams.error().text.en;
  ASSERT_EQ(streams->size(), 2u);
  EXPECT_EQ((*streams)[0].id, "IM-01/melt_temp");
  EXPECT_EQ((*streams)[0].count, 3u);
  EXPECT_EQ((*streams)[0].last_value, 5) << "the newest by its own time, not the last to arrive";
  EXPECT_EQ((*streams)[1].count, 0u);
  EXPECT_EQ((*streams)[1].last_value, std::nullopt);
}

TEST_P(Readings, the_newest_samples_come_oldest_first) {
  commit_readings({{1, at(1), 1}, {1, at(2), 2}, {1, at(9), 9}}, {{1, 1, "s"}});
  commit_readings({{1, at(3), 3}, {1, at(4), 4}}, {{1, 2, "s"}});
  commit_readings({{1, at(5), 5}});
  Values newest;
  const auto found = reads().latest_samples("IM-01", "melt_temp", 3);
  for (const auto& sample : *found) newest.push_back(sample.value);
  EXPECT_EQ(newest, (Values{4, 5, 9}));
  EXPECT_EQ(reads().latest_samples("IM-01", "melt_temp", 100)->size(), 6u);
  EXPECT_EQ(reads().samples("IM-01", "melt_temp", at(2), at(5), 3)->size(), 3u);
  EXPECT_EQ(reads().samples("IM-01", "nothing", at(2), at(5), 3).error().code, Code::not_found);
}

TEST_P(Readings, buckets_agree_with_the_samples_however_they_are_stored) {
  std::mt19937_64 random(7);
  std::vector<std::pair<std::int64_t, double>> all;
  for (std::uint64_t batch = 1; batch <= 20; ++batch) {
    std::vector<Reading> some;
    for (int i = 0; i < 200; ++i) {
      const std::int64_t second = static_cast<std::int64_t>(batch) * 200 + static_cast<std::int64_t>(random() % 400);
      some.push_back({1, at(second) + Duration{static_cast<std::int64_t>(random() % 1'000'000'000)},
                      static_cast<double>(random() % 1000) / 8});
      all.emplace_back(some.back().time.ns, some.back().value);
    }
    commit_readings(
        some, batch % 4 == 0 ? std::vector<port::StreamState>{{1, batch, "s"}} : std::vector<port::StreamState>());
  }
  const Instant from = at(500), to = at(3700);
  const auto buckets = reads().buckets("IM-01", "melt_temp", from, to, 13);
  ASSERT_TRUE(buckets) << buckets.error().text.en;
  ASSERT_EQ(buckets->size(), 13u);
  for (const auto& bucket : *buckets) {
    std::uint64_t count = 0;
    double sum = 0, lowest = 1e9, highest = -1e9;
    for (const auto& [time, value] : all)
      if (time >= bucket.from.ns && time < bucket.to.ns)
        ++count, sum += value, lowest = std::min(lowest, value), highest = std::max(highest, value);
    EXPECT_EQ(bucket.count, count);
    EXPECT_DOUBLE_EQ(bucket.min, lowest);
    EXPECT_DOUBLE_EQ(bucket.max, highest);
    EXPECT_NEAR(bucket.mean, sum / static_cast<double>(count), 1e-9);
  }
}

TEST_P(Readings, a_reading_that_names_a_unit_is_found_from_it) {
  commit({produce::RunStarted{unit("SN-1"), "HOUSING-A", "OP10", "IM-01", {}, at(0), 1}});
  commit_readings({{1, at(1), 231.5, "SN-1"}, {2, at(2), 80}, {1, at(3), 232.5, "SN-1"}});
  const auto history = *reads().item(unit("SN-1"));
  ASSERT_TRUE(history);
  ASSERT_EQ(history->measurements.size(), 2u);
  EXPECT_EQ(history->measurements[0].value, 232.5) << "newest first";
  EXPECT_EQ(history->measurements[0].stream, "IM-01/melt_temp");
  EXPECT_EQ(history->measurements[0].uom, "Cel");
}

TEST_P(Readings, what_a_stream_gathered_is_the_same_after_any_order_of_packing_and_restarts) {
  commit({port::StreamOpened{0, "IM-01", "a", "1"}, port::StreamOpened{3, "IM-01", "b", "1"}});
  std::mt19937_64 random(11);
  std::vector<std::vector<std::pair<std::int64_t, double>>> expected(4);
  std::uint64_t batch = 0;
  for (int round = 0; round < 60; ++round) {
    std::vector<Reading> some;
    for (std::uint64_t i = 0; i < random() % 40; ++i) {
      const auto stream = static_cast<sense::StreamNumber>(random() % 4);
      const std::int64_t time =
          at(static_cast<std::int64_t>(round * 10)).ns + static_cast<std::int64_t>(random() % 20'000'000'000);
      some.push_back({stream, {time}, static_cast<double>(random() % 100'000) / 64});
      expected[stream].emplace_back(time, some.back().value);
    }
    if (!some.empty()) ++batch;
    std::vector<port::StreamState> states;
    for (sense::StreamNumber stream = 0; stream < 4; ++stream)
      if (random() % 5 == 0 && batch > 0) states.push_back({stream, batch - random() % 2, "s"});
    std::erase_if(states, [](const port::StreamState& state) { return state.batch == 0; });
    // A stream's states never go back.
    for (auto& state : states)
      for (const auto& before : recovered_.states)
        if (before.stream == state.stream) state.batch = std::max(state.batch, before.batch);
    commit_readings(some, states);
    for (const auto& state : states) {
      std::erase_if(recovered_.states, [&](const port::StreamState& s) { return s.stream == state.stream; });
      recovered_.states.push_back(state);
    }
    if (random() % 10 == 0) reopen();
    EXPECT_EQ(recovered_.next_batch <= batch + 1, true);
  }
  for (sense::StreamNumber stream = 0; stream < 4; ++stream) {
    std::ranges::stable_sort(expected[stream], {}, &std::pair<std::int64_t, double>::first);
    const auto found = store().load_samples(stream, distant_past, distant_future);
    ASSERT_TRUE(found) << found.error().text.en;
    ASSERT_EQ(found->size(), expected[stream].size()) << stream;
    for (std::size_t i = 0; i < found->size(); ++i)
      EXPECT_EQ((*found)[i].value, expected[stream][i].second) << stream << " " << i;
  }
}

TEST_P(Readings, a_state_may_be_kept_without_packing_what_it_covers) {
  commit_readings({{1, at(1), 1}, {2, at(1), 1}});
  commit_readings({{1, at(2), 2}}, {{1, 2, "kept", false}});
  reopen();
  ASSERT_EQ(recovered_.states.size(), 1u);
  EXPECT_EQ(recovered_.states[0].batch, 2u);
  EXPECT_EQ(recovered_.states[0].state, "kept");
  EXPECT_EQ(batches().size(), 2u) << "its readings are still there only";
  EXPECT_EQ(values(), (Values{1, 2}));
  EXPECT_EQ(reads().stream("IM-01", "melt_temp").value()->count, 2u);
  commit_readings({}, {{1, 2, "packed"}});
  commit_readings({{1, at(3), 3}}, {{1, 3, "kept again", false}, {2, 3, "packed"}});
  reopen();
  EXPECT_EQ(batches().size(), 1u);
  EXPECT_EQ(values(), (Values{1, 2, 3}));
  commit_readings({}, {{1, 3, "packed"}});
  EXPECT_TRUE(batches().empty());
  EXPECT_EQ(values(), (Values{1, 2, 3}));
}

TEST_P(Readings, are_found_by_their_very_times_alone) {
  std::mt19937_64 random(5);
  std::map<std::int64_t, std::vector<double>> expected;
  for (std::uint64_t batch = 1; batch <= 12; ++batch) {
    std::vector<Reading> some;
    for (int i = 0; i < 60; ++i) {
      const std::int64_t hour = static_cast<std::int64_t>(random() % 5) * 40 * 3600;
      some.push_back({1, at(hour + static_cast<std::int64_t>(random() % 300)), static_cast<double>(random() % 9)});
      expected[some.back().time.ns].push_back(some.back().value);
    }
    commit_readings(
        some, batch % 3 == 0 ? std::vector<port::StreamState>{{1, batch, "s"}} : std::vector<port::StreamState>());
  }
  std::vector<std::int64_t> times;
  std::size_t count = 0;
  for (std::int64_t second = -50; second < 5 * 40 * 3600; second += 7) times.push_back(at(second).ns);
  for (const std::int64_t time : times)
    if (const auto found = expected.find(time); found != expected.end()) count += found->second.size();
  const auto found = store().load_samples_at(1, times);
  ASSERT_TRUE(found) << found.error().text.en;
  EXPECT_EQ(found->size(), count);
  EXPECT_GT(count, 50u);
  for (const port::StoredSample& sample : *found) {
    auto& values = expected[sample.time.ns];
    const auto value = std::ranges::find(values, sample.value);
    ASSERT_NE(value, values.end()) << to_string(sample.time);
    values.erase(value);
  }
  EXPECT_TRUE(store().load_samples_at(1, {})->empty());
  EXPECT_TRUE(store().load_samples_at(9, times)->empty());
}

TEST_P(Readings, one_reading_of_a_clock_that_fell_back_makes_no_page_of_many_years) {
  std::vector<Reading> some{{1, Instant{946'684'800'000'000'000}, 1}};  // 2000-01-01
  for (int i = 0; i < 10; ++i) some.push_back({1, at(i), 2});
  commit_readings(some, {{1, 1, "s"}});
  const auto raw = std::move(*backend_->reader());
  EXPECT_EQ(*sql::find_integer(*raw, "select longest_page from streams where number = 1"), seconds(9).ns);
  EXPECT_EQ(values().size(), 11u);
  EXPECT_EQ(values(distant_past, at(0)).size(), 2u);
}

// Intake lets no longer ones through; a row of an index in PostgreSQL has at most 2704 bytes.
TEST_P(Readings, the_longest_names_of_unit_and_lot_can_be_stored) {
  std::mt19937_64 random(8);
  std::string name;
  for (int i = 0; i < 64; ++i) {  // of four bytes each, and nothing in them to compress
    name += "\xF0";
    name += static_cast<char>(0x90 + random() % 0x30);
    name += static_cast<char>(0x80 + random() % 0x40);
    name += static_cast<char>(0x80 + random() % 0x40);
  }
  commit_readings({{1, at(1), 231.5, name}});
  auto found = verdict("V-1");
  found.unit = found.lot = name;
  commit({produce::RunStarted{unit(name), "HOUSING-A", "OP10", "IM-01", {}, at(0), 1}, port::VerdictReached{found}});
  const auto history = *reads().item(unit(name));
  ASSERT_TRUE(history);
  EXPECT_EQ(history->measurements.size(), 1u);
}

}  // namespace
}  // namespace jidoka::conformance
