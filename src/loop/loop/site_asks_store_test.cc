// What a Site asks of its store beside commits, and how little.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loop/memory_store_test.h"
#include "loop/site_driver_test.h"

namespace jidoka::loop {
namespace {

using testing::HasSubstr;

class SiteAsksStore : public testing::Test {
 protected:
  SiteAsksStore() {
    std::vector<std::string> documents = small_plant();
    documents.push_back(small_plan(1));
    driver.ask(ApplyPlant{documents, {}, false, "start"});
    driver.commit();
    driver.go_to(100'000);
  }
  Asked read_many(const std::vector<std::int64_t>& seconds) {
    sense::Intake readings = driver.intake();
    for (const std::int64_t second : seconds)
      readings.add({"IM-01", "melt_temp", SiteDriver::at(second), 230, "", "", ""});
    return driver.ask(Ingest{std::move(readings).take()});
  }

  MemoryStore store;
  SiteDriver driver{store};
};

TEST_F(SiteAsksStore, a_reading_of_a_clock_that_fell_back_does_not_load_what_was_recorded_since) {
  for (std::int64_t n = 0; n < 50; ++n) {
    std::vector<std::int64_t> seconds;
    for (std::int64_t i = 0; i < 100; ++i) seconds.push_back(n * 100 + i);
    read_many(seconds);
    driver.commit();
  }
  constexpr std::int64_t years_ago = -800'000'000;
  const Asked old = read_many({years_ago, 6'000});
  driver.commit();
  EXPECT_THAT(said(old), HasSubstr(R"("accepted":2)"));
  EXPECT_EQ(store.samples_loaded, 0u) << "nothing of that time is recorded";
  const Asked again = read_many({years_ago, 17, 4'000, 6'000, 6'001});
  driver.commit();
  EXPECT_THAT(said(again), HasSubstr(R"("accepted":1,"duplicates":4)"));
  EXPECT_EQ(store.samples_loaded, 4u) << "those of its own times, and none of the years between";
}

TEST_F(SiteAsksStore, what_is_sent_again_is_set_aside_once) {
  const auto send = [&](bool is_repeated, const std::string& text) {
    sense::Intake readings = driver.intake();
    sense::RawReading raw;
    raw.tag = "plant/x";
    raw.value = text;
    readings.refuse("malformed", "", {"This is not JSON.", "内容不是合法的 JSON。"}, raw);
    readings.add({"IM-01", "melt_temp", SiteDriver::at(50), 900, "", "", ""});  // out of range
    const Asked asked = driver.ask(Ingest{std::move(readings).take(), is_repeated});
    driver.commit();
    return said(asked);
  };
  EXPECT_THAT(send(false, "{"), HasSubstr(R"("accepted":0,"duplicates":0,"quarantined":2)"));
  driver.recover();
  EXPECT_THAT(send(true, "{"), HasSubstr(R"("accepted":0,"duplicates":2,"quarantined":0)"));
  EXPECT_THAT(send(true, "{{"), HasSubstr(R"("accepted":0,"duplicates":1,"quarantined":1)")) << "that one is new";
  EXPECT_THAT(send(false, "{"), HasSubstr(R"("quarantined":2)")) << "nobody says that it was sent before";
  const Asked settled = driver.ask(SettleQuarantine{.id = "Q-1", .reason = "noise on the line", .corrected = {}, .discard = true});
  driver.commit();
  EXPECT_TRUE(is_done(settled)) << said(settled);
}

TEST_F(SiteAsksStore, an_answer_after_its_time_is_recorded_once_also_after_a_restart) {
  driver.ask(ApplyPlant{
      {R"({"kind":"target","id":"plc","to":"webhook","url":"https://plc.example/","acknowledge":"explicit"})",
       R"({"kind":"equipment","id":"IM-01","name":{"en":"Press 1","zh":"1号机"},"commands":["stop"],)"
       R"("target":"plc","tags":{"melt_temp":{"uom":"Cel"}}})"},
      {},
      false,
      "commands"});
  driver.commit();
  const auto stop_and_time_out = [&](const std::string& id, std::int64_t second) {
    driver.go_to(second);
    driver.ask(ForEquipment{"IM-01", act::StopEquipment{"tool change"}});
    driver.ask(SettleDelivery{.id = id, .delivered = true, .attempts = 1, .detail = "plc"});
    driver.commit();
    driver.go_to(second + 40);
    driver.site().tick();
    driver.commit();
    driver.ask(ForEquipment{"IM-01", act::RestartEquipment{"done"}});
    driver.commit();
  };
  const auto answer = [&](const std::string& id, const std::string& from) {
    const Asked asked = driver.ask(ForCommand{id, {true, "stands"}, from});
    driver.commit();
    return said(asked);
  };
  stop_and_time_out("C-1", 100'100);
  EXPECT_THAT(answer("C-1", "other"), HasSubstr("command-elsewhere"));
  EXPECT_THAT(answer("C-1", "plc"), HasSubstr(R"("id":"C-1")"));
  EXPECT_THAT(answer("C-1", "plc"), HasSubstr("command-not-open"));
  stop_and_time_out("C-2", 100'200);
  driver.recover();
  EXPECT_THAT(answer("C-2", "plc"), HasSubstr(R"("id":"C-2")")) << "the store knows it";
  EXPECT_THAT(answer("C-2", "plc"), HasSubstr("command-not-open"));
  EXPECT_EQ(store.all<act::CommandAnswered>().size(), 2u);
}

TEST_F(SiteAsksStore, a_key_that_memory_has_forgotten_is_still_answered_as_it_was) {
  const auto number = [](std::size_t n) { return std::to_string(1'000'000 + n); };
  port::Commit many;
  for (std::size_t n = 0; n <= port::most_recovered_replies; ++n)
    many.replies.push_back({engineer.name + "\nkey-" + number(n), "\n{\"id\":\"" + number(n) + "\"}"});
  ASSERT_TRUE(store.commit(many));
  driver.recover();
  const std::string forgotten = "key-" + number(port::most_recovered_replies);
  const auto ask = [&](const std::string& key) {
    return driver.ask(NewHold{{{act::ScopeKind::unit, "SN-1", {}, {}, {}}, "dropped on the floor"}}, key);
  };
  EXPECT_THAT(said(ask("key-" + number(0))), HasSubstr(number(0)));
  EXPECT_THAT(said(ask(forgotten)), HasSubstr(number(port::most_recovered_replies)));
  store.failing_reads = 1;
  EXPECT_THAT(said(ask(forgotten)), HasSubstr("disk")) << "whoever cannot know does not do it again";
  ask("new");
  driver.commit();
  EXPECT_EQ(store.all<act::HoldPlaced>().size(), 1u);
}

TEST_F(SiteAsksStore, a_new_plan_keeps_the_states_that_it_changes_and_packs_none) {
  ASSERT_EQ(store.states().size(), 2u) << "melt temperature at two presses";
  for (const auto& [stream, state] : store.states()) EXPECT_FALSE(state.packs);
  read_many({10});
  driver.commit();
  driver.ask(
      ApplyPlant{{R"({"kind":"equipment","id":"ST-02","name":{"en":"Check 2","zh":"检验台2"}})"}, {}, false, "x"});
  driver.commit();
  for (const auto& [stream, state] : store.states()) EXPECT_EQ(state.batch, 0u) << "they are judged as before";
  driver.ask(ApplyPlant{{small_plan(2, 234)}, {}, false, "wider"});
  driver.commit();
  for (const auto& [stream, state] : store.states()) {
    EXPECT_EQ(state.batch, 1u) << "a restart could not know which readings the new revision has seen";
    EXPECT_FALSE(state.packs);
  }
}

}  // namespace
}  // namespace jidoka::loop
