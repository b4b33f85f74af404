// What a restart must not forget of the sources: who brought which streams, and when something last came. A small file,
// written anew as a whole; one that cannot be read is left out, for it proves nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/instant.h"
#include "core/result.h"
#include "json/describe.h"

namespace jidoka::resource {

struct RememberedSource {
  std::string id;
  Instant last_arrival;
  std::vector<std::string> streams;
};
constexpr auto describe(const RememberedSource*) {
  using json::field;
  return json::type<RememberedSource>(
      "RememberedSource", "A source that sent something in an earlier run", field("id", &RememberedSource::id),
      field("last_arrival", &RememberedSource::last_arrival), field("streams", &RememberedSource::streams));
}

std::vector<RememberedSource> read_remembered_sources(const std::string& file);
Result<void> write_remembered_sources(const std::string& file, const std::vector<RememberedSource>& sources);

}  // namespace jidoka::resource
