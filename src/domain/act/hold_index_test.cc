#include "act/hold_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace jidoka::act {
namespace {

Scope exposure(std::string equipment, std::optional<Instant> from, std::optional<Instant> to) {
  return {ScopeKind::exposure, std::nullopt, std::move(equipment), from, to};
}
Instant at(std::int64_t t) { return Instant{t}; }

TEST(Overlap, an_exposure_meets_a_run_when_they_share_an_instant) {
  struct Row {
    std::optional<std::int64_t> from, to;
    std::int64_t start;
    std::optional<std::int64_t> end;
    bool meets;
    const char* why;
  };
  const Row rows[] = {
      {10, 20, 5, 10, false, "ended as the exposure began"},
      {10, 20, 5, 11, true, "ended within"},
      {10, 20, 12, 13, true, "all within"},
      {10, 20, 19, 30, true, "began within"},
      {10, 20, 20, 30, false, "began as the exposure ended"},
      {10, 20, 5, 30, true, "around it"},
      {10, 20, 5, std::nullopt, true, "still running"},
      {10, std::nullopt, 99, 100, true, "exposure still open"},
      {std::nullopt, 20, 1, 2, true, "since ever"},
      {10, 20, 10, 10, true, "an instant at the beginning"},
      {10, 20, 9, 9, false, "an instant before"},
      {10, 20, 20, 20, false, "an instant at the end"},
  };
  const auto maybe = [](std::optional<std::int64_t> t) { return t ? std::optional(at(*t)) : std::nullopt; };
  for (const Row& row : rows)
    EXPECT_EQ(overlaps(exposure("E", maybe(row.from), maybe(row.to)), {at(row.start), maybe(row.end)}), row.meets)
        << row.why;
}

TEST(HoldIndex, answers_as_looking_at_every_hold_would) {
  std::mt19937_64 random(11);
  const auto below = [&](std::uint64_t n) { return static_cast<std::int64_t>(random() % n); };
  for (int round = 0; round < 300; ++round) {
    HoldIndex index;
    std::map<std::string, Scope> holds;
    int next = 0;
    for (int step = 0; step < 60; ++step) {
      const std::string equipment = below(2) == 0 ? "E1" : "E2";
      switch (below(6)) {
        case 0:
        case 1:
        case 2: {
          const std::string id = "H-" + std::to_string(++next);
          Scope scope = exposure(equipment, at(below(50)), std::nullopt);
          if (below(8) == 0) scope.from.reset();
          if (below(2) == 0) scope.to = at(50 + below(50));
          if (below(4) == 0) scope = {below(2) == 0 ? ScopeKind::unit : ScopeKind::lot, "X", std::nullopt, {}, {}};
          index.add(id, scope);
          holds[id] = scope;
          break;
        }
        case 3:
          if (!holds.empty() && holds.begin()->second.kind == ScopeKind::exposure) {
            const Instant to = at(below(100));
            index.close(holds.begin()->first, holds.begin()->second, to);
            holds.begin()->second.to = to;
          }
          break;
        case 4:
          if (!holds.empty()) {
            auto gone = std::next(holds.begin(), below(holds.size()));
            index.remove(gone->first, gone->second);
            holds.erase(gone);
          }
          break;
        default: {
          const Instant start = at(below(100));
          RunSpan run{start, std::nullopt};
          if (below(3) > 0) run.end = start + Duration{below(20)};
          std::vector<std::string> got;
          std::vector<std::string> want;
          index.match_run(equipment, run, got);
          for (const auto& [id, scope] : holds)
            if (scope.kind == ScopeKind::exposure && scope.equipment == equipment && overlaps(scope, run))
              want.push_back(id);
          std::ranges::sort(got);
          ASSERT_EQ(got, want);
          got.clear(), want.clear();
          index.match_unit("X", got);
          for (const auto& [id, scope] : holds)
            if (scope.kind == ScopeKind::unit) want.push_back(id);
          std::ranges::sort(got);
          ASSERT_EQ(got, want);
        }
      }
    }
  }
}

}  // namespace
}  // namespace jidoka::act
