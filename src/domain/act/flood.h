// Alarm flood (ISA-18.2, 16.5.3; EEMUA 191): more alarms than one operator can answer. It begins when more than 10 were
// raised within ten minutes, and is over when fewer than 5 were. Nothing is lost in a flood: the console shows the sum,
// folds what is less urgent, and everything stays in the list.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/instant.h"
#include "json/describe.h"

namespace jidoka::act {

constexpr Duration flood_window = minutes(10);
constexpr std::uint64_t flood_begins_above = 10;
constexpr std::uint64_t flood_ends_below = 5;

struct AlarmFlood {
  bool is_flood = false;
  std::optional<Instant> since;  // of a flood
  std::uint64_t raised = 0;      // within the last ten minutes
  std::uint64_t in_flood = 0;    // since it began
};
constexpr auto describe(const AlarmFlood*) {
  using json::field;
  return json::type<AlarmFlood>(
      "AlarmFlood", "Whether more alarms come than one operator can answer (ISA-18.2)",
      field("is_flood", &AlarmFlood::is_flood,
            "More than 10 were raised within ten minutes, and no ten minutes since then had fewer than 5"),
      field("since", &AlarmFlood::since, "When a flood began"),
      field("raised", &AlarmFlood::raised, "Within the last ten minutes"),
      field("in_flood", &AlarmFlood::in_flood, "Since the flood began"));
}

// `raised`: when each alarm was raised, oldest first. Look back a day or so: a flood that began before is not seen.
AlarmFlood flood_of(std::span<const Instant> raised, Instant now);

}  // namespace jidoka::act
