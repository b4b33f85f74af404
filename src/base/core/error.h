// The closed list of what can go wrong, and the value that says so.
//
// An Error is made once, where the fault is known, with a plain sentence in both languages that names what would be
// right; it travels up unchanged. serve/http turns its code into a status, and nothing else decides by its text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/text.h"

namespace jidoka {

enum class Code : std::uint8_t {
  invalid,          // the input is not well formed or breaks a rule of its type
  unauthenticated,  // nobody is signed in, or the token is unknown or expired
  forbidden,        // signed in, but the role does not allow it
  not_found,        // no such thing
  conflict,         // it contradicts the present state: a refused transition, an identifier in use
  stale,            // made against an older revision than the present one (If-Match)
  too_large,        // beyond a limit of size, depth or count
  unsupported,      // a media type, encoding, method or feature that is not offered
  busy,             // a queue is full; the same request is welcome later
  unavailable,      // the store or a dependency does not answer; nothing was changed
  corrupt,          // stored bytes are not what was written
  timed_out,        // the time allowed ran out
  internal,         // a fault of our own
};

std::string_view code_name(Code code);

struct Error {
  Code code = Code::internal;
  std::string slug;   // kebab-case, stable: the last part of the problem type, e.g. "uom-mismatch"
  Text text;          // what happened and what would be right
  std::string field;  // where in the input, as a JSON path or a column; empty when it is about the whole
};

Error make_error(Code code, std::string slug, Text text, std::string field = {});

}  // namespace jidoka
