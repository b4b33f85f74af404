#include "act/react.h"

#include <gtest/gtest.h>

#include "act/act_fixture_test.h"

namespace jidoka::act {
namespace {

using plant::HoldScope;
using plant::Priority;
using plant::When;

Desk pressing() {
  Desk desk;
  desk.reaction(
      When::out_of_specification,
      {hold_action(), stop_action(), notify_action("shift_leader", plant::Escalation{minutes(5), "plant_manager"})});
  return desk;
}

TEST(React, the_mode_of_the_plan_says_how_far_a_reaction_goes) {
  const std::pair<plant::Mode, const char*> rows[] = {{plant::Mode::shadow, ""},
                                                      {plant::Mode::observe, ""},
                                                      {plant::Mode::advise, "alarm message"},
                                                      {plant::Mode::enforce, "hold stop command alarm message"}};
  for (const auto& [mode, expected] : rows) {
    Desk desk = pressing();
    desk.plan.mode = mode;
    EXPECT_EQ(kinds(desk.bad(desk.verdict(10, 9))), expected);
  }
}

TEST(React, an_exposure_begins_at_the_last_good_reading_and_stays_open_until_the_first_good_one) {
  Desk desk = pressing();
  const HoldPlaced hold = only<HoldPlaced>(desk.bad(desk.verdict(10, 9)));
  EXPECT_EQ(hold.id, "H-1");
  EXPECT_EQ(hold.scope, (Scope{ScopeKind::exposure, std::nullopt, "IM-01", minute(9), std::nullopt}));
  EXPECT_EQ(hold.release_role, "quality_engineer");
  EXPECT_EQ(kinds(desk.bad(desk.verdict(11, 9))), "") << "the same episode";
  EXPECT_EQ(kinds(desk.good(12)), "close repeat normal");
  EXPECT_EQ(desk.state.holds.at("H-1").scope.to, minute(12));
  EXPECT_EQ(only<HoldPlaced>(desk.bad(desk.verdict(20, 19))).scope.from, minute(19)) << "a new episode";
  EXPECT_EQ(desk.state.holds.size(), 2u);
}

TEST(React, since_now_begins_at_the_bad_reading_and_never_good_means_since_ever) {
  Desk now;
  now.reaction(When::out_of_specification, {hold_action(HoldScope::exposure, plant::Since::now)});
  EXPECT_EQ(only<HoldPlaced>(now.bad(now.verdict(10, 9))).scope.from, minute(10));
  Desk never = pressing();
  EXPECT_EQ(only<HoldPlaced>(never.bad(never.verdict(10, std::nullopt))).scope.from, std::nullopt);
}

TEST(React, a_unit_comes_from_the_reading_else_from_what_runs_else_the_exposure_is_held) {
  Desk desk;
  desk.reaction(When::out_of_specification, {hold_action(HoldScope::unit)});
  judge::Verdict named = desk.verdict(10, 9);
  named.unit = "SN-1";
  EXPECT_EQ(only<HoldPlaced>(desk.bad(named, {"SN-9", std::nullopt})).scope.id, "SN-1");
  EXPECT_EQ(kinds(desk.bad(named)), "") << "held already for the same condition";
  EXPECT_EQ(only<HoldPlaced>(desk.bad(desk.verdict(11, 9), {"SN-2", std::nullopt})).scope.id, "SN-2");
  const Scope fallback = only<HoldPlaced>(desk.bad(desk.verdict(12, 9))).scope;
  EXPECT_EQ(fallback.kind, ScopeKind::exposure);
  EXPECT_EQ(fallback.from, minute(9));
}

TEST(React, only_exposures_without_an_end_are_looked_through_however_many_came_before) {
  Desk desk = pressing();
  for (std::int64_t n = 0; n < 100; ++n) {
    desk.bad(desk.verdict(10 * n + 10, 10 * n + 9));
    EXPECT_EQ(desk.state.open_exposures.at(desk.condition).size(), 1u);
    desk.good(10 * n + 12);
    EXPECT_FALSE(desk.state.open_exposures.contains(desk.condition));
  }
  EXPECT_EQ(desk.state.holds.size(), 100u);
}

TEST(React, a_unit_that_is_held_by_hand_or_was_released_is_held_for_the_condition_too) {
  Desk desk;
  desk.reaction(When::out_of_specification, {hold_action(HoldScope::unit)});
  judge::Verdict named = desk.verdict(10, 9);
  named.unit = "SN-1";
  desk.take(*place_hold(desk.state, desk.model, {{ScopeKind::unit, "SN-1", {}, {}, {}}, "scratched"}), minute(5));
  EXPECT_EQ(only<HoldPlaced>(desk.bad(named)).id, "H-2");
  EXPECT_EQ(kinds(desk.bad(named)), "");
  desk.take(*release_hold(desk.state, "H-2", {"measured, all good", {}, {}}, {"admin"}), minute(11));
  EXPECT_EQ(only<HoldPlaced>(desk.bad(named)).id, "H-3");
}

TEST(React, a_lot_hold_takes_the_lot_that_runs) {
  Desk desk;
  desk.reaction(When::out_of_specification, {hold_action(HoldScope::lot)});
  const Scope scope = only<HoldPlaced>(desk.bad(desk.verdict(10, 9), {"SN-1", "L7"})).scope;
  EXPECT_EQ(scope.kind, ScopeKind::lot);
  EXPECT_EQ(scope.id, "L7");
}

TEST(React, what_goes_on_after_a_release_is_held_anew_from_the_release) {
  Desk desk = pressing();
  desk.bad(desk.verdict(10, 9));
  desk.take(*release_hold(desk.state, "H-1", {"measured, all good", {}, {}}, {"quality_engineer"}), minute(15));
  EXPECT_EQ(only<HoldPlaced>(desk.bad(desk.verdict(16, 9))).scope.from, minute(15));
  desk.take(*release_hold(desk.state, "H-2", {"measured, all good", {}, {}}, {"quality_engineer"}), minute(30));
  EXPECT_EQ(only<HoldPlaced>(desk.bad(desk.verdict(20, 9))).scope.from, minute(20)) << "a late reading covers itself";
}

TEST(React, a_late_bad_reading_before_the_open_exposure_is_held_too_and_both_end_together) {
  Desk desk;
  desk.reaction(When::out_of_specification, {hold_action()});
  desk.bad(desk.verdict(10, 9));
  const Scope before = only<HoldPlaced>(desk.bad(desk.verdict(5, 4))).scope;
  EXPECT_EQ(before.from, minute(4));
  EXPECT_EQ(before.to, minute(9)) << "the rest is held already";
  EXPECT_EQ(kinds(desk.good(12)), "close");
}

TEST(React, what_a_later_verdict_finds_before_the_open_exposure_is_held_too_and_once) {
  Desk desk;
  desk.reaction(When::out_of_specification, {hold_action()});
  desk.bad(desk.verdict(20, 18));
  const auto held = [&](std::int64_t time, std::optional<std::int64_t> last_good) {
    return only<HoldPlaced>(desk.bad(desk.verdict(time, last_good))).scope;
  };
  EXPECT_EQ(held(21, 14), (Scope{ScopeKind::exposure, {}, "IM-01", minute(14), minute(18)}));
  EXPECT_EQ(kinds(desk.bad(desk.verdict(22, 14))), "") << "all of it is held";
  EXPECT_EQ(kinds(desk.bad(desk.verdict(22, 16))), "");
  EXPECT_EQ(held(23, 11), (Scope{ScopeKind::exposure, {}, "IM-01", minute(11), minute(14)}));
  EXPECT_EQ(held(24, std::nullopt), (Scope{ScopeKind::exposure, {}, "IM-01", std::nullopt, minute(11)}));
  EXPECT_EQ(kinds(desk.bad(desk.verdict(25, std::nullopt))), "");
  EXPECT_EQ(kinds(desk.good(30)), "close");
}

TEST(React, a_release_says_nothing_of_what_its_hold_had_not_covered) {
  Desk desk;
  desk.reaction(When::out_of_specification, {hold_action()});
  const auto release = [&](const std::string& hold, std::int64_t time) {
    desk.take(*release_hold(desk.state, hold, {"measured, all good", {}, {}}, {"quality_engineer"}), minute(time));
  };
  desk.bad(desk.verdict(10, 9));
  desk.good(12);
  release("H-1", 60);  // [9, 12): its exposure had ended
  EXPECT_EQ(only<HoldPlaced>(desk.bad(desk.verdict(40, 30))).scope.from, minute(30)) << "buffered, and came late";
  release("H-2", 61);  // [30, …)
  EXPECT_EQ(only<HoldPlaced>(desk.bad(desk.verdict(41, 20))).scope.from, minute(20))
      << "earlier than what was released";
}

TEST(React, a_good_reading_from_before_the_bad_one_ends_nothing) {
  Desk desk = pressing();
  desk.bad(desk.verdict(10, 9));
  EXPECT_EQ(only<HoldClosed>(desk.good(9)).id, "");
}

TEST(React, a_good_reading_at_the_instant_of_the_bad_one_ends_the_exposure_after_that_instant) {
  Desk desk = pressing();
  desk.bad(desk.verdict(10, 9));
  EXPECT_EQ(only<HoldClosed>(desk.good(10)).to, (Instant{minute(10).ns + 1}));
}

TEST(React, equipment_is_stopped_once_and_again_after_a_restart) {
  Desk desk = pressing();
  const ActFacts first = desk.bad(desk.verdict(10, 9));
  EXPECT_EQ(only<CommandQueued>(first).command, "stop");
  EXPECT_EQ(only<CommandQueued>(first).target, "plc");
  desk.good(11);
  EXPECT_EQ(kinds(desk.bad(desk.verdict(20, 19))), "hold repeat message");
  desk.take(*restart_equipment(desk.state, desk.model, "IM-01", {"nozzle changed"}), minute(25));
  EXPECT_EQ(kinds(desk.bad(desk.verdict(30, 29))), "stop command");
}

TEST(React, ten_thousand_signals_end_as_one_alarm_one_message_and_counted_repeats) {
  Desk desk;
  desk.reaction(When::out_of_specification, {alarm_action(Priority::high), notify_action("shift_leader")});
  for (int i = 0; i < 10'000; ++i) {
    desk.bad(desk.verdict(i, i - 1));
    if (i % 1000 == 999) desk.take(flush_repeats(desk.state), minute(i));
  }
  EXPECT_EQ(desk.record.size(), 2u + 10u);
  EXPECT_EQ(desk.state.alarms.at("A-1").count, 10'000);
  EXPECT_EQ(desk.state.alarms.at("A-1").last, minute(9'999));
}

TEST(React, an_alarm_that_had_returned_and_comes_again_is_told_again_and_escalates_again) {
  Desk desk;
  desk.reaction(When::out_of_specification,
                {notify_action("shift_leader", plant::Escalation{minutes(5), "plant_manager"})});
  EXPECT_EQ(kinds(desk.bad(desk.verdict(10, 9))), "alarm message");
  desk.take(escalate(desk.state, minute(15)), minute(15));
  desk.good(20);
  EXPECT_EQ(kinds(desk.bad(desk.verdict(30, 29))), "repeat message");
  EXPECT_EQ(desk.state.alarms.at("A-1").state, AlarmState::unacknowledged);
  EXPECT_EQ(kinds(desk.bad(desk.verdict(31, 29))), "") << "told once";
  EXPECT_EQ(kinds(escalate(desk.state, minute(35))), "escalate message");
  desk.take(flush_repeats(desk.state), minute(36));
  EXPECT_TRUE(desk.state == desk.replayed());
}

TEST(React, a_reading_of_a_place_exposes_the_equipment_in_it_that_runs_the_operation) {
  Desk desk;
  desk.reaction(When::out_of_specification, {hold_action()});
  for (const char* id : {"LINE-1", "GAUGE-1", "IM-02", "IM-03"}) desk.model.equipment[id].id = id;
  desk.model.equipment["IM-01"].in = "LINE-1";
  desk.model.equipment["IM-02"].in = "LINE-1";
  desk.model.operations["OP10"].at = {"IM-01", "IM-02", "IM-03"};
  desk.line.operation = "OP10";
  const auto exposed = [&](const std::string& measured_at) {
    judge::Verdict verdict = desk.verdict(10, 9);
    verdict.equipment = measured_at;
    std::string out;
    for (const ActFact& fact : desk.bad(verdict))
      if (const auto* hold = std::get_if<HoldPlaced>(&fact)) out += *hold->scope.equipment + " ";
    return out;
  };
  EXPECT_EQ(exposed("LINE-1"), "IM-01 IM-02 ");
  EXPECT_EQ(exposed("LINE-1"), "") << "held already";
  EXPECT_EQ(exposed("IM-03"), "IM-03 ");
  EXPECT_EQ(exposed("GAUGE-1"), "IM-01 IM-02 IM-03 ") << "what it measures may come from any of them";
}

TEST(React, who_is_told_gets_an_alarm_to_acknowledge_that_carries_the_escalation) {
  Desk desk = pressing();
  const ActFacts facts = desk.bad(desk.verdict(10, 9));
  EXPECT_EQ(only<AlarmRaised>(facts).priority, Priority::high);
  EXPECT_EQ(only<AlarmRaised>(facts).escalate->to, "plant_manager");
  EXPECT_EQ(only<MessageSent>(facts).role, "shift_leader");
  EXPECT_EQ(
      only<MessageSent>(facts).text.en,
      "melt temperature of IM-01 above 233 °C H-1 holds what IM-01 made since 2026-01-01T00:09:00Z. IM-01 is stopped.");
}

TEST(React, a_command_is_sent_once_in_an_episode_and_fails_openly_without_a_target) {
  Desk desk;
  desk.reaction(When::out_of_specification, {command_action("set_point")});
  EXPECT_EQ(kinds(desk.bad(desk.verdict(10, 9))), "command");
  EXPECT_EQ(kinds(desk.bad(desk.verdict(11, 9))), "");
  EXPECT_EQ(kinds(desk.bad(desk.verdict(20, 19))), "") << "the first is still under way";
  desk.take(*settle_command(desk.state, "C-1", {true, 1, ""}, minute(21)), minute(21));
  EXPECT_EQ(kinds(desk.bad(desk.verdict(22, 19))), "command");
  desk.take(*settle_command(desk.state, "C-2", {true, 1, ""}, minute(23)), minute(23));
  judge::Verdict signal = desk.verdict(24, 23);
  signal.began = minute(24);
  EXPECT_EQ(kinds(desk.bad(signal)), "command");
  desk.take(*settle_command(desk.state, "C-3", {true, 1, ""}, minute(25)), minute(25));
  signal.time = minute(26);
  signal.last_good = minute(20);
  EXPECT_EQ(kinds(desk.bad(signal)), "") << "a rule that reaches further back is still the same excursion";
  desk.model.equipment["IM-01"].target.reset();
  EXPECT_EQ(kinds(desk.bad(desk.verdict(30, 29))), "command settle");
}

TEST(React, only_reactions_of_the_verdicts_kind_count) {
  Desk desk;
  desk.reaction(When::signal, {alarm_action(Priority::low)});
  EXPECT_EQ(kinds(desk.bad(desk.verdict(10, 9))), "");
  judge::Verdict signal = desk.verdict(11, 9);
  signal.kind = judge::VerdictKind::signal;
  EXPECT_EQ(only<AlarmRaised>(desk.bad(signal)).key, "CP@3/10.1/IM-01/signal");
}

TEST(React, a_release_counts_only_when_it_is_durable_and_a_hold_at_once) {
  Desk desk = pressing();
  desk.bad(desk.verdict(10, 9));
  const auto match = [&] {
    std::vector<std::string> out;
    desk.state.index.match_run("IM-01", {minute(9), minute(11)}, out);
    return out.size();
  };
  const ActFacts release = *release_hold(desk.state, "H-1", {"measured, all good", {}, {}}, {"admin"});
  apply(desk.state, release.front(), minute(20), "q");
  EXPECT_EQ(match(), 1u);
  EXPECT_FALSE(release_hold(desk.state, "H-1", {"measured, all good", {}, {}}, {"admin"}).has_value());
  made_durable(desk.state, release.front());
  EXPECT_EQ(match(), 0u);
}

TEST(React, a_stop_that_meets_a_restart_on_its_way_to_disk_stands) {
  Desk desk = pressing();
  desk.bad(desk.verdict(10, 9));
  const ActFacts restart = *restart_equipment(desk.state, desk.model, "IM-01", {"nozzle changed"});
  apply(desk.state, restart.front(), minute(11), "shift");
  EXPECT_EQ(kinds(desk.bad(desk.verdict(12, 9))), "stop command");
  made_durable(desk.state, restart.front());
  EXPECT_TRUE(desk.state.stops.contains("IM-01"));
}

plant::Action delayed_alarm(std::optional<Duration> on, std::optional<Duration> off) {
  plant::Action action = alarm_action(Priority::high);
  action.alarm->on_delay = on;
  action.alarm->off_delay = off;
  return action;
}

TEST(React, an_alarm_with_an_on_delay_waits_until_the_excursion_has_lasted_so_long) {
  Desk desk;
  desk.reaction(When::out_of_specification,
                {hold_action(), delayed_alarm(minutes(3), {}), notify_action("shift_leader")});
  const judge::Verdict first = desk.verdict(10, 9);
  EXPECT_EQ(kinds(desk.bad(first)), "hold") << "what was made is held at once";
  EXPECT_FALSE(owes_alarm(desk.state, desk.line.reactions, desk.verdict(11, 9)));
  const judge::Verdict later = desk.verdict(12, 9);
  EXPECT_TRUE(owes_alarm(desk.state, desk.line.reactions, later));
  EXPECT_EQ(kinds(desk.bad(later)), "alarm message");
  EXPECT_FALSE(owes_alarm(desk.state, desk.line.reactions, desk.verdict(13, 9))) << "it is open now";
  EXPECT_FALSE(owes_alarm(desk.state, pressing().line.reactions, later)) << "without a delay nothing is owed";
}

TEST(React, a_short_excursion_never_calls_and_one_that_was_never_good_calls_at_once) {
  Desk desk;
  desk.reaction(When::out_of_specification, {delayed_alarm(minutes(3), {})});
  EXPECT_EQ(kinds(desk.bad(desk.verdict(10, 9))), "");
  EXPECT_EQ(kinds(desk.good(11)), "");
  EXPECT_EQ(kinds(desk.bad(desk.verdict(12, 11))), "") << "the delay begins anew";
  EXPECT_EQ(kinds(desk.bad(desk.verdict(13, std::nullopt))), "alarm");
}

TEST(React, of_two_alarms_of_a_line_the_one_without_a_delay_calls) {
  Desk desk;
  desk.reaction(When::out_of_specification, {delayed_alarm(minutes(3), {}), alarm_action(Priority::low)});
  EXPECT_EQ(kinds(desk.bad(desk.verdict(10, 9))), "alarm");
}

TEST(React, an_alarm_with_an_off_delay_returns_when_it_was_normal_for_so_long) {
  Desk desk;
  desk.reaction(When::out_of_specification, {delayed_alarm({}, minutes(5)), notify_action("shift_leader")});
  desk.bad(desk.verdict(10, 9));
  EXPECT_EQ(kinds(desk.good(11)), "settling");
  EXPECT_EQ(desk.state.alarms.at("A-1").state, AlarmState::unacknowledged) << "still active";
  EXPECT_EQ(kinds(desk.good(12)), "") << "it is settling already";
  EXPECT_EQ(kinds(desk.bad(desk.verdict(13, 12))), "") << "it never returned, so nobody is told again";
  desk.take(flush_repeats(desk.state), minute(13));
  EXPECT_EQ(desk.state.alarms.at("A-1").returns_at, std::nullopt);
  EXPECT_EQ(kinds(desk.good(14)), "settling");
  EXPECT_EQ(next_due(desk.state), minute(19));
  EXPECT_EQ(kinds(escalate(desk.state, minute(18))), "");
  desk.take(escalate(desk.state, minute(19)), minute(19));
  EXPECT_EQ(desk.state.alarms.at("A-1").state, AlarmState::returned);
  EXPECT_EQ(next_due(desk.state), std::nullopt);
  EXPECT_EQ(desk.replayed(), desk.state);
}

TEST(React, an_acknowledged_alarm_that_settled_by_the_time_of_the_readings_is_raised_anew) {
  Desk desk;
  desk.reaction(When::out_of_specification, {delayed_alarm({}, minutes(5))});
  desk.bad(desk.verdict(10, 9));
  desk.take(*acknowledge(desk.state, "A-1", {"seen"}), minute(11));
  desk.good(12);
  EXPECT_EQ(kinds(desk.bad(desk.verdict(30, 29))), "normal alarm") << "history that comes at once has its own clock";
  EXPECT_EQ(desk.state.alarms.size(), 1u);
  EXPECT_EQ(desk.replayed(), desk.state);
}

TEST(Alarm, is_called_as_in_isa_18_2) {
  EXPECT_EQ(json::enum_name(life_cycle(AlarmState::unacknowledged, false)), "unacknowledged");
  EXPECT_EQ(json::enum_name(life_cycle(AlarmState::acknowledged, false)), "acknowledged");
  EXPECT_EQ(json::enum_name(life_cycle(AlarmState::returned, false)), "returned_to_normal_unacknowledged");
  EXPECT_EQ(json::enum_name(life_cycle(AlarmState::cleared, false)), "normal");
  EXPECT_EQ(json::enum_name(life_cycle(AlarmState::unacknowledged, true)), "shelved");
  EXPECT_EQ(json::enum_name(life_cycle(AlarmState::cleared, true)), "normal");
}

TEST(Alarm, is_marked_false_with_a_reason) {
  EXPECT_EQ(mark_false("A-1", {" "}).error().code, Code::invalid);
  const auto facts = mark_false("A-1", {"the sensor was wet"});
  EXPECT_EQ(only<AlarmMarkedFalse>(*facts).reason, "the sensor was wet");
}

}  // namespace
}  // namespace jidoka::act
