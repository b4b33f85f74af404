// Alarms in a list or one by one, and how many of them were false, exactly as the API shows them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "act/facts.h"
#include "core/instant.h"
#include "json/describe.h"
#include "judge/verdict.h"

namespace jidoka::port {

struct AlarmView {
  std::string id;
  act::AlarmState state = act::AlarmState::unacknowledged;
  plant::Priority priority = plant::Priority::medium;
  std::string equipment;
  judge::Verdict because;
  std::int64_t count = 1;
  Instant raised_at;
  Instant last_at;
  std::optional<Instant> acknowledged_at;
  std::optional<std::string> acknowledged_by;
  std::optional<std::string> note;
  std::optional<Instant> shelved_until;
  std::optional<std::string> shelved_by;
  std::optional<std::string> shelve_reason;
  std::optional<std::string> escalated_to;
  std::optional<Instant> escalated_at;
  std::optional<Instant> returned_at;
  std::optional<Instant> returns_at;  // its condition is normal, and its off-delay not over
  std::optional<Instant> false_at;
  std::optional<std::string> false_by;
  std::optional<std::string> false_reason;
  act::AlarmLifeCycle life_cycle = act::AlarmLifeCycle::unacknowledged;
};
constexpr auto describe(const AlarmView*) {
  using json::field;
  return json::type<AlarmView>(
      "Alarm", "Something that a person must look at", field("id", &AlarmView::id), field("state", &AlarmView::state),
      field("priority", &AlarmView::priority), field("equipment", &AlarmView::equipment),
      field("because", &AlarmView::because), field("count", &AlarmView::count, "Occurrences so far"),
      field("raised_at", &AlarmView::raised_at), field("last_at", &AlarmView::last_at),
      field("acknowledged_at", &AlarmView::acknowledged_at), field("acknowledged_by", &AlarmView::acknowledged_by),
      field("note", &AlarmView::note), field("shelved_until", &AlarmView::shelved_until),
      field("shelved_by", &AlarmView::shelved_by), field("shelve_reason", &AlarmView::shelve_reason),
      field("escalated_to", &AlarmView::escalated_to), field("escalated_at", &AlarmView::escalated_at),
      field("returned_at", &AlarmView::returned_at),
      field("returns_at", &AlarmView::returns_at, "Its condition is normal, and its off-delay not over"),
      field("false_at", &AlarmView::false_at, "Somebody looked, and nothing was wrong"),
      field("false_by", &AlarmView::false_by), field("false_reason", &AlarmView::false_reason),
      field("life_cycle", &AlarmView::life_cycle, "The same state as ISA-18.2 calls it"));
}
struct AlarmRate {   // of one line of a control plan, over all that it has raised
  std::string plan;  // "CP-HOUSING-A@3"
  std::string line;
  std::uint64_t alarms = 0;
  std::uint64_t false_alarms = 0;
  double false_rate = 0;
};
constexpr auto describe(const AlarmRate*) {
  using json::field;
  return json::type<AlarmRate>("AlarmRate", "How many alarms of a control plan line were false",
                               field("plan", &AlarmRate::plan), field("line", &AlarmRate::line),
                               field("alarms", &AlarmRate::alarms), field("false_alarms", &AlarmRate::false_alarms),
                               field("false_rate", &AlarmRate::false_rate, "From 0 to 1"));
}

}  // namespace jidoka::port
