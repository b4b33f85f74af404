#include "produce/decide.h"

#include <gtest/gtest.h>

#include <limits>

#include "produce/produce_fixture_test.h"

namespace jidoka::produce {
namespace {

TEST(Start, needs_well_formed_names_and_a_time_that_has_come) {
  Shop shop;
  EXPECT_EQ(shop.start(unit(""), "OP10", "IM-01"), "invalid-id");
  EXPECT_EQ(shop.start(unit("S\t1"), "OP10", "IM-01"), "invalid-id");
  EXPECT_EQ(shop.start(unit(std::string(65, 'x')), "OP10", "IM-01"), "invalid-id");
  EXPECT_EQ(shop.start(unit("壳体-0042"), "OP10", "IM-01"), "");
  EXPECT_EQ(shop.ask(unit("S2"), StartRun{"OP10", "IM-01", "张三\n", {}, {}}), "invalid-id");
  EXPECT_EQ(shop.ask(unit("S2"), StartRun{"OP10", "IM-01", {}, minute(1), {}}), "time-in-the-future");
  EXPECT_EQ(shop.ask(unit("S2"), StartRun{"OP10", "IM-01", {}, minute(-5), {}}), "") << "a station was offline";
  EXPECT_EQ(shop.ask(unit("S3"), StartRun{"OP10", "IM-01", {}, {}, "PUMP"}), "material-differs");
}

TEST(Start, says_everything_that_speaks_against_it) {
  Shop shop;
  shop.run(unit("S1"), "OP10", "IM-01");
  shop.hold(of(unit("S1")));
  EXPECT_EQ(shop.start(unit("S1"), "OP30", "IM-01"), "not-permitted");
  EXPECT_EQ(shop.refused,
            "OP30 runs at ST-03, not at IM-01. Held since 00:01 UTC: looks odd. "
            "S1 has not passed OP20, which comes before OP30.");
}

TEST(Start, what_was_done_before_a_stop_or_a_hold_is_recorded_after_it_and_held_like_the_rest) {
  Shop shop;
  shop.receive("L7", "RESIN", 1000);
  shop.clock = 9;
  act::replay(shop.acts, act::EquipmentStopped{"IM-01", {"too hot", "过热"}, {}}, minute(9), "shift");
  shop.hold(exposure("IM-01", minute(5), {}));
  const auto start_at = [&](const ItemRef& item, std::int64_t then) {
    return shop.ask(item, StartRun{"OP10", "IM-01", {}, minute(then), {}});
  };
  const auto feed_at = [&](const ItemRef& item, std::int64_t then) {
    return shop.ask(item, Consume{lot("L7"), Decimal{42, 0}, {}, "OP10", "IM-01", minute(then)});
  };
  const auto complete_at = [&](const ItemRef& item, std::int64_t then) {
    return shop.ask(item, CompleteRun{"OP10", "IM-01", {}, minute(then), RunResult::pass, {}, {}});
  };
  shop.clock = 10;
  EXPECT_EQ(start_at(unit("S1"), 3), "");
  EXPECT_EQ(feed_at(unit("S1"), 3), "");
  EXPECT_EQ(complete_at(unit("S1"), 4), "");
  EXPECT_EQ(start_at(unit("S2"), 6), "");
  EXPECT_EQ(feed_at(unit("S2"), 9), "not-permitted") << "that was not before the stop";
  EXPECT_EQ(feed_at(unit("S2"), 7), "");
  EXPECT_EQ(complete_at(unit("S2"), 8), "");
  EXPECT_EQ(start_at(unit("S3"), 9), "not-permitted");
  EXPECT_EQ(start_at(unit("S3"), 10), "not-permitted");
  EXPECT_EQ(shop.codes(unit("S1"), "OP20", "ST-02"), "") << "made before the exposure";
  EXPECT_EQ(shop.codes(unit("S2"), "OP20", "ST-02"), "held");
  shop.start(unit("P1"), "OP20", "ST-02");
  EXPECT_EQ(shop.consume(unit("P1"), unit("S2"), "OP20", "ST-02"), "not-permitted");
}

TEST(Start, a_run_cannot_start_before_the_one_before_it_ended) {
  Shop shop;
  shop.clock = 10;
  shop.run(unit("S1"), "OP10", "IM-01", RunResult::fail);
  EXPECT_EQ(shop.ask(unit("S1"), StartRun{"OP10", "IM-01", {}, minute(5), {}}), "time-order");
}

TEST(Complete, must_be_the_run_that_is_open_and_counts_even_when_held) {
  Shop shop;
  EXPECT_EQ(shop.complete(unit("S1"), "OP10", "IM-01"), "unknown-item");
  shop.clock = 10;
  shop.start(unit("S1"), "OP10", "IM-01");
  EXPECT_EQ(shop.complete(unit("S1"), "OP10", "IM-02"), "not-running");
  EXPECT_EQ(shop.complete(unit("S1"), "OP20", "IM-01"), "not-running");
  EXPECT_EQ(shop.ask(unit("S1"), CompleteRun{"OP10", "IM-01", {}, minute(9), RunResult::pass, {}, {}}), "time-order");
  EXPECT_EQ(shop.ask(unit("S1"), CompleteRun{"OP10", "IM-01", {}, {}, RunResult::pass, "burr", {}}),
            "defect-without-failure");
  EXPECT_EQ(
      shop.ask(
          unit("S1"),
          CompleteRun{"OP10", "IM-01", {}, {}, RunResult::pass, {}, {{"t", std::numeric_limits<double>::quiet_NaN()}}}),
      "not-a-number");
  shop.feed(unit("S1"), "OP10", "IM-01");
  shop.hold(of(unit("S1")));
  EXPECT_EQ(shop.complete(unit("S1"), "OP10", "IM-01"), "");
  EXPECT_EQ(shop.complete(unit("S1"), "OP10", "IM-01"), "not-running");
}

TEST(Complete, a_pass_needs_a_lot_of_everything_that_is_used_by_lot) {
  Shop shop;
  shop.start(unit("S1"), "OP10", "IM-01");
  EXPECT_EQ(shop.complete(unit("S1"), "OP10", "IM-01"), "parts-missing") << "nobody would find it by its resin";
  EXPECT_EQ(shop.refused, "OP10 uses RESIN, but no lot of it went into S1. Record the lot that was used first.");
  shop.receive("L7", "RESIN", 1000);
  EXPECT_EQ(shop.consume(unit("S1"), lot("L7"), "OP10", "IM-01", Decimal{40, 0}), "");
  EXPECT_EQ(shop.complete(unit("S1"), "OP10", "IM-01"), "");
  shop.start(unit("S2"), "OP10", "IM-01");
  EXPECT_EQ(shop.complete(unit("S2"), "OP10", "IM-01", RunResult::fail), "") << "a failed run used what it used";
}

TEST(Complete, between_its_runs_an_item_waits) {
  Shop shop;
  shop.start(unit("S1"), "OP10", "IM-01");
  EXPECT_EQ(shop.state.find(unit("S1"))->state, ItemState::in_process);
  shop.feed(unit("S1"), "OP10", "IM-01");
  shop.complete(unit("S1"), "OP10", "IM-01");
  EXPECT_EQ(shop.state.find(unit("S1"))->state, ItemState::available);
  shop.start(unit("S1"), "OP20", "ST-02");
  EXPECT_EQ(shop.state.find(unit("S1"))->state, ItemState::in_process);
}

TEST(Complete, an_assembly_passes_only_with_its_serial_parts_and_a_serial_may_go_on_as_the_product) {
  Shop shop;
  shop.run(unit("S1"), "OP10", "IM-01");
  shop.run(unit("K1"), "OP15", "ST-03");
  shop.run(unit("K2"), "OP15", "ST-03");
  shop.start(unit("P1"), "OP20", "ST-02");
  EXPECT_EQ(shop.complete(unit("P1"), "OP20", "ST-02"), "parts-missing");
  EXPECT_EQ(shop.consume(unit("P1"), unit("K1"), "OP20", "ST-02"), "");
  EXPECT_EQ(shop.complete(unit("P1"), "OP20", "ST-02"), "parts-missing");
  EXPECT_EQ(shop.consume(unit("P1"), unit("S1"), "OP20", "ST-02"), "");
  EXPECT_EQ(shop.complete(unit("P1"), "OP20", "ST-02"), "");
  shop.run(unit("S2"), "OP10", "IM-01");
  shop.start(unit("S2"), "OP20", "ST-02");
  EXPECT_EQ(shop.state.find(unit("S2"))->material, "PUMP");
  EXPECT_EQ(shop.consume(unit("S2"), unit("K2"), "OP20", "ST-02"), "");
  EXPECT_EQ(shop.complete(unit("S2"), "OP20", "ST-02"), "") << "it brought its housing with it";
  EXPECT_EQ(shop.run(unit("S2"), "OP30", "ST-03"), "");
}

TEST(Consume, quantities_are_exact_and_a_lot_never_goes_below_zero) {
  Shop shop;
  shop.receive("L7", "RESIN", 1);
  shop.start(unit("S1"), "OP10", "IM-01");
  for (int i = 0; i < 10; ++i) ASSERT_EQ(shop.consume(unit("S1"), lot("L7"), "OP10", "IM-01", Decimal{1, 1}), "");
  EXPECT_EQ(*shop.state.find(lot("L7"))->quantity, (Decimal{0, 0})) << "ten tenths are one";
  EXPECT_EQ(shop.consume(unit("S1"), lot("L7"), "OP10", "IM-01", Decimal{1, 6}), "not-enough");
  EXPECT_EQ(shop.consume(unit("S1"), lot("L7"), "OP10", "IM-01", Decimal{1, 7}), "quantity");
  EXPECT_EQ(shop.receive("L8", "RESIN", 1'000'000'000'000), "quantity");
  EXPECT_EQ(shop.ask(lot("L9"), ReceiveLot{"RESIN", {10'000'000, 7}, {}, {}, {}, {}}), "") << "1.0000000 is 1";
  EXPECT_EQ(shop.consume(unit("S1"), lot("L7"), "OP10", "IM-01", Decimal{-1, 0}), "quantity");
  EXPECT_EQ(shop.ask(unit("S1"), Consume{lot("L7"), Decimal{1, 0}, "kg", "OP10", "IM-01", {}}), "uom-mismatch");
  EXPECT_EQ(shop.state.find(unit("S1"))->inputs.size(), 1u);
}

TEST(Consume, only_into_a_run_that_is_open_of_material_that_it_uses_and_each_unit_once) {
  Shop shop;
  shop.receive("L7", "RESIN", 100);
  shop.run(unit("S1"), "OP10", "IM-01");
  shop.run(unit("K1"), "OP15", "ST-03");
  EXPECT_EQ(shop.consume(unit("P1"), unit("S1"), "OP20", "ST-02"), "unknown-item");
  shop.start(unit("P1"), "OP20", "ST-02");
  EXPECT_EQ(shop.consume(unit("P1"), unit("S1"), "OP20", "ST-03"), "not-running");
  EXPECT_EQ(shop.consume(unit("P1"), lot("L7"), "OP20", "ST-02"), "wrong-material");
  EXPECT_EQ(shop.consume(unit("P1"), unit("S1"), "OP20", "ST-02", Decimal{2, 0}), "quantity");
  EXPECT_EQ(shop.consume(unit("P1"), unit("S1"), "OP20", "ST-02"), "");
  EXPECT_EQ(shop.consume(unit("P1"), unit("S1"), "OP20", "ST-02"), "not-permitted");
  shop.start(unit("S2"), "OP10", "IM-01");
  EXPECT_EQ(shop.consume(unit("P1"), unit("S2"), "OP20", "ST-02"), "not-permitted") << "still in the press";
  EXPECT_EQ(shop.start(unit("S1"), "OP20", "ST-02"), "not-permitted") << "it is part of P1 now";
}

TEST(Consume, nothing_goes_into_itself_however_far_around) {
  Shop shop;
  shop.material("MIX", plant::Tracking::lot, "g");
  shop.operation("LOOP", {"ST-03"}, "MIX", {}, {});
  ASSERT_EQ(shop.start(lot("A"), "LOOP", "ST-03"), "");
  ASSERT_EQ(shop.start(lot("B"), "LOOP", "ST-03"), "");
  EXPECT_EQ(shop.consume(lot("A"), lot("A"), "LOOP", "ST-03"), "genealogy-circle");
  ASSERT_EQ(shop.complete(lot("A"), "LOOP", "ST-03"), "");
  ASSERT_EQ(shop.consume(lot("B"), lot("A"), "LOOP", "ST-03"), "");
  ASSERT_EQ(shop.complete(lot("B"), "LOOP", "ST-03", RunResult::fail), "");
  ASSERT_EQ(shop.start(lot("C"), "LOOP", "ST-03"), "");
  EXPECT_EQ(shop.consume(lot("C"), lot("B"), "LOOP", "ST-03"), "not-permitted") << "B failed";
  ASSERT_EQ(shop.ask(lot("C"), Scrap{"trial", {}}), "");
  EXPECT_EQ(shop.ask(lot("A"), Pack{"B", {}}), "not-a-box");
}

TEST(Receive, a_lot_comes_in_once_in_the_materials_own_unit) {
  Shop shop;
  shop.model.materials["RESIN"].supplier = "ACME";
  EXPECT_EQ(shop.ask(unit("U"), ReceiveLot{"RESIN", {1, 0}, {}, {}, {}, {}}), "not-a-lot");
  EXPECT_EQ(shop.receive("L7", "GLUE", 1), "unknown-material");
  EXPECT_EQ(shop.receive("L7", "SEAL", 1), "wrong-kind") << "seals have serials";
  EXPECT_EQ(shop.receive("L7", "RESIN", 0), "quantity");
  EXPECT_EQ(shop.ask(lot("L7"), ReceiveLot{"RESIN", {1, 0}, "kg", {}, {}, {}}), "uom-mismatch");
  EXPECT_EQ(shop.receive("L7", "RESIN", 25), "");
  EXPECT_EQ(std::get<LotReceived>(shop.record.back()).supplier, "ACME");
  EXPECT_EQ(shop.receive("L7", "RESIN", 25), "lot-exists");
}

TEST(PackAndShip, a_box_goes_with_all_that_is_in_it_and_nothing_held_leaves) {
  Shop shop;
  for (const char* id : {"K1", "K2", "K3"}) ASSERT_EQ(shop.run(unit(id), "OP15", "ST-03"), "");
  ASSERT_EQ(shop.ask(unit("K1"), Pack{"BOX", {}}), "");
  ASSERT_EQ(shop.ask(unit("K2"), Pack{"BOX", {}}), "");
  EXPECT_EQ(shop.ask(unit("K1"), Pack{"BOX2", {}}), "not-permitted") << "packed already";
  EXPECT_EQ(shop.ask(unit("K1"), Ship{"ACME", {}}), "not-permitted") << "it is in a box";
  const std::string hold = shop.hold(of(unit("K2")));
  EXPECT_EQ(shop.ask(lot("BOX"), Ship{"ACME", {}}), "not-permitted");
  EXPECT_EQ(shop.ask(unit("K3"), Pack{"BOX", {}}), "not-permitted") << "nothing moves with a held box";
  shop.release(hold);
  ASSERT_EQ(shop.ask(lot("BOX"), Pack{"PALLET", {}}), "");
  EXPECT_EQ(shop.ask(lot("PALLET"), Pack{"BOX", {}}), "genealogy-circle");
  ASSERT_EQ(shop.ask(lot("PALLET"), Ship{"ACME", {}}), "");
  for (const ItemRef& item : {unit("K1"), unit("K2"), lot("BOX"), lot("PALLET")})
    EXPECT_EQ(shop.state.find(item)->state, ItemState::shipped) << item.id;
  EXPECT_EQ(shop.codes(unit("K1"), "OP15", "ST-03"), "shipped already_completed");
  EXPECT_EQ(shop.ask(unit("K1"), Scrap{"gone bad", {}}), "not-permitted");
}

TEST(PackAndShip, only_what_has_passed_the_end_of_its_routing) {
  Shop shop;
  ASSERT_EQ(shop.run(unit("S1"), "OP10", "IM-01"), "");
  ASSERT_EQ(shop.run(unit("K1"), "OP15", "ST-03"), "");
  EXPECT_EQ(shop.ask(unit("S1"), Ship{"ACME", {}}), "not-permitted");
  EXPECT_EQ(shop.refused, "S1 has passed OP10; it must still pass OP20.");
  EXPECT_EQ(shop.ask(unit("S1"), Pack{"BOX", {}}), "not-permitted");
  ASSERT_EQ(shop.start(unit("S1"), "OP20", "ST-02"), "");
  ASSERT_EQ(shop.consume(unit("S1"), unit("K1"), "OP20", "ST-02"), "");
  ASSERT_EQ(shop.complete(unit("S1"), "OP20", "ST-02"), "");
  EXPECT_EQ(shop.ask(unit("S1"), Pack{"BOX", {}}), "not-permitted");
  ASSERT_EQ(shop.run(unit("S1"), "OP30", "ST-03"), "");
  EXPECT_EQ(shop.ask(unit("S1"), Pack{"BOX", {}}), "");
}

TEST(PackAndShip, what_was_scrapped_in_its_box_stays_behind) {
  Shop shop;
  for (const char* id : {"K1", "K2", "K3"}) ASSERT_EQ(shop.run(unit(id), "OP15", "ST-03"), "");
  ASSERT_EQ(shop.ask(unit("K1"), Pack{"BOX", {}}), "");
  ASSERT_EQ(shop.ask(unit("K2"), Pack{"BOX", {}}), "");
  ASSERT_EQ(shop.ask(unit("K3"), Pack{"TRAY", {}}), "");
  ASSERT_EQ(shop.ask(lot("TRAY"), Pack{"BOX", {}}), "");
  ASSERT_EQ(shop.ask(unit("K1"), Scrap{"crushed", {}}), "");
  ASSERT_EQ(shop.ask(lot("TRAY"), Scrap{"crushed", {}}), "");
  ASSERT_EQ(shop.ask(lot("BOX"), Ship{"ACME", {}}), "");
  EXPECT_EQ(shop.state.find(unit("K1"))->state, ItemState::scrapped);
  EXPECT_EQ(shop.state.find(unit("K2"))->state, ItemState::shipped);
  EXPECT_EQ(shop.state.find(unit("K3"))->state, ItemState::packed) << "in the tray that stayed";
}

TEST(Scrap, ends_what_runs_and_later_exposures_do_not_reach_it) {
  Shop shop;
  shop.clock = 10;
  shop.start(unit("S1"), "OP10", "IM-01");
  shop.clock = 20;
  EXPECT_EQ(shop.ask(unit("S1"), Scrap{"burnt", minute(9)}), "time-order");
  ASSERT_EQ(shop.ask(unit("S1"), Scrap{"burnt", {}}), "");
  EXPECT_EQ(open_run(*shop.state.find(unit("S1"))), nullptr);
  EXPECT_EQ(last_ended(*shop.state.find(unit("S1")), "OP10")->result, RunResult::fail);
  EXPECT_EQ(shop.complete(unit("S1"), "OP10", "IM-01", RunResult::fail), "not-running");
  shop.hold(exposure("IM-01", minute(15), minute(30)));
  shop.hold(exposure("IM-01", minute(20), {}));
  const HoldingAnswer answer = holdings_on(shop.state, shop.acts, unit("S1"));
  ASSERT_EQ(answer.holdings.size(), 1u);
  EXPECT_EQ(answer.holdings[0].hold, "H-1");
}

TEST(Scrap, needs_a_reason_and_is_a_way_out_of_a_hold) {
  Shop shop;
  shop.start(unit("K1"), "OP15", "ST-03");
  shop.hold(of(unit("K1")));
  EXPECT_EQ(shop.ask(unit("K1"), Scrap{" ", {}}), "reason-required");
  EXPECT_EQ(only_running(shop.state, "ST-03", ItemKind::unit, minute(shop.clock)), "K1");
  EXPECT_EQ(shop.ask(unit("K1"), Scrap{"burnt", {}}), "");
  EXPECT_EQ(only_running(shop.state, "ST-03", ItemKind::unit, minute(shop.clock)), std::nullopt);
  EXPECT_EQ(shop.ask(unit("K1"), Scrap{"burnt", {}}), "not-permitted");
}

TEST(Running, is_known_only_when_just_one_ran_there_at_the_time) {
  Shop shop;
  const auto ran_at = [&](std::int64_t time) {
    return only_running(shop.state, "IM-01", ItemKind::unit, minute(time));
  };
  shop.clock = 10;
  shop.start(unit("S1"), "OP10", "IM-01");
  EXPECT_EQ(ran_at(10), "S1");
  EXPECT_EQ(ran_at(9), std::nullopt) << "it had not begun";
  shop.clock = 20;
  shop.complete(unit("S1"), "OP10", "IM-01", RunResult::fail);
  shop.start(unit("S2"), "OP10", "IM-01");
  EXPECT_EQ(ran_at(19), "S1") << "though another one runs now";
  EXPECT_EQ(ran_at(20), "S2");
  shop.start(unit("S3"), "OP10", "IM-01");
  EXPECT_EQ(ran_at(20), std::nullopt) << "two of them";
  EXPECT_EQ(only_running(shop.state, "IM-01", ItemKind::lot, minute(20)), std::nullopt);
}

}  // namespace
}  // namespace jidoka::produce
