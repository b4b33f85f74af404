#include "session/cookie.h"

#include <charconv>

#include "crypto/hash.h"

namespace jidoka::session {

namespace {

std::string signature(std::string_view text, std::string_view secret) {
  return crypto::to_base64url(crypto::view(crypto::hmac_sha256(secret, text)));
}

Failure not_valid() {
  return fail(Code::unauthenticated, "session-ended",
              {"The session has ended. Please sign in again.", "会话已结束，请重新登录。"});
}

std::string_view next_part(std::string_view& rest) {
  const std::size_t dot = std::min(rest.find('.'), rest.size());
  const std::string_view part = rest.substr(0, dot);
  rest.remove_prefix(std::min(dot + 1, rest.size()));
  return part;
}

bool read_instant(std::string_view text, Instant& time) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), time.ns);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::string seal(const Statement& statement, std::string_view secret) {
  const std::string text = "v2." + crypto::to_base64url(statement.user) + "." + std::to_string(statement.signed_in.ns) +
                           "." + std::to_string(statement.issued.ns) + "." + statement.stamp;
  return text + "." + signature(text, secret);
}

Result<Statement> open(std::string_view cookie, std::string_view secret, Instant now) {
  const std::size_t last = cookie.rfind('.');
  if (cookie.size() > 1024 || last == std::string_view::npos) return not_valid();
  const std::string_view text = cookie.substr(0, last);
  if (!crypto::equal_in_constant_time(signature(text, secret), cookie.substr(last + 1))) return not_valid();
  std::string_view rest = text;
  if (next_part(rest) != "v2") return not_valid();
  Statement statement;
  TRY(statement.user, crypto::from_base64(next_part(rest)));
  if (!read_instant(next_part(rest), statement.signed_in)) return not_valid();
  if (!read_instant(next_part(rest), statement.issued)) return not_valid();
  statement.stamp = next_part(rest);
  const bool is_over = now - statement.issued > session_time || now - statement.signed_in > longest_session;
  if (!rest.empty() || statement.signed_in > statement.issued || statement.issued > now || is_over) return not_valid();
  return statement;
}

std::string stamp_of(std::string_view phc) { return crypto::to_hex(crypto::view(crypto::sha256(phc))).substr(0, 16); }

std::string set_cookie(std::string_view value, bool is_secure) {
  return std::string(cookie_name) + "=" + std::string(value) +
         "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(session_time.ns / 1'000'000'000) +
         (is_secure ? "; Secure" : "");
}

std::string clear_cookie(bool is_secure) {
  return std::string(cookie_name) + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0" + (is_secure ? "; Secure" : "");
}

std::string_view find_cookie(std::string_view header) {
  while (!header.empty()) {
    const std::size_t end = std::min(header.find(';'), header.size());
    std::string_view pair = header.substr(0, end);
    header.remove_prefix(std::min(end + 1, header.size()));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.starts_with(cookie_name) && pair.substr(cookie_name.size()).starts_with('='))
      return pair.substr(cookie_name.size() + 1);
  }
  return {};
}

}  // namespace jidoka::session
