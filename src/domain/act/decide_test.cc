#include "act/decide.h"

#include <gtest/gtest.h>

#include <random>

#include "act/act_fixture_test.h"

namespace jidoka::act {
namespace {

template <class T>
std::string slug(const Result<T>& result) {
  return result ? "" : result.error().slug;
}
Scope unit_scope(std::string id) { return {ScopeKind::unit, std::move(id), {}, {}, {}}; }
Scope exposure_scope(std::string equipment, std::optional<Instant> from, std::optional<Instant> to) {
  return {ScopeKind::exposure, {}, std::move(equipment), from, to};
}
const std::vector<std::string> quality{"quality_engineer"};

TEST(PlaceHold, a_scope_must_make_sense_and_have_a_reason) {
  const Desk desk;
  struct Row {
    Scope scope;
    const char* reason;
    const char* refused;
  };
  const Row rows[] = {
      {unit_scope("SN-1"), "scratched", ""},
      {unit_scope("SN-1"), "  a ", "reason-required"},
      {unit_scope("SN-1"), "已复测", ""},
      {unit_scope(""), "scratched", "invalid-id"},
      {unit_scope("a\nb"), "scratched", "invalid-id"},
      {unit_scope(std::string(65, 'x')), "scratched", "invalid-id"},
      {{ScopeKind::lot, {}, {}, {}, {}}, "scratched", "hold-scope"},
      {{ScopeKind::unit, "SN-1", "IM-01", {}, {}}, "scratched", "hold-scope"},
      {exposure_scope("IM-01", minute(1), minute(2)), "scratched", ""},
      {exposure_scope("IM-01", minute(1), {}), "scratched", ""},
      {exposure_scope("IM-01", minute(2), minute(2)), "scratched", "hold-scope"},
      {exposure_scope("IM-77", minute(1), {}), "scratched", "hold-scope"},
      {{ScopeKind::exposure, {}, {}, {}, {}}, "scratched", "hold-scope"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(slug(place_hold(desk.state, desk.model, {row.scope, row.reason})), row.refused) << row.reason;
}

TEST(PlaceHold, an_exposure_of_a_place_that_makes_nothing_itself_is_refused_and_says_what_makes_there) {
  Desk desk;
  for (const char* id : {"AREA-1", "LINE-1"}) desk.model.equipment[id].id = id;
  desk.model.equipment["LINE-1"].in = "AREA-1";
  desk.model.equipment["IM-01"].in = "LINE-1";
  desk.model.equipment["ST-02"].in = "LINE-1";
  desk.model.operations["OP10"].at = {"IM-01"};
  const auto area = place_hold(desk.state, desk.model, {exposure_scope("AREA-1", minute(1), {}), "smoke seen"});
  ASSERT_EQ(slug(area), "hold-scope");
  EXPECT_EQ(area.error().text.en,
            "No operation runs at AREA-1 itself. Hold the equipment inside it that made the parts: IM-01.");
  desk.model.operations["OP20"].at = {"LINE-1"};
  EXPECT_EQ(slug(place_hold(desk.state, desk.model, {exposure_scope("LINE-1", minute(1), {}), "smoke seen"})), "");
  EXPECT_EQ(slug(place_hold(desk.state, desk.model, {exposure_scope("ST-02", minute(1), {}), "smoke seen"})), "")
      << "parts may have run there before";
}

TEST(ReleaseHold, only_the_role_of_the_hold_or_an_admin_may_with_a_reason_and_once) {
  Desk desk;
  desk.take(*place_hold(desk.state, desk.model, {unit_scope("SN-1"), "scratched"}), minute(1));
  const ReleaseHold all{"measured again", {}, {}};
  EXPECT_EQ(slug(release_hold(desk.state, "H-9", all, quality)), "hold-not-active");
  EXPECT_EQ(slug(release_hold(desk.state, "H-1", all, {"operator", "shift_leader"})), "release-role");
  EXPECT_EQ(slug(release_hold(desk.state, "H-1", {"ok", {}, {}}, quality)), "reason-required");
  EXPECT_EQ(slug(release_hold(desk.state, "H-1", {"measured again", "unit", {}}, quality)), "item-incomplete");
  EXPECT_EQ(slug(release_hold(desk.state, "H-1", {"measured again", "pallet", "P"}, quality)), "item-kind");
  const auto one = release_hold(desk.state, "H-1", {"measured again", "unit", "SN-7"}, quality);
  ASSERT_TRUE(one.has_value());
  desk.take(*one, minute(2));
  EXPECT_TRUE(desk.state.holds.at("H-1").released_items.contains("unit:SN-7"));
  EXPECT_EQ(slug(release_hold(desk.state, "H-1", {"measured again", "unit", "SN-7"}, quality)), "item-released");
  desk.take(*release_hold(desk.state, "H-1", all, {"admin"}), minute(3));
  EXPECT_EQ(slug(release_hold(desk.state, "H-1", all, quality)), "hold-not-active");
}

TEST(Equipment, is_stopped_and_restarted_with_a_reason_never_twice) {
  Desk desk;
  EXPECT_EQ(slug(stop_equipment(desk.state, desk.model, "IM-77", {"smoke seen"})), "unknown-equipment");
  EXPECT_EQ(slug(stop_equipment(desk.state, desk.model, "IM-01", {""})), "reason-required");
  EXPECT_EQ(slug(restart_equipment(desk.state, desk.model, "IM-01", {"repaired"})), "not-stopped");
  desk.take(*stop_equipment(desk.state, desk.model, "IM-01", {"smoke seen"}), minute(1));
  EXPECT_EQ(slug(stop_equipment(desk.state, desk.model, "IM-01", {"smoke seen"})), "already-stopped");
  desk.take(*restart_equipment(desk.state, desk.model, "IM-01", {"repaired"}), minute(2));
  EXPECT_TRUE(desk.state.stops.empty());
}

Desk alarmed() {
  Desk desk;
  desk.reaction(plant::When::out_of_specification,
                {alarm_action(plant::Priority::high, plant::Escalation{minutes(5), "plant_manager"})});
  desk.bad(desk.verdict(10, 9));
  return desk;
}

TEST(Alarm, goes_from_unacknowledged_to_cleared_on_either_way) {
  Desk seen_first = alarmed();
  seen_first.take(*acknowledge(seen_first.state, "A-1", {"on my way"}), minute(11));
  EXPECT_EQ(slug(acknowledge(seen_first.state, "A-1", {""})), "already-acknowledged");
  seen_first.good(12);
  EXPECT_TRUE(seen_first.state.alarms.empty());
  EXPECT_EQ(slug(acknowledge(seen_first.state, "A-1", {""})), "alarm-not-open");

  Desk gone_first = alarmed();
  gone_first.good(12);
  EXPECT_EQ(gone_first.state.alarms.at("A-1").state, AlarmState::returned);
  gone_first.take(*acknowledge(gone_first.state, "A-1", {""}), minute(13));
  EXPECT_TRUE(gone_first.state.alarms.empty());
}

TEST(Alarm, that_comes_back_before_anybody_saw_it_is_the_same_alarm) {
  Desk desk = alarmed();
  desk.good(12);
  desk.bad(desk.verdict(14, 13));
  desk.take(flush_repeats(desk.state), minute(14));
  EXPECT_EQ(desk.state.alarms.at("A-1").state, AlarmState::unacknowledged);
  EXPECT_EQ(desk.state.alarms.at("A-1").count, 2);
}

TEST(Alarm, escalates_once_when_nobody_acknowledges_in_time) {
  Desk desk = alarmed();
  EXPECT_EQ(next_due(desk.state), minute(15));
  EXPECT_EQ(kinds(escalate(desk.state, minute(14))), "");
  const ActFacts facts = escalate(desk.state, minute(15));
  EXPECT_EQ(kinds(facts), "escalate message");
  EXPECT_EQ(only<MessageSent>(facts).role, "plant_manager");
  desk.take(facts, minute(15));
  EXPECT_EQ(kinds(escalate(desk.state, minute(99))), "");
  EXPECT_EQ(next_due(desk.state), std::nullopt);
}

TEST(Alarm, that_is_acknowledged_or_gone_does_not_escalate) {
  Desk seen = alarmed();
  seen.take(*acknowledge(seen.state, "A-1", {""}), minute(11));
  EXPECT_EQ(kinds(escalate(seen.state, minute(99))), "");
  Desk gone = alarmed();
  gone.good(12);
  EXPECT_EQ(kinds(escalate(gone.state, minute(99))), "");
}

TEST(Alarm, is_shelved_with_a_reason_for_at_most_seven_days_and_comes_back_by_itself) {
  Desk desk = alarmed();
  EXPECT_EQ(slug(shelve(desk.state, "A-1", {"", hours(1)}, minute(11))), "reason-required");
  EXPECT_EQ(slug(shelve(desk.state, "A-1", {"sensor ordered", days(8)}, minute(11))), "shelf-time");
  EXPECT_EQ(slug(shelve(desk.state, "A-1", {"sensor ordered", Duration{}}, minute(11))), "shelf-time");
  EXPECT_EQ(slug(unshelve(desk.state, "A-1")), "not-shelved");
  desk.take(*shelve(desk.state, "A-1", {"sensor ordered", hours(1)}, minute(11)), minute(11));
  EXPECT_EQ(kinds(escalate(desk.state, minute(70))), "");
  desk.take(escalate(desk.state, minute(71)), minute(71));
  EXPECT_FALSE(desk.state.alarms.at("A-1").shelved_until.has_value());
  EXPECT_EQ(next_due(desk.state), minute(76)) << "whoever unshelves has the whole delay again";
}

TEST(State, is_the_same_live_and_in_replay_whatever_happens) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    std::mt19937_64 random(seed);
    Desk desk;
    desk.reaction(
        plant::When::out_of_specification,
        {hold_action(static_cast<plant::HoldScope>(random() % 3)), stop_action(), command_action("lock", "plc"),
         notify_action("shift_leader", plant::Escalation{minutes(3), "plant_manager"})});
    std::int64_t good = 0;
    for (int now = 1; now < 80; ++now) {
      const auto take = [&](const Result<ActFacts>& facts) {
        if (facts) desk.take(*facts, minute(now));
      };
      const std::string hold = "H-" + std::to_string(1 + random() % 4);
      const std::string alarm = "A-" + std::to_string(1 + random() % 3);
      switch (random() % 12) {
        case 0:
        case 1:
        case 2:
          desk.bad(desk.verdict(now, good), {random() % 2 ? std::optional<std::string>("SN") : std::nullopt, {}});
          break;
        case 3:
        case 4:
          desk.good(good = now);
          break;
        case 5:
          take(release_hold(desk.state, hold, {"measured again", {}, {}}, quality));
          break;
        case 6:
          take(release_hold(desk.state, hold, {"measured again", "unit", "SN"}, quality));
          break;
        case 7:
          take(acknowledge(desk.state, alarm, {""}));
          break;
        case 8:
          take(shelve(desk.state, alarm, {"sensor ordered", minutes(5)}, minute(now)));
          break;
        case 9:
          take(restart_equipment(desk.state, desk.model, "IM-01", {"repaired"}));
          break;
        case 10:
          take(settle_command(desk.state, "C-" + std::to_string(1 + random() % 5), {true, 1, ""}, minute(0)));
          break;
        default:
          take(flush_repeats(desk.state));
          take(escalate(desk.state, minute(now)));
      }
    }
    desk.take(flush_repeats(desk.state), minute(80));
    State replayed = desk.replayed();
    ASSERT_TRUE(desk.state == replayed) << seed;
    for (const auto& [id, h] : desk.state.holds)
      ASSERT_FALSE(h.scope.to && h.scope.from && *h.scope.to <= *h.scope.from);
  }
}

}  // namespace
}  // namespace jidoka::act
