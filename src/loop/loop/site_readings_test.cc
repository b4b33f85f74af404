// What a Site does about readings where the parts meet: judgement, reactions, production and people.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loop/memory_store_test.h"
#include "loop/site_driver_test.h"

namespace jidoka::loop {
namespace {

using testing::HasSubstr;

class Readings : public testing::Test {
 protected:
  Readings() {
    const std::string tags = R"(,"tags":{"melt_temp":{"uom":"Cel","range":[0,400]},"pressure":{"uom":"bar"}})";
    std::vector<std::string> documents = small_plant();
    for (const char* id : {"IM-01", "IM-02"})
      documents.push_back(R"({"kind":"equipment","id":")" + std::string(id) +
                          R"(","name":{"en":"Press","zh":"注塑机"},"commands":["stop","set_point"],"target":"plc")" +
                          tags + "}");
    documents.erase(documents.begin(), documents.begin() + 2);
    documents.emplace_back(R"({"kind":"target","id":"plc","url":"https://gateway.example/commands"})");
    const Asked applied = driver.ask(ApplyPlant{documents, {}, false, "start"});
    driver.commit();
    EXPECT_TRUE(is_done(applied)) << said(applied);
    driver.go_to(1000);
  }
  // A plan of one line with this chart and these actions.
  void plan(const std::string& when, const std::string& actions, const std::string& chart = "", double upper = 233) {
    std::string text = small_plan(++revision, upper, chart.empty() ? "" : "\"chart\":" + chart + ",");
    const std::size_t at = text.find(R"("reactions":)");
    text = text.substr(0, at) + R"("reactions":[{"when":")" + when + R"(","do":[)" + actions + "]}]}]}";
    const Asked applied = driver.ask(ApplyPlant{{text}, {}, false, "test"});
    driver.commit();
    ASSERT_TRUE(is_done(applied)) << said(applied);
  }
  void read(std::int64_t second, double value, const std::string& unit = "", const std::string& lot = "") {
    sense::Intake readings = driver.intake();
    readings.add({"IM-01", "melt_temp", SiteDriver::at(second), value, "", unit, lot});
    driver.ask(Ingest{std::move(readings).take()});
    driver.commit();
  }
  void release(const std::string& hold, std::int64_t now) {
    driver.go_to(now);
    driver.ask(ForHold{hold, {"measured, it is fine", {}, {}}});
    driver.commit();
  }
  void restart(std::int64_t now) {
    driver.go_to(now);
    const Asked asked = driver.ask(ForEquipment{"IM-01", act::RestartEquipment{"nozzle changed"}});
    driver.commit();
    EXPECT_TRUE(is_done(asked)) << said(asked);
  }
  void run(const std::string& serial, std::int64_t start, std::optional<std::int64_t> end) {
    const Asked started =
        driver.ask(ForItem{unit(serial), produce::StartRun{"OP10", "IM-01", {}, SiteDriver::at(start), {}}});
    if (end)
      driver.ask(
          ForItem{unit(serial),
                  produce::CompleteRun{"OP10", "IM-01", {}, SiteDriver::at(*end), produce::RunResult::fail, {}, {}}});
    driver.commit();
    EXPECT_TRUE(is_done(started)) << said(started);
  }
  std::vector<act::Scope> held() const {
    std::vector<act::Scope> out;
    for (const act::HoldPlaced& hold : store.all<act::HoldPlaced>()) out.push_back(hold.scope);
    return out;
  }
  static act::Scope exposure(std::int64_t from, std::optional<std::int64_t> to = {}) {
    return {act::ScopeKind::exposure,
            {},
            "IM-01",
            SiteDriver::at(from),
            to ? std::optional(SiteDriver::at(*to)) : std::nullopt};
  }
  template <class Body>
  std::size_t count() const {
    return store.all<Body>().size();
  }

  const std::string hold_it = R"({"hold":{"scope":"exposure","since":"last_good"}})";
  const std::string individuals = R"({"type":"i-mr","rules":["we1","we3"],"limits":{"mean":230,"sigma":1}})";
  int revision = 0;
  MemoryStore store;
  SiteDriver driver{store};
};

TEST_F(Readings, a_release_of_an_exposure_that_had_ended_does_not_shorten_the_next) {
  plan("out_of_specification", hold_it);
  read(10, 230);
  read(20, 240);
  read(30, 230);
  release("H-1", 4000);
  read(3000, 230);  // buffered meanwhile
  read(3100, 240);
  ASSERT_EQ(held().size(), 2u);
  EXPECT_EQ(held()[1], exposure(3000));
}

TEST_F(Readings, nor_does_it_after_a_restart_of_the_site) {
  plan("out_of_specification", hold_it);
  read(10, 230);
  read(20, 240);
  read(30, 230);
  release("H-1", 4000);
  driver.recover();
  read(3000, 230);
  read(3100, 240);
  EXPECT_EQ(held().back(), exposure(3000));
}

TEST_F(Readings, a_pattern_that_reaches_back_before_the_open_exposure_holds_that_too) {
  plan("signal", hold_it, individuals, 250);
  read(10, 230);
  read(20, 231.5);
  read(30, 231.5);
  read(40, 233.5);  // beyond the control limit: since 30
  ASSERT_EQ(held(), std::vector{exposure(30)});
  read(50, 231.5);  // and now four of five beyond one sigma, the first at 20: since 10
  EXPECT_EQ(held(), (std::vector{exposure(30), exposure(10, 30)}));
  read(60, 230);
  ASSERT_EQ(count<act::HoldClosed>(), 1u);
  EXPECT_EQ(store.all<act::HoldClosed>()[0].id, "H-1");
}

TEST_F(Readings, a_late_reading_is_judged_by_the_chart_in_its_place_and_moves_nothing_else) {
  plan("signal", R"({"alarm":{}})", individuals, 250);
  for (int second = 10; second <= 60; second += 10) read(second, 230);
  EXPECT_EQ(count<port::VerdictReached>(), 0u);
  read(35, 233.5, "SN-7");
  ASSERT_EQ(count<port::VerdictReached>(), 1u);
  const judge::Verdict late = store.all<port::VerdictReached>()[0].verdict;
  EXPECT_EQ(late.time, SiteDriver::at(35));
  EXPECT_EQ(late.late, true);
  EXPECT_EQ(late.unit, "SN-7");
  EXPECT_EQ(late.rules, std::vector<std::string>{"we1"});
  EXPECT_EQ(count<act::AlarmRaised>(), 1u);
  EXPECT_EQ(count<act::AlarmReturned>(), 1u) << "the chart that goes on is calm";
  read(70, 230);
  EXPECT_EQ(count<port::VerdictReached>(), 1u);
}

TEST_F(Readings, late_readings_complete_a_pattern_with_what_came_in_time) {
  plan("signal", R"({"alarm":{}})", individuals, 250);
  for (const int second : {10, 20, 30}) read(second, 230);
  for (const int second : {50, 70, 80}) read(second, 231.5);
  driver.recover();
  read(40, 231.4);  // four of five beyond one sigma: 40, 50, 70 and 80
  ASSERT_EQ(count<port::VerdictReached>(), 1u);
  EXPECT_EQ(store.all<port::VerdictReached>()[0].verdict.time, SiteDriver::at(80));
  EXPECT_EQ(store.all<port::VerdictReached>()[0].verdict.rules, std::vector<std::string>{"we3"});
}

TEST_F(Readings, equipment_that_is_restarted_while_it_is_still_bad_is_stopped_again_once) {
  plan("out_of_specification", R"({"stop":"equipment"})");
  read(10, 230);
  read(20, 240);
  EXPECT_EQ(count<act::EquipmentStopped>(), 1u);
  read(30, 241);
  EXPECT_EQ(count<act::EquipmentStopped>(), 1u);
  restart(1010);
  read(1006, 241);
  read(1008, 242);
  EXPECT_EQ(count<act::EquipmentStopped>(), 2u);
  EXPECT_THAT(said(driver.ask(AskPermit{{unit("SN-1"), "OP10", "IM-01"}})), HasSubstr("equipment_stopped"));
  restart(1040);
  driver.recover();
  read(1030, 242);
  EXPECT_EQ(count<act::EquipmentStopped>(), 3u) << "after a restart of the site, too";
}

TEST_F(Readings, a_signal_that_goes_on_into_the_next_lot_holds_that_lot) {
  plan("signal", R"({"hold":{"scope":"lot"}})", individuals, 250);
  read(10, 230);
  read(20, 235, "", "L9");
  read(30, 235, "", "L9");
  read(40, 235, "", "L10");
  ASSERT_EQ(held().size(), 2u);
  EXPECT_EQ(held()[0].id, "L9");
  EXPECT_EQ(held()[1].id, "L10");
}

TEST_F(Readings, the_unit_that_ran_when_it_was_measured_is_held_not_the_one_that_runs_now) {
  plan("out_of_specification", R"({"hold":{"scope":"unit"}})");
  run("S1", 100, 200);
  run("S2", 300, {});
  read(150, 240);
  ASSERT_EQ(held().size(), 1u);
  EXPECT_EQ(held()[0].id, "S1");
  read(210, 230);
  read(250, 240);
  EXPECT_EQ(held().back(), exposure(210)) << "none ran";
  read(310, 230);
  read(320, 240);
  EXPECT_EQ(held().back().id, "S2");
  read(330, 230);
  driver.recover();
  read(340, 240);
  EXPECT_EQ(held().back(), exposure(330)) << "what ended before a restart of the site is not in memory";
  release("H-3", 1002);
  driver.go_to(1010);
  read(1003, 230);
  read(1005, 240);
  EXPECT_EQ(held().back().id, "S2") << "what runs is known after it";
}

TEST_F(Readings, parts_that_were_measured_at_one_instant_make_the_points_of_a_chart) {
  plan("signal", hold_it, R"({"type":"xbar-r","rules":["we1"],"limits":{"mean":230,"sigma":1}},"sample":{"size":5})",
       250);
  const auto subgroups = [&](std::int64_t second, int parts, double value) {
    sense::Intake readings = driver.intake();
    for (int part = 0; part < parts; ++part)
      readings.add({"IM-01", "melt_temp", SiteDriver::at(second), value, "", "SN-" + std::to_string(part), ""});
    const Asked asked = driver.ask(Ingest{std::move(readings).take()});
    driver.commit();
    EXPECT_THAT(said(asked), HasSubstr("\"accepted\":" + std::to_string(parts)));
  };
  subgroups(10, 5, 230);
  subgroups(20, 5, 233);  // 3 above the mean, the limit of the mean of five is 1.34
  ASSERT_EQ(count<port::VerdictReached>(), 1u);
  EXPECT_EQ(store.all<port::VerdictReached>()[0].verdict.time, SiteDriver::at(20));
  EXPECT_EQ(held().back(), exposure(10));
  subgroups(30, 15, 230);  // more than a stream's clock remembers
  subgroups(40, 5, 233);
  EXPECT_EQ(count<port::VerdictReached>(), 2u);
  const std::string live = driver.site().telemetry().state_of(1, 0).state;
  driver.recover();
  EXPECT_EQ(driver.site().telemetry().state_of(1, 0).state == live, true) << "judged alike from the batches";
}

TEST_F(Readings, a_good_part_at_the_instant_of_a_bad_one_does_not_leave_its_exposure_open_for_ever) {
  plan("out_of_specification", hold_it);
  read(10, 230, "SN-1");
  read(20, 240, "SN-2");
  read(20, 230, "SN-3");
  ASSERT_EQ(count<act::HoldClosed>(), 1u);
  EXPECT_EQ(store.all<act::HoldClosed>()[0].to, (Instant{SiteDriver::at(20).ns + 1}));
}

TEST_F(Readings, an_alarm_that_had_returned_and_comes_again_is_told_again) {
  plan("out_of_specification",
       R"({"notify":{"role":"shift_leader","escalate":{"after":"5min","to":"quality_engineer"}}})");
  read(10, 230);
  read(20, 240);
  EXPECT_EQ(count<act::MessageSent>(), 1u);
  driver.go_to(1300);
  driver.site().tick();
  driver.commit();
  EXPECT_EQ(count<act::AlarmEscalated>(), 1u);
  read(30, 230);
  read(40, 240);
  read(50, 240);
  EXPECT_EQ(count<act::AlarmRaised>(), 1u);
  EXPECT_EQ(count<act::MessageSent>(), 3u) << "to the shift leader twice, to the quality engineer once";
  driver.go_to(1700);
  driver.site().tick();
  driver.commit();
  EXPECT_EQ(count<act::AlarmEscalated>(), 2u);
}

TEST_F(Readings, one_excursion_sends_a_command_once_whatever_rules_it_sets_off) {
  plan("signal", R"({"command":{"command":"set_point","parameters":{"delta":-1}}})", individuals, 250);
  const auto deliver = [&](const std::string& command) {
    driver.ask(SettleDelivery{command, true, 1, "200"});
    driver.commit();
  };
  read(10, 230);
  read(20, 231.5);
  read(30, 231.5);
  read(40, 233.5);
  ASSERT_EQ(count<act::CommandQueued>(), 1u);
  deliver("C-1");
  read(50, 231.5);  // another rule, which reaches further back
  EXPECT_EQ(count<port::VerdictReached>(), 2u);
  EXPECT_EQ(count<act::CommandQueued>(), 1u);
  read(60, 230);
  read(70, 230);
  read(80, 233.5);
  EXPECT_EQ(count<act::CommandQueued>(), 2u) << "a new excursion";
}

TEST_F(Readings, a_replay_that_is_refused_changes_nothing_and_says_what_is_wrong) {
  driver.read("pressure", 10, 100);
  driver.commit();
  sense::Intake readings = driver.intake();
  readings.add({"IM-01", "pressure", SiteDriver::at(10), 99, "", "", ""});
  driver.ask(Ingest{std::move(readings).take()});
  driver.commit();
  ASSERT_EQ(count<port::ReadingQuarantined>(), 1u);
  const std::size_t facts = store.facts().size();
  const auto settle = [&](const std::string& reason, const std::string& value) {
    const Asked asked = driver.ask(SettleQuarantine{
        "Q-1", reason, sense::RawReading{"IM-01", "pressure", "2026-01-01T00:00:10Z", value, "bar", "", ""}, false});
    driver.commit();
    return said(asked);
  };
  EXPECT_THAT(settle("typed wrong", "98"), HasSubstr("reading-conflict: Another value is already recorded"));
  EXPECT_THAT(settle("typed wrong", "100"), HasSubstr("reading-known"));
  EXPECT_THAT(settle("好", "98"), HasSubstr("reason-required"));
  EXPECT_THAT(settle("   ", "98"), HasSubstr("reason-required"));
  EXPECT_EQ(store.facts().size(), facts);
}

}  // namespace
}  // namespace jidoka::loop
