// Commands and messages to another system: one signed POST of a CloudEvents 1.0 JSON text, over http or https.
//
//   Jidoka-Signature: t=1767225600,v1=HEX     HMAC-SHA256 of "t.body" with the target's secret
//   Jidoka-Delivery: C-3                      the same at every attempt: receivers recognise repetitions by it
// Blocking, for a thread of its own. 2xx is delivered; 408, 425, 429, 5xx and everything on the way are `retry`; any
// other answer is `fail`: sending the same again would not help. Redirects are not followed. Certificates are checked
// against the authorities that the system trusts, or those that the environment variable SSL_CERT_FILE names instead.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/instant.h"
#include "core/result.h"

namespace jidoka::webhook {

struct Endpoint {
  bool is_secure = false;
  std::string host;  // without brackets
  std::string port;
  std::string target;  // path and query
};
// Refused: another scheme, user information, a fragment, spaces or line ends.
Result<Endpoint> parse_endpoint(std::string_view url);

struct Target {
  Endpoint endpoint;
  std::string secret;  // empty: not signed
  Duration timeout = seconds(10);
};
struct Parcel {
  std::string id;
  std::string body;
};
enum class Outcome : std::uint8_t { delivered, retry, fail };
struct Delivered {
  Outcome outcome = Outcome::retry;
  Text detail;  // "HTTP 503", "connection refused": for the log and the outbox
};

Delivered deliver(const Target& target, const Parcel& parcel, Instant now);

std::string signature(std::string_view secret, std::string_view body, Instant now);
// For receivers, and for our own tests: is the header right, and not older than `tolerance`?
bool signature_is_right(std::string_view header, std::string_view secret, std::string_view body, Instant now,
                        Duration tolerance = minutes(5));

}  // namespace jidoka::webhook
