// What pages ask of the floor: the ledger by its terms, the holds of an item, what is in a box, and what ran where.
#include "conformance/store_suite.h"
#include "sql/database.h"
#include "sql/ledger_terms.h"

namespace jidoka::conformance {
namespace {

class Floor : public StoreSuite {
 protected:
  std::vector<std::uint64_t> found(const port::LedgerQuery& asked, port::Page page = {}) {
    auto list = reads().search_ledger(asked, page);
    EXPECT_TRUE(list) << (list ? "" : list.error().text.en);
    std::vector<std::uint64_t> out;
    if (list)
      for (const port::LedgerEntry& entry : list->items) out.push_back(entry.index);
    return out;
  }
  static port::LedgerQuery about(std::string subject) { return {.who = {}, .what = {}, .subject = std::move(subject)}; }
  static port::LedgerQuery called(std::string what) { return {.who = {}, .what = std::move(what), .subject = {}}; }
  static port::LedgerQuery by(std::string who) { return {.who = std::move(who), .what = {}, .subject = {}}; }
  using Leaves = std::vector<std::uint64_t>;
};

TEST_P(Floor, facts_are_found_by_what_they_are_about) {
  commit({received("L-1", "RESIN", {500, 1}), item_hold("H-1", lot("L-1"))});
  commit({act::HoldItemReleased{"H-1", "unit", "SN-1", "measured"}, act::HoldReleased{"H-1", "all measured"}}, at(10));
  EXPECT_EQ(found(about("H-1")), (Leaves{3, 2, 1}));
  EXPECT_EQ(found(about("L-1")), (Leaves{1, 0}));
  EXPECT_EQ(found(about("SN-1")), (Leaves{2}));
  EXPECT_EQ(found(about("H-2")), Leaves{});
  port::LedgerQuery both = about("H-1");
  both.what = "hold_released";
  EXPECT_EQ(found(both), (Leaves{3}));
}

TEST_P(Floor, facts_are_found_by_name_and_by_who_also_where_they_have_no_index) {
  port::Commit given = commit_of({started(unit("SN-1"), "OP10", "IM-01", at(0)), item_hold("H-1", unit("SN-1"))});
  given.facts[0].by = "token:T-1";
  commit(std::move(given));
  commit({completed(unit("SN-1"), "OP10", "IM-01", at(5))}, at(5));
  EXPECT_EQ(found(called("run_started")), (Leaves{0}));
  EXPECT_EQ(found(called("hold_placed")), (Leaves{1}));
  EXPECT_EQ(found(by("token:T-1")), (Leaves{0}));
  EXPECT_EQ(found(by("tester")), (Leaves{2, 1}));
  EXPECT_EQ(found({}), (Leaves{2, 1, 0}));
}

TEST_P(Floor, facts_are_found_by_time_and_page_by_page) {
  for (int i = 0; i < 20; ++i) commit({item_hold("H-" + std::to_string(i), unit("SN-1"))}, at(i));
  port::LedgerQuery asked = about("SN-1");
  asked.from = at(5);
  asked.to = at(15);
  EXPECT_EQ(found(asked), (Leaves{14, 13, 12, 11, 10, 9, 8, 7, 6, 5}));
  port::LedgerQuery all{};
  all.from = at(18);
  EXPECT_EQ(found(all), (Leaves{19, 18})) << "the same without a term";
  const auto first = reads().search_ledger(asked, {.after = "", .limit = 4});
  ASSERT_TRUE(first);
  EXPECT_EQ(first->next, "11");
  EXPECT_EQ(found(asked, {.after = first->next, .limit = 4}), (Leaves{10, 9, 8, 7}));
  EXPECT_EQ(reads().search_ledger(asked, {.after = "6", .limit = 4})->next, "");
  EXPECT_FALSE(reads().search_ledger(asked, {.after = "-3", .limit = 4}));
}

TEST_P(Floor, terms_of_an_older_store_are_the_same) {
  commit({received("L-1", "RESIN", {500, 1}), item_hold("H-1", lot("L-1"))});
  commit({consumed(lot("L-1"), unit("SN-1"), {1, 0}, at(1))}, at(1));
  const auto db = backend_->writer();
  ASSERT_TRUE(db);
  const auto terms = [&] {
    std::string out;
    const auto read = sql::query(**db, "select term, leaf from ledger_terms order by term, leaf",
                                 [&](const sql::Row& row) -> Result<void> {
                                   out += sql::text(row, 0) + " " + std::to_string(row.integer(1)) + "\n";
                                   return {};
                                 });
    EXPECT_TRUE(read);
    return out;
  };
  const std::string before = terms();
  EXPECT_NE(before.find("subject/SN-1 2"), std::string::npos);
  ASSERT_TRUE(sql::run(**db, "delete from ledger_terms"));
  ASSERT_TRUE(sql::fill_ledger_terms(**db));
  EXPECT_EQ(terms(), before);
}

TEST_P(Floor, an_item_knows_the_holds_that_reach_it) {
  commit({received("L-1", "RESIN", {500, 1}), started(unit("SN-1"), "OP10", "IM-01", at(10)),
          consumed(lot("L-1"), unit("SN-1"), {1, 0}, at(11)), completed(unit("SN-1"), "OP10", "IM-01", at(20)),
          started(unit("SN-2"), "OP20", "ST-02", at(30)), consumed(unit("SN-1"), unit("SN-2"), {1, 0}, at(31))});
  commit({item_hold("H-1", lot("L-1")), exposure_hold("H-2", "IM-01", at(0), at(15)),
          exposure_hold("H-3", "IM-01", at(20), {}), exposure_hold("H-4", "ST-02", at(40), {})});
  const auto holds = [&](const produce::ItemRef& ref) {
    std::string out;
    const auto history = reads().item(ref);
    EXPECT_TRUE(history && *history);
    for (const port::ItemHoldView& hold : (*history)->holds) out += hold.id + (hold.released_for_this ? "- " : " ");
    return out;
  };
  EXPECT_EQ(holds(unit("SN-1")), "H-2 H-1 ") << "H-3 begins when the run has ended";
  EXPECT_EQ(holds(unit("SN-2")), "H-4 H-2 H-1 ") << "it still runs";
  EXPECT_EQ(holds(lot("L-1")), "H-1 ");
  commit({act::HoldItemReleased{"H-1", "unit", "SN-1", "measured"}});
  EXPECT_EQ(holds(unit("SN-1")), "H-2 H-1- ");
  EXPECT_EQ(holds(unit("SN-2")), "H-4 H-2 H-1- ") << "it is reached through SN-1 only";
  commit({act::HoldReleased{"H-2", "measured"}});
  EXPECT_EQ((*reads().item(unit("SN-1")))->holds[0].state, act::HoldState::released);
}

TEST_P(Floor, a_box_knows_what_is_in_it) {
  std::vector<port::FactBody> facts;
  for (int i = 100; i < 250; ++i) {
    const auto each = unit("SN-" + std::to_string(i));
    facts.push_back(started(each, "OP10", "IM-01", at(i)));
    facts.push_back(produce::Packed{each, lot("BOX-1"), at(i + 1)});
  }
  commit(std::move(facts));
  const auto box = reads().item(lot("BOX-1"));
  ASSERT_TRUE(box && *box && (*box)->contents);
  EXPECT_EQ((*box)->contents->count, 150U);
  ASSERT_EQ((*box)->contents->items.size(), 100U);
  EXPECT_EQ((*box)->contents->items[0].id, "SN-100");
  EXPECT_FALSE((*reads().item(unit("SN-100")))->contents);
}

TEST_P(Floor, runs_and_exposures_of_a_span) {
  commit({started(unit("SN-1"), "OP10", "IM-01", at(0)), completed(unit("SN-1"), "OP10", "IM-01", at(10)),
          started(unit("SN-2"), "OP10", "IM-01", at(20)), completed(unit("SN-2"), "OP10", "IM-01", at(30)),
          started(unit("SN-3"), "OP20", "ST-02", at(25))});
  const auto ran = [&](std::int64_t from, std::int64_t to, std::optional<std::string> equipment) {
    std::string out;
    const auto runs = reads().runs_between(at(from), at(to), std::move(equipment), 100);
    EXPECT_TRUE(runs) << (runs ? "" : runs.error().text.en);
    if (runs)
      for (const port::EquipmentRun& run : *runs) out += run.item.id + (run.ended_at ? " " : "… ");
    return out;
  };
  EXPECT_EQ(ran(0, 100, {}), "SN-1 SN-2 SN-3… ");
  EXPECT_EQ(ran(5, 22, "IM-01"), "SN-1 SN-2 ");
  EXPECT_EQ(ran(10, 20, "IM-01"), "") << "a span and a run that touch share no instant";
  EXPECT_EQ(ran(50, 60, "ST-02"), "SN-3… ");
  EXPECT_EQ(reads().runs_between(at(0), at(100), {}, 2)->size(), 2U);
  commit({exposure_hold("H-1", "IM-01", at(0), at(15)), exposure_hold("H-2", "IM-01", at(20), {})});
  EXPECT_EQ(ids(*reads().exposures("IM-01", at(10), at(30))), (std::vector<std::string>{"H-2", "H-1"}));
  EXPECT_EQ(ids(*reads().exposures("IM-01", at(15), at(20))), std::vector<std::string>{});
}

ON_EVERY_DATABASE(Floor);

}  // namespace
}  // namespace jidoka::conformance
