#include "session/gate.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <random>

#include "crypto/hash.h"
#include "crypto/password.h"
#include "http/router.h"
#include "session/cookie.h"
#include "session/reads_fake.h"

namespace jidoka::session {
namespace {

constexpr Instant now{1'767'225'600'000'000'000};
const std::string secret(32, 's');

TEST(Cookies, open_with_their_secret_within_twelve_hours) {
  const std::string cookie = seal({"质量 quality", now, "0123456789abcdef"}, secret);
  EXPECT_EQ(open(cookie, secret, now + hours(11))->user, "质量 quality");
  EXPECT_FALSE(open(cookie, secret, now + hours(12) + milliseconds(1)));
  EXPECT_FALSE(open(cookie, secret, now - seconds(1)));
  EXPECT_FALSE(open(cookie, std::string(32, 't'), now));
}

TEST(Cookies, refuse_every_changed_byte) {
  const std::string cookie = seal({"admin", now, "0123456789abcdef"}, secret);
  std::mt19937_64 random(1);
  for (std::size_t i = 0; i < cookie.size(); ++i) {
    std::string changed = cookie;
    changed[i] = static_cast<char>(changed[i] ^ (1 + random() % 127));
    EXPECT_FALSE(open(changed, secret, now)) << i;
    EXPECT_FALSE(open(cookie.substr(0, i), secret, now)) << i;
  }
  for (const char* text : {"", ".", "....", "v1.....", "v2.YQ.1.a.b"}) EXPECT_FALSE(open(text, secret, now));
}

TEST(Cookies, are_found_among_others) {
  EXPECT_EQ(find_cookie("a=b; jidoka_session=xyz; c=d"), "xyz");
  EXPECT_EQ(find_cookie("jidoka_sessions=no;xjidoka_session=no"), "");
  EXPECT_NE(set_cookie("v", true).find("; Secure"), std::string::npos);
  EXPECT_NE(set_cookie("v", false).find("HttpOnly; SameSite=Strict"), std::string::npos);
}

TEST(Throttle, makes_the_sixth_attempt_wait_for_that_user_and_address_only) {
  Throttle throttle;
  for (int i = 0; i < 5; ++i) {
    EXPECT_FALSE(throttle.must_wait("admin", "10.0.0.1", now));
    throttle.failed("admin", "10.0.0.1", now + seconds(i));
  }
  EXPECT_EQ(throttle.must_wait("admin", "10.0.0.1", now + seconds(60)), minutes(4));
  EXPECT_FALSE(throttle.must_wait("admin", "10.0.0.2", now + seconds(60)));
  EXPECT_FALSE(throttle.must_wait("shift", "10.0.0.1", now + seconds(60)));
  EXPECT_FALSE(throttle.must_wait("admin", "10.0.0.1", now + minutes(5)));
  throttle.succeeded("admin", "10.0.0.1");
  EXPECT_FALSE(throttle.must_wait("admin", "10.0.0.1", now));
}

TEST(Throttle, stays_bounded) {
  Throttle throttle;
  for (int i = 0; i < 30'000; ++i) throttle.failed("u" + std::to_string(i), "10.0.0.1", now + microseconds(i));
  for (int i = 0; i < 5; ++i) throttle.failed("last", "10.0.0.1", now + seconds(1));
  EXPECT_TRUE(throttle.must_wait("last", "10.0.0.1", now + seconds(1)));
}

// Hashing is slow on purpose: once is enough.
const std::string& demo_phc() {
  static const std::string phc = *crypto::hash_password("jidoka-demo");
  return phc;
}

class GateTest : public testing::Test {
 protected:
  GateTest() {
    port::FoundToken token;
    token.token = {"T-1", "admin", "line 1", "source", now, std::nullopt, false};
    token.user = {"admin", {"Admin", "管理员"}, {"admin"}, "en", true};
    reads.secrets[crypto::to_hex(crypto::view(crypto::sha256("secret-token")))] = token;
    reads.people["quality"] = {{"quality", {"Q", "质量"}, {"quality_engineer"}, "zh", true}, demo_phc()};
  }
  static http::Request with(std::string name, std::string value, std::string method = "GET") {
    http::Request request;
    request.method = std::move(method);
    request.headers = {{std::move(name), std::move(value)}};
    return request;
  }
  FakeReads reads;
  FakeClock clock;
  Gate gate{reads, clock, secret};
};

TEST_F(GateTest, knows_a_token_in_three_ways_and_remembers_it_for_a_minute) {
  for (const std::string& value : {std::string("Bearer secret-token"), std::string("Token secret-token"),
                                   "Basic " + crypto::to_base64("any:secret-token")}) {
    const auto caller = gate.find(with("authorization", value));
    ASSERT_TRUE(caller) << value;
    EXPECT_EQ(caller->name, "token:T-1");
    EXPECT_EQ(caller->roles, std::vector<std::string>{"source"});
  }
  const http::Request request = with("authorization", "Bearer secret-token");
  ASSERT_TRUE(gate.recall(request));
  EXPECT_TRUE(gate.recall(request)->has_value());
  clock.time = now + seconds(61);
  EXPECT_FALSE(gate.recall(request));
}

TEST_F(GateTest, forgets_at_once_when_told) {
  const http::Request request = with("authorization", "Bearer secret-token");
  ASSERT_TRUE(gate.find(request));
  reads.secrets.begin()->second.token.revoked = true;
  EXPECT_TRUE(gate.recall(request));
  gate.forget();
  EXPECT_FALSE(gate.recall(request));
  EXPECT_EQ(gate.find(request).error().code, Code::unauthenticated);
}

TEST_F(GateTest, refuses_unknown_expired_and_inactive) {
  EXPECT_FALSE(gate.find(with("authorization", "Bearer wrong")));
  EXPECT_FALSE(gate.find(with("authorization", "Digest x")));
  EXPECT_FALSE(gate.find(with("authorization", "Bearer ")));
  auto& token = reads.secrets.begin()->second;
  token.token.expires = now;
  EXPECT_FALSE(gate.find(with("authorization", "Bearer secret-token")));
  token.token.expires = now + seconds(1);
  EXPECT_TRUE(gate.find(with("authorization", "Bearer secret-token")));
  clock.time = now + seconds(2);
  EXPECT_FALSE(gate.recall(with("authorization", "Bearer secret-token")));
  token.token.expires.reset();
  token.user.active = false;
  EXPECT_FALSE(gate.find(with("authorization", "Bearer secret-token")));
}

TEST_F(GateTest, signs_in_and_ends_sessions_with_a_new_password) {
  const auto signed_in = gate.sign_in("quality", "jidoka-demo", "10.0.0.1");
  ASSERT_TRUE(signed_in) << signed_in.error().text.en;
  http::Request request = with("cookie", "jidoka_session=" + signed_in->cookie);
  auto caller = gate.find(request);
  ASSERT_TRUE(caller);
  EXPECT_TRUE(caller->by_cookie);
  EXPECT_EQ(caller->name, "quality");
  request.caller = *caller;
  EXPECT_FALSE(gate.renewed(request));
  clock.time = now + minutes(31);
  EXPECT_TRUE(gate.renewed(request));
  reads.people["quality"].phc = "another";
  gate.forget();
  EXPECT_FALSE(gate.find(request));
}

TEST_F(GateTest, limits_failed_sign_ins) {
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(gate.sign_in("quality", "wrong-password", "10.0.0.1").error().code, Code::unauthenticated);
  EXPECT_EQ(gate.sign_in("quality", "jidoka-demo", "10.0.0.1").error().code, Code::busy);
  EXPECT_EQ(gate.sign_in("nobody", "wrong-password", "10.0.0.1").error().slug, "wrong-password");
  EXPECT_TRUE(gate.sign_in("quality", "jidoka-demo", "10.0.0.9"));
}

TEST_F(GateTest, asks_for_permission_and_for_the_browsers_header) {
  const plant::Model model;
  http::Request request = with("a", "b", "POST");
  EXPECT_TRUE(check_permission(request, http::for_everybody, model));
  EXPECT_EQ(check_permission(request, "read", model).error().code, Code::unauthenticated);
  request.caller = {"quality", {"quality_engineer"}, true};
  EXPECT_EQ(check_permission(request, "holds.release", model).error().slug, "csrf");
  request.headers.emplace_back("x-jidoka-request", "1");
  EXPECT_TRUE(check_permission(request, "holds.release", model));
  EXPECT_EQ(check_permission(request, "users.manage", model).error().code, Code::forbidden);
  request.caller.by_cookie = false;
  request.headers.clear();
  EXPECT_TRUE(check_permission(request, "holds.release", model));
}

TEST(Secret, is_made_once_and_refused_when_others_can_read_it) {
  const auto file =
      std::filesystem::temp_directory_path() / ("jidoka-secret-" + crypto::to_hex(crypto::random_bytes(8)));
  const auto made = load_secret(file.string());
  ASSERT_TRUE(made);
  EXPECT_EQ(*load_secret(file.string()), *made);
  std::filesystem::permissions(file, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
  EXPECT_FALSE(load_secret(file.string()));
  std::filesystem::remove(file);
  EXPECT_FALSE(load_secret("/nonexistent/folder/secret"));
}

}  // namespace
}  // namespace jidoka::session
