// Fills a store with units that went through one operation, in groups of 5 000 facts, and says how many facts a second
// were durable: signed into the ledger, with every table that follows from them.
//
//   fill STORE_FOLDER UNITS
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>

#include "sqlite/open.h"

namespace jidoka::bench {
namespace {

constexpr Instant start{1'767'225'600'000'000'000};  // 2026-01-01T00:00:00Z
constexpr std::int64_t units_of_a_group = 2'500;     // two facts each

port::Commit group_of_units(std::int64_t first, std::int64_t count) {
  port::Commit commit;
  commit.at = start + milliseconds(first * 100);
  for (std::int64_t i = first; i < first + count; ++i) {
    const produce::ItemRef unit{produce::ItemKind::unit, fmt::format("SN-{}", 10'000'000 + i)};
    const std::string equipment = fmt::format("B0-{:03}", i % 100);
    const Instant began = start + milliseconds(i * 100);
    commit.facts.push_back({commit.at, "bench",
                            produce::RunStarted{.item = unit,
                                                .material = "HOUSING",
                                                .operation = "OP1",
                                                .equipment = equipment,
                                                .person = {},
                                                .time = began,
                                                .number = 1}});
    commit.facts.push_back({commit.at, "bench",
                            produce::RunCompleted{.item = unit,
                                                  .number = 1,
                                                  .operation = "OP1",
                                                  .equipment = equipment,
                                                  .person = {},
                                                  .time = began + seconds(30),
                                                  .result = produce::RunResult::pass,
                                                  .defect = {},
                                                  .parameters = {}}});
  }
  return commit;
}

Result<void> fill(const std::string& folder, std::int64_t units) {
  TRY(sqlite::Site site, sqlite::open(folder, {.origin = "bench", .now = start}));
  TRY(const port::Recovered recovered, site.store->recover());
  const auto began = std::chrono::steady_clock::now();
  for (std::int64_t first = 0; first < units; first += units_of_a_group)
    TRY_VOID(site.store->commit(group_of_units(first, std::min(units_of_a_group, units - first))));
  const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  fmt::print("units {} facts_before {} seconds {:.2f} facts_per_second {:.0f}\n", units, recovered.ledger_size, took,
             2 * static_cast<double>(units) / took);
  return {};
}

}  // namespace
}  // namespace jidoka::bench

int main(int argc, char** argv) {
  if (argc != 3) return fmt::print(stderr, "see the head of fill.cc\n"), 2;
  const auto filled = jidoka::bench::fill(argv[1], std::atoll(argv[2]));
  if (!filled) return fmt::print(stderr, "{}\n", filled.error().text.en), 1;
  return 0;
}
