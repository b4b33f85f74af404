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
  const std::string cookie = seal({"质量 quality", now, now, "0123456789abcdef"}, secret);
  EXPECT_EQ(open(cookie, secret, now + hours(11))->user, "质量 quality");
  EXPECT_FALSE(open(cookie, secret, now + hours(12) + milliseconds(1)));
  EXPECT_FALSE(open(cookie, secret, now - seconds(1)));
  EXPECT_FALSE(open(cookie, std::string(32, 't'), now));
}

TEST(Cookies, end_a_week_after_the_sign_in_however_often_they_are_renewed) {
  const auto renewed_at = [](Duration since) { return seal({"admin", now, now + since, "0123456789abcdef"}, secret); };
  EXPECT_TRUE(open(renewed_at(hours(160)), secret, now + hours(168)));
  EXPECT_FALSE(open(renewed_at(hours(168)), secret, now + hours(168) + milliseconds(1)));
  EXPECT_FALSE(open(renewed_at(hours(-1)), secret, now)) << "renewed before it began";
}

TEST(Cookies, refuse_every_changed_byte) {
  const std::string cookie = seal({"admin", now, now, "0123456789abcdef"}, secret);
  std::mt19937_64 random(1);
  for (std::size_t i = 0; i < cookie.size(); ++i) {
    std::string changed = cookie;
    changed[i] = static_cast<char>(changed[i] ^ (1 + random() % 127));
    EXPECT_FALSE(open(changed, secret, now)) << i;
    EXPECT_FALSE(open(cookie.substr(0, i), secret, now)) << i;
  }
  for (const char* text : {"", ".", "....", "v2......", "v1.YQ.1.1.a.b"}) EXPECT_FALSE(open(text, secret, now));
}

TEST(Cookies, are_found_among_others) {
  EXPECT_EQ(find_cookie("a=b; jidoka_session=xyz; c=d"), "xyz");
  EXPECT_EQ(find_cookie("jidoka_sessions=no;xjidoka_session=no"), "");
  EXPECT_NE(set_cookie("v", true).find("; Secure"), std::string::npos);
  EXPECT_NE(set_cookie("v", false).find("HttpOnly; SameSite=Strict"), std::string::npos);
}

TEST(Throttle, makes_the_sixth_attempt_wait_for_that_user_and_address_only) {
  Throttle throttle;
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(throttle.attempt("admin", "10.0.0.1", now + seconds(i)));
  EXPECT_EQ(throttle.attempt("admin", "10.0.0.1", now + seconds(60)), minutes(4));
  EXPECT_FALSE(throttle.attempt("admin", "10.0.0.2", now + seconds(60)));
  EXPECT_FALSE(throttle.attempt("shift", "10.0.0.1", now + seconds(60)));
  EXPECT_FALSE(throttle.attempt("admin", "10.0.0.1", now + minutes(5)));
  throttle.succeeded("admin", "10.0.0.1");
  EXPECT_FALSE(throttle.attempt("admin", "10.0.0.1", now + minutes(5)));
}

TEST(Throttle, makes_an_address_wait_that_tries_one_name_after_another) {
  Throttle throttle;
  for (int i = 0; i < 50; ++i) EXPECT_FALSE(throttle.attempt("u" + std::to_string(i), "10.0.0.1", now));
  EXPECT_EQ(throttle.attempt("admin", "10.0.0.1", now + seconds(60)), minutes(4));
  EXPECT_FALSE(throttle.attempt("admin", "10.0.0.2", now + seconds(60)));
  EXPECT_FALSE(throttle.attempt("admin", "10.0.0.1", now + minutes(5)));
}

TEST(Throttle, does_not_count_what_succeeds) {
  Throttle throttle;
  for (int i = 0; i < 500; ++i) {
    ASSERT_FALSE(throttle.attempt("u" + std::to_string(i), "10.0.0.1", now)) << i;
    throttle.succeeded("u" + std::to_string(i), "10.0.0.1");
  }
  EXPECT_EQ(throttle.kept(), 0u);
}

TEST(Throttle, keeps_a_bounded_number_and_forgets_what_is_over_first) {
  Throttle throttle;
  for (int i = 0; i < 12'000; ++i) {
    const std::string n = std::to_string(i);
    EXPECT_FALSE(throttle.attempt("u" + n, "10.0." + n, now + milliseconds(i)));
    // Whoever comes back after the window leaves nothing empty behind.
    if (i % 7 == 0) throttle.attempt("u" + n, "10.0." + n, now + minutes(6));
  }
  EXPECT_LE(throttle.kept(), 2 * Throttle::most_kept);
  EXPECT_GT(throttle.kept(), Throttle::most_kept);
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(throttle.attempt("last", "10.0.0.1", now + minutes(6)));
  EXPECT_TRUE(throttle.attempt("last", "10.0.0.1", now + minutes(6)));
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
    reads.people["quality"] = {{"quality", {"Q", "质量"}, {"quality_engineer"}, "zh", true}, demo_phc(), {}};
  }
  static http::Request with(std::string name, std::string value, std::string method = "GET") {
    http::Request request;
    request.method = std::move(method);
    request.headers = {{std::move(name), std::move(value)}};
    return request;
  }
  std::string signed_in_cookie() {
    const auto answer = gate.sign_in("quality", "jidoka-demo", "10.0.0.1");
    EXPECT_TRUE(answer) << answer.error().text.en;
    return std::get<SignedIn>(*answer).cookie;
  }
  FakeReads reads;
  FakeClock clock;
  Gate gate{reads, clock, secret};
};

TEST_F(GateTest, knows_a_token_in_three_ways_and_remembers_it_for_a_minute) {
  for (const std::string& value :
       {std::string("Bearer secret-token"), std::string("Token secret-token"), std::string("BEARER secret-token"),
        "basic " + crypto::to_base64("me:secret-token"), "Basic " + crypto::to_base64("any:secret-token")}) {
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
  http::Request request = with("cookie", "jidoka_session=" + signed_in_cookie());
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

TEST_F(GateTest, ends_every_session_that_began_before_a_sign_out_renewed_or_not) {
  http::Request request = with("cookie", "jidoka_session=" + signed_in_cookie());
  request.caller = *gate.find(request);
  clock.time = now + minutes(31);
  const std::string set = *gate.renewed(request);
  const http::Request renewed = with("cookie", set.substr(0, set.find(';')));
  EXPECT_TRUE(gate.find(renewed));
  const std::uint64_t before = gate.forgotten();
  reads.people["quality"].sessions_from = now + minutes(32);
  gate.forget();
  EXPECT_GT(gate.forgotten(), before);
  EXPECT_FALSE(gate.find(request));
  EXPECT_FALSE(gate.find(renewed));
  clock.time = now + minutes(33);
  EXPECT_TRUE(gate.find(with("cookie", "jidoka_session=" + signed_in_cookie())));
  EXPECT_FALSE(gate.recall(renewed)->has_value()) << "what is remembered of the user is not of the session";
}

TEST_F(GateTest, limits_failed_sign_ins) {
  const auto waits = [&](const char* password, const char* address) {
    const auto answer = gate.sign_in("quality", password, address);
    return answer && std::holds_alternative<TooManyFailures>(*answer);
  };
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(gate.sign_in("quality", "wrong-password", "10.0.0.1").error().code, Code::unauthenticated);
  EXPECT_TRUE(waits("jidoka-demo", "10.0.0.1"));
  EXPECT_EQ(gate.sign_in("nobody", "wrong-password", "10.0.0.1").error().slug, "wrong-password");
  EXPECT_FALSE(waits("jidoka-demo", "10.0.0.9"));
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
