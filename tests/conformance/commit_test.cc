#include "conformance/store_suite.h"
#include "crypto/hash.h"
#include "ledger/note.h"
#include "ledger/proof.h"

namespace jidoka::conformance {
namespace {

class Commits : public StoreSuite {};
ON_EVERY_DATABASE(Commits);

using Names = std::vector<std::string>;

ledger::Hash hash_of(const std::string& hex) {
  ledger::Hash hash{};
  const std::string bytes = *crypto::from_hex(hex);
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

TEST_P(Commits, an_empty_store_recovers_to_nothing) {
  EXPECT_EQ(recovered_.ledger_size, 0u);
  EXPECT_EQ(recovered_.next_batch, 1u);
  EXPECT_TRUE(recovered_.documents.empty());
  EXPECT_TRUE(recovered_.counters.empty());
  EXPECT_EQ(*reads().ledger_size(), 0u);
  EXPECT_EQ(*reads().checkpoint(), "");
}

TEST_P(Commits, facts_become_leaves_in_order_and_survive_a_restart) {
  EXPECT_EQ(commit({act::EquipmentStopped{"IM-01", {"Stop", "停机"}, {}}, act::EquipmentRestarted{"IM-01", "checked"}})
                .ledger_size,
            2u);
  reopen();
  EXPECT_EQ(recovered_.ledger_size, 2u);
  const auto entries = reads().entries(0, 10);
  ASSERT_TRUE(entries) << entries.error().text.en;
  ASSERT_EQ(entries->size(), 2u);
  EXPECT_EQ((*entries)[1].leaf.text, port::leaf_text(fact(act::EquipmentRestarted{"IM-01", "checked"})));
  EXPECT_EQ(reads().entries(1, 1)->front().index, 1u);
}

TEST_P(Commits, the_checkpoint_is_signed_and_every_entry_is_provably_in_it) {
  for (int i = 0; i < 40; ++i) {
    std::vector<port::FactBody> bodies;
    for (int j = 0; j < 17; ++j)
      bodies.push_back(produce::Scrapped{unit("SN-" + std::to_string(i * 17 + j)), "drop", start});
    commit(std::move(bodies));
  }
  const auto checkpoint = ledger::open_checkpoint(*reads().checkpoint(), *reads().public_key());
  ASSERT_TRUE(checkpoint) << checkpoint.error().text.en;
  ASSERT_EQ(checkpoint->head.size, 680u);
  EXPECT_EQ(checkpoint->origin, "plant.example/jidoka");
  for (const std::uint64_t index : {0u, 1u, 255u, 256u, 511u, 679u}) {
    const auto hashes = reads().inclusion_proof(index, 680);
    ASSERT_TRUE(hashes) << hashes.error().text.en;
    ledger::Proof proof;
    for (const std::string& hex : *hashes) proof.push_back(hash_of(hex));
    const auto leaf = ledger::leaf_hash(reads().entries(index, 1)->front().leaf.text);
    EXPECT_TRUE(ledger::verify_inclusion(leaf, index, checkpoint->head, proof)) << index;
  }
  EXPECT_FALSE(reads().inclusion_proof(0, 681)) << "beyond the end";
  EXPECT_EQ(reads().tile(0, 0, 256)->size(), 8192u);
  EXPECT_EQ(reads().tile(1, 0, 2)->size(), 64u);
  EXPECT_FALSE(reads().tile(0, 2, 200)) << "the last tile has 168 hashes";
}

TEST_P(Commits, what_is_open_is_recovered_with_every_later_change) {
  commit({exposure_hold("H-3", "IM-01", at(0), {}), item_hold("H-4", unit("SN-1")), alarm("A-7"),
          act::EquipmentStopped{"IM-01", {"Stop", "停机"}, {}},
          act::CommandQueued{.id = "C-2",
                             .target = "mes",
                             .equipment = "IM-01",
                             .command = "stop",
                             .parameters = {},
                             .reason = {"a", "b"},
                             .verdict = {},
                             .episode = {}}});
  commit({act::HoldClosed{"H-3", at(90)}, act::HoldReleased{"H-4", "fine"}, act::AlarmRepeated{"A-7", 5, at(80)},
          act::AlarmRepeated{"A-7", 9, at(85)}, act::HoldItemReleased{"H-3", "unit", "SN-2", "measured"}});
  reopen();
  Names names;
  for (const port::Fact& open : recovered_.acts) names.emplace_back(port::fact_name(open.body));
  EXPECT_EQ(names, (Names{"hold_placed", "alarm_raised", "equipment_stopped", "command_queued", "hold_closed",
                          "alarm_repeated", "hold_item_released"}));
  EXPECT_EQ(std::get<act::AlarmRepeated>(recovered_.acts[5].body).count, 9) << "only the newest count matters";
  EXPECT_EQ(recovered_.acts[0].by, "tester");
  commit({act::HoldReleased{"H-3", "fine"}, act::AlarmReturned{"A-7"}, act::AlarmAcknowledged{"A-7", "seen"},
          act::EquipmentRestarted{"IM-01", "ok"}, act::CommandSettled{"C-2", true, 1, "200"}});
  reopen();
  names.clear();
  for (const port::Fact& over : recovered_.acts) names.emplace_back(port::fact_name(over.body));
  EXPECT_EQ(names, (Names{"hold_placed", "hold_closed", "hold_released", "equipment_restarted"}))
      << "the newest release of a condition, of an exposure that had ended, and the newest restart";
  commit({exposure_hold("H-5", "IM-01", at(100), {})});
  commit({act::HoldReleased{"H-5", "fine"}});
  reopen();
  names.clear();
  for (const port::Fact& over : recovered_.acts) names.emplace_back(port::fact_name(over.body));
  EXPECT_EQ(names, (Names{"equipment_restarted", "hold_placed", "hold_released"})) << "of an exposure that went on";
}

TEST_P(Commits, an_alarm_that_had_returned_and_comes_again_has_not_escalated) {
  commit({alarm("A-1"), act::AlarmEscalated{"A-1", "plant_manager"}});
  commit({act::AlarmRepeated{"A-1", 2, at(80)}});
  EXPECT_EQ((*reads().alarm("A-1"))->escalated_to, "plant_manager") << "it had not returned";
  commit({act::AlarmReturned{"A-1"}, act::AlarmRepeated{"A-1", 3, at(85)}});
  EXPECT_EQ((*reads().alarm("A-1"))->escalated_to, std::nullopt);
  reopen();
  Names names;
  for (const port::Fact& open : recovered_.acts) names.emplace_back(port::fact_name(open.body));
  EXPECT_EQ(names, (Names{"alarm_raised", "alarm_repeated"}));
}

TEST_P(Commits, counters_streams_documents_and_replies_are_recovered) {
  port::Commit given = commit_of({port::VerdictReached{verdict("V-41")}, port::VerdictReached{verdict("V-9")},
                                  port::StreamOpened{3, "IM-01", "melt_temp", "Cel"},
                                  port::DocumentRevised{"equipment", "IM-01", 1, json::Raw{R"({"a":1})"}},
                                  port::DocumentRevised{"equipment", "IM-01", 2, json::Raw{R"({"a":2})"}},
                                  port::DocumentRevised{"equipment", "IM-02", 1, json::Raw{"{}"}},
                                  port::DocumentRevised{"equipment", "IM-02", 2, {}}});
  given.replies = {{"alice:k1", R"({"id":"H-1"})"}};
  commit(std::move(given));
  reopen();
  EXPECT_EQ(recovered_.counters, (std::vector<std::pair<std::string, std::uint64_t>>{{"V", 41}}));
  ASSERT_EQ(recovered_.documents.size(), 2u) << "the newest revision of each";
  EXPECT_EQ(recovered_.documents[0].revision, 2);
  EXPECT_EQ(recovered_.documents[0].body->text, R"({"a":2})");
  EXPECT_EQ(recovered_.documents[1].body, std::nullopt) << "withdrawn";
  ASSERT_EQ(recovered_.streams.size(), 1u);
  EXPECT_EQ(recovered_.streams[0].tag, "melt_temp");
  ASSERT_EQ(recovered_.replies.size(), 1u);
  EXPECT_EQ(recovered_.replies[0].reply, R"({"id":"H-1"})");
}

TEST_P(Commits, a_stream_opened_without_a_unit_takes_the_one_that_is_declared_later) {
  commit({port::StreamOpened{1, "IM-01", "water_temp", "1"}, port::StreamOpened{2, "IM-01", "melt_temp", "Cel"}});
  commit_readings({{1, at(1), 40}});
  commit({port::StreamOpened{1, "IM-01", "water_temp", "Cel"}});
  reopen();
  ASSERT_EQ(recovered_.streams.size(), 2u);
  EXPECT_EQ(recovered_.streams[0].uom, "Cel");
  const auto found = store().load_samples(1, distant_past, distant_future);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->size(), 1u);
}

TEST_P(Commits, replies_are_forgotten_after_a_day) {
  port::Commit given = commit_of({});
  given.replies = {{"alice:k1", "{}"}};
  commit(std::move(given));
  commit({port::VerdictReached{verdict("V-1")}}, start + hours(25));
  reopen();
  EXPECT_TRUE(recovered_.replies.empty());
}

TEST_P(Commits, a_request_left_in_the_inbox_is_answered_by_a_commit) {
  ASSERT_TRUE(backend_->leave_in_inbox({"r-1", R"({"apply":true})"}));
  auto waiting = store().inbox();
  ASSERT_TRUE(waiting) << waiting.error().text.en;
  ASSERT_EQ(waiting->size(), 1u);
  EXPECT_EQ(waiting->front().body, R"({"apply":true})");
  EXPECT_EQ(*backend_->find_reply("r-1"), std::nullopt);
  port::Commit given = commit_of({});
  given.settled_inbox = {"r-1"};
  given.replies = {{"inbox:r-1", "done"}};
  commit(std::move(given));
  EXPECT_TRUE(store().inbox()->empty());
  EXPECT_EQ(*backend_->find_reply("r-1"), "done");
}

TEST_P(Commits, a_second_writer_is_refused_and_readers_are_not) {
  const auto second = backend_->open();
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().slug, "store-in-use");
  commit({port::VerdictReached{verdict("V-1")}});
  auto beside = backend_->open_reads_only();
  ASSERT_TRUE(beside) << beside.error().text.en;
  EXPECT_EQ(*beside->reads->ledger_size(), 1u);
}

TEST_P(Commits, text_that_is_not_unicode_is_kept_readable_in_the_tables) {
  commit({produce::Scrapped{unit(std::string("SN\0\xff", 4)), "drop", start}});
  const auto found = reads().items({}, {});
  ASSERT_TRUE(found) << found.error().text.en;
  EXPECT_EQ(ids(found->items), (Names{"SN\xEF\xBF\xBD\xEF\xBF\xBD"}));
}

TEST_P(Commits, a_store_of_a_newer_program_is_refused) {
  auto raw = backend_->writer();
  ASSERT_TRUE(raw) << raw.error().text.en;
  ASSERT_TRUE(sql::run(**raw, "insert into migrations(number, name, at, seal) values(999, 'future', 0, 0)"));
  site_ = Opened{};
  const auto opened = backend_->open();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().slug, "store-is-newer");
}

}  // namespace
}  // namespace jidoka::conformance
