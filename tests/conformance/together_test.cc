// One writes, others read.
#include <atomic>
#include <thread>

#include "conformance/everything.h"
#include "conformance/store_suite.h"

namespace jidoka::conformance {
namespace {

class Together : public StoreSuite {};
ON_EVERY_DATABASE(Together);

// Each commit opens a stream, gives it two readings and packs one stream of an earlier commit, places a hold and makes
// the unit that it covers: whoever reads must find all of it or nothing.
TEST_P(Together, whoever_reads_sees_whole_commits_and_nothing_else) {
  constexpr std::int64_t commits = 60;
  std::atomic<bool> done = false;
  const auto read = [&](int which) {
    for (bool last = false; !last;) {
      last = done;
      const auto streams = reads().streams();
      ASSERT_TRUE(streams) << streams.error().text.en;
      for (const auto& stream : *streams) ASSERT_EQ(stream.count, 2u) << stream.id;
      const auto holds = reads().holds({}, {"", 1000});
      ASSERT_TRUE(holds) << holds.error().text.en;
      if (holds->items.empty()) continue;
      const std::string& newest = holds->items.front().id;
      const auto hold = reads().hold(newest);
      ASSERT_TRUE(hold && *hold);
      const std::string number = newest.substr(2);
      const auto item = which == 0 ? reads().item(unit("SN-" + number)) : reads().item(lot("BOX-" + number));
      ASSERT_TRUE(item && *item) << newest;
      EXPECT_EQ((*item)->item.state, produce::ItemState::shipped);
      const auto samples =
          store().load_samples(static_cast<sense::StreamNumber>(std::stoi(number)), distant_past, distant_future);
      ASSERT_TRUE(samples) << samples.error().text.en;
      ASSERT_EQ(samples->size(), 2u) << number;
      const auto size = reads().ledger_size();
      ASSERT_TRUE(size);
      const auto proof = reads().inclusion_proof(*size - 1, *size);
      ASSERT_TRUE(proof) << proof.error().text.en;
    }
  };
  std::thread first(read, 0);
  std::thread second(read, 1);
  for (std::int64_t n = 1; n <= commits; ++n) {
    port::Commit given = everything(n, static_cast<std::uint64_t>(n));
    given.states.clear();
    if (n > 5)
      given.states.push_back({static_cast<sense::StreamNumber>(n - 5), static_cast<std::uint64_t>(n - 1), "s"});
    if (n > 7)
      given.states.push_back({static_cast<sense::StreamNumber>(n - 7 + 1000), static_cast<std::uint64_t>(n - 1), "s"});
    commit(std::move(given));
  }
  done = true;
  first.join();
  second.join();
}

}  // namespace
}  // namespace jidoka::conformance
