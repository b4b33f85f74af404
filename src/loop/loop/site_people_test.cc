#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loop/memory_store_test.h"
#include "loop/site_driver_test.h"

namespace jidoka::loop {
namespace {

using testing::HasSubstr;
using Names = std::vector<std::string>;

const Actor admin{"admin", {"admin"}};

class PeopleTest : public testing::Test {
 protected:
  Asked ask(RequestBody body, const Actor& actor) {
    Asked asked = driver.ask(std::move(body), {}, actor);
    driver.commit();
    return asked;
  }
  Asked apply(const std::string& role, const Actor& actor) { return ask(ApplyPlant{{role}, {}, false, ""}, actor); }
  port::UserSaved newest(const std::string& name) {
    port::UserSaved found;
    for (const port::UserSaved& saved : store.all<port::UserSaved>())
      if (saved.name == name) found = saved;
    return found;
  }

  MemoryStore store;
  SiteDriver driver{store};
};

TEST_F(PeopleTest, whoever_may_change_the_plant_cannot_give_himself_more_by_a_role) {
  const Actor process{"liu", {"process_engineer"}};
  const std::string name = R"("name":{"en":"Mine","zh":"我的"},)";
  const std::string taken = R"({"kind":"role","id":"process_engineer",)" + name + R"("may":["*"]})";
  EXPECT_THAT(said(apply(taken, process)), HasSubstr("built-in role"));
  EXPECT_THAT(said(apply(taken, admin)), HasSubstr("built-in role"));
  const std::string root = R"({"kind":"role","id":"root",)" + name + R"("may":["read","tokens.*"]})";
  EXPECT_THAT(said(apply(root, process)), HasSubstr("grants-beyond-own"));
  EXPECT_THAT(said(apply(root, process)), HasSubstr("tokens.manage"));
  EXPECT_TRUE(is_done(apply(R"({"kind":"role","id":"mine",)" + name + R"("may":["read","alarms.*"]})", process)));
  EXPECT_THAT(said(apply(R"({"kind":"role","id":"mine",)" + name + R"("may":["read","users.manage"]})", process)),
              HasSubstr("grants-beyond-own"));
  EXPECT_TRUE(is_done(apply(root, admin)));
  EXPECT_TRUE(is_done(apply(root, process))) << "as it stands already it grants nothing new";
}

TEST_F(PeopleTest, nobody_gives_others_or_tokens_what_he_may_not_himself) {
  const std::string clerk = R"({"kind":"role","id":"clerk","name":{"en":"Clerk","zh":"文员"},)"
                            R"("may":["read","users.manage","tokens.manage"]})";
  ASSERT_TRUE(is_done(apply(clerk, admin)));
  const Actor hr{"hr", {"clerk"}};
  const auto save = [](std::string name, Names roles) { return SaveUser{.name = std::move(name), .roles = roles}; };
  EXPECT_TRUE(is_done(ask(save("wang", {"viewer", "clerk"}), hr)));
  EXPECT_THAT(said(ask(save("wang", {"quality_engineer"}), hr)), HasSubstr("holds.release"));
  ASSERT_TRUE(is_done(ask(save("boss", {"admin"}), admin)));
  EXPECT_THAT(said(ask(SaveUser{.name = "boss", .phc = "mine now"}, hr)), HasSubstr("grants-beyond-own"));
  EXPECT_TRUE(store.all<port::UserSaved>().size() == 2u && !newest("boss").password_sha256);
  EXPECT_THAT(said(ask(CreateToken{"hr", "t", "admin", "aa", {}}, hr)), HasSubstr("grants-beyond-own"));
  EXPECT_TRUE(is_done(ask(CreateToken{"hr", "t", "viewer", "bb", {}}, hr)));
}

TEST_F(PeopleTest, what_is_not_said_of_a_user_stays_as_it_is) {
  ask(SaveUser{"lena", Text{"Lena", "莱娜"}, Names{"viewer"}, "zh", std::nullopt, "secret"}, admin);
  const auto password = newest("lena").password_sha256;
  ASSERT_TRUE(password);
  ask(SaveUser{.name = "lena", .active = false}, admin);
  driver.recover();
  ask(SaveUser{.name = "lena", .language = "en"}, Actor{"lena", {"viewer"}});
  const port::UserSaved lena = newest("lena");
  EXPECT_EQ(lena.display, (Text{"Lena", "莱娜"}));
  EXPECT_EQ(lena.roles, Names{"viewer"});
  EXPECT_EQ(lena.language, "en");
  EXPECT_FALSE(lena.active) << "a revocation is not undone by her own settings";
  EXPECT_EQ(lena.password_sha256, password);
  EXPECT_TRUE(is_done(ask(SaveUser{.name = "new"}, admin)));
  EXPECT_TRUE(newest("new").roles.empty());
  EXPECT_EQ(newest("new").display, same_text("new"));
}

TEST_F(PeopleTest, names_that_stand_for_others_in_the_ledger_are_refused_whoever_asks) {
  for (const char* name : {"token:T-1", "jidoka", "", "a b"}) {
    EXPECT_THAT(said(ask(SaveUser{.name = name}, admin)), HasSubstr("name-invalid")) << name;
    EXPECT_THAT(said(ask(CreateToken{name, "t", "viewer", "cc", {}}, admin)), HasSubstr("name-invalid")) << name;
  }
}

TEST_F(PeopleTest, a_key_answers_only_the_request_that_it_was_used_for) {
  const auto hold = [&](const std::string& unit, const std::string& fingerprint) {
    auto asked = std::make_shared<std::optional<Result<Reply>>>();
    driver.site().take({engineer, "kk", NewHold{{{act::ScopeKind::unit, unit, {}, {}, {}}, "scratched"}}, fingerprint},
                       [asked](Result<Reply> reply) { *asked = std::move(reply); });
    driver.commit();
    return asked;
  };
  const Asked first = hold("SN-1", "f1");
  ASSERT_TRUE(is_done(first)) << said(first);
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(said(hold("SN-1", "f1")), said(first));
    EXPECT_THAT(said(hold("SN-2", "f2")), HasSubstr("idempotency-key-reused"));
    driver.recover();
  }
  EXPECT_EQ(store.all<act::HoldPlaced>().size(), 1u);
}

}  // namespace
}  // namespace jidoka::loop
