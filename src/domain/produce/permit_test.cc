#include "produce/permit.h"

#include <gtest/gtest.h>

#include "produce/produce_fixture_test.h"

namespace jidoka::produce {
namespace {

TEST(Permit, knows_the_plant) {
  Shop shop;
  EXPECT_EQ(shop.codes(unit("S1"), "OP10", "IM-01"), "");
  EXPECT_EQ(shop.codes(unit("S1"), "OP99", "IM-01"), "unknown_operation");
  EXPECT_EQ(shop.codes(unit("S1"), "OP99", "IM-99"), "unknown_operation unknown_equipment");
  EXPECT_EQ(shop.codes(unit("S1"), "OP10", "ST-02"), "wrong_equipment");
}

TEST(Permit, follows_the_routing) {
  Shop shop;
  EXPECT_EQ(shop.codes(unit("S1"), "OP30", "ST-03"), "unknown_item") << "a new serial cannot begin in the middle";
  EXPECT_EQ(shop.codes(unit("P1"), "OP20", "ST-02"), "") << "but assembly makes a new one";
  ASSERT_EQ(shop.run(unit("S1"), "OP10", "IM-01"), "");
  EXPECT_EQ(shop.codes(unit("S1"), "OP30", "ST-03"), "previous_operation_missing");
  EXPECT_EQ(shop.codes(unit("S1"), "OP20", "ST-02"), "");
  EXPECT_EQ(shop.codes(unit("S1"), "OP10", "IM-01"), "already_completed");
  EXPECT_EQ(shop.codes(unit("S1"), "OP15", "ST-03"), "previous_operation_missing") << "another first operation";
  ASSERT_EQ(shop.start(unit("S1"), "OP20", "ST-02"), "");
  EXPECT_EQ(shop.codes(unit("S1"), "OP30", "ST-03"), "already_running previous_operation_missing");
}

TEST(Permit, a_new_serial_begins_in_the_middle_only_where_parts_arrive_to_become_something_else) {
  Shop shop;
  shop.material("CRATE", plant::Tracking::lot, "1");
  shop.operation("OP30", {"ST-03"}, {}, {}, {"OP40", "OP50", "OP60"});
  shop.operation("OP40", {"ST-03"}, "CRATE", {{"PUMP", {12, 0}, "1"}}, {});
  shop.operation("OP50", {"ST-03"}, "PUMP", {{"RESIN", {1, 0}, "g"}}, {});
  shop.operation("OP60", {"ST-03"}, "PUMP", {{"PUMP", {1, 0}, "1"}}, {});
  EXPECT_EQ(shop.codes(lot("C1"), "OP40", "ST-03"), "") << "pumps come through the test";
  EXPECT_EQ(shop.codes(unit("P9"), "OP50", "ST-03"), "unknown_item") << "what was assembled is only lacquered";
  EXPECT_EQ(shop.codes(unit("P9"), "OP60", "ST-03"), "unknown_item") << "a pump stays that pump";
}

TEST(Permit, what_is_tracked_by_lot_is_no_unit_and_what_is_tracked_by_unit_is_no_lot) {
  Shop shop;
  shop.material("CRATE", plant::Tracking::lot, "1");
  shop.operation("OP30", {"ST-03"}, {}, {}, {"OP40"});
  shop.operation("OP40", {"ST-03"}, "CRATE", {{"PUMP", {12, 0}, "1"}}, {});
  EXPECT_EQ(shop.codes(lot("S1"), "OP10", "IM-01"), "wrong_kind");
  EXPECT_EQ(shop.codes(unit("C1"), "OP40", "ST-03"), "wrong_kind");
  EXPECT_EQ(shop.start(unit("C1"), "OP40", "ST-03"), "not-permitted");
  EXPECT_EQ(shop.refused, "CRATE is tracked by lot: name the lot, not unit C1.");
  shop.operation("FREE", {"ST-03"}, {}, {}, {});
  EXPECT_EQ(shop.ask(unit("C1"), StartRun{"FREE", "ST-03", {}, {}, "CRATE"}), "wrong-kind");
  EXPECT_EQ(shop.ask(lot("C1"), StartRun{"FREE", "ST-03", {}, {}, "CRATE"}), "");
}

TEST(Permit, a_failed_run_blocks_the_next_operation_until_the_same_passes) {
  Shop shop;
  ASSERT_EQ(shop.run(unit("S1"), "OP10", "IM-01", RunResult::fail), "");
  EXPECT_EQ(shop.codes(unit("S1"), "OP20", "ST-02"), "failed previous_operation_missing");
  EXPECT_EQ(shop.codes(unit("S1"), "OP10", "IM-02"), "");
  ASSERT_EQ(shop.run(unit("S1"), "OP10", "IM-02"), "");
  EXPECT_EQ(shop.codes(unit("S1"), "OP20", "ST-02"), "");
}

TEST(Permit, names_all_reasons_at_once_each_with_how_it_goes_away) {
  Shop shop;
  ASSERT_EQ(shop.run(unit("S1"), "OP10", "IM-01"), "");
  EXPECT_EQ(shop.hold(of(unit("S1"))), "H-1");
  EXPECT_EQ(shop.hold(exposure("IM-01", minute(0), {})), "H-2");
  act::replay(shop.acts, act::EquipmentStopped{"LINE-1", {"oil on the floor", "地面有油"}, {}}, minute(1), "shift");
  ASSERT_EQ(shop.ask(unit("S1"), Scrap{"burnt", {}}), "");
  EXPECT_EQ(shop.codes(unit("S1"), "OP20", "ST-02"), "equipment_stopped held held scrapped");
  const Permit answer = permit(shop.site(), {unit("S1"), "OP20", "ST-02"});
  EXPECT_FALSE(answer.allowed);
  EXPECT_EQ(answer.reasons[0].text.en, "LINE-1 is stopped since 00:01 UTC: oil on the floor");
  EXPECT_EQ(answer.reasons[0].text.zh, "LINE-1 自 00:01 UTC 起停机：地面有油");
  EXPECT_EQ(answer.reasons[1].text.en, "Held since 00:01 UTC: looks odd");
  EXPECT_EQ(answer.reasons[1].hold, "H-1");
  EXPECT_EQ(answer.reasons[1].lift->role, "quality_engineer");
}

TEST(Permit, a_reason_of_another_day_says_the_day) {
  Shop shop;
  shop.hold(of(unit("S1")));
  shop.clock = 24 * 60 + 5;
  EXPECT_EQ(permit(shop.site(), {unit("S1"), "OP10", "IM-01"}).reasons[0].text.en,
            "Held since 2026-01-01 00:00 UTC: looks odd");
}

TEST(Permit, a_part_that_is_held_holds_what_it_went_into_and_says_so) {
  Shop shop;
  ASSERT_EQ(shop.receive("L7", "RESIN", 1000), "");
  ASSERT_EQ(shop.start(unit("S1"), "OP10", "IM-01"), "");
  ASSERT_EQ(shop.consume(unit("S1"), lot("L7"), "OP10", "IM-01", Decimal{42, 0}), "");
  ASSERT_EQ(shop.complete(unit("S1"), "OP10", "IM-01"), "");
  const std::string id = shop.hold(of(lot("L7")));
  EXPECT_EQ(permit(shop.site(), {unit("S1"), "OP20", "ST-02"}).reasons[0].text.en,
            "Held since 00:00 UTC: looks odd (through lot L7)");
  shop.release(id, unit("S1"));
  EXPECT_EQ(shop.codes(unit("S1"), "OP20", "ST-02"), "") << "released one by one, with what went into it";
  shop.start(unit("P1"), "OP20", "ST-02");
  EXPECT_EQ(shop.consume(unit("P1"), unit("S1"), "OP20", "ST-02"), "")
      << "and what it goes into is not held through it";
  EXPECT_EQ(shop.codes(lot("L7"), "OP15", "ST-03").substr(0, 4), "held");
}

TEST(Permit, an_exposure_holds_what_ran_then_and_nothing_else) {
  Shop shop;
  for (const char* id : {"S1", "S2", "S3"}) {
    shop.clock += 10;
    ASSERT_EQ(shop.run(unit(id), "OP10", "IM-01"), "");  // at 10–11, 21–22, 32–33
  }
  ASSERT_EQ(shop.run(unit("S4"), "OP10", "IM-02"), "");
  shop.hold(exposure("IM-01", minute(20), minute(30)));
  EXPECT_EQ(shop.codes(unit("S1"), "OP20", "ST-02"), "");
  EXPECT_EQ(shop.codes(unit("S2"), "OP20", "ST-02"), "held");
  EXPECT_EQ(shop.codes(unit("S3"), "OP20", "ST-02"), "");
  EXPECT_EQ(shop.codes(unit("S4"), "OP20", "ST-02"), "");
}

TEST(Permit, what_is_not_in_memory_cannot_be_evaluated_and_stays_held) {
  Shop shop;
  Item pump;
  pump.ref = unit("P1");
  pump.material = "PUMP";
  pump.runs.push_back({1, "OP20", "ST-02", {}, minute(0), minute(0), RunResult::pass});
  pump.inputs.push_back(unit("S1"));
  remember(shop.state, pump);
  EXPECT_EQ(missing_ancestors(shop.state, unit("P1")), std::vector<ItemRef>{unit("S1")});
  const Permit answer = permit(shop.site(), {unit("P1"), "OP30", "ST-03"});
  ASSERT_EQ(answer.reasons.size(), 1u);
  EXPECT_EQ(answer.reasons[0].text.en, "The genealogy of unit P1 cannot be evaluated, so it stays held.");
  remember_absent(shop.state, unit("S1"));
  EXPECT_TRUE(permit(shop.site(), {unit("P1"), "OP30", "ST-03"}).allowed);
}

TEST(Permit, a_tree_beyond_the_limit_stays_held) {
  Shop shop;
  Item box;
  box.ref = lot("BOX");
  for (std::size_t i = 0; i < tree_limit; ++i) box.contents.push_back(unit(std::to_string(i)));
  for (const ItemRef& ref : box.contents) remember_absent(shop.state, ref);
  remember(shop.state, box);
  EXPECT_FALSE(holdings_on(shop.state, shop.acts, lot("BOX")).evaluated);
  shop.state.items.at(lot("BOX")).contents.pop_back();
  EXPECT_TRUE(holdings_on(shop.state, shop.acts, lot("BOX")).evaluated);
}

}  // namespace
}  // namespace jidoka::produce
