// Errors as application/problem+json (RFC 9457). One table gives every Code its status and title; a slug names the kind
// of error for programs, title and detail are in the language that the client asked for, `text` is always in both.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/instant.h"
#include "http/message.h"
#include "json/describe.h"

namespace jidoka::http {

struct ProblemFault {  // one of several mistakes in a document
  std::string field;
  Text text;
  std::optional<std::string> file;
  std::optional<std::int64_t> line;
  std::optional<std::int64_t> column;
};
constexpr auto describe(const ProblemFault*) {
  using json::field;
  return json::type<ProblemFault>("ProblemFault", "One of several mistakes", field("field", &ProblemFault::field),
                                  field("text", &ProblemFault::text), field("file", &ProblemFault::file),
                                  field("line", &ProblemFault::line), field("column", &ProblemFault::column));
}
struct Problem {
  std::string type;
  std::string title;
  std::int64_t status = 500;
  std::string detail;
  std::optional<std::string> field;
  Text text;
  std::optional<std::vector<ProblemFault>> faults;
};
constexpr auto describe(const Problem*) {
  using json::field;
  return json::type<Problem>("Problem", "What went wrong, and what would be right (RFC 9457)",
                             field("type", &Problem::type, "Stable: https://jidoka.dev/errors/SLUG"),
                             field("title", &Problem::title), field("status", &Problem::status),
                             field("detail", &Problem::detail), field("field", &Problem::field, "Where in the request"),
                             field("text", &Problem::text, "The detail in both languages"),
                             field("faults", &Problem::faults, "All mistakes of a document"));
}

int status_of(Code code);
Error no_room();  // busy: the bodies of other requests take all the memory there is for them
Response problem(const Error& error, const Request& request);
Response problem(const Error& error, std::vector<ProblemFault> faults, const Request& request);
// Says how long to wait, rounded up to whole seconds; the others say one second with 429 and 503.
Response problem(const Error& error, Duration wait, const Request& request);
// For what HTTP itself refuses, with a status that no Code has: 405, 408, 431 …
Response problem(int status, std::string_view slug, const Text& text, const Request& request);

}  // namespace jidoka::http
