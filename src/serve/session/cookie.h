// The session cookie: a signed statement, nothing is stored on the server.
//
//   v2.BASE64URL(user).SIGNED_IN.ISSUED.STAMP.BASE64URL(HMAC-SHA256)
// STAMP is a short hash of the user's password text: a new password ends all older sessions. Twelve hours from the
// last renewal; a session in use is renewed after half an hour, and ends a week after the sign-in however it is used.
#pragma once

#include <string>
#include <string_view>

#include "core/instant.h"
#include "core/result.h"

namespace jidoka::session {

constexpr Duration session_time = hours(12);
constexpr Duration longest_session = hours(7 * 24);
constexpr Duration renew_after = minutes(30);
constexpr std::string_view cookie_name = "jidoka_session";

struct Statement {
  std::string user;
  Instant signed_in;
  Instant issued;  // or renewed
  std::string stamp;
};

std::string seal(const Statement& statement, std::string_view secret);
// Refused (unauthenticated): another secret, a changed byte, expired, or issued in the future.
Result<Statement> open(std::string_view cookie, std::string_view secret, Instant now);

std::string stamp_of(std::string_view phc);
std::string set_cookie(std::string_view value, bool is_secure);
std::string clear_cookie(bool is_secure);
// The value of our cookie in a Cookie header; empty when it is not there.
std::string_view find_cookie(std::string_view header);

}  // namespace jidoka::session
