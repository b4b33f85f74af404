#include "session/gate.h"

#include <algorithm>

#include "crypto/hash.h"
#include "crypto/password.h"
#include "http/router.h"
#include "plant/permissions.h"
#include "session/cookie.h"

namespace jidoka::session {

namespace {

constexpr Duration remember_time = seconds(60);
constexpr std::size_t most_remembered = 10'000;

// Compared with when there is no such user, so that the answer takes as long; no password is known for it.
constexpr std::string_view nobodys_phc =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$Y2J2NpsaDYwWYXVNWsX1tW8mCPcAVMrF2Mv1eXBhPvs";

Failure unknown_credentials() {
  return fail(Code::unauthenticated, "unknown-credentials",
              {"The token or session is not known, has expired or was revoked.", "令牌或会话无效、已过期或已被撤销。"});
}

std::string bearer_of(std::string_view authorization) {
  const std::size_t space = std::min(authorization.find(' '), authorization.size());
  const std::string_view scheme = authorization.substr(0, space);
  authorization.remove_prefix(std::min(space + 1, authorization.size()));
  if (http::equal_ignoring_case(scheme, "bearer") || http::equal_ignoring_case(scheme, "token"))
    return std::string(authorization);
  if (!http::equal_ignoring_case(scheme, "basic")) return {};
  const auto pair = crypto::from_base64(authorization);
  const std::size_t colon = pair ? pair->find(':') : std::string::npos;
  return colon == std::string::npos ? std::string() : pair->substr(colon + 1);
}

bool is_safe(std::string_view method) { return method == "GET" || method == "HEAD" || method == "OPTIONS"; }

}  // namespace

Result<std::optional<Gate::Credentials>> Gate::credentials(const http::Request& request) {
  if (const std::string_view authorization = request.header("authorization"); !authorization.empty()) {
    const std::string token = bearer_of(authorization);
    if (token.empty() || token.size() > 512)
      return fail(Code::unauthenticated, "bad-authorization",
                  {"Authorization must be \"Bearer TOKEN\".", "Authorization 须为 “Bearer 令牌”。"}, "Authorization");
    Credentials found;
    found.token_sha256 = crypto::to_hex(crypto::view(crypto::sha256(token)));
    found.key = "t:" + found.token_sha256;
    return found;
  }
  const std::string_view cookie = find_cookie(request.header("cookie"));
  if (cookie.empty()) return std::nullopt;
  TRY(Statement statement, open(cookie, secret_, clock_.now()));
  Credentials found;
  found.key = "u:" + statement.user;
  found.user = std::move(statement.user);
  found.stamp = std::move(statement.stamp);
  found.signed_in = statement.signed_in;
  return found;
}

Result<http::Caller> Gate::admitted(const Remembered& remembered, const Credentials& credentials) {
  if (!remembered.caller.is_known() || remembered.stamp != credentials.stamp) return unknown_credentials();
  if (remembered.sessions_from && credentials.signed_in <= *remembered.sessions_from) return unknown_credentials();
  return remembered.caller;
}

std::optional<Result<http::Caller>> Gate::recall(const http::Request& request) {
  auto found = credentials(request);
  if (!found) return Failure(std::move(found).error());
  if (!*found) return http::Caller{};
  const Instant now = clock_.now();
  const std::lock_guard lock(mutex_);
  const auto known = remembered_.find((*found)->key);
  if (known == remembered_.end() || known->second.until < now) return std::nullopt;
  return admitted(known->second, **found);
}

Result<http::Caller> Gate::find(const http::Request& request) {
  TRY(const auto found, credentials(request));
  if (!found) return http::Caller{};
  std::uint64_t generation = 0;
  {
    const std::lock_guard lock(mutex_);
    generation = generation_;
  }
  TRY(const Remembered remembered, look_up(*found));
  const std::lock_guard lock(mutex_);
  if (generation == generation_ && remembered.caller.is_known()) {
    if (remembered_.size() >= most_remembered) remembered_.clear();
    remembered_[found->key] = remembered;
  }
  return admitted(remembered, *found);
}

Result<Gate::Remembered> Gate::look_up(const Credentials& credentials) {
  Remembered out;
  const Instant now = clock_.now();
  out.until = now + remember_time;
  if (!credentials.token_sha256.empty()) {
    TRY(const auto found, reads_.token(credentials.token_sha256));
    if (!found || found->token.revoked || !found->user.active || (found->token.expires && *found->token.expires <= now))
      return out;
    if (found->token.expires) out.until = std::min(out.until, *found->token.expires);
    out.caller = {"token:" + found->token.id, {found->token.role}, false, found->token.user};
    return out;
  }
  TRY(const auto found, reads_.credential(credentials.user));
  if (!found || !found->user.active) return out;
  out.caller = {found->user.name, found->user.roles, true, found->user.name};
  out.stamp = stamp_of(found->phc);
  out.sessions_from = found->sessions_from;
  return out;
}

void Gate::forget() {
  const std::lock_guard lock(mutex_);
  remembered_.clear();
  ++generation_;
}

std::uint64_t Gate::forgotten() const {
  const std::lock_guard lock(mutex_);
  return generation_;
}

std::optional<std::string> Gate::renewed(const http::Request& request) {
  if (!request.caller.by_cookie) return std::nullopt;
  const Instant now = clock_.now();
  auto statement = open(find_cookie(request.header("cookie")), secret_, now);
  if (!statement || now - statement->issued < renew_after) return std::nullopt;
  statement->issued = now;
  return set_cookie(seal(*statement, secret_), request.is_secure);
}

Result<std::variant<SignedIn, TooManyFailures>> Gate::sign_in(const std::string& user, const std::string& password,
                                                              const std::string& address) {
  const Instant now = clock_.now();
  if (const auto wait = throttle_.attempt(user, address, now)) return TooManyFailures{*wait};
  TRY(const auto found, reads_.credential(user));
  const bool matches = crypto::password_matches(found ? std::string_view(found->phc) : nobodys_phc, password);
  if (!found || !matches || !found->user.active)
    return fail(Code::unauthenticated, "wrong-password",
                {"The user name or the password is wrong.", "用户名或密码不正确。"});
  throttle_.succeeded(user, address);
  return SignedIn{found->user, seal({found->user.name, now, now, stamp_of(found->phc)}, secret_)};
}

Result<void> check_permission(const http::Request& request, std::string_view permission, const plant::Model& model) {
  if (permission == http::for_everybody) return {};
  if (!request.caller.is_known())
    return fail(Code::unauthenticated, "sign-in", {"Please sign in, or send a token.", "请登录或提供令牌。"});
  if (request.caller.by_cookie && !is_safe(request.method) && request.header("x-jidoka-request") != "1")
    return fail(Code::forbidden, "csrf",
                {"A browser session needs the header X-Jidoka-Request: 1 to change anything.",
                 "浏览器会话须带首部 X-Jidoka-Request: 1 才能进行更改。"});
  if (permission == http::for_the_signed_in || plant::may(request.caller.roles, permission, model)) return {};
  return fail(Code::forbidden, "permission",
              {"This needs the permission " + std::string(permission) + ", which none of your roles has.",
               "此操作需要权限 " + std::string(permission) + "，您的角色均不具备。"});
}

}  // namespace jidoka::session
