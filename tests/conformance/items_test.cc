#include <algorithm>

#include "conformance/store_suite.h"

namespace jidoka::conformance {
namespace {

class Items : public StoreSuite {
 protected:
  // L7 → SN-1, SN-2 (IM-01) → SN-1 into ASM-1 → BOX-1
  void make_a_tree() {
    commit({received("L7", "RESIN", {5000, 1})});
    commit({started(unit("SN-1"), "OP10", "IM-01", at(10)), consumed(lot("L7"), unit("SN-1"), {425, 1}, at(11)),
            completed(unit("SN-1"), "OP10", "IM-01", at(40)), started(unit("SN-2"), "OP10", "IM-01", at(50)),
            consumed(lot("L7"), unit("SN-2"), {42, 0}, at(51)), completed(unit("SN-2"), "OP10", "IM-01", at(80))});
    commit({started(unit("ASM-1"), "OP20", "ST-02", at(100)), consumed(unit("SN-1"), unit("ASM-1"), {1, 0}, at(101))});
    commit({completed(unit("ASM-1"), "OP20", "ST-02", at(120)), produce::Packed{unit("ASM-1"), lot("BOX-1"), at(130)}});
  }
  std::vector<std::string> held(std::string_view hold) {
    const auto listed = reads().hold_items(hold, {});
    EXPECT_TRUE(listed) << (listed ? "" : listed.error().text.en);
    return listed ? ids(listed->items) : std::vector<std::string>();
  }
};
ON_EVERY_DATABASE(Items);

using Names = std::vector<std::string>;

TEST_P(Items, an_item_loads_as_production_left_it) {
  make_a_tree();
  const auto resin = store().load_item(lot("L7"));
  ASSERT_TRUE(resin) << resin.error().text.en;
  ASSERT_TRUE(*resin);
  EXPECT_EQ((*resin)->quantity, (Decimal{4155, 1})) << "500.0 g less 42.5 g and 42 g";
  EXPECT_EQ((*resin)->state, produce::ItemState::available);
  const auto part = *store().load_item(unit("SN-1"));
  ASSERT_TRUE(part);
  EXPECT_EQ(part->state, produce::ItemState::consumed);
  EXPECT_EQ(part->inputs, std::vector{lot("L7")});
  ASSERT_EQ(part->runs.size(), 1u);
  EXPECT_EQ(part->runs[0].ended, at(40));
  EXPECT_EQ(part->runs[0].person, "P-1");
  const auto assembly = *store().load_item(unit("ASM-1"));
  EXPECT_EQ(assembly->inside, lot("BOX-1"));
  EXPECT_EQ(assembly->state, produce::ItemState::packed);
  EXPECT_EQ((*store().load_item(lot("BOX-1")))->contents, std::vector{unit("ASM-1")});
  EXPECT_EQ(*store().load_item(unit("L7")), std::nullopt) << "serials and lots are two name spaces";
}

TEST_P(Items, shipping_a_box_ships_everything_in_it) {
  make_a_tree();
  commit({produce::Packed{lot("BOX-1"), lot("PALLET-1"), at(140)}, produce::Shipped{lot("PALLET-1"), "ACME", at(150)}});
  for (const auto& ref : {unit("ASM-1"), lot("BOX-1"), lot("PALLET-1")}) {
    const auto found = reads().item(ref);
    ASSERT_TRUE(found && *found) << ref.id;
    EXPECT_EQ((*found)->item.state, produce::ItemState::shipped) << ref.id;
    EXPECT_EQ((*found)->item.shipped_to, "ACME") << ref.id;
  }
  EXPECT_EQ((*reads().item(unit("SN-2")))->item.state, produce::ItemState::available) << "it waits for its next step";
}

TEST_P(Items, an_item_is_in_process_while_it_runs_and_waits_in_between) {
  const auto state = [&] { return (*store().load_item(unit("SN-1")))->state; };
  commit({started(unit("SN-1"), "OP10", "IM-01", at(10))});
  EXPECT_EQ(state(), produce::ItemState::in_process);
  commit({completed(unit("SN-1"), "OP10", "IM-01", at(40))});
  EXPECT_EQ(state(), produce::ItemState::available);
  commit({started(unit("SN-1"), "OP20", "ST-02", at(50), 2)});
  EXPECT_EQ(state(), produce::ItemState::in_process);
}

TEST_P(Items, what_was_scrapped_in_its_box_is_not_shipped) {
  make_a_tree();
  commit({produce::Packed{unit("SN-2"), lot("TRAY"), at(135)}, produce::Packed{lot("TRAY"), lot("PALLET-1"), at(136)},
          produce::Packed{lot("BOX-1"), lot("PALLET-1"), at(140)}, produce::Scrapped{lot("TRAY"), "crushed", at(145)},
          produce::Shipped{lot("PALLET-1"), "ACME", at(150)}});
  const auto state = [&](const produce::ItemRef& ref) { return (*reads().item(ref))->item.state; };
  EXPECT_EQ(state(lot("TRAY")), produce::ItemState::scrapped);
  EXPECT_EQ(state(unit("SN-2")), produce::ItemState::packed) << "in the tray that stayed";
  EXPECT_EQ(state(unit("ASM-1")), produce::ItemState::shipped);
}

TEST_P(Items, a_run_ends_when_its_unit_is_scrapped) {
  commit({started(unit("SN-1"), "OP10", "IM-01", at(10)), produce::Scrapped{unit("SN-1"), "burnt", at(400)}});
  commit({exposure_hold("H-1", "IM-01", at(500), {}), exposure_hold("H-2", "IM-01", at(399), {})});
  EXPECT_EQ(held("H-1"), Names{});
  EXPECT_EQ(held("H-2"), (Names{"SN-1"})) << "however long it ran";
  const auto scrapped = *store().load_item(unit("SN-1"));
  ASSERT_EQ(scrapped->runs.size(), 1u);
  EXPECT_EQ(scrapped->runs[0].ended, at(400));
  EXPECT_EQ(scrapped->runs[0].result, produce::RunResult::fail);
  EXPECT_EQ((*reads().activity())[0].ended_at, at(400));
  EXPECT_TRUE(store().recover()->running.empty());
}

TEST_P(Items, an_exposure_holds_what_ran_in_it_and_everything_that_it_went_into) {
  make_a_tree();
  commit({exposure_hold("H-1", "IM-01", at(20), at(50)), exposure_hold("H-2", "IM-01", at(50), at(51)),
          exposure_hold("H-3", "IM-01", at(40), at(50)), exposure_hold("H-4", "IM-01", at(80), {}),
          exposure_hold("H-5", "IM-01", {}, at(10)), exposure_hold("H-6", "IM-01", {}, {})});
  EXPECT_EQ(held("H-1"), (Names{"ASM-1", "BOX-1", "SN-1"}));
  EXPECT_EQ(held("H-2"), (Names{"SN-2"}));
  EXPECT_EQ(held("H-3"), Names{}) << "a run that ended when the exposure began, and one that began when it ended";
  EXPECT_EQ(held("H-4"), Names{});
  EXPECT_EQ(held("H-5"), Names{});
  EXPECT_EQ(held("H-6"), (Names{"ASM-1", "BOX-1", "SN-1", "SN-2"}));
}

TEST_P(Items, a_run_that_goes_on_is_exposed_until_it_ends) {
  commit({started(unit("SN-1"), "OP10", "IM-01", at(10)), exposure_hold("H-1", "IM-01", at(500), {})});
  EXPECT_EQ(held("H-1"), (Names{"SN-1"}));
  commit({completed(unit("SN-1"), "OP10", "IM-01", at(400))});
  EXPECT_EQ(held("H-1"), Names{});
  commit({started(unit("SN-2"), "OP10", "IM-01", at(500)), completed(unit("SN-2"), "OP10", "IM-01", at(500))});
  EXPECT_EQ(held("H-1"), (Names{"SN-2"})) << "a run that ended when it began counts as that instant";
}

TEST_P(Items, a_released_item_frees_what_is_reached_only_through_it) {
  make_a_tree();
  commit({item_hold("H-1", lot("L7"))});
  EXPECT_EQ(held("H-1"), (Names{"ASM-1", "BOX-1", "L7", "SN-1", "SN-2"}));
  const auto before = *reads().hold("H-1");
  EXPECT_EQ(before->counts->units, 3u);
  EXPECT_EQ(before->counts->lots, 2u);
  EXPECT_EQ(before->counts->packed, 1u);
  commit({act::HoldItemReleased{"H-1", "unit", "SN-1", "measured"}});
  EXPECT_EQ(held("H-1"), (Names{"L7", "SN-2"}));
  EXPECT_EQ((*reads().hold("H-1"))->counts->units, 1u);
}

TEST_P(Items, what_a_hold_covers_is_given_page_by_page) {
  make_a_tree();
  commit({item_hold("H-1", lot("L7"))});
  Names all;
  std::string after;
  do {
    const auto page = reads().hold_items("H-1", {after, 2});
    ASSERT_TRUE(page) << page.error().text.en;
    for (const auto& item : page->items) all.push_back(item.id);
    after = page->next;
  } while (!after.empty());
  EXPECT_EQ(all, (Names{"ASM-1", "BOX-1", "L7", "SN-1", "SN-2"}));
}

TEST_P(Items, a_trace_finds_the_tree_in_both_directions) {
  make_a_tree();
  const auto back = reads().trace(unit("ASM-1"), false, 1000);
  ASSERT_TRUE(back && *back);
  EXPECT_EQ(ids((*back)->nodes), (Names{"ASM-1", "SN-1", "L7"}));
  EXPECT_EQ((*back)->nodes[2].depth, 2);
  EXPECT_EQ((*back)->nodes[1].runs.size(), 1u);
  EXPECT_EQ((*back)->nodes[1].runs[0].parameters.at("cycle_time"), 31.5);
  ASSERT_EQ((*back)->edges.size(), 2u);
  EXPECT_EQ((*back)->edges[0].from, lot("L7"));
  EXPECT_EQ((*back)->edges[0].quantity, (Decimal{425, 1}));
  EXPECT_TRUE((*back)->complete);
  const auto ahead = *reads().trace(lot("L7"), true, 1000);
  EXPECT_EQ(ids(ahead->nodes), (Names{"L7", "SN-1", "SN-2", "ASM-1", "BOX-1"}));
  EXPECT_EQ(ahead->as_of, *reads().ledger_size());
  const auto cut = *reads().trace(lot("L7"), true, 3);
  EXPECT_FALSE(cut->complete);
  EXPECT_EQ(cut->nodes.size(), 3u);
  EXPECT_EQ(*reads().trace(unit("nobody"), true, 10), std::nullopt);
}

TEST_P(Items, items_are_found_by_kind_material_state_and_part_of_the_id) {
  make_a_tree();
  commit({produce::Scrapped{unit("100%_X"), "drop", at(200)}});
  EXPECT_EQ(ids(reads().items({.kind = produce::ItemKind::lot, .material = {}, .state = {}, .text = {}}, {})->items),
            (Names{"BOX-1", "L7"}));
  EXPECT_EQ(ids(reads().items({.kind = {}, .material = "RESIN", .state = {}, .text = {}}, {})->items), (Names{"L7"}));
  EXPECT_EQ(
      ids(reads().items({.kind = {}, .material = {}, .state = produce::ItemState::scrapped, .text = {}}, {})->items),
      (Names{"100%_X"}));
  EXPECT_EQ(ids(reads().items({.kind = {}, .material = {}, .state = {}, .text = "SN-"}, {})->items),
            (Names{"SN-1", "SN-2"}));
  EXPECT_EQ(ids(reads().items({.kind = {}, .material = {}, .state = {}, .text = "n-2"}, {})->items), (Names{"SN-2"}));
  EXPECT_EQ(ids(reads().items({.kind = {}, .material = {}, .state = {}, .text = "%_"}, {})->items), (Names{"100%_X"}))
      << "what is typed stands for itself";
  EXPECT_EQ(ids(reads().items({.kind = {}, .material = {}, .state = {}, .text = "_"}, {})->items), (Names{"100%_X"}));
}

TEST_P(Items, the_newest_run_of_each_equipment_is_its_activity) {
  make_a_tree();
  const auto activity = reads().activity();
  ASSERT_TRUE(activity) << activity.error().text.en;
  ASSERT_EQ(activity->size(), 2u);
  EXPECT_EQ((*activity)[0].equipment, "ST-02");
  EXPECT_EQ((*activity)[1].item, "SN-2");
  EXPECT_EQ((*activity)[1].ended_at, at(80));
}

TEST_P(Items, lists_are_paged_newest_first) {
  for (int i = 1; i <= 7; ++i) commit({produce::Scrapped{unit("SN-" + std::to_string(i)), "drop", at(i)}});
  const auto first = reads().items({}, {"", 3});
  EXPECT_EQ(ids(first->items), (Names{"SN-7", "SN-6", "SN-5"}));
  const auto second = reads().items({}, {first->next, 4});
  EXPECT_EQ(ids(second->items), (Names{"SN-4", "SN-3", "SN-2", "SN-1"}));
  EXPECT_EQ(second->next, "");
  EXPECT_EQ(reads().items({}, {"nonsense", 3}).error().field, "after");
  EXPECT_EQ(reads().items({}, {"", 1001}).error().field, "limit");
}

}  // namespace
}  // namespace jidoka::conformance
