// Fills a store whose plant is applied with readings of its streams, one a second each, packed into pages as a running site
// packs them: temperatures of a tenth of a degree around 230, with an excursion now and then.
//
//   history STORE_FOLDER READINGS
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <random>

#include "sqlite/open.h"

namespace jidoka::bench {
namespace {

constexpr Instant start{1'735'689'600'000'000'000};  // 2025-01-01T00:00:00Z
constexpr std::int64_t seconds_of_a_commit = 10'000;

class Filler {
 public:
  Filler(port::Store& store, std::uint64_t batch) : store_(store), batch_(batch) {}

  Result<void> fill(std::uint32_t streams, std::int64_t seconds_each) {
    for (std::int64_t second = 0; second < seconds_each; second += seconds_of_a_commit)
      TRY_VOID(commit(streams, second, std::min(seconds_of_a_commit, seconds_each - second)));
    return {};
  }

 private:
  Result<void> commit(std::uint32_t streams, std::int64_t from, std::int64_t count) {
    port::Commit commit;
    commit.at = start + seconds(from);
    commit.readings.reserve(static_cast<std::size_t>(count) * streams);
    for (std::int64_t second = from; second < from + count; ++second)
      for (std::uint32_t stream = 1; stream <= streams; ++stream) {
        commit.readings.streams.push_back(stream);
        commit.readings.times.push_back((start + seconds(second)).ns);
        commit.readings.values.push_back(value_of(stream, second));
      }
    // Everything that the commit brings is packed with it, as when a site's pages are full.
    for (std::uint32_t stream = 1; stream <= streams; ++stream) commit.states.push_back({stream, batch_ + 1, ""});
    TRY(const port::Receipt receipt, store_.commit(std::move(commit)));
    batch_ = receipt.batch;
    return {};
  }

  double value_of(std::uint32_t stream, std::int64_t second) {
    const double shift = (second + stream * 7'919) % 50'000 < 30 ? 3.5 : 0;
    return std::round((230 + shift + noise_(random_)) * 10) / 10;
  }

  port::Store& store_;
  std::uint64_t batch_;  // the newest
  std::mt19937_64 random_{1};
  std::normal_distribution<double> noise_{0, 0.5};
};

Result<void> fill(const std::string& folder, std::int64_t readings) {
  TRY(sqlite::Site site, sqlite::open(folder, {.origin = "bench", .now = start}));
  TRY(const port::Recovered recovered, site.store->recover());
  const auto streams = static_cast<std::uint32_t>(recovered.streams.size());
  if (streams == 0)
    return fail(Code::invalid, "no-streams", {"Apply a plant with streams first.", "请先应用带数据流的工厂文件。"});
  const auto began = std::chrono::steady_clock::now();
  TRY_VOID(Filler(*site.store, recovered.next_batch - 1).fill(streams, readings / streams));
  const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  fmt::print("streams {} readings {} seconds {:.1f} readings_per_second {:.0f}\n", streams, readings / streams * streams,
             took, static_cast<double>(readings) / took);
  return {};
}

}  // namespace
}  // namespace jidoka::bench

int main(int argc, char** argv) {
  if (argc != 3) return fmt::print(stderr, "see the head of history.cc\n"), 2;
  const auto filled = jidoka::bench::fill(argv[1], std::atoll(argv[2]));
  if (!filled) return fmt::print(stderr, "{}\n", filled.error().text.en), 1;
  return 0;
}
