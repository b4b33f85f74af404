#include "loop/inbox_request.h"

#include <gtest/gtest.h>

namespace jidoka::loop {
namespace {

template <class T>
T carried(const T& request) {
  const auto text = encode_inbox_request(request);
  EXPECT_TRUE(text) << text.error().text.en;
  const auto body = parse_inbox_request(text.value_or(""));
  EXPECT_TRUE(body) << body.error().text.en;
  return body ? std::get<T>(*body) : T{};
}

TEST(InboxRequest, carries_a_token_to_the_loop) {
  const CreateToken came =
      carried(CreateToken{"press-1", "gateway", "source", "ab12", Instant{1'767'225'600'000'000'000}});
  EXPECT_EQ(came.user, "press-1");
  EXPECT_EQ(came.name, "gateway");
  EXPECT_EQ(came.role, "source");
  EXPECT_EQ(came.secret_sha256, "ab12");
  EXPECT_EQ(came.expires, Instant{1'767'225'600'000'000'000});
  EXPECT_FALSE(carried(CreateToken{"a", "b", "source", "c", std::nullopt}).expires);
}

TEST(InboxRequest, carries_a_user_with_both_names_and_no_password_unless_one_is_set) {
  SaveUser user{
      "chen.jing", Text{"Chen Jing", "陈静"}, std::vector<std::string>{"quality_engineer", "viewer"}, "zh", false,
      std::nullopt};
  SaveUser came = carried(user);
  EXPECT_EQ(came.display, user.display);
  EXPECT_EQ(came.roles, user.roles);
  EXPECT_EQ(came.language, "zh");
  EXPECT_EQ(came.active, false);
  EXPECT_FALSE(came.phc);
  const SaveUser only_a_name = carried(SaveUser{.name = "li.na"});
  EXPECT_FALSE(only_a_name.display || only_a_name.roles || only_a_name.language || only_a_name.active);
  user.phc = "$argon2id$v=19$…";
  EXPECT_EQ(carried(user).phc, user.phc);
}

TEST(InboxRequest, carries_plant_documents_as_they_are) {
  ApplyPlant apply;
  apply.documents = {R"({"id":"M","kind":"material","name":"a \"b\""})", R"({"id":"R","kind":"role"})"};
  apply.withdraw = {{"target", "old"}};
  apply.dry_run = true;
  apply.reason = "new line 换线";
  const ApplyPlant came = carried(apply);
  EXPECT_EQ(came.documents, apply.documents);
  EXPECT_EQ(came.withdraw, apply.withdraw);
  EXPECT_TRUE(came.dry_run);
  EXPECT_EQ(came.reason, apply.reason);
}

TEST(InboxRequest, is_readable_in_the_store) {
  EXPECT_EQ(encode_inbox_request(CreateToken{"u", "n", "source", "ff", std::nullopt}).value_or(""),
            R"({"request":"create_token","user":"u","name":"n","role":"source","secret_sha256":"ff"})");
}

TEST(InboxRequest, refuses_what_does_not_go_this_way) {
  for (const char* text : {"", "[]", "{}", R"({"request":7})", R"({"request":"release_hold","id":"H-1"})",
                           R"({"request":"create_token","user":"u"})",
                           R"({"request":"save_user","name":"a","display":"A","roles":[],"password":"clear"})"})
    EXPECT_FALSE(parse_inbox_request(text)) << text;
  EXPECT_EQ(encode_inbox_request(RevokeToken{"T-1"}).error().slug, "inbox-request");
  EXPECT_EQ(parse_inbox_request(R"({"request":"ingest"})").error().code, Code::unsupported);
}

TEST(InboxAnswer, is_the_reply_or_the_error_that_refused_it) {
  EXPECT_EQ(parse_inbox_reply(encode_inbox_reply(R"({"as_of":17,"id":"T-3"})")).value_or(""),
            R"({"as_of":17,"id":"T-3"})");
  const Error error = make_error(Code::forbidden, "no", {"No.", "不行。"}, "role");
  const auto refused = parse_inbox_reply(encode_inbox_refusal(error));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::forbidden);
  EXPECT_EQ(refused.error().slug, "no");
  EXPECT_EQ(refused.error().text, error.text);
  EXPECT_EQ(refused.error().field, "role");
  EXPECT_EQ(parse_inbox_reply("{}").error().code, Code::corrupt);
}

}  // namespace
}  // namespace jidoka::loop
