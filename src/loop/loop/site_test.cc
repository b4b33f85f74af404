#include "loop/site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loop/inbox_request.h"
#include "loop/memory_store_test.h"
#include "loop/site_driver_test.h"

namespace jidoka::loop {
namespace {

using testing::HasSubstr;

class SiteTest : public testing::Test {
 protected:
  SiteTest() {
    std::vector<std::string> documents = small_plant();
    documents.push_back(small_plan(1));
    const Asked applied = driver.ask(ApplyPlant{documents, {}, false, "start"});
    driver.commit();
    EXPECT_TRUE(is_done(applied)) << said(applied);
    driver.go_to(1000);
  }
  Asked start(const std::string& serial, std::int64_t second, const std::string& equipment = "IM-01") {
    produce::StartRun input;
    input.operation = "OP10";
    input.equipment = equipment;
    input.time = SiteDriver::at(second);
    return driver.ask(ForItem{unit(serial), input});
  }
  Asked permit(const std::string& serial, const std::string& operation = "OP10",
               const std::string& equipment = "IM-02") {
    return driver.ask(AskPermit{{unit(serial), operation, equipment}});
  }
  Asked release(const std::string& hold) { return driver.ask(ForHold{hold, {"measured, it is fine", {}, {}}}); }
  std::size_t holds() const { return store.all<act::HoldPlaced>().size(); }

  MemoryStore store;
  SiteDriver driver{store};
};

TEST_F(SiteTest, a_bad_reading_its_verdict_its_hold_and_its_alarm_are_one_commit) {
  driver.read("melt_temp", 10, 230);
  driver.commit();
  const int before = store.commits();
  const Asked bad = driver.read("melt_temp", 20, 240);
  EXPECT_TRUE(waits(bad)) << "nothing is accepted before it is on disk";
  EXPECT_EQ(store.all<port::VerdictReached>().size(), 0u);
  driver.commit();
  EXPECT_THAT(said(bad), HasSubstr(R"("accepted":1)"));
  EXPECT_EQ(store.commits(), before + 1);
  ASSERT_EQ(store.all<port::VerdictReached>().size(), 1u);
  ASSERT_EQ(holds(), 1u);
  EXPECT_EQ(store.all<act::AlarmRaised>().size(), 1u);
  EXPECT_EQ(store.all<act::HoldPlaced>()[0].scope.from, SiteDriver::at(10)) << "since it was last good";
  driver.read("melt_temp", 30, 230);
  driver.commit();
  ASSERT_EQ(store.all<act::HoldClosed>().size(), 1u);
  EXPECT_EQ(store.all<act::HoldClosed>()[0].to, SiteDriver::at(30));
}

TEST_F(SiteTest, yes_waits_for_what_it_rests_on_and_no_is_said_at_once) {
  EXPECT_THAT(said(permit("SN-1")), HasSubstr(R"("allowed":true)")) << "nothing is on its way";
  driver.ask(ForItem{lot("L1"), produce::ReceiveLot{"RESIN", {1000, 0}, "g", {}, {}, {}}});
  const Asked yes = permit("SN-1");
  EXPECT_TRUE(waits(yes));
  EXPECT_THAT(said(permit("SN-1", "OP99")), HasSubstr(R"("allowed":false)"));
  driver.commit();
  EXPECT_THAT(said(yes), HasSubstr(R"("allowed":true)"));
}

TEST_F(SiteTest, a_hold_that_shares_the_commit_of_a_permit_counts) {
  start("SN-1", 15);
  driver.commit();
  driver.ask(ForItem{lot("L1"), produce::ReceiveLot{"RESIN", {1000, 0}, "g", {}, {}, {}}});
  const Asked asked = permit("SN-2");
  driver.ask(NewHold{{{act::ScopeKind::unit, "SN-2", {}, {}, {}}, "dropped on the floor"}});
  EXPECT_TRUE(waits(asked));
  driver.commit();
  EXPECT_THAT(said(asked), HasSubstr(R"("allowed":false)"));
}

TEST_F(SiteTest, a_release_takes_effect_only_when_it_is_on_disk) {
  const Asked placed = driver.ask(NewHold{{{act::ScopeKind::unit, "SN-1", {}, {}, {}}, "dropped on the floor"}});
  EXPECT_THAT(said(permit("SN-1")), HasSubstr(R"("allowed":false)")) << "a hold counts at once";
  driver.commit();
  EXPECT_THAT(said(placed), HasSubstr("H-1"));
  const Asked released = release("H-1");
  EXPECT_TRUE(waits(released));
  EXPECT_THAT(said(permit("SN-1")), HasSubstr(R"("allowed":false)"));
  driver.commit();
  EXPECT_TRUE(is_done(released));
  EXPECT_THAT(said(permit("SN-1")), HasSubstr(R"("allowed":true)"));
}

TEST_F(SiteTest, what_comes_after_a_release_in_the_midst_of_an_excursion_is_held_anew) {
  driver.read("melt_temp", 10, 230);
  driver.read("melt_temp", 20, 240);  // H-1, which nobody releases
  driver.read("melt_temp", 30, 230);
  driver.read("melt_temp", 40, 240);  // H-2
  driver.commit();
  ASSERT_EQ(holds(), 2u);
  driver.go_to(45);
  release("H-2");
  driver.commit();
  driver.go_to(1000);
  driver.read("melt_temp", 50, 241);
  driver.read("melt_temp", 60, 241);
  driver.commit();
  EXPECT_EQ(holds(), 3u) << "once for the release, not once for each reading";
}

TEST_F(SiteTest, after_a_restart_it_is_still_held_anew) {
  driver.read("melt_temp", 10, 230);
  driver.read("melt_temp", 20, 240);
  driver.commit();
  driver.go_to(25);
  release("H-1");
  driver.commit();
  driver.recover();
  driver.go_to(1000);
  driver.read("melt_temp", 30, 241);
  driver.commit();
  EXPECT_EQ(holds(), 2u);
}

TEST_F(SiteTest, when_the_disk_fails_everybody_is_told_and_nothing_is_lost_or_doubled_after_they_try_again) {
  for (std::atomic<int>* fault : {&store.failing_commits, &store.lost_acknowledgements}) {
    const std::size_t before = store.readings();
    const std::int64_t second = fault == &store.failing_commits ? 10 : 20;
    *fault = 1;
    const Asked first = driver.read("melt_temp", second, 230);
    const Asked lost =
        driver.ask(NewHold{{{act::ScopeKind::unit, "SN-1", {}, {}, {}}, "scratched"}}, "key-" + std::to_string(second));
    EXPECT_FALSE(driver.commit());
    EXPECT_THAT(said(first), HasSubstr("store-unavailable"));
    EXPECT_THAT(said(lost), HasSubstr("store-unavailable"));
    driver.read("melt_temp", second, 230);
    const Asked again =
        driver.ask(NewHold{{{act::ScopeKind::unit, "SN-1", {}, {}, {}}, "scratched"}}, "key-" + std::to_string(second));
    driver.commit();
    EXPECT_TRUE(is_done(again)) << said(again);
    EXPECT_EQ(store.readings(), before + 1);
  }
  EXPECT_EQ(holds(), 2u) << "one for each key";
}

TEST_F(SiteTest, the_same_key_gets_the_same_bytes_and_one_in_progress_is_refused) {
  const auto ask = [&] { return driver.ask(NewHold{{{act::ScopeKind::lot, "L1", {}, {}, {}}, "wet"}}, "once"); };
  const Asked first = ask();
  const Asked meanwhile = ask();
  EXPECT_THAT(said(meanwhile), HasSubstr("request-in-progress"));
  driver.commit();
  const Asked second = ask();
  EXPECT_EQ(said(first), said(second));
  driver.recover();
  EXPECT_EQ(said(first), said(ask())) << "after a restart, too";
  EXPECT_EQ(holds(), 1u);
}

TEST_F(SiteTest, duplicates_are_counted_and_contradictions_are_set_aside_however_late_they_come) {
  for (int i = 0; i < 40; ++i) {
    driver.read("pressure", i * 10, 100 + i);
    if (i % 7 == 0) driver.commit();
  }
  driver.commit();
  const Asked duplicate = driver.read("pressure", 20, 102);
  const Asked conflict = driver.read("pressure", 20, 99);
  const Asked other_unit = driver.read("pressure", 20, 99, "SN-1");
  const Asked late = driver.read("pressure", 25, 99);
  const Asked late_again = driver.read("pressure", 25, 99);
  driver.commit();
  EXPECT_THAT(said(duplicate), HasSubstr(R"("accepted":0,"duplicates":1)"));
  EXPECT_THAT(said(conflict), HasSubstr(R"("quarantined":1)"));
  EXPECT_THAT(said(other_unit), HasSubstr(R"("accepted":1)"));
  EXPECT_THAT(said(late), HasSubstr(R"("accepted":1)"));
  EXPECT_THAT(said(late_again), HasSubstr(R"("duplicates":1)")) << "in the same group";
  EXPECT_EQ(store.readings(), 42u);
  EXPECT_EQ(store.all<port::ReadingQuarantined>().size(), 1u);
}

TEST_F(SiteTest, a_site_that_could_not_look_back_is_broken_and_recovered) {
  for (int i = 0; i < 20; ++i) driver.read("pressure", i * 10, 100);
  driver.commit();
  store.failing_reads = 1;
  const Asked bystander = driver.read("pressure", 500, 100);
  const Asked late = driver.read("pressure", 15, 100);
  EXPECT_FALSE(is_done(late));
  EXPECT_TRUE(driver.site().is_broken());
  EXPECT_FALSE(driver.commit());
  EXPECT_THAT(said(bystander), HasSubstr("store-unavailable"));
  driver.read("pressure", 500, 100);
  driver.read("pressure", 15, 100);
  driver.commit();
  EXPECT_EQ(store.readings(), 22u);
}

TEST_F(SiteTest, a_late_bad_reading_holds_what_was_made_between_its_good_neighbours) {
  driver.read("melt_temp", 10, 230);
  driver.read("melt_temp", 20, 230);
  driver.commit();
  driver.read("melt_temp", 15, 240);
  driver.commit();
  ASSERT_EQ(holds(), 1u);
  EXPECT_EQ(store.all<act::HoldPlaced>()[0].scope.from, SiteDriver::at(10));
  ASSERT_EQ(store.all<act::HoldClosed>().size(), 1u);
  EXPECT_EQ(store.all<act::HoldClosed>()[0].to, SiteDriver::at(20));
}

TEST_F(SiteTest, a_late_bad_reading_far_from_its_neighbours_does_not_hold_for_ever) {
  driver.go_to(100'000);
  driver.read("melt_temp", 10, 230);
  driver.read("melt_temp", 90'000, 230);
  driver.commit();
  driver.read("melt_temp", 40'000, 240);
  driver.commit();
  ASSERT_EQ(store.all<act::HoldClosed>().size(), 1u);
  EXPECT_EQ(store.all<act::HoldClosed>()[0].to, SiteDriver::at(90'000));
}

TEST_F(SiteTest, a_new_revision_ends_what_the_old_one_found_and_goes_on_from_what_it_knew) {
  driver.read("melt_temp", 10, 230);
  driver.read("melt_temp", 20, 240);
  driver.commit();
  driver.ask(ApplyPlant{{small_plan(2, 250)}, {}, false, "wider"});
  driver.commit();
  EXPECT_EQ(store.all<act::HoldClosed>().size(), 1u);
  EXPECT_EQ(store.all<act::AlarmReturned>().size(), 1u);
  driver.recover();
  driver.read("melt_temp", 30, 260);
  driver.commit();
  ASSERT_EQ(holds(), 2u);
  EXPECT_EQ(store.all<act::HoldPlaced>()[1].scope.from, SiteDriver::at(10)) << "last good under either revision";
}

TEST_F(SiteTest, another_chart_does_not_make_it_forget_when_it_was_last_good) {
  driver.read("melt_temp", 10, 230);
  driver.commit();
  driver.ask(
      ApplyPlant{{small_plan(2, 233, R"("chart":{"type":"i-mr","rules":["we1"],"limits":{"mean":230,"sigma":1}},)")},
                 {},
                 false,
                 "chart"});
  driver.commit();
  driver.read("melt_temp", 20, 240);
  driver.commit();
  ASSERT_EQ(holds(), 1u);
  EXPECT_EQ(store.all<act::HoldPlaced>()[0].scope.from, SiteDriver::at(10));
}

TEST_F(SiteTest, a_document_that_was_withdrawn_comes_back_and_stays_after_a_restart) {
  const std::string spare = R"({"kind":"equipment","id":"ST-09","name":{"en":"Spare","zh":"备用"}})";
  driver.ask(ApplyPlant{{spare}, {}, false, "new"});
  driver.ask(ApplyPlant{{}, {{"equipment", "ST-09"}, {"control_plan", "CP"}}, false, "gone"});
  const Asked back = driver.ask(ApplyPlant{{spare}, {}, false, "back"});
  const Asked used = driver.ask(ApplyPlant{{small_plan(1)}, {}, false, "back"});
  EXPECT_THAT(said(used), HasSubstr("revision-used"));
  driver.commit();
  EXPECT_THAT(said(back), HasSubstr(R"("change":"added","revision":3)"));
  driver.recover();
  EXPECT_TRUE(driver.site().model()->equipment.contains("ST-09"));
  EXPECT_FALSE(driver.site().model()->control_plans.contains("CP"));
}

TEST_F(SiteTest, a_stream_is_for_decoders_only_when_it_is_on_disk) {
  sense::Intake intake = driver.intake();
  intake.add({"IM-01", "humidity", SiteDriver::at(10), 40, "%", "", ""});
  const Asked first = driver.ask(Ingest{std::move(intake).take()});
  EXPECT_EQ(driver.site().catalogue()->find("IM-01")->find("humidity"), nullptr);
  store.failing_commits = 1;
  driver.commit();
  EXPECT_EQ(driver.site().catalogue()->find("IM-01")->find("humidity"), nullptr);
}

TEST_F(SiteTest, a_new_stream_takes_its_first_readings_in_one_unit_of_measure) {
  sense::Intake intake = driver.intake();
  intake.add({"IM-01", "water_temp", SiteDriver::at(10), 40, "Cel", "SN-1", ""});
  intake.add({"IM-01", "water_temp", SiteDriver::at(11), 313.15, "K", "", ""});
  intake.add({"IM-01", "water_temp", SiteDriver::at(12), 3, "bar", "", ""});
  const Asked asked = driver.ask(Ingest{std::move(intake).take()});
  driver.commit();
  EXPECT_THAT(said(asked), HasSubstr(R"("accepted":2,"duplicates":0,"quarantined":1)"));
  EXPECT_THAT(said(asked), HasSubstr(R"("index":2,"code":"uom_mismatch")"));
  const auto number = driver.site().catalogue()->find("IM-01")->find("water_temp")->number;
  const auto stored = store.load_samples(number, SiteDriver::at(0), SiteDriver::at(99));
  ASSERT_EQ(stored->size(), 2u);
  EXPECT_EQ((*stored)[0].context.unit, "SN-1");
  EXPECT_DOUBLE_EQ((*stored)[1].value, 40);
}

// A plan that judges the water's temperature at both presses, in degrees.
std::string water_plan() {
  return R"({"kind":"control_plan","id":"CP-WATER","part":"HOUSING","revision":1,"lines":[{"id":"1","operation":"OP10",)"
         R"("characteristic":{"id":"water_temp"},"specification":{"upper":60,"uom":"Cel"},"readings":{"at":["IM-01"]},)"
         R"("reactions":[{"when":"out_of_specification","do":[{"alarm":{}}]}]}]})";
}
std::string press_with(const std::string& tag, const std::string& uom) {
  return R"({"kind":"equipment","id":"IM-01","name":{"en":"Press 1","zh":"1号机"},"tags":{"melt_temp":{"uom":"Cel"},)" +
         std::string(R"(")") + tag + R"(":{"uom":")" + uom + R"("}}})";
}

TEST_F(SiteTest, a_stream_that_came_without_a_unit_takes_the_declared_one_and_is_judged_in_it) {
  sense::Intake intake = driver.intake();
  intake.add({"IM-01", "water_temp", SiteDriver::at(10), 40, "", "", ""});
  driver.ask(Ingest{std::move(intake).take()});
  driver.commit();
  EXPECT_EQ(driver.site().catalogue()->find("IM-01")->find("water_temp")->uom, "1");
  const Asked applied = driver.ask(ApplyPlant{{press_with("water_temp", "Cel"), water_plan()}, {}, false, "its unit"});
  driver.commit();
  ASSERT_TRUE(is_done(applied)) << said(applied);
  driver.recover();
  EXPECT_EQ(driver.site().catalogue()->find("IM-01")->find("water_temp")->uom, "Cel");
  sense::Intake hot = driver.intake();
  hot.add({"IM-01", "water_temp", SiteDriver::at(20), 343.15, "K", "", ""});
  driver.ask(Ingest{std::move(hot).take()});
  driver.commit();
  ASSERT_EQ(store.all<port::VerdictReached>().size(), 1u);
  EXPECT_EQ(store.all<port::VerdictReached>()[0].verdict.uom, "Cel");
}

TEST_F(SiteTest, a_plan_over_bare_numbers_alone_gives_them_its_unit) {
  sense::Intake intake = driver.intake();
  intake.add({"IM-01", "water_temp", SiteDriver::at(10), 40, "", "", ""});
  driver.ask(Ingest{std::move(intake).take()});
  driver.commit();
  const Asked applied = driver.ask(ApplyPlant{{water_plan()}, {}, false, "judge it"});
  driver.commit();
  ASSERT_TRUE(is_done(applied)) << said(applied);
  EXPECT_EQ(driver.site().catalogue()->find("IM-01")->find("water_temp")->uom, "Cel");
}

TEST_F(SiteTest, a_unit_that_contradicts_what_is_recorded_is_refused_before_the_difference_and_breaks_nothing) {
  for (const bool dry_run : {true, false}) {
    const Asked applied = driver.ask(ApplyPlant{{press_with("pressure", "kg")}, {}, dry_run, "a slip"});
    EXPECT_THAT(said(applied),
                HasSubstr("plant-faults: equipment IM-01  The readings of IM-01/pressure are recorded in "
                          "\"bar\" and stay so."));
  }
  EXPECT_FALSE(driver.site().is_broken());
  EXPECT_EQ(driver.site().model()->equipment.at("IM-01").tags.at("pressure").uom, "bar");
}

TEST_F(SiteTest, limits_that_no_chart_can_hold_in_the_streams_unit_are_refused_and_break_nothing) {
  // In the plan's unit they are sound; in that of the stream they are not.
  std::string plan =
      small_plan(2, 233, R"("chart":{"type":"i-mr","rules":["we1"],"limits":{"mean":9e299,"sigma":1}},)");
  plan.replace(plan.find(R"("uom":"Cel")"), 11, R"("uom":"kK")");
  const Asked applied = driver.ask(ApplyPlant{{plan}, {}, false, "too large"});
  EXPECT_THAT(said(applied), HasSubstr("The mean must be a number within ±1e300."));
  EXPECT_FALSE(driver.site().is_broken());
}

TEST_F(SiteTest, what_runs_is_known_after_a_restart) {
  driver.ask(ApplyPlant{{[] {
                          std::string plan = small_plan(2);
                          plan.replace(plan.find(R"("exposure","since":"last_good")"), 30, R"("unit")");
                          return plan;
                        }()},
                        {},
                        false,
                        "hold the unit"});
  driver.ask(ForItem{lot("L1"), produce::ReceiveLot{"RESIN", {1000, 0}, "g", {}, {}, {}}});
  const Asked started = start("SN-1", 15);
  driver.commit();
  ASSERT_TRUE(is_done(started)) << said(started);
  driver.recover();
  driver.go_to(1010);
  driver.read("melt_temp", 1005, 240);
  driver.commit();
  ASSERT_EQ(holds(), 1u);
  EXPECT_EQ(store.all<act::HoldPlaced>()[0].scope.id, "SN-1");
}

TEST_F(SiteTest, a_request_in_the_inbox_is_answered_once_through_the_store) {
  store.inbox_requests = {
      {"r1", *encode_inbox_request(
                 SaveUser{"li.na", Text{"Li Na", "李娜"}, std::vector<std::string>{"operator"}, "zh", true, "phc"})},
      {"r2", "nonsense"}};
  driver.site().tick();
  driver.site().tick();
  driver.commit();
  driver.site().tick();
  EXPECT_TRUE(driver.site().open_group().is_empty());
  EXPECT_EQ(store.all<port::UserSaved>().size(), 1u);
  EXPECT_TRUE(store.inbox_requests.empty());
  EXPECT_TRUE(parse_inbox_reply(store.replies().at("inbox:r1")));
  EXPECT_FALSE(parse_inbox_reply(store.replies().at("inbox:r2")));
}

TEST_F(SiteTest, a_quarantined_reading_is_settled_once) {
  driver.read("pressure", 10, 999);  // out of range
  driver.commit();
  ASSERT_EQ(store.all<port::ReadingQuarantined>().size(), 1u);
  const auto settle = [&](std::optional<sense::RawReading> corrected) {
    return driver.ask(SettleQuarantine{"Q-1", "typed wrong", std::move(corrected), false});
  };
  EXPECT_THAT(said(settle(std::nullopt)), HasSubstr("reading-missing"));
  const sense::RawReading right{"IM-01", "pressure", "2026-01-01T00:00:10Z", "99.9", "bar", "", ""};
  const Asked done = settle(right);
  EXPECT_THAT(said(settle(right)), HasSubstr("quarantine-settled"));
  driver.commit();
  EXPECT_TRUE(is_done(done)) << said(done);
  EXPECT_EQ(store.readings(), 1u);
}

}  // namespace
}  // namespace jidoka::loop
