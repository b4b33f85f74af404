// Held or not, twice: permit walks backward in memory from the item; the oracle here walks forward from everything that
// a hold names, over its own record of facts, as a recall would. Both must always agree.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "produce/produce_fixture_test.h"
#include "trace/genealogy.h"

namespace jidoka::trace {
namespace {

using namespace produce;

class Oracle {
 public:
  void see(const ProduceFact& fact) {
    genealogy_.add(fact);
    if (const auto* started = std::get_if<RunStarted>(&fact)) runs_.push_back(*started);
    if (const auto* completed = std::get_if<RunCompleted>(&fact))
      ends_[{completed->item, completed->number}] = completed->time;
  }
  void place(const std::string& id, const act::Scope& scope) { holds_[id] = {scope, {}}; }
  void close(const std::string& id, Instant to) { holds_[id].scope.to = to; }
  void release(const std::string& id) { holds_.erase(id); }
  void release(const std::string& id, const ItemRef& item) { holds_[id].released.insert(item); }

  std::set<ItemRef> held_by(const std::string& id) const {
    const Known& hold = holds_.at(id);
    const EdgeReader all = genealogy_.reader();
    const EdgeReader not_released = [&](const ItemRef& item, Direction direction, std::vector<Edge>& out) {
      std::vector<Edge> edges;
      all(item, direction, edges);
      for (const Edge& edge : edges)
        if (!hold.released.contains(edge.into)) out.push_back(edge);
    };
    std::set<ItemRef> out;
    for (const ItemRef& seed : named(hold.scope)) {
      if (hold.released.contains(seed)) continue;
      for (const Node& node : closure(seed, Direction::forward, not_released).nodes) out.insert(node.item);
    }
    return out;
  }
  std::set<std::string> holds_on(const ItemRef& item) const {
    std::set<std::string> out;
    for (const auto& [id, hold] : holds_)
      if (held_by(id).contains(item)) out.insert(id);
    return out;
  }
  const Genealogy& genealogy() const { return genealogy_; }
  std::string any_hold(std::uint64_t pick) const {
    return holds_.empty() ? "" : std::next(holds_.begin(), static_cast<std::ptrdiff_t>(pick % holds_.size()))->first;
  }
  const act::Scope& scope(const std::string& id) const { return holds_.at(id).scope; }

 private:
  struct Known {
    act::Scope scope;
    std::set<ItemRef> released;
  };

  std::vector<ItemRef> named(const act::Scope& scope) const {
    if (scope.kind == act::ScopeKind::unit) return {unit(*scope.id)};
    if (scope.kind == act::ScopeKind::lot) return {lot(*scope.id)};
    std::vector<ItemRef> out;
    for (const RunStarted& run : runs_) {
      if (run.equipment != *scope.equipment) continue;
      const auto ended = ends_.find({run.item, run.number});
      const std::int64_t first = run.time.ns;
      const std::int64_t last = ended == ends_.end() ? distant_future.ns : std::max(ended->second.ns - 1, first);
      const std::int64_t from = scope.from ? scope.from->ns : distant_past.ns;
      const std::int64_t to = scope.to ? scope.to->ns - 1 : distant_future.ns;
      if (std::max(first, from) <= std::min(last, to)) out.push_back(run.item);  // they share a nanosecond
    }
    return out;
  }

  Genealogy genealogy_;
  std::vector<RunStarted> runs_;
  std::map<std::pair<ItemRef, std::int64_t>, Instant> ends_;
  std::map<std::string, Known> holds_;
};

// A shop in which nearly everything may go into everything, driven at random.
class RandomShop {
 public:
  explicit RandomShop(std::uint64_t seed) : random_(seed) {
    for (const char* id : {"E1", "E2", "E3"}) shop_.model.equipment[id].id = id;
    shop_.operation("MAKE", {"E1", "E2", "E3"}, "PUMP", {}, {"MORE"});
    shop_.operation("MORE", {"E1", "E2", "E3"}, {}, {}, {});
  }

  void step() {
    shop_.clock += static_cast<std::int64_t>(below(3));
    switch (below(14)) {
      case 0:
      case 1:
      case 2:
      case 3:
        try_input(any_item(), StartRun{below(3) == 0 ? "MORE" : "MAKE", equipment(), {}, {}, {}});
        break;
      case 4:
      case 5:
        complete_one();
        break;
      case 6:
      case 7:
      case 8:
        consume_one();
        break;
      case 9:
        try_input(any_item(), Pack{"B" + std::to_string(below(3)), {}});
        break;
      case 10:
        below(4) == 0 ? try_input(any_item(), Ship{"ACME", {}}) : try_input(lot("B0"), Pack{"B2", {}});
        break;
      case 11:
        place();
        break;
      case 12:
        loosen();
        break;
      default:
        close_one();
    }
  }

  void check() {
    for (const auto& [ref, item] : shop_.state.items) {
      std::set<std::string> held;
      const HoldingAnswer answer = holdings_on(shop_.state, shop_.acts, ref);
      ASSERT_TRUE(answer.evaluated);
      for (const Holding& holding : answer.holdings) held.insert(holding.hold);
      ASSERT_EQ(held, oracle_.holds_on(ref)) << ref.id;
      ASSERT_TRUE(held.empty() || !permit(shop_.site(), {ref, "MORE", "E1"}).allowed);
    }
    ASSERT_TRUE(oracle_.genealogy().find_circle().empty());
  }

  void check_replay() {
    State fresh;
    for (const ProduceFact& fact : shop_.record) apply(fresh, fact);
    ASSERT_TRUE(fresh.items == shop_.state.items);
    ASSERT_TRUE(fresh.running == shop_.state.running);
  }
  std::size_t facts() const { return shop_.record.size(); }
  std::size_t refusals_for_holds() const { return refused_held_; }

 private:
  std::uint64_t below(std::uint64_t n) { return random_() % n; }
  std::string equipment() { return "E" + std::to_string(1 + below(3)); }
  ItemRef any_item() {
    return below(4) == 0 ? lot("L" + std::to_string(below(4))) : unit("U" + std::to_string(below(10)));
  }

  // What was decided must not have moved anything that the oracle says is held.
  void try_input(const ItemRef& item, const ItemInput& input) {
    bool held = false;
    for (const ItemRef& ref : items_of(item, input)) held = held || !oracle_.holds_on(ref).empty();
    const std::string refusal = shop_.ask(item, input);
    const bool moves = !std::holds_alternative<CompleteRun>(input);
    if (held && moves) {
      ++refused_held_;
      EXPECT_NE(refusal, "") << item.id;
    }
    if (refusal.empty()) oracle_.see(shop_.record.back());
  }
  void complete_one() {
    const ItemRef item = any_item();
    const Item* known = shop_.state.find(item);
    const Run* run = known == nullptr ? nullptr : open_run(*known);
    if (run != nullptr)
      try_input(item,
                CompleteRun{
                    run->operation, run->equipment, {}, {}, below(6) == 0 ? RunResult::fail : RunResult::pass, {}, {}});
  }
  void consume_one() {
    const ItemRef item = any_item();
    const Item* known = shop_.state.find(item);
    const Run* run = known == nullptr ? nullptr : open_run(*known);
    if (run != nullptr) try_input(item, Consume{any_item(), {}, {}, run->operation, run->equipment, {}});
  }
  void place() {
    act::Scope scope = of(any_item());
    if (below(3) > 0) {
      const std::int64_t from = shop_.clock - static_cast<std::int64_t>(below(20));
      scope = exposure(equipment(), minute(from), std::nullopt);
      if (below(2) == 0) scope.to = minute(from + 1 + static_cast<std::int64_t>(below(8)));
      if (below(8) == 0) scope.from.reset();
    }
    const std::string id = shop_.hold(scope);
    ASSERT_EQ(id.substr(0, 2), "H-");
    oracle_.place(id, scope);
  }
  void loosen() {
    const std::string id = oracle_.any_hold(random_());
    if (id.empty()) return;
    if (below(2) == 0) {
      shop_.release(id);
      oracle_.release(id);
    } else {
      const ItemRef item = any_item();
      shop_.release(id, item);
      oracle_.release(id, item);
    }
  }
  void close_one() {
    const std::string id = oracle_.any_hold(random_());
    if (id.empty() || oracle_.scope(id).kind != act::ScopeKind::exposure || oracle_.scope(id).to) return;
    act::replay(shop_.acts, act::HoldClosed{id, minute(shop_.clock + 1)}, minute(shop_.clock), "jidoka");
    oracle_.close(id, minute(shop_.clock + 1));
  }

  Shop shop_;
  Oracle oracle_;
  std::mt19937_64 random_;
  std::size_t refused_held_ = 0;
};

TEST(Held, backward_from_the_item_and_forward_from_the_hold_agree_in_two_thousand_plants) {
  std::size_t facts = 0;
  std::size_t refused = 0;
  for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
    RandomShop shop(seed);
    for (int step = 0; step < 90; ++step) {
      shop.step();
      if (step % 30 == 29) {
        ASSERT_NO_FATAL_FAILURE(shop.check()) << "seed " << seed;
      }
    }
    ASSERT_NO_FATAL_FAILURE(shop.check_replay()) << "seed " << seed;
    facts += shop.facts();
    refused += shop.refusals_for_holds();
  }
  EXPECT_GT(facts, 20'000u) << "the plants must produce something";
  EXPECT_GT(refused, 5'000u) << "and holds must get in the way";
  RecordProperty("facts", static_cast<int>(facts));
  RecordProperty("refused", static_cast<int>(refused));
}

}  // namespace
}  // namespace jidoka::trace
