#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loop/memory_store_test.h"
#include "loop/site_driver_test.h"

namespace jidoka::loop {
namespace {

using testing::HasSubstr;

class SiteProductionTest : public testing::Test {
 protected:
  SiteProductionTest() {
    std::vector<std::string> documents = small_plant();
    documents.push_back(small_plan(1));
    driver.ask(ApplyPlant{documents, {}, false, "start"});
    driver.ask(ForItem{lot("L1"), produce::ReceiveLot{"RESIN", {100'000, 0}, "g", {}, {}, {}}});
    driver.commit();
    driver.go_to(1000);
  }
  Asked start(const std::string& serial, std::int64_t second) {
    return done(ForItem{unit(serial), produce::StartRun{"OP10", "IM-01", {}, SiteDriver::at(second), {}}});
  }
  Asked feed(const std::string& serial, std::int64_t second) {
    return done(ForItem{unit(serial),
                        produce::Consume{lot("L1"), Decimal{42, 0}, "g", "OP10", "IM-01", SiteDriver::at(second)}});
  }
  Asked complete(const std::string& serial, std::int64_t second) {
    return done(
        ForItem{unit(serial),
                produce::CompleteRun{"OP10", "IM-01", {}, SiteDriver::at(second), produce::RunResult::pass, {}, {}}});
  }
  Asked release(const std::string& hold, const std::string& serial) {
    return done(ForHold{hold, {"measured, it is fine", "unit", serial}});
  }
  std::string next_step(const std::string& serial) {
    return said(driver.ask(AskPermit{{unit(serial), "OP20", "ST-01"}}));
  }
  Asked done(RequestBody body) {
    Asked asked = driver.ask(std::move(body));
    driver.commit();
    return asked;
  }

  MemoryStore store;
  SiteDriver driver{store};
};

// Lines as a file has them; the units are moulded one after the other from lot L1.
Result<std::vector<Result<produce::Act>>> acts_of(int units) {
  std::string lines;
  const auto line = [&](const std::string& verb, int n, const std::string& more, int second) {
    lines += R"({"do":")" + verb + R"(","kind":"unit","id":"SN-)" + std::to_string(n) +
             R"(","operation":"OP10","equipment":"IM-01",)" + more + R"("at":")" + to_string(SiteDriver::at(second)) +
             "\"}\n";
  };
  for (int n = 1; n <= units; ++n) {
    line("start", n, "", n * 10);
    line("consume", n, R"("from":{"kind":"lot","id":"L1"},"quantity":42,"uom":"g",)", n * 10);
    line("complete", n, "", n * 10 + 5);
  }
  return produce::read_acts(lines);
}

TEST_F(SiteProductionTest, acts_in_bulk_are_decided_one_by_one_in_one_commit) {
  auto acts = acts_of(3);
  ASSERT_TRUE(acts);
  acts->insert(acts->begin() + 3, (*acts)[0]);          // SN-1 again, after it was made
  acts->push_back(produce::read_act(R"({"do":"x"})"));  // no act
  const std::uint64_t before = driver.site().ledger_size();
  const Asked asked = driver.ask(Produce{*acts});
  EXPECT_TRUE(waits(asked)) << "not before it is on disk";
  driver.commit();
  EXPECT_EQ(driver.site().ledger_size(), before + 9);
  EXPECT_THAT(said(asked), HasSubstr(R"("accepted":9,"refused":[{"index":3,"code":"not-permitted",)"));
  EXPECT_THAT(said(asked), HasSubstr(R"({"index":10,"code":)"));
  EXPECT_THAT(next_step("SN-3"), HasSubstr(R"("allowed":true)"));
}

TEST_F(SiteProductionTest, acts_that_are_all_refused_change_nothing_and_are_answered_at_once) {
  const std::uint64_t before = driver.site().ledger_size();
  const Asked asked =
      driver.ask(Produce{{produce::read_act(R"({"do":"ship","kind":"unit","id":"SN-9","to":"ACME"})")}});
  EXPECT_THAT(said(asked), HasSubstr(R"("accepted":0)"));
  driver.commit();
  EXPECT_EQ(driver.site().ledger_size(), before);
}

TEST_F(SiteProductionTest, only_what_a_hold_holds_can_be_released_from_it) {
  driver.read("melt_temp", 10, 230);
  driver.read("melt_temp", 20, 240);
  driver.commit();
  start("SN-1", 15);
  feed("SN-1", 15);
  complete("SN-1", 25);
  EXPECT_THAT(said(release("H-1", "SN-2")), HasSubstr("not-held")) << "nobody has made it yet";
  start("SN-2", 30);
  feed("SN-2", 30);
  complete("SN-2", 40);
  EXPECT_THAT(next_step("SN-2"), HasSubstr(R"("code":"held")")) << "made while it was out of specification";
  EXPECT_THAT(said(release("H-1", "SN-1")), HasSubstr(R"("id":"H-1")"));
  EXPECT_THAT(next_step("SN-1"), HasSubstr(R"("allowed":true)"));
  driver.recover();
  EXPECT_THAT(said(release("H-1", "SN-2")), HasSubstr(R"("id":"H-1")")) << "loaded from the store";
}

TEST_F(SiteProductionTest, what_was_made_before_a_stop_is_reported_after_it_and_still_held) {
  driver.read("melt_temp", 10, 230);
  driver.read("melt_temp", 500, 240);
  driver.commit();
  ASSERT_TRUE(is_done(done(ForEquipment{"IM-01", act::StopEquipment{"too hot"}})));
  EXPECT_TRUE(is_done(start("SN-1", 490)));
  EXPECT_TRUE(is_done(feed("SN-1", 491)));
  EXPECT_TRUE(is_done(complete("SN-1", 499)));
  EXPECT_THAT(next_step("SN-1"), HasSubstr(R"("code":"held")"));
  EXPECT_THAT(said(start("SN-2", 1000)), HasSubstr("IM-01 is stopped"));
  driver.go_to(1100);
  EXPECT_THAT(said(start("SN-2", 1050)), HasSubstr("IM-01 is stopped"));
}

TEST_F(SiteProductionTest, what_was_scrapped_does_not_run_after_a_restart) {
  start("SN-1", 15);
  done(ForItem{unit("SN-1"), produce::Scrap{"burnt", SiteDriver::at(30)}});
  driver.recover();
  EXPECT_THAT(said(complete("SN-1", 40)), HasSubstr("nothing is running on it"));
  done(NewHold{{{act::ScopeKind::exposure, {}, "IM-01", SiteDriver::at(31), {}}, "nozzle worn"}});
  EXPECT_THAT(said(release("H-1", "SN-1")), HasSubstr("not-held"));
}

}  // namespace
}  // namespace jidoka::loop
