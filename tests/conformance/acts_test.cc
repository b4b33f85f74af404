#include "conformance/store_suite.h"
#include "json/encode.h"

namespace jidoka::conformance {
namespace {

class Acts : public StoreSuite {
 protected:
  act::CommandQueued command(std::string id, std::string target) {
    act::CommandQueued out;
    out.id = std::move(id);
    out.target = std::move(target);
    out.equipment = "IM-01";
    out.command = "stop";
    out.reason = {"Too hot", "过热"};
    return out;
  }
  std::vector<std::string> next() {
    std::vector<std::string> out;
    const auto found = reads().next_deliveries();
    for (const auto& delivery : *found) out.push_back(delivery.command);
    return out;
  }
};
ON_EVERY_DATABASE(Acts);

using Names = std::vector<std::string>;

TEST_P(Acts, an_alarm_goes_through_its_life) {
  commit({alarm("A-1")});
  auto shown = *reads().alarm("A-1");
  EXPECT_EQ(shown->state, act::AlarmState::unacknowledged);
  EXPECT_EQ(shown->because.text.zh, "1号注塑机熔体温度 236.25 ℃，高于 233。");
  commit({act::AlarmReturned{"A-1"}});
  EXPECT_EQ((*reads().alarm("A-1"))->state, act::AlarmState::returned);
  commit({act::AlarmRepeated{"A-1", 12, at(99)}}, at(100));
  shown = *reads().alarm("A-1");
  EXPECT_EQ(shown->state, act::AlarmState::unacknowledged) << "the same again";
  EXPECT_EQ(shown->returned_at, std::nullopt);
  EXPECT_EQ(shown->count, 12);
  EXPECT_EQ(shown->last_at, at(99));
  commit({act::AlarmEscalated{"A-1", "plant_manager"}, act::AlarmShelved{"A-1", at(500), "spare part ordered"}},
         at(110));
  commit({act::AlarmAcknowledged{"A-1", "seen"}}, at(120));
  shown = *reads().alarm("A-1");
  EXPECT_EQ(shown->state, act::AlarmState::acknowledged);
  EXPECT_EQ(shown->acknowledged_by, "tester");
  EXPECT_EQ(shown->shelved_until, at(500));
  EXPECT_EQ(shown->escalated_to, "plant_manager");
  commit({act::AlarmUnshelved{"A-1"}, act::AlarmReturned{"A-1"}}, at(130));
  shown = *reads().alarm("A-1");
  EXPECT_EQ(shown->state, act::AlarmState::cleared);
  EXPECT_EQ(shown->shelved_until, std::nullopt);
  EXPECT_TRUE(reads().alarms(true, {})->items.empty());
  EXPECT_EQ(ids(reads().alarms(false, {})->items), (Names{"A-1"}));
}

TEST_P(Acts, holds_are_listed_by_state_with_their_reason) {
  commit({exposure_hold("H-1", "IM-01", at(0), {}), item_hold("H-2", lot("L7"))});
  commit({act::HoldClosed{"H-1", at(60)}, act::HoldReleased{"H-2", "measured"}}, at(70));
  EXPECT_EQ(ids(reads().holds(act::HoldState::active, {})->items), (Names{"H-1"}));
  EXPECT_EQ(ids(reads().holds({}, {})->items), (Names{"H-2", "H-1"}));
  const auto first = *reads().hold("H-1");
  EXPECT_EQ(first->scope.to, at(60));
  EXPECT_EQ(json::encode(*first->because), json::encode(verdict("V-1")));
  EXPECT_EQ(first->counts->units, 0u);
  const auto second = *reads().hold("H-2");
  EXPECT_EQ(second->released_at, at(70));
  EXPECT_EQ(second->release_reason, "measured");
  EXPECT_FALSE(*reads().hold("H-9"));
}

TEST_P(Acts, stops_last_until_the_restart) {
  commit(
      {act::EquipmentStopped{"IM-01", {"Too hot", "过热"}, "V-1"}, act::EquipmentStopped{"IM-02", {"Jam", "卡料"}, {}}},
      at(5));
  EXPECT_EQ(reads().stops()->size(), 2u);
  commit({act::EquipmentRestarted{"IM-01", "cooled"}});
  ASSERT_EQ(reads().stops()->size(), 1u);
  EXPECT_EQ(reads().stops()->front().reason.zh, "卡料");
}

TEST_P(Acts, commands_wait_in_the_outbox_in_order_until_they_are_settled) {
  commit({command("C-1", "mes"), command("C-2", "mes"), command("C-3", "wms"), command("C-4", "")});
  EXPECT_EQ(next(), (Names{"C-1", "C-3"})) << "one for each target, oldest first";
  EXPECT_EQ(next(), (Names{"C-1", "C-3"})) << "asking changes nothing";
  commit({act::CommandSettled{"C-1", true, 3, "200"}}, at(4));
  EXPECT_EQ(next(), (Names{"C-2", "C-3"}));
  commit({act::CommandSettled{"C-2", false, 12, "refused"}}, at(5));
  EXPECT_EQ(next(), (Names{"C-3"}));
  const auto commands = reads().commands("IM-01", {})->items;
  ASSERT_EQ(ids(commands), (Names{"C-4", "C-3", "C-2", "C-1"}));
  EXPECT_EQ(commands[2].state, "failed");
  EXPECT_EQ(commands[3].state, "acknowledged") << "its delivery was all it asked for";
  EXPECT_EQ(commands[3].acknowledged_at, at(4));
  EXPECT_EQ(commands[3].attempts, 3);
  EXPECT_EQ(commands[1].state, "queued");
  const std::string body = reads().next_deliveries()->front().body;
  EXPECT_NE(body.find(R"("specversion":"1.0","id":"C-3","source":"jidoka","type":"jidoka.command","subject":"IM-01")"),
            std::string::npos)
      << body;
}

TEST_P(Acts, commands_that_want_an_answer_wait_for_it) {
  act::CommandQueued asked = command("C-1", "plc");
  asked.acknowledge_within = seconds(30);
  asked.escalate_to = "shift_leader";
  act::CommandQueued second = asked;
  second.id = "C-2";
  act::CommandQueued third = asked;
  third.id = "C-3";
  commit({asked, second, third});
  commit({act::CommandDelivered{"C-1", 2, "mqtt://broker:1883 plant/IM-01/command", at(40)}}, at(10));
  EXPECT_EQ(next(), (Names{"C-2"}));
  auto commands = reads().commands("IM-01", {})->items;
  EXPECT_EQ(commands[2].state, "delivered");
  EXPECT_EQ(commands[2].settled_at, at(10));
  EXPECT_EQ(commands[2].acknowledged_at, std::nullopt);
  EXPECT_EQ(commands[2].acknowledge_within_s, 30.0);
  commit({act::CommandAnswered{"C-1", true, "stopped at 12:00"}, act::CommandAnswered{"C-2", false, "door open"}},
         at(12));
  EXPECT_EQ(next(), (Names{"C-3"})) << "who has answered is told nothing more";
  commit({act::CommandDelivered{"C-3", 1, "", at(50)}}, at(20));
  commit({act::CommandTimedOut{"C-3"}, act::CommandEscalated{"C-3", "shift_leader"}}, at(50));
  commands = reads().commands("IM-01", {})->items;
  EXPECT_EQ(commands[2].state, "acknowledged");
  EXPECT_EQ(commands[2].detail, "stopped at 12:00");
  EXPECT_EQ(commands[2].acknowledged_at, at(12));
  EXPECT_EQ(commands[1].state, "refused");
  EXPECT_EQ(commands[0].state, "timed_out");
  EXPECT_EQ(commands[0].escalated_to, "shift_leader");
  EXPECT_EQ(*store().load_timed_out("C-3"), "plc");
  for (const char* other : {"C-1", "C-2", "C-9"}) EXPECT_EQ(*store().load_timed_out(other), std::nullopt) << other;
  commit({act::CommandAnswered{"C-3", true, "stands now"}}, at(70));
  commands = reads().commands("IM-01", {})->items;
  EXPECT_EQ(commands[0].state, "acknowledged");
  EXPECT_TRUE(commands[0].is_late);
  EXPECT_FALSE(commands[2].is_late);
  EXPECT_EQ(*store().load_timed_out("C-3"), std::nullopt) << "answered";
}

TEST_P(Acts, messages_are_read_by_those_who_have_the_role) {
  commit({act::MessageSent{"M-1", "shift_leader", {"a", "甲"}, {}},
          act::MessageSent{"M-2", "quality_engineer", {"b", "乙"}, {}},
          act::MessageSent{"M-3", "shift_leader", {"c", "丙"}, {}}});
  EXPECT_EQ(ids(reads().messages({"shift_leader", "quality_engineer"}, {})->items), (Names{"M-3", "M-2", "M-1"}));
  const auto page = reads().messages({"shift_leader", "quality_engineer"}, {"", 2});
  EXPECT_EQ(ids(page->items), (Names{"M-3", "M-2"}));
  EXPECT_EQ(ids(reads().messages({"shift_leader", "quality_engineer"}, {page->next, 2})->items), (Names{"M-1"}));
  EXPECT_TRUE(reads().messages({}, {})->items.empty());
}

TEST_P(Acts, quarantined_readings_wait_to_be_settled) {
  sense::Refusal refusal{.index = 4,
                         .code = "uom_mismatch",
                         .field = "uom",
                         .text = {"bar is not a temperature", "bar 不是温度单位"},
                         .reading = {}};
  refusal.reading.value = "17";
  commit({port::ReadingQuarantined{"Q-1", "gateway", refusal}, port::ReadingQuarantined{"Q-2", "gateway", refusal}});
  EXPECT_TRUE((*store().load_quarantined("Q-1"))->open);
  EXPECT_EQ(store().load_open_quarantine("gateway", 10)->size(), 2u);
  EXPECT_EQ(store().load_open_quarantine("gateway", 1)->size(), 1u);
  EXPECT_TRUE(store().load_open_quarantine("other", 10)->empty());
  commit({port::QuarantineSettled{"Q-1", "discarded", "test", {}}});
  EXPECT_FALSE((*store().load_quarantined("Q-1"))->open);
  const auto waiting = *store().load_open_quarantine("gateway", 10);
  ASSERT_EQ(waiting.size(), 1u);
  EXPECT_EQ(waiting[0].code, "uom_mismatch");
  EXPECT_EQ(waiting[0].reading.value, "17");
  EXPECT_FALSE(*store().load_quarantined("Q-9"));
  EXPECT_EQ(ids(reads().quarantine("open", {})->items), (Names{"Q-2"}));
  EXPECT_EQ(ids(reads().quarantine({}, {})->items), (Names{"Q-2", "Q-1"}));
  const auto settled = *reads().quarantined("Q-1");
  EXPECT_EQ(settled->settled_by, "tester");
  EXPECT_EQ(settled->reading.text, json::encode(refusal.reading));
}

TEST_P(Acts, verdicts_are_listed_by_stream_and_with_their_unit) {
  auto first = verdict("V-1");
  first.unit = "SN-1";
  commit({port::VerdictReached{first}, port::VerdictReached{verdict("V-2", "IM-02")},
          port::VerdictReached{verdict("V-3", "IM-01", "pressure")}, produce::Scrapped{unit("SN-1"), "hot", at(1)}});
  EXPECT_EQ(ids(reads().verdicts("IM-01", {}, {})->items), (Names{"V-3", "V-1"}));
  EXPECT_EQ(ids(reads().verdicts("IM-01", "melt_temp", {})->items), (Names{"V-1"}));
  const auto by_tag = reads().verdicts({}, "melt_temp", {});
  ASSERT_FALSE(by_tag) << "a tag is one of an equipment's";
  EXPECT_EQ(by_tag.error().slug, "equipment-missing");
  EXPECT_EQ(ids(reads().verdicts({}, {}, {"", 2})->items), (Names{"V-3", "V-2"}));
  EXPECT_EQ(ids((*reads().item(unit("SN-1")))->verdicts), (Names{"V-1"}));
}

TEST_P(Acts, the_board_counts_units_by_their_newest_run_of_the_span) {
  auto failed = completed(unit("SN-1"), "OP20", "ST-02", at(3000), 2);
  failed.result = produce::RunResult::fail;
  failed.defect = "scratch";
  commit({started(unit("SN-1"), "OP10", "IM-01", at(10), 1), completed(unit("SN-1"), "OP10", "IM-01", at(20), 1),
          started(unit("SN-1"), "OP20", "ST-02", at(30), 2), failed, started(unit("SN-2"), "OP10", "IM-01", at(10), 1),
          completed(unit("SN-2"), "OP10", "IM-01", at(4000), 1)});
  auto board = reads().production(at(0), at(10'000));
  ASSERT_TRUE(board) << board.error().text.en;
  EXPECT_EQ(board->good_units, 1u);
  EXPECT_EQ(board->failed_units, 1u);
  EXPECT_EQ(board->first_pass_units, 1u);
  ASSERT_EQ(board->defects.size(), 1u);
  EXPECT_EQ(board->defects[0].defect, "scratch");
  ASSERT_EQ(board->yield_by_hour.size(), 2u);
  EXPECT_EQ(board->yield_by_hour[0].hour, at(0));
  EXPECT_EQ(board->yield_by_hour[0].failed, 1u);
  EXPECT_EQ(board->yield_by_hour[1].good, 1u);
  commit({started(unit("SN-1"), "OP20", "ST-02", at(5000), 3), completed(unit("SN-1"), "OP20", "ST-02", at(5100), 3)});
  board = reads().production(at(0), at(10'000));
  EXPECT_EQ(board->good_units, 2u) << "reworked and passed";
  EXPECT_EQ(board->first_pass_units, 1u);
  commit({exposure_hold("H-1", "IM-01", at(0), at(15)), item_hold("H-2", unit("SN-2"))});
  EXPECT_EQ(*reads().held_units(), 2u) << "each once";
  commit({port::LimitsLearnt{"IM-01/melt_temp", "CP@1", "10.1", 100, at(0), at(50), 230.5, 0.5},
          port::LimitsLearnt{"IM-01/melt_temp", "CP@1", "10.1", 100, at(0), at(60), 231, 0.25}});
  const auto learnt = reads().learnt_limits("IM-01", "melt_temp");
  ASSERT_EQ(learnt->size(), 1u);
  EXPECT_EQ(learnt->front().mean, 231);
}

TEST_P(Acts, people_and_tokens_are_found_by_those_who_check_them) {
  port::Commit given =
      commit_of({port::UserSaved{"alice", {"Alice", "爱丽丝"}, {"quality_engineer", "operator"}, "zh", true, "hash"},
                 port::TokenCreated{"T-1", "alice", "gateway", "source", "secret-hash", at(1000)}});
  given.credentials = {{"alice", "$argon2id$…"}};
  commit(std::move(given));
  const auto found = *reads().credential("alice");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->phc, "$argon2id$…");
  EXPECT_EQ(found->user.roles, (Names{"quality_engineer", "operator"}));
  EXPECT_FALSE(*reads().credential("bob"));
  EXPECT_EQ((*reads().token("secret-hash"))->token.role, "source");
  EXPECT_EQ((*reads().token("secret-hash"))->token.expires, at(1000));
  commit({port::UserSaved{"alice", {"Alice", "爱丽丝"}, {"operator"}, "en", false, {}}, port::TokenRevoked{"T-1"}});
  EXPECT_FALSE(reads().users()->front().active);
  EXPECT_TRUE(reads().tokens()->front().revoked);
  EXPECT_TRUE((*reads().credential("alice"))->phc.starts_with("$argon2id$")) << "a change of roles leaves the password";
  EXPECT_FALSE((*reads().credential("alice"))->sessions_from);
  commit({port::UserSaved{"alice", {"Alice", "爱丽丝"}, {"operator"}, "en", false, "hash", at(2000)}});
  EXPECT_EQ((*reads().credential("alice"))->sessions_from, at(2000)) << "signed out then";
  reopen();
  ASSERT_EQ(recovered_.users.size(), 1u);
  EXPECT_EQ(recovered_.users[0].password_sha256, "hash");
  EXPECT_EQ(recovered_.users[0].sessions_from, at(2000));
  EXPECT_TRUE(recovered_.tokens.empty());
}

TEST_P(Acts, documents_keep_their_revisions) {
  commit({port::DocumentRevised{"control_plan", "CP", 1, json::Raw{R"({"a":1})"}},
          port::DocumentRevised{"equipment", "IM-01", 1, json::Raw{"{}"}}},
         at(1));
  commit({port::DocumentRevised{"control_plan", "CP", 2, json::Raw{R"({"a":2})"}}}, at(2));
  ASSERT_EQ(reads().documents()->size(), 2u);
  EXPECT_EQ(reads().documents()->front().revision, 2);
  const auto revisions = *reads().revisions("control_plan", "CP");
  ASSERT_EQ(revisions.size(), 2u);
  EXPECT_TRUE(revisions[0].in_force);
  EXPECT_FALSE(revisions[1].in_force);
  EXPECT_EQ(revisions[1].body.text, R"({"a":1})");
}

}  // namespace
}  // namespace jidoka::conformance
