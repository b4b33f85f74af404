// Gate: from a request's credentials to a Caller, and whether that Caller may use a route.
//
//   Authorization: Bearer TOKEN · Token TOKEN · Basic (the token as password), or the session cookie (cookie.h)
// Only a token's SHA-256 is ever looked up or kept. What was found is remembered for at most 60 s, and forgotten at
// once when forget() is told of a changed user or token. recall() never blocks; find() asks Reads and may. A session is
// over when its user has signed out since it began. A caller by cookie must send `X-Jidoka-Request: 1` with every
// unsafe method: a foreign page cannot.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/instant.h"
#include "core/result.h"
#include "http/message.h"
#include "plant/model.h"
#include "port/clock.h"
#include "port/reads.h"
#include "session/throttle.h"

namespace jidoka::session {

struct SignedIn {
  port::UserView user;
  std::string cookie;  // for set_cookie()
};
struct TooManyFailures {
  Duration wait;
};

class Gate {
 public:
  Gate(port::Reads& reads, port::Clock& clock, std::string secret)
      : reads_(reads), clock_(clock), secret_(std::move(secret)) {}

  // Who asks; a Caller without a name when there are no credentials. Nothing: it must be looked up with find().
  std::optional<Result<http::Caller>> recall(const http::Request& request);
  Result<http::Caller> find(const http::Request& request);  // blocking
  void forget();                                            // any thread
  std::uint64_t forgotten() const;                          // counts forget(): who was admitted before asks again

  // A new cookie when the request's is due for renewal.
  std::optional<std::string> renewed(const http::Request& request);

  // Blocking, and slow.
  Result<std::variant<SignedIn, TooManyFailures>> sign_in(const std::string& user, const std::string& password,
                                                          const std::string& address);

 private:
  struct Remembered {
    http::Caller caller;
    std::string stamp;                     // of a user's password
    std::optional<Instant> sessions_from;  // those that began up to then are over
    Instant until;
  };
  struct Credentials {
    std::string key;  // of remembered_: "t:" and the token's hash, or "u:" and the user's name
    std::string token_sha256;
    std::string stamp;
    std::string user;
    Instant signed_in;
  };
  Result<std::optional<Credentials>> credentials(const http::Request& request);
  Result<Remembered> look_up(const Credentials& credentials);
  static Result<http::Caller> admitted(const Remembered& remembered, const Credentials& credentials);

  port::Reads& reads_;
  port::Clock& clock_;
  std::string secret_;
  Throttle throttle_;
  mutable std::mutex mutex_;
  std::map<std::string, Remembered> remembered_;
  std::uint64_t generation_ = 0;  // counts forget(): what was read before it is not kept after it
};

// Whether the caller may use a route with this permission (http::Route::permission).
Result<void> check_permission(const http::Request& request, std::string_view permission, const plant::Model& model);

// For every response: no framing, no sniffing, scripts from here only.
void add_security_headers(http::Response& response);

// The secret that signs cookies: 32 random bytes in a file only its owner can read, made when it is not there.
Result<std::string> load_secret(const std::string& file);

}  // namespace jidoka::session
