// Is the process that gave these values in control? A capability index of one that is not says nothing of tomorrow.
// Rule 1 (a point beyond a control limit) on the chart of the data's own kind, limits from the data themselves:
// individuals and moving ranges, means and ranges, or means and standard deviations (ISO 7870-2).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "json/describe.h"
#include "study/subgroups.h"
#include "study/within_sigma.h"

namespace jidoka::study {

struct ControlSignal {
  std::uint64_t index = 0;  // of the subgroup or value, from 0
  std::string panel;        // location | spread
  double value = 0;
  double lower = 0;
  double upper = 0;
};
struct ControlCheck {
  std::string chart;       // i-mr | xbar-r | xbar-s
  bool of_scores = false;  // the values were brought to normal scores first, for a distribution that is not normal
  bool stable = true;
  std::uint64_t signal_count = 0;
  std::vector<ControlSignal> signals;  // the first hundred
};

constexpr auto describe(const ControlSignal*) {
  using json::field;
  return json::type<ControlSignal>("ControlSignal", "A point beyond a control limit",
                                   field("index", &ControlSignal::index, "Of the subgroup or value, from 0"),
                                   field("panel", &ControlSignal::panel, "location or spread"),
                                   field("value", &ControlSignal::value), field("lower", &ControlSignal::lower),
                                   field("upper", &ControlSignal::upper));
}
constexpr auto describe(const ControlCheck*) {
  using json::field;
  return json::type<ControlCheck>("ControlCheck", "Whether the process was in control, by rule 1",
                                  field("chart", &ControlCheck::chart, "i-mr, xbar-r or xbar-s"),
                                  field("of_scores", &ControlCheck::of_scores,
                                        "Values were brought to normal scores first, by the fitted distribution"),
                                  field("stable", &ControlCheck::stable),
                                  field("signal_count", &ControlCheck::signal_count),
                                  field("signals", &ControlCheck::signals, "The first hundred"));
}

ControlCheck check_control(const Subgroups& subgroups, const WithinSigma& within);

}  // namespace jidoka::study
