// What an import came to: how many readings were taken, what was not and why, and what judgement found, by line and
// rule.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "jidoka/console.h"
#include "jidoka/site_door.h"

namespace jidoka::app {

struct ImportSummary {
  static constexpr std::size_t shown_refusals = 5;

  std::uint64_t rows = 0;
  double seconds = 0;
  std::uint64_t accepted = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t quarantined = 0;
  std::vector<std::pair<std::uint64_t, sense::Refusal>> first_refused;  // with the row in the file
  std::set<std::pair<std::string, std::string>> streams;                // equipment and tag

  std::uint64_t newest_before = 0;  // number of the newest verdict that was there already
  struct Found {
    std::uint64_t count = 0;
    Text first;  // the oldest one, in words
  };
  std::map<std::string, Found> verdicts;  // by plan, line, stream and what it was
};

Result<std::uint64_t> newest_verdict(SiteDoor& door);
// Those reached since, on the streams of the file.
Result<void> count_verdicts(SiteDoor& door, ImportSummary& summary);
void print(Console& console, const ImportSummary& summary);

}  // namespace jidoka::app
