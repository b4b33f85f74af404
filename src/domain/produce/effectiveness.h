// Overall equipment effectiveness of one piece of equipment over a span, after ISO 22400-2 (first form):
//
//   availability  = APT / PBT          actual production time / planned busy time
//   effectiveness = PRI × PQ / APT     planned run time of a piece × produced quantity / actual production time
//   quality       = GQ / PQ            good quantity / produced quantity
//   OEE index     = availability × effectiveness × quality
//
// PBT is what the calendar plans; APT is the part of it in which at least one run was open; PQ and GQ are the units
// whose runs ended within it, GQ those that passed. PRI is `cycle` of the operation, so with several operations it is
// summed over them. What lies outside planned time counts in none of them. A figure whose input is missing is absent,
// and the text says which.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/text.h"
#include "plant/calendar.h"
#include "plant/model.h"
#include "produce/facts.h"

namespace jidoka::produce {

struct CountedRun {
  ItemKind kind = ItemKind::unit;
  std::string operation;
  Instant started_at;
  std::optional<Instant> ended_at;
  std::optional<RunResult> result;
};

struct Effectiveness {
  std::optional<double> availability;
  std::optional<double> effectiveness;
  std::optional<double> quality;
  std::optional<double> oee;
  double planned_s = 0;
  double busy_s = 0;
  std::uint64_t good = 0;
  std::uint64_t made = 0;
  std::optional<Text> text;
};

// `calendar` of the equipment, or null; `now` ends the runs that are open.
Effectiveness effectiveness(const plant::Model& model, const plant::Calendar* calendar,
                            const std::vector<CountedRun>& runs, plant::Interval span, Instant now,
                            Duration day_offset);

}  // namespace jidoka::produce
